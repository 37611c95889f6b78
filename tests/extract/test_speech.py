"""Quotations and their holders: in many styles found, in doubt left without one."""

import re
from functools import cache

import pytest
from hypothesis import given
from hypothesis import strategies as st

from brief.extract.language import Pipeline, load_pipeline
from brief.extract.names import name_everything
from brief.extract.reading import Mention, Quote, Reading
from brief.extract.speech import find_quotes, holder_phrase, stance_of
from brief.extract.speech_marks import find_marked
from brief.lexicon import load_lexicon
from brief.model import Layer, Passage, SourceDocument, Span

LEXICON = load_lexicon()
ELISIONS = LEXICON.words("speech.elisions")


@cache
def pipeline() -> Pipeline:
    return load_pipeline(lexicon=LEXICON)


def read(text: str, layer: Layer = Layer.BODY) -> Reading:
    passages = tuple(
        Passage(span=Span(start=m.start(), end=m.end()), layer=layer) for m in re.finditer(r".+", text)
    )
    source = SourceDocument(id="s1", path="a.txt", format="plaintext", text=text, digest="0", passages=passages)
    return pipeline().read(source)


def quotes(text: str) -> list[tuple[str, str]]:
    return [(text[q.start : q.end], text[slice(*q.holder)] if q.holder else "") for q in found(text)]


def found(text: str) -> list[Quote]:
    return find_quotes(read(text), LEXICON)


def holders(text: str) -> list[str]:
    return [holder for _, holder in quotes(text)]


@pytest.mark.parametrize(
    ("text", "quote", "holder"),
    [
        ('"We will not yield," said Banda.', "We will not yield,", "Banda"),
        ('"We will not yield," Banda said.', "We will not yield,", "Banda"),
        ('Banda said: "We will not yield."', "We will not yield.", "Banda"),
        ('Banda told parliament, "We will not yield."', "We will not yield.", "Banda"),
        ("“We will not yield,” said Banda, an analyst in Lusaka.", "We will not yield,", "Banda"),
        ("“Will you yield?” asked a reporter.", "Will you yield?", "a reporter"),
        ("'We will not yield,' says Banda.", "We will not yield,", "Banda"),
        ("‘We will not yield,’ says Banda.", "We will not yield,", "Banda"),
        (
            '"We know it," said a senior State Department official.',
            "We know it,",
            "a senior State Department official",
        ),
        ('The talks were "frank", according to the ministry in Seoul.', "frank", "the ministry in Seoul"),
        ('"The talks were frank," according to Banda.', "The talks were frank,", "Banda"),
        ('He called the vote a "farce".', "farce", "He"),
        ('What Banda hailed as a "very positive" call took an hour.', "very positive", "Banda"),
        ('The envoy was quoted as saying "there is still time".', "there is still time", "The envoy"),
        ('State media quoted the king as saying, "Peace is a duty."', "Peace is a duty.", "the king"),
        ('The plan was described as "reckless" by Senator Diaz.', "reckless", "Senator Diaz"),
        (
            'Asked about it, she said it was "the first of my first priorities".',
            "the first of my first priorities",
            "she",
        ),
        ('The statement said the sides "agreed to meet again".', "agreed to meet again", "The statement"),
        ('The accord, which the opposition brands "a betrayal", was signed.', "a betrayal", "the opposition"),
        ('"We agree," the ministry added in a statement.', "We agree,", "the ministry"),
        ('Banda said Lungu had lied, adding that the deal was "dead".', "dead", "Banda"),
        ('Banda was blunt: "It is over now."', "It is over now.", "Banda"),
        (
            '"Nothing is higher on my list." With those words Banda opened the talks.',
            "Nothing is higher on my list.",
            "Banda",
        ),
    ],
)
def test_a_quotation_is_found_with_its_holder(text, quote, holder):
    assert quotes(text) == [(quote, holder)]


@pytest.mark.parametrize(
    "text",
    [
        'Officials rejected claims of a "secret deal".',
        'A statement calling the raid "an act of piracy" was withdrawn.',
        'The "frozen" conflict thawed.',
        '"It is over now." Nobody was there.',
        'A unilateral denunciation would call for "strict reciprocity".',
        'The message was clear: "Stay out of this."',
        'The plan was described as "reckless".',
    ],
)
def test_in_doubt_a_quotation_has_no_holder(text):
    assert holders(text) == [""]


def test_a_split_quotation_has_one_holder():
    text = '"Our position," Ms Lind told parliament on Tuesday, "has not changed."'
    assert quotes(text) == [("Our position,", "Ms Lind"), ("has not changed.", "Ms Lind")]
    assert all(q.full for q in found(text))


def test_a_quotation_goes_on_without_naming_its_holder_again():
    text = '"Pipelines do not vote," said Banda. "People do."'
    assert quotes(text) == [("Pipelines do not vote,", "Banda"), ("People do.", "Banda")]


def test_a_holder_does_not_cross_into_the_next_paragraph():
    assert holders('"Pipelines do not vote," said Banda.\n"People do."') == ["Banda", ""]


def test_a_writers_sentence_between_two_quotations_ends_the_first_holders_speech():
    assert holders('"We agree," said Banda. The hall fell silent. "They lied to us."') == ["Banda", ""]


