"""Reports of anybody's making in, a line for each out: whether an annex may be put into it and taken out again.

    PYTHONPATH=. python tests/attach/gate.py REPORT.docx REPORT.pdf …

The tests do this with reports that are built for them; this does it with files that a program really wrote.
"""

from __future__ import annotations

import re
import sys
import tempfile
from collections import Counter
from pathlib import Path

import docx_integrity
import page as page_validation
import pikepdf
from openxml_audit import OpenXmlValidator

from brief.attach import attach, detach
from brief.errors import BriefError
from tests.attach.hosts import (
    pdf_briefing,
    pdf_words,
    whole_pdf_briefing,
    whole_word_briefing,
    word_briefing,
    word_words,
)

_PROFILES = page_validation.ValidationProfile


def word_findings(file: Path) -> list[str]:
    """Return what two validators find in a Word file."""
    return [str(one) for one in (*OpenXmlValidator().validate(file).errors, *docx_integrity.check(file))]


def pdf_findings(file: Path) -> list[str]:
    """Return what does not hold of PDF/UA-1 and of the PDF/A that the file claims."""
    part = re.search(rb"pdfaid:part(?:>|=\")([123])", _metadata(file))
    archive = {b"2": _PROFILES.PDF_A_2B, b"3": _PROFILES.PDF_A_3B}.get(part[1] if part else b"")
    profiles = [_PROFILES.PDF_UA_1, *([archive] if archive else [])]
    results = [page_validation.validate_pdf(str(file), profile=profile) for profile in profiles]
    return [str(failure) for result in results for failure in result.failures]


def _metadata(file: Path) -> bytes:
    with pikepdf.open(file) as opened:
        return opened.Root.Metadata.read_bytes() if "/Metadata" in opened.Root else b""


def faults(report: Path) -> list[str]:
    """Return what does not hold for a report; nothing when all is well."""
    kind, host = report.suffix.lower(), report.read_bytes()
    word = kind == ".docx"
    words, findings = (word_words, word_findings) if word else (pdf_words, pdf_findings)
    first = whole_word_briefing() if word else whole_pdf_briefing()
    second = word_briefing("gas") if word else pdf_briefing("gas")
    found = []
    for embed in (False, True):
        way = {"title": "Annex A", "embed": embed}
        once = attach(host, first, kind, **way).data
        lost = words(host) + (Counter() if embed else words(first)) - words(once)
        found += [f"lost: {', '.join(sorted(lost))}"] if lost else []
        found += ["not the same bytes again"] if attach(once, first, kind, **way).data != once else []
        alone = attach(host, second, kind, **way).data
        found += ["the first shows behind the second"] if attach(once, second, kind, **way).data != alone else []
        other = {**way, "embed": not embed}
        alone = attach(host, second, kind, **other).data
        found += ["the other form shows"] if attach(once, second, kind, **other).data != alone else []
        found += ["not its words after detach"] if words(detach(once, kind).data) != words(host) else []
        found += [f"new: {one}" for one in _new(findings, kind, host, once)]
    return found


def _new(findings, kind: str, before: bytes, after: bytes) -> list[str]:
    """Return the findings of a result that its report had not, numbers apart."""
    with tempfile.TemporaryDirectory() as folder:
        told = []
        for name, data in (("before", before), ("after", after)):
            file = Path(folder, name + kind)
            file.write_bytes(data)
            told.append({re.sub(r"\d+", "#", one) for one in findings(file)})
    return sorted(told[1] - told[0])


def main() -> int:
    """Print a line for each report. Return the number of those with faults."""
    bad = 0
    for name in sys.argv[1:]:
        try:
            found = faults(Path(name))
        except BriefError as err:
            found = [str(err)]
        bad += bool(found)
        sys.stdout.write(f"{name}: {'; '.join(found) or 'holds'}\n")
    return bad


if __name__ == "__main__":
    sys.exit(main())
