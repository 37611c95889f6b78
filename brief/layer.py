"""The roles of passages; a module of its own, so that readers in their own process load no model."""

from __future__ import annotations

from enum import StrEnum


class Layer(StrEnum):
    """The role of a passage on its page."""

    HEADLINE = "headline"
    HEADING = "heading"
    BODY = "body"
    CAPTION = "caption"
    FURNITURE = "furniture"  # bylines, adverts, "also read", datelines standing alone, copyright
