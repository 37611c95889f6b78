"""The command `overrides import`: what a person changed in a Word file, into the file of edits."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final

import typer

from brief.commands.edits import EditsFile, Work, edits_app
from brief.commands.screen import Screen, count
from brief.errors import ContentError, UsageError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from brief.collect.edited_word import EditedWord
    from brief.edits_word import Import
    from brief.lexicon import Lexicon
    from brief.model import Briefing, Record
    from brief.schema import Schema

overrides_app = edits_app  # with the command below
_MOST_LOST: Final = 10  # values; in a small file a person may well delete most


@overrides_app.command(
    "import",
    short_help="Take over what was changed in Word.",
    epilog="Example: brief overrides import output/briefing.docx -r visit.yaml",
)
def import_word(  # noqa: PLR0913 - one parameter per option of the command line
    ctx: typer.Context,
    *,
    edited: Annotated[Path, typer.Argument(metavar="EDITED.docx", help="The Word file that a person corrected.")],
    overrides: EditsFile,
    briefing: Annotated[
        Path | None,
        typer.Option(
            "-b",
            "--briefing",
            metavar="FILE",
            help="JSON written with it; else the one beside.",
            show_default=False,
        ),
    ] = None,
    by: Annotated[
        str,
        typer.Option("--by", metavar="NAME", envvar="BRIEF_BY", help="Who made the changes that name nobody."),
    ] = "",
    schema: Annotated[
        str,
        typer.Option(
            "-s", "--schema", metavar="SCHEMA", help="Name or path; the one it was made with.", show_default=False
        ),
    ] = "",
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only say which edits it would be.")] = False,
) -> None:
    """Write what was typed over, tracked, deleted or commented in a Word file as edits, with author and date.

    Leave with 1 when something in it could not be taken over; that is told.
    """
    from brief.lexicon import load_lexicon  # noqa: PLC0415 - loads the lists
    from brief.render.data import read_json  # noqa: PLC0415 - loads the model
    from brief.safekeeping import open_edited, with_tags  # noqa: PLC0415 - loads lxml
    from brief.schema_file import load_schema  # noqa: PLC0415 - the same

    screen: Screen = ctx.obj
    data, now = open_edited(edited)
    if now.data is None:
        raise ContentError([f"{edited}: holds no briefing; give a Word file that generate wrote"])
    shown, lexicon = read_json(now.data), load_lexicon()
    loaded = load_schema(schema or shown.schema_id, lexicon)
    now = with_tags(data, now, shown, loaded, lexicon)
    before, rest = _before(edited, briefing, now, shown, (loaded, lexicon))
    _check_kept(edited, before, now)
    found = _imported(now, before, shown, (loaded, lexicon, by))
    left = [*found.left, *(["the text beside the values was changed too; such changes are not taken over"] * rest)]
    work = Work.of(ctx, overrides, loaded, shown.as_found())
    text = work.text
    for wish in found.wishes:
        text = work.editor.with_field(text, wish)
        given = " ".join("; ".join(wish.values).split())
        screen.out(f"{wish.doing} {wish.address}: {given}" + (f" ({wish.by})" if wish.by else ""))
    for wish in found.hidden:
        text = work.editor.with_hidden(text, wish)
        screen.out(f"hide {wish.address}" + (f" ({wish.by})" if wish.by else ""))
    for line in left:
        screen.note(f"! {edited}: {line}", "yellow")
    edits = count(len(found.wishes) + len(found.hidden), "edit")
    if text != work.text and not dry_run:
        work.save(text, edits)
    screen.note(f"{edits} {'would be taken' if dry_run else 'taken'} from {edited}")
    if left:
        raise typer.Exit(1)


def _before(
    edited: Path, beside: Path | None, now: EditedWord, shown: Briefing, how: tuple[Schema, Lexicon]
) -> tuple[Mapping[str, Sequence[str]], bool]:
    """Return the texts at each value when the file was written, and whether the text beside them was changed.

    They stand in the JSON beside it; when that is of another run, the file is set again from the data in it.
    """
    from brief.safekeeping import digest_of, set_again, written  # noqa: PLC0415 - loads lxml

    path = beside or edited.with_suffix(".json")
    known = written(path)
    then = known.get(edited.name) or (next(iter(known.values())) if len(known) == 1 else None)
    if then is not None and _same_run(path, now.data):
        return then.values, then.rest != digest_of(now)
    if beside:
        raise UsageError(
            f"{beside}: is of another run than {edited}; leave -b out, or give the JSON written with it"
        )
    fresh = set_again(now, shown, *how)
    return fresh.values(), digest_of(fresh) != digest_of(now)


def _check_kept(edited: Path, before: Mapping[str, Sequence[str]], now: EditedWord) -> None:
    """Raise ContentError where most values have lost their controls: nobody deletes so much without tracking."""
    there = {control.address for control in now.controls}
    lost = [address for address in before if address not in there]
    if len(lost) > _MOST_LOST and len(lost) > len(before) / 2:
        what = f"{len(lost)} of {len(before)} values have lost their content controls, so nothing can be taken over"
        raise ContentError([f"{edited}: {what}; make the changes in the file as generate wrote it"])


def _same_run(path: Path, data: bytes | None) -> bool:
    import json  # noqa: PLC0415 - with its only use

    beside = json.loads(path.read_bytes())
    beside.pop("outputs", None)
    return data is not None and bool(beside == json.loads(data))


def _imported(
    now: EditedWord,
    before: Mapping[str, Sequence[str]],
    shown: Briefing,
    how: tuple[Schema, Lexicon, str],
) -> Import:
    from brief.edits_word import Now, Reading, Remark  # noqa: PLC0415 - loads the model

    schema, lexicon, by = how
    names = lexicon.sequence("dates.months"), lexicon.sequence("dates.weekdays")
    unsaved = now.when in {"", shown.header.as_of}  # the day that generate wrote: no program noted its own
    when = date.today().isoformat() if unsaved else now.when  # noqa: DTZ011 - the day where the person is
    reading = Reading(shown, schema, *names, by=by or now.by, when=when, doubt=now.doubt)
    whole = _addresses(shown, schema)
    controls = [Now(whole.get(c.address, c.address), c.text, c.by, c.when, c.gone) for c in now.controls]
    remarks = [Remark(whole.get(c.address, c.address), c.text, c.by, c.when) for c in now.comments]
    return reading.imported({whole.get(tag, tag): texts for tag, texts in before.items()}, controls, remarks)


def _addresses(shown: Briefing, schema: Schema) -> dict[str, str]:
    """Return the whole address of every tag: Word allows only short ones."""
    from brief.render.safe import control_tag  # noqa: PLC0415 - loads the page's rules

    addresses = (
        f"{s.id}/{r.key}/{name}" for s in schema.sections for r in _records(shown, s.id) for name in s.fields
    )
    return {control_tag(address): address for address in addresses}


def _records(shown: Briefing, section: str) -> Sequence[Record]:
    found = shown.section(section)
    return found.records if found else ()
