"""From a folder of source documents to a verified briefing: collect, extract, reconcile, render."""

__version__ = "0.1.0"
