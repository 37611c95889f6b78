"""What the parser is shown, and that every offset points into the raw text."""

from __future__ import annotations

import pytest

from brief.errors import UsageError
from brief.extract.language import Pipeline, load_pipeline
from brief.extract.parts import LONGEST, fold
from brief.extract.reading import Reading
from brief.lexicon import load_lexicon
from brief.model import Layer, Passage, SourceDocument, Span


@pytest.fixture(scope="module")
def pipeline() -> Pipeline:
    return load_pipeline(lexicon=load_lexicon())


def paragraphs(*texts: str, layer: Layer = Layer.BODY) -> SourceDocument:
    passages, at = [], 0
    for text in texts:
        passages.append(Passage(span=Span(start=at, end=at + len(text)), layer=layer))
        at += len(text) + 2
    return SourceDocument(
        id="s1", path="a.txt", format="plaintext", text="\n\n".join(texts), digest="", passages=tuple(passages)
    )


def raw(reading: Reading) -> list[str]:
    return [reading.source.text[t.start : t.end] for t in reading.tokens]


def test_curly_quotation_marks_are_folded_but_offsets_point_at_the_raw_text(pipeline: Pipeline) -> None:
    reading = pipeline.parse("“Peru’s door is open,” Ms Salas said.")
    assert [t.text for t in reading.tokens][:3] == ['"', "Peru", "'s"]
    assert raw(reading)[:3] == ["“", "Peru", "’s"]


def test_folding_keeps_the_length_of_every_text() -> None:
    text = "".join(map(chr, range(0x3100)))
    assert len(fold(text)) == len(text)


def test_a_line_break_inside_a_paragraph_is_a_space(pipeline: Pipeline) -> None:
    reading = pipeline.parse("The envoy arrived\nin   Lima on  Monday.")
    assert len(reading.sentences) == 1
    assert raw(reading) == ["The", "envoy", "arrived", "in", "Lima", "on", "Monday", "."]


def test_sentences_never_cross_passages(pipeline: Pipeline) -> None:
    reading = pipeline.read(paragraphs("Talks in Oslo", "The minister flew home"))
    assert [(s.passage, reading.source.text[s.start : s.end]) for s in reading.sentences] == [
        (0, "Talks in Oslo"),
        (1, "The minister flew home"),
    ]
    assert [t.sentence for t in reading.tokens] == [0, 0, 0, 1, 1, 1, 1]


def test_indices_count_on_over_the_whole_source(pipeline: Pipeline) -> None:
    reading = pipeline.read(paragraphs("She left.", "He stayed."))
    assert [t.i for t in reading.tokens] == list(range(6))
    left, stayed = reading.tokens[1], reading.tokens[4]
    assert (left.deps, stayed.deps, stayed.head) == ([0, 2], [3, 5], 4)


def test_furniture_is_not_read(pipeline: Pipeline) -> None:
    assert pipeline.read(paragraphs("Also on our site: ten beaches", layer=Layer.FURNITURE)).tokens == []


def test_an_abbreviated_rank_ends_no_sentence(pipeline: Pipeline) -> None:
    reading = pipeline.parse("Rescuers thanked Capt. Moreau and Lt. Col. Idrissou for the effort.")
    assert len(reading.sentences) == 1
    assert "Capt." in raw(reading)


def test_a_passage_of_a_million_characters_is_read_in_parts(pipeline: Pipeline) -> None:
    reading = pipeline.read(paragraphs("Talks went on. " * (LONGEST // 15 + 2)))
    assert reading.tokens[-1].end == LONGEST // 15 * 15 + 29
    assert {t.text for t in reading.tokens} == {"Talks", "went", "on", "."}


def test_lemmas_and_word_forms_are_in_lower_case(pipeline: Pipeline) -> None:
    reading = pipeline.parse("Ministers Met")
    assert [(t.lower, t.lemma == t.lemma.lower()) for t in reading.tokens] == [("ministers", True), ("met", True)]


def test_soft_hyphens_and_zero_width_characters_are_not_shown_to_the_parser(pipeline: Pipeline) -> None:
    reading = pipeline.parse("The min\u00adister met Ok\u200bafor.")
    assert [t.text for t in reading.tokens] == ["The", "minister", "met", "Okafor", "."]
    assert raw(reading)[3] == "Ok\u200bafor"


def test_a_text_of_odd_spaces_gives_nothing(pipeline: Pipeline) -> None:
    assert pipeline.parse("\n\u00a0 \u2009\n").tokens == []


def test_an_unknown_pipeline_is_named() -> None:
    with pytest.raises(UsageError, match="pipeline en_none: not installed"):
        load_pipeline("en_none")


@pytest.mark.parametrize(
    ("text", "opening"),
    [
        ("New Delhi, Feb 8, 2027: Prime Minister Anil Rao will visit Peru.", "Prime"),
        ("LIMA, 12 March (Andes Wire): The visit ended.", "The"),
        ("A: Mr Rao has been in custody since July.", "Mr"),
    ],
)
def test_a_sentence_begins_after_its_dateline_or_label(pipeline: Pipeline, text: str, opening: str):
    reading = pipeline.read(paragraphs(text))
    assert [reading.tokens[s.first].text for s in reading.sentences][-1] == opening


def test_what_is_read_beside_a_source_changes_nothing_in_it(pipeline: Pipeline) -> None:
    sources = [
        paragraphs("Let's meet them, she said.", "There were talks in Oslo."),
        paragraphs(),
        paragraphs("It is let.", "Ministers have met since May.", "They did."),
        *(paragraphs("The envoys met the minister's guests in Lima. " * n, "It was late.") for n in range(1, 90)),
    ]
    assert list(pipeline.read_all(sources)) == [pipeline.read(source) for source in sources]


def test_a_rule_of_several_words_holds_beside_those_of_one(pipeline: Pipeline) -> None:
    readings = list(pipeline.parse_all(["The visit's aim is plain.", "Let's go.", "Let's go.", "It's plain."]))
    assert [[t.lemma for t in r.tokens if t.text == "'s"] for r in readings] == [["'s"], ["us"], ["us"], ["be"]]
