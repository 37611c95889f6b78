"""Nothing in, a digest of each file of the three schemas' pages out, the same under every seed and zone."""

from __future__ import annotations

import hashlib
import sys

from brief.render.pdf import write_pdf
from brief.render.plain import write_markdown
from brief.render.webpage import write_html
from brief.render.word import write_docx
from tests.golden.renew import SCHEMAS, document_of

if __name__ == "__main__":
    for name in SCHEMAS:
        document = document_of(name)
        for written in (
            write_docx(document, b"{}"),
            write_pdf(document, b"{}"),
            write_html(document),
            write_markdown(document),
        ):
            sys.stdout.write(hashlib.sha256(written).hexdigest() + "\n")
