"""What people write into a memorandum in, its paragraphs and stubs and who drafted and cleared it out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from brief.render.blocks import Block, Paragraph, Run
from brief.render.layout_values import Setting
from brief.render.wording import capital, humanised, one_line, paragraphs

_PARTS = ("purpose", "talking")  # of the page, each for some of the texts


def written(setting: Setting, part: str) -> list[Block]:
    """Return the texts of one part of the page and, for those that the schema asks for and nobody wrote, a stub."""
    wording, texts = setting.wording, setting.briefing.header.texts
    blocks: list[Block] = []
    stubs = [name for name in _stubs(setting) if name in wording.words(f"memo.{part}")]
    for name in dict.fromkeys((*stubs, *_of(setting, part))):
        for place, text in enumerate(paragraphs(texts.get(name, ""))):
            label = [Run(text=f"{_called(setting, name)}: ", bold=True)] if not place else []
            blocks.append(Paragraph(runs=(*label, Run(text=text, address=f"texts/{name}"))))
    missing = [name for name in stubs if not texts.get(name)]
    if missing:
        named = capital(wording.join([_called(setting, name).lower() for name in missing]))
        said = wording.say("stub_named", name=named) if len(missing) < len(stubs) else wording.say("stub")
        blocks.append(Paragraph(runs=(Run(text=said, italic=True, mark="absent", address=f"texts/{missing[0]}"),)))
    if part == _PARTS[0] and texts.get("recommendation"):
        blocks.append(Paragraph(runs=(Run(text=wording.say("decision")),)))
    return blocks


def kind(setting: Setting) -> str:
    """Return what the memorandum is for, "" as long as nobody wrote what it wants."""
    texts = setting.briefing.header.texts
    if texts.get("recommendation"):
        return setting.wording.say("for_decision")
    return setting.wording.say("for_information") if texts.get("purpose") else ""


def closing(setting: Setting, marking: str, tabs: Sequence[str]) -> Paragraph:
    """Return the line of who drafted, approved and cleared it, to whom it goes, by what right, with what attached.

    Who marks a file must say by what right: that stands there as soon as the marking is a classified one.
    """
    wording, header = setting.wording, setting.briefing.header
    given = {**header.texts, "drafted": header.drafted, "cleared": header.cleared}
    asked = list(wording.words("memo.clearance"))
    if marking.casefold().startswith(tuple(word.casefold() for word in wording.words("classified"))):
        asked += wording.words("memo.authority")
    names = [
        *wording.words("memo.clearance"),
        *wording.words("memo.distribution"),
        *wording.words("memo.authority"),
    ]
    runs: list[Run] = []
    for name in names:
        text = one_line(given.get(name, ""))
        if text or name in asked:
            runs += [Run(text=" · ")] * bool(runs)
            runs += [Run(text=f"{_called(setting, name)}: "), _filled(setting, name, text)]
    if tabs:
        whole = wording.say("attached" if len(tabs) > 1 else "attached_one", first=tabs[0], last=tabs[-1])
        runs += [Run(text=f" · {wording.say('attachments')}: "), Run(text=whole, href="#contents")]
    return Paragraph(runs=tuple(runs), style="note", anchor="clearance")


def _filled(setting: Setting, name: str, text: str) -> Run:
    address = f"briefing/{name}" if name in {"drafted", "cleared"} else f"texts/{name}"
    if text:
        return Run(text=text, address=address)
    return Run(text=setting.wording.say("to_be_filled"), italic=True, mark="absent", address=address)


def _stubs(setting: Setting) -> tuple[str, ...]:
    return setting.schema.stubs or setting.wording.words("stubs")


def _of(setting: Setting, part: str) -> Iterator[str]:
    """Yield the texts that stand in a part; one that no part names stands in the first."""
    wording = setting.wording
    placed = {
        name
        for group in ("talking", "clearance", "distribution", "authority", "heading")
        for name in wording.words(f"memo.{group}")
    }
    for name in setting.briefing.header.texts:
        if name in wording.words(f"memo.{part}") or (part == _PARTS[0] and name not in placed):
            yield name


def _called(setting: Setting, name: str) -> str:
    return setting.wording.known(f"stub_names.{name}", humanised(name))
