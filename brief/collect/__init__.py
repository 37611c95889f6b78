"""Room 1: files and folders in, source documents and notices out. Readers' libraries load with the first file."""

from brief.collect.collecting import collect
from brief.collect.limits import LIMITS, Limits

__all__ = ["LIMITS", "Limits", "collect"]
