"""The schema's pictures and a briefing in, figures out, each with what is to be known of it below."""

from __future__ import annotations

from brief.render.blocks import Block, Paragraph, Run
from brief.render.layout_matrix import matrix
from brief.render.layout_timeline import timeline
from brief.render.layout_values import Setting
from brief.schema import PictureSpec, SectionSpec


def pictures(setting: Setting, section: SectionSpec) -> list[Block]:
    """Return the picture that stands above a section's records, nothing when there is nothing to draw."""
    picture = section.layout.picture
    return _figure(setting, picture) if picture and picture.at == "section" else []


def source_pictures(setting: Setting) -> list[Block]:
    """Return the pictures that stand below the table of sources, each under its title."""
    blocks: list[Block] = []
    for section in setting.schema.sections:
        picture = section.layout.picture
        if picture and picture.at == "sources":
            blocks += _figure(setting, picture, titled=True)
    return blocks


def _figure(setting: Setting, picture: PictureSpec, *, titled: bool = False) -> list[Block]:
    made = (timeline if picture.form == "timeline" else matrix)(setting, picture)
    if made is None:
        return []
    figure, note = made
    label = Paragraph(runs=(Run(text=figure.title, bold=True),), style="label")
    below = Paragraph(runs=(Run(text=note),), style="note")
    return [*[label] * titled, figure, *[below] * bool(note)]