def test_the_sentence_before_may_name_the_holder():
    assert holders('Rahman disagrees. "There is no plan at all."') == ["Rahman"]
    assert holders('"We agree," said Banda. Rahman disagrees. "There is no plan at all."') == ["Banda", "Rahman"]


def test_two_speakers_in_one_paragraph_keep_apart():
    assert holders('"Is it over?" asked Banda. "I do not know!" replied Lungu.') == ["Banda", "Lungu"]


def test_two_holders_stand_together():
    text = '"We will see," President Owusu and Foreign Minister Boateng said.'
    assert holders(text) == ["President Owusu and Foreign Minister Boateng"]


def test_direct_speech_is_told_from_fragments():
    assert [q.full for q in found('"We will not yield," said Banda. He called it a "farce".')] == [True, False]


def test_apostrophes_are_no_marks():
    assert quotes("The ministers' talks weren't over and Qo'qon's mayor, in the '90s, didn't know.") == []
    assert quotes("'The ministers' talks failed,' says Banda.") == [("The ministers' talks failed,", "Banda")]


def test_a_quotation_inside_a_quotation_belongs_to_the_outer_one():
    text = "Banda said: “My father told me ‘never sign’ and I did not.”"
    assert quotes(text) == [("My father told me ‘never sign’ and I did not.", "Banda")]


def test_a_lone_mark_opens_nothing():
    assert quotes('It was 5" long and he left.') == []
    assert quotes('He said "that and left') == []
    assert quotes("The end” came.") == []


def test_a_quotation_of_several_paragraphs_runs_to_the_end_of_each():
    text = "Banda said: “We waited for years.\n“Now we act.”"
    assert [quote for quote, _ in quotes(text)] == ["We waited for years.", "Now we act."]


def test_a_title_is_no_quotation():
    assert quotes("She appeared on “Face the Nation” on Sunday.") == []


def test_furniture_is_not_searched():
    assert find_quotes(read('"We agree," said Banda.', Layer.FURNITURE), LEXICON) == []


def test_a_person_among_the_mentions_is_named_by_the_quotation():
    reading = read('"We agree," said Foreign Minister Chanda Banda.')
    first = next(t.i for t in reading.tokens if t.text == "Chanda")
    start, end = reading.tokens[first].start, reading.tokens[first + 1].end
    reading.mentions = [Mention("person", start, end, "p1", "name", first + 1, first, first + 2)]
    assert [q.person for q in find_quotes(reading, LEXICON)] == ["p1"]


def test_a_pronoun_is_resolved_where_a_mention_says_whom_it_means():
    reading = read('"We agree," she said.')
    she = next(t for t in reading.tokens if t.text == "she")
    reading.mentions = [Mention("person", she.start, she.end, "p2", "pronoun", she.i, she.i, she.i + 1)]
    assert [q.person for q in find_quotes(reading, LEXICON)] == ["p2"]


@pytest.mark.parametrize(
    ("text", "noun", "phrase"),
    [
        ("A senior State Department official left.", "official", "A senior State Department official"),
        ("The foreign ministry in Seoul denied it.", "ministry", "The foreign ministry in Seoul"),
        ("The head of the union, a former miner, left.", "head", "The head of the union"),
        ("Banda's brother, who lives in Oslo, left.", "brother", "Banda's brother"),
    ],
)
def test_the_phrase_of_a_holder_is_complete(text, noun, phrase):
    reading = read(text)
    token = next(t.i for t in reading.tokens if t.text == noun)
    start, end = holder_phrase(reading, token, LEXICON)
    assert text[start:end] == phrase


def test_verbs_of_saying_have_a_class():
    assert [stance_of(v, LEXICON) for v in ("say", "deny", "warn", "hail", "vow", "blame", "run")] == [
        "say",
        "deny",
        "warn",
        "praise",
        "promise",
        "accuse",
        "",
    ]


MARKS = st.lists(st.sampled_from([*"\"'“”‘’«» .,!?\n-", "word", "s", "said", "Banda", "They agree"]), max_size=30)


@given(MARKS.map("".join))
def test_what_stands_in_marks_is_in_order_and_apart(text):
    marked = list(find_marked(text, 0, len(text), ELISIONS))
    assert marked == list(find_marked(text, 0, len(text), ELISIONS))
    at = 0
    for one in marked:
        assert at <= one.opened < one.start < one.end <= one.closed <= len(text)
        at = one.closed


@given(MARKS.map("".join))
def test_any_text_yields_quotations_inside_it(text):
    reading = read(text)
    first = find_quotes(reading, LEXICON)
    assert first == find_quotes(reading, LEXICON)
    for quote in first:
        assert 0 <= quote.start < quote.end <= len(text)
        assert quote.holder is None or 0 <= quote.holder[0] < quote.holder[1] <= len(text)
        assert -1 <= quote.cue < len(reading.tokens)


def test_a_nickname_inside_a_name_is_no_quotation():
    reading = read('Gang leader Jimmy "Tiger" Fontaine said in a video that he would fight.')
    name_everything(reading, LEXICON)
    assert find_quotes(reading, LEXICON) == []
