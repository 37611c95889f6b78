"""The colours of an annex, kept what they are in a host with another output intent, or with none."""

from __future__ import annotations

from typing import Final

import pikepdf
from pikepdf import Array, Dictionary, Name, Object

_RGB: Final = 3  # components
_DEEPEST: Final = 20  # forms within forms; a loop in a damaged file ends here


def keep_colours(host: pikepdf.Pdf, annex: pikepdf.Pdf) -> None:
    """Name on the annex's pages the profile by which its RGB is meant, unless the host's own is one of RGB."""
    profile = _profile(annex)
    if profile is None or _profile(host) is not None:
        return
    meant = annex.make_indirect(Array([Name.ICCBased, profile]))
    for page in annex.pages:
        _say(page.resources, meant, 0)


def _profile(file: pikepdf.Pdf) -> Object | None:
    for intent in file.Root.get(Name.OutputIntents, Array()):
        found = intent.get(Name.DestOutputProfile)
        if found is not None and int(found.get(Name.N, 0)) == _RGB:
            return found
    return None


def _say(resources: Object, meant: Object, depth: int) -> None:
    if Name.ColorSpace not in resources:
        resources[Name.ColorSpace] = Dictionary()
    if Name.DefaultRGB not in resources.ColorSpace:
        resources.ColorSpace[Name.DefaultRGB] = meant
    for form in resources.get(Name.XObject, Dictionary()).values() if depth < _DEEPEST else ():
        if form.get(Name.Subtype) == Name.Form and Name.Resources in form:
            _say(form.Resources, meant, depth + 1)
