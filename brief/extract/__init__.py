"""Room 2: sources and a schema in, claims out; each source by itself, so that order never matters."""

from __future__ import annotations

from brief.extract.extractor import Extractor, extract

__all__ = ["Extractor", "extract"]
