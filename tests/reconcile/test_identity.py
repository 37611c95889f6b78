def people(news):
    """Return name → other forms of everybody in a plain section of people."""
    for claim in [c for c in news.claims if c.section == "@entities" and c.field == "form"]:
        news.said(claim.source, "people", name=claim.entity)
    briefing = news.briefing(PEOPLE)
    section = briefing.section("people")
    return {r.text("name"): [v.text for v in r.fields.get("aliases", ())] for r in section.records}


PEOPLE = {
    "id": "people",
    "title": "People",
    "fields": {
        "name": {"type": "person", "required": True},
        "aliases": {"type": "phrase", "many": True, "attribute": "forms"},
        "role": {"type": "phrase", "attribute": "role"},
        "country": {"type": "country", "attribute": "country"},
    },
    "identity": {"field": "name", "by": "entity"},
}


def test_one_person_in_three_spellings_is_one_record_with_diacritics(news) -> None:
    for text in ("Torbjorn Aasland spoke.", "Torbjørn Åsland left.", "Åsland had no comment."):
        news.person(news.source(text), text.split(" had")[0].split(" spoke")[0].split(" left")[0])
    assert people(news) == {"Torbjørn Åsland": ["Torbjorn Aasland"]}


def test_a_surname_that_fits_two_people_joins_neither_and_is_noticed(news) -> None:
    for text in ("Nora Hale", "Dana Hale", "Hale"):
        news.person(news.source(f"{text} spoke."), text)
    assert sorted(people(news)) == ["Dana Hale", "Nora Hale"]
    assert "“Hale” may be Nora Hale or Dana Hale" in news.briefing(PEOPLE).notices[-1].message or (
        "“Hale” may be Dana Hale or Nora Hale" in news.briefing(PEOPLE).notices[-1].message
    )


def test_a_surname_that_fits_two_people_is_told_by_gender(news) -> None:
    news.person(news.source("Nora Hale spoke."), "Nora Hale", gender="f")
    news.person(news.source("Tom Hale spoke."), "Tom Hale", gender="m")
    news.person(news.source("Mrs Hale was pleased."), "Mrs Hale", gender="f")
    assert people(news) == {"Nora Hale": [], "Tom Hale": []}
    assert {r.text("name"): r.groups for r in news.briefing(PEOPLE).section("people").records} == {
        "Nora Hale": 2,
        "Tom Hale": 1,
    }


def test_a_masculine_surname_is_not_joined_to_a_feminine_one(news) -> None:
    news.person(news.source("Irina Petrova spoke."), "Irina Petrova")
    news.person(news.source("Petrov spoke."), "Petrov")
    assert sorted(people(news)) == ["Irina Petrova", "Petrov"]


def test_a_short_name_with_two_possible_long_ones_stays_apart(news) -> None:
    for text in ("Ana Ruiz Soler", "Ana Ruiz Vidal", "Ana Ruiz"):
        news.person(news.source(f"{text} spoke."), text)
    assert sorted(people(news)) == ["Ana Ruiz", "Ana Ruiz Soler", "Ana Ruiz Vidal"]


def test_one_role_and_country_do_not_make_two_people_one(news) -> None:
    news.person(news.source("President Ivo Marek"), "Ivo Marek", role="President", country="Croatia")
    news.person(news.source("President Juan Stipić"), "Juan Stipić", role="President", country="Croatia")
    assert len(people(news)) == 2


def test_the_fullest_role_of_most_groups_is_shown_and_a_disagreement_about_the_country_is_disputed(news) -> None:
    one = "Minister Lea Brandt of Norway spoke."
    two = "Norwegian fisheries minister Lea Brandt spoke."
    three = "Lea Brandt of Denmark"
    news.person(news.source(one), "Lea Brandt", role="Minister", country="Norway")
    news.person(news.source(two), "Lea Brandt", role="Norwegian fisheries minister", country="Norway")
    news.person(news.source(three), "Lea Brandt", country="Denmark")
    people(news)
    record = news.briefing(PEOPLE).section("people").records[0]
    assert record.text("role") == "Norwegian fisheries minister"
    country = record.first("country")
    assert (country.text, country.status, [r.text for r in country.rivals]) == ("Norway", "disputed", ["Denmark"])


def test_two_family_names_stand_for_the_full_name_and_a_given_name_does_not(news) -> None:
    for text in ("Edson Prado Neto", "Prado Neto", "Anna Maria Lopez", "Maria Lopez"):
        news.person(news.source(f"{text} spoke."), text)
    assert sorted(people(news)) == ["Anna Maria Lopez", "Edson Prado Neto", "Maria Lopez"]


def test_a_country_that_no_words_carry_disputes_nothing(news) -> None:
    news.person(news.source("Lea Brandt of Norway spoke."), "Lea Brandt", country="Norway")
    news.person(news.source("Her counterpart, Lea Brandt, left."), "Lea Brandt", country="Denmark")
    people(news)
    country = news.briefing(PEOPLE).section("people").records[0].first("country")
    assert (country.text, country.status, country.rivals) == ("Norway", "single-source", ())


def test_relatives_of_one_name_stay_two(news) -> None:
    s = news.source("Ivo Marek spoke of his son, Ivo Marek.")
    son = news.person(s, "Ivo Marek")
    father = news.person(s, "Ivo Marek")
    relation = next(c for c in news.claims if c.entity == father).model_copy(
        update={"field": "relation", "text": "son", "normal": son}
    )
    news.claims.append(relation)
    for entity in (son, father):
        news.said(s, "people", name=entity)
    assert [r.key for r in news.briefing(PEOPLE).section("people").records] == ["ivo-marek", "ivo-marek-2"]
