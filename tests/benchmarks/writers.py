"""Nothing in, a table out: CPU seconds of our writers beside those of others, for the same pages.

`python -m tests.benchmarks.writers`. The runs are interleaved and the best of each counts. WeasyPrint and pandoc
take part where they are installed. Last, a briefing of a thousand records, in a process of its own.
"""

from __future__ import annotations

import io
import os
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from html import escape
from importlib import import_module
from pathlib import Path

import docx
import pypdfium2
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.platypus import Flowable, Paragraph, SimpleDocTemplate, Spacer
from reportlab.platypus import Table as Grid

from brief.lexicon import load_lexicon
from brief.render import blocks
from brief.render.layout import lay_out
from brief.render.pdf import write_pdf
from brief.render.plain import write_markdown
from brief.render.walk import lines_of
from brief.render.webpage import write_html
from brief.render.word import write_docx
from brief.schema_file import load_schema
from tests.render.large import large
from tests.render.sample import sample

RUNS = 5
QUOTATIONS = 165  # with which the sample has thirteen pages
RECORDS = 1000
FONTS = Path(blocks.__file__).parent / "fonts"
Write = Callable[[blocks.Document], object]


def plain_reportlab(document: blocks.Document) -> bytes:
    """Return the text as a PDF without tags or links: what a script would write."""
    text = ParagraphStyle("text", fontName="Plain", fontSize=10, leading=13.4, spaceAfter=5)
    head = ParagraphStyle("head", fontName="Plain-Bold", fontSize=13, leading=16, spaceBefore=10, spaceAfter=5)
    cell = ParagraphStyle("cell", fontName="Plain", fontSize=9, leading=11.4)
    story: list[Flowable] = []
    for block in document.blocks:
        match block:
            case blocks.Heading():
                story.append(Paragraph(escape(block.text), head))
            case blocks.Table():
                rows = [[Paragraph(escape(title), cell) for title in block.head]]
                rows += [
                    [Paragraph("<br/>".join(map(marked_up, one.lines)), cell) for one in row] for row in block.rows
                ]
                width = 465.0
                story += [
                    Grid(rows, colWidths=[share * width for share in block.widths], repeatRows=1),
                    Spacer(1, 6),
                ]
            case _:
                story += [Paragraph(marked_up(line), text) for line in lines_of(block)]
    story += [Paragraph(f"{note.number} {marked_up(note.runs)}", text) for note in document.notes]
    out = io.BytesIO()
    SimpleDocTemplate(out, leftMargin=65, rightMargin=65, topMargin=62, bottomMargin=62).build(story)
    return out.getvalue()


def marked_up(line: blocks.Line) -> str:
    """Return a line in the library's own markup."""
    return "".join(
        f"<b>{escape(run.text)}</b>"
        if run.bold
        else escape(run.text) + "".join(f"<super>{n}</super>" for n in run.cites)
        for run in line
    )


def naive_docx(document: blocks.Document) -> bytes:
    """Return the text as a Word file, each cell of a table asked for by its place: what a script would write."""
    file = docx.Document()
    for block in document.blocks:
        match block:
            case blocks.Heading():
                file.add_heading(block.text, min(block.level, 4))
            case blocks.Table():
                grid = file.add_table(rows=len(block.rows) + 1, cols=len(block.head))
                for place, title in enumerate(block.head):
                    grid.cell(0, place).text = title
                for below, row in enumerate(block.rows, 1):
                    for place, one in enumerate(row):
                        grid.cell(below, place).text = "\n".join(said(line) for line in one.lines)
            case _:
                for line in lines_of(block):
                    file.add_paragraph(said(line))
    for note in document.notes:
        file.add_paragraph(f"{note.number} {said(note.runs)}")
    out = io.BytesIO()
    file.save(out)
    return out.getvalue()


def said(line: blocks.Line) -> str:
    """Return the text of a line."""
    return "".join(run.text for run in line)


