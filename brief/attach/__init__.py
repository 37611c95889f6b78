"""A report and a rendered briefing of the same format in, the report with the briefing as its annex out."""

from __future__ import annotations

from dataclasses import dataclass

from brief.errors import UsageError

__all__ = ["Attached", "attach", "detach"]


@dataclass(frozen=True, slots=True)
class Attached:
    """A report with its annex, or without it again.

    `found` says whether it had an annex before; `notices` what the reader of the result should know.
    """

    data: bytes
    found: bool
    notices: tuple[str, ...] = ()


def attach(  # noqa: PLR0913 - one parameter per option of the command
    report: bytes,
    briefing: bytes,
    suffix: str,
    *,
    title: str = "",
    at: str = "",
    password: str = "",
    embed: bool = False,
    names: tuple[str, str] = ("the report", "the briefing"),
) -> Attached:
    """Return the report with the briefing as its annex; an earlier annex is replaced where it stands.

    `suffix` is ".docx" or ".pdf"; `at` is "" (the end, or the place of an earlier annex), "end", "page N"
    of a PDF, a heading, bookmark or placeholder of a Word file; `embed` puts a PDF in as an attached file
    instead of pages; `names` stand in messages. Equal bytes for equal input, whatever was attached before.
    Raise UsageError.
    """
    if suffix == ".docx" and embed:
        raise UsageError(
            f"{names[0]}: Word shows no attached files; leave --embed out, the briefing becomes an annex"
        )
    if suffix == ".docx":
        from brief.attach.word import attach_word  # noqa: PLC0415 - each format loads its own library

        return Attached(*attach_word(report, briefing, title=title, at=at, names=names))
    if suffix == ".pdf":
        from brief.attach.pdf import attach_pdf, embed_pdf  # noqa: PLC0415 - the same

        if embed:
            return Attached(*embed_pdf(report, briefing, title=title, password=password, names=names))
        return Attached(*attach_pdf(report, briefing, title=title, at=at, password=password, names=names))
    raise UsageError(f"{names[0]}: a report is a .docx or .pdf file; save it as one of these")


def detach(report: bytes, suffix: str, *, password: str = "", name: str = "the report") -> Attached:
    """Return the report without its annex. Raise UsageError."""
    if suffix == ".docx":
        from brief.attach.word import detach_word  # noqa: PLC0415 - each format loads its own library

        return Attached(*detach_word(report, name))
    if suffix == ".pdf":
        from brief.attach.pdf import detach_pdf  # noqa: PLC0415 - the same

        return Attached(*detach_pdf(report, password=password, name=name))
    raise UsageError(f"{name}: a report is a .docx or .pdf file; save it as one of these")
