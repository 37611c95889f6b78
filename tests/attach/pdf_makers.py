"""PDF reports as other programs write them, as bytes.

Each is made of a tagged PDF by the changes that files which the program itself wrote showed; its docstring says
what of them it reproduces.
"""

from __future__ import annotations

import io
from collections.abc import Callable

import pikepdf
from pikepdf import Array, Dictionary, Name, String

from brief.render.pdf import write_pdf
from tests.attach.hosts import document, whole_pdf_briefing

PDFA = "http://www.aiim.org/pdfa/ns/id/"
PDFUA = "http://www.aiim.org/pdfua/ns/id/"


def weasyprint_report() -> bytes:
    """Return a report as WeasyPrint 6x and 70 write `pdf/ua-1`.

    No roles and no next key in the tag tree; destinations with names, to which links go; pages with boxes of three
    kinds, whose content turns the page over before anything is drawn; no output intent, no claim of PDF/A, no
    attached files.
    """

    def change(file: pikepdf.Pdf) -> None:
        _without(file.Root, "/OutputIntents", "/AF", "/PageMode")
        _without(file.Root.StructTreeRoot, "/RoleMap", "/ParentTreeNextKey", "/ClassMap")
        names: dict[str, pikepdf.Object] = {}
        for page in file.pages:
            page.obj.TrimBox = page.obj.BleedBox = page.MediaBox
            flip = b"1 0 0 -1 0 841.89 cm\n1 0 0 -1 0 841.89 cm\n"
            page.obj.Contents = file.make_stream(flip + page.Contents.read_bytes())
            for note in page.obj.get(Name.Annots, ()):
                if isinstance(note.get(Name.Dest), Array):
                    names[f"a{len(names)}"] = note.Dest
                    note.Dest = String(f"a{len(names) - 1}")
        pairs = [part for key in sorted(names) for part in (String(key), names[key])]
        file.Root.Names = Dictionary(Dests=Dictionary(Names=Array(pairs)))
        _claim(file, accessible=True)

    return _changed(whole_pdf_briefing(), change, "1.7")


def typst_report() -> bytes:
    """Return a report as typst 0.14 and 0.15 write `ua-1`.

    Labels for every page, roman ones before the text; roles that standard ones replace; identities; destinations by
    name in a tree; object streams; no output intent.
    """

    def change(file: pikepdf.Pdf) -> None:
        _without(file.Root, "/OutputIntents", "/AF", "/Names", "/PageMode")
        file.Root.StructTreeRoot.RoleMap = Dictionary(Strong=Name.Span, Terms=Name.Part, Title=Name.P)
        labels = [0, Dictionary(Type=Name.PageLabel, S=Name.r, St=1)]
        for place in range(1, len(file.pages)):
            labels += [place, Dictionary(Type=Name.PageLabel, S=Name.D, St=place)]
        file.Root.PageLabels = Dictionary(Nums=Array(labels))
        target = Array([file.pages[-1].obj, Name.XYZ, 0, 781, 0])
        file.Root.Names = Dictionary(Dests=Dictionary(Names=Array([String("f"), target])))
        _claim(file, accessible=True)

    return _changed(whole_pdf_briefing(), change, "1.7")


def libreoffice_report() -> bytes:
    """Return a report as LibreOffice 7 exports it with PDF/UA.

    Version 1.6 without object streams; names of paragraph styles as roles, among them that of a standard element; a
    language with its country; a page to open at; no next key in the tag tree.
    """

    def change(file: pikepdf.Pdf) -> None:
        _without(file.Root, "/OutputIntents", "/AF", "/Names", "/PageMode")
        roles = {"/Title": Name.P, "/Text Body": Name.P, "/Standard": Name.P}
        file.Root.StructTreeRoot.RoleMap = Dictionary(roles)
        _without(file.Root.StructTreeRoot, "/ParentTreeNextKey")
        file.Root.Lang = String("en-GB")
        file.Root.OpenAction = Dictionary(S=Name.GoTo, D=Array([file.pages[0].obj, Name.Fit]))
        _claim(file, accessible=True)

    return _changed(whole_pdf_briefing(), change, "1.6")


def archived_report() -> bytes:
    """Return a report of PDF/A-2b, as typst and LibreOffice write it on request: no attached files."""

    def change(file: pikepdf.Pdf) -> None:
        _without(file.Root, "/AF", "/Names")
        _claim(file, accessible=False, archived=("2", "B"))

    return _changed(write_pdf(document("harbours", notes=3)), change, "1.6")


def printed_report() -> bytes:
    """Return a report for the press: its output intent is one of inks, and tells nothing of red, green and blue."""

    def change(file: pikepdf.Pdf) -> None:
        _without(file.Root, "/AF", "/Names")
        intent = file.Root.OutputIntents[0]
        del intent[Name.DestOutputProfile]
        intent.OutputConditionIdentifier = String("CGATS TR 001")
        _claim(file, accessible=True)

    return _changed(write_pdf(document("harbours", notes=3)), change, "1.7")


def _without(holder: pikepdf.Object, *keys: str) -> None:
    for key in keys:
        if key in holder:
            del holder[key]


def _claim(file: pikepdf.Pdf, *, accessible: bool, archived: tuple[str, str] | None = None) -> None:
    """Write the file's claims anew, and leave the rest of its metadata."""
    with file.open_metadata(set_pikepdf_as_editor=False) as told:
        for key in [key for key in told if key.startswith((f"{{{PDFA}}}", f"{{{PDFUA}}}"))]:
            del told[key]
        if accessible:
            told[f"{{{PDFUA}}}part"] = "1"
        if archived:
            told[f"{{{PDFA}}}part"], told[f"{{{PDFA}}}conformance"] = archived


def _changed(report: bytes, change: Callable[[pikepdf.Pdf], None], version: str) -> bytes:
    mode = pikepdf.ObjectStreamMode.disable if version == "1.6" else pikepdf.ObjectStreamMode.generate
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(report)) as file:
        change(file)
        file.save(out, force_version=version, object_stream_mode=mode, deterministic_id=True)
    return out.getvalue()
