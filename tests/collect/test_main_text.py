"""A web page in; which of its blocks are the article, by two judges, and when the whole page is taken."""

from brief.collect.limits import LIMITS
from brief.collect.readers import webpage
from brief.layer import Layer

TOLD = (
    "The ministers of Chile and Peru met in Arica on Monday to discuss the border railway, which has stood still "
    "since the flood of last winter, officials of both countries said. "
)
STORY = "".join(f"<p>{TOLD}That was part {number} of the talks.</p>" for number in range(6))
CHATTER = "".join(
    f'<li class="comment"><a href="/u/{n}">reader {n}</a> writes: I do not believe one word of it, and never '
    f"shall, whatever they say in number {n}.</li>"
    for n in range(150)
)


def layers(page: str) -> dict[str, Layer | None]:
    draft = webpage.read(f"<!doctype html><html><head><meta charset=utf-8></head><body>{page}".encode(), LIMITS)
    return {draft.text[mark.start : mark.end]: mark.layer for mark in draft.marks}


def test_an_article_that_both_judges_find_is_told_from_a_page_ten_times_its_size():
    found = layers(f"<article><h1>Talks in Arica</h1>{STORY}</article><ul id=comments>{CHATTER}</ul>")
    assert found["Talks in Arica"] is Layer.HEADLINE
    assert found[f"{TOLD}That was part 0 of the talks."] is None
    chatter = [layer for words, layer in found.items() if "I do not believe one word" in words]
    assert len(chatter) == 150
    assert set(chatter) == {Layer.FURNITURE}


def test_prose_that_neither_judge_takes_for_the_article_is_furniture_and_still_there():
    found = layers(
        f"<article><h1>Talks in Arica</h1>{STORY}</article>"
        "<aside><p>Our people write from forty countries, and you can support them for two pounds.</p></aside>"
    )
    assert (
        found["Our people write from forty countries, and you can support them for two pounds."] is Layer.FURNITURE
    )


def test_a_picture_inside_the_article_keeps_its_caption():
    half = STORY[: len(STORY) // 2].rpartition("</p>")[0] + "</p>"
    found = layers(
        f"<article><h1>Talks in Arica</h1>{half}<figure><img src=a.jpg><figcaption>The station in its best days"
        f"</figcaption></figure><p>{TOLD}</p>{STORY}</article>"
    )
    assert found["The station in its best days"] is Layer.CAPTION


def test_a_page_nested_deeper_than_any_person_nests_is_read_at_once():
    draft = webpage.read(b"<div>" * 50_000 + f"<h1>Talks</h1>{STORY}".encode(), LIMITS)
    assert TOLD.strip() in draft.text
