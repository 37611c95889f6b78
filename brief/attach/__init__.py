"""A report and a rendered briefing of the same format in, the report with the briefing as its annex out."""

from __future__ import annotations

from brief.attach.wishes import Attached, LockedError, Wish
from brief.errors import UsageError

__all__ = ["Attached", "LockedError", "Wish", "attach", "data_in", "detach"]


def attach(  # noqa: PLR0913 - one parameter per option of the command
    report: bytes,
    briefing: bytes,
    suffix: str,
    *,
    title: str = "",
    at: str = "",
    portion: str = "",
    stamp: str = "",
    password: str = "",
    embed: bool = False,
    names: tuple[str, str] = ("the report", "the briefing"),
) -> Attached:
    """Return the report with the briefing as its annex; an earlier annex is replaced where it stands.

    `suffix` is ".docx" or ".pdf"; `at` is "" (the end, or the place of an earlier annex), "end", "page N"
    of a PDF, a heading, bookmark or placeholder of a Word file; `title`, `portion` and `stamp` are as in
    `Wish`; `embed` puts the briefing in as a file instead of pages; `names` stand in messages. Equal bytes
    for equal input, whatever was attached before. Raise UsageError, and LockedError for a PDF without its
    password.
    """
    wish = Wish(at, title, portion, stamp, password)
    if suffix == ".docx":
        from brief.attach.word import attach_word, embed_word  # noqa: PLC0415 - each format loads its own library

        return (embed_word if embed else attach_word)(report, briefing, wish, names)
    if suffix == ".pdf":
        from brief.attach.pdf import attach_pdf, embed_pdf  # noqa: PLC0415 - the same

        return (embed_pdf if embed else attach_pdf)(report, briefing, wish, names)
    raise UsageError(f"{names[0]}: a report is a .docx or .pdf file; save it as one of these")


def detach(report: bytes, suffix: str, *, password: str = "", name: str = "the report") -> Attached:
    """Return the report without its annex. Raise UsageError, and LockedError for a PDF without its password."""
    if suffix == ".docx":
        from brief.attach.word import detach_word  # noqa: PLC0415 - each format loads its own library

        return detach_word(report, name)
    if suffix == ".pdf":
        from brief.attach.pdf import detach_pdf  # noqa: PLC0415 - the same

        return detach_pdf(report, password, name)
    raise UsageError(f"{name}: a report is a .docx or .pdf file; save it as one of these")


def data_in(briefing: bytes, suffix: str, name: str = "the briefing") -> bytes | None:
    """Return the JSON that a rendered briefing carries, None when it carries none. Raise UsageError."""
    if suffix == ".docx":
        from brief.attach.word import data_in_word  # noqa: PLC0415 - each format loads its own library

        return data_in_word(briefing, name)
    if suffix == ".pdf":
        from brief.attach.pdf import data_in_pdf  # noqa: PLC0415 - the same

        return data_in_pdf(briefing, name)
    return None