def others() -> dict[str, Write]:
    """Return the other programs that are installed; what is missing is told."""
    found: dict[str, Write] = {}
    try:
        weasyprint = import_module("weasyprint")
    except (ImportError, OSError):
        sys.stdout.write("WeasyPrint is not installed: pip install weasyprint to compare with its PDF/UA\n")
    else:
        found["WeasyPrint, PDF/UA-1"] = lambda document: weasyprint.HTML(
            string=write_html(document).decode()
        ).write_pdf(pdf_variant="pdf/ua-1")
    pandoc = shutil.which("pandoc")
    try:
        pandoc = pandoc or import_module("pypandoc").get_pandoc_path()
    except (ImportError, OSError):
        sys.stdout.write("pandoc is not installed: pip install pypandoc-binary to compare with its Word files\n")
    if pandoc:
        command = [pandoc, "--from", "markdown", "--to", "docx", "--output", "-"]
        found["pandoc"] = lambda document: subprocess.run(  # noqa: S603 - as the user has it
            command, input=write_markdown(document), capture_output=True, check=True
        )
    return found


def seconds(write: Write, document: blocks.Document) -> float:
    """Return the CPU seconds of a run, with those of the programs that it calls."""
    before = _used()
    write(document)
    return _used() - before


def _used() -> float:
    own, called = resource.getrusage(resource.RUSAGE_SELF), resource.getrusage(resource.RUSAGE_CHILDREN)
    return own.ru_utime + own.ru_stime + called.ru_utime + called.ru_stime


def compared(document: blocks.Document) -> dict[str, float]:
    """Return the best CPU seconds of each writer."""
    writers: dict[str, Write] = {
        "brief, tagged PDF": lambda document: write_pdf(document, b"{}"),
        "plain reportlab": plain_reportlab,
        "brief, DOCX": lambda document: write_docx(document, b"{}"),
        "naive python-docx": naive_docx,
        **others(),
    }
    for name, file in (("Plain", "LiberationSans-Regular.ttf"), ("Plain-Bold", "LiberationSans-Bold.ttf")):
        pdfmetrics.registerFont(TTFont(name, str(FONTS / file)))
    pdfmetrics.registerFontFamily(
        "Plain", normal="Plain", bold="Plain-Bold", italic="Plain", boldItalic="Plain-Bold"
    )
    rounds = [{name: seconds(write, document) for name, write in writers.items()} for _ in range(RUNS)]
    return {name: min(one[name] for one in rounds) for name in writers}


def thousand(form: str) -> None:
    """Lay out and write a briefing of a thousand records; print CPU seconds and megabytes at the peak."""
    lexicon = load_lexicon()
    schema, briefing = load_schema("diplomatic-visit", lexicon), large(RECORDS)
    begun = time.process_time()
    document = lay_out(briefing, schema, lexicon)
    written = write_docx(document, b"{}") if form == "DOCX" else write_pdf(document, b"{}")
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (2**20 if sys.platform == "darwin" else 2**10)
    sys.stdout.write(f"{time.process_time() - begun:.1f} s, {peak:.0f} MB, {len(written) // 1024} kB\n")


def main() -> None:
    """Print both tables."""
    document = sample(QUOTATIONS)
    pages = len(pypdfium2.PdfDocument(write_pdf(document)))
    found = compared(document)
    sys.stdout.write(f"\nCPU seconds for the same {pages} pages, best of {RUNS} interleaved runs\n")
    for name, cost in found.items():
        sys.stdout.write(f"{name:24}{cost:8.3f}\n")
    goals = (
        ("brief, tagged PDF", "plain reportlab", "2"),
        ("brief, tagged PDF", "WeasyPrint, PDF/UA-1", "0.2"),
        ("brief, DOCX", "naive python-docx", "0.2"),
        ("brief, DOCX", "pandoc", "1"),
    )
    for ours, theirs, goal in goals:
        if theirs in found:
            ratio = found[ours] / found[theirs]
            sys.stdout.write(f"{ours} is {ratio:.2f} × {theirs}   goal: at most {goal} ×\n")
    sys.stdout.write(f"\nA briefing of {RECORDS} records   goal: 10 s, 400 MB\n")
    for form in ("DOCX", "PDF"):
        command = [sys.executable, "-m", "tests.benchmarks.writers", form]
        with tempfile.TemporaryDirectory() as home:
            environment = {**os.environ, "XDG_CACHE_HOME": home}
            done = subprocess.run(command, env=environment, capture_output=True, check=True, text=True)  # noqa: S603 - ourselves
        sys.stdout.write(f"{form:24}{done.stdout}")


if __name__ == "__main__":
    if sys.argv[1:]:
        thousand(sys.argv[1])
    else:
        main()
