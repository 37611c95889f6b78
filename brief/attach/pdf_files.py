"""The files attached to an annex → attached to the host under free names, and out again."""

from __future__ import annotations

from collections.abc import Container, Iterable

import pikepdf
from pikepdf import Array, Name, Object, String

from brief.attach.pdf_pages import WHEN
from brief.attach.pdf_trees import names_of, set_names


def copied(host: pikepdf.Pdf, annex: pikepdf.Pdf, value: Object) -> Object:
    """Return a value of the annex as one of the host; pages that came along stay the same."""
    return host.copy_foreign(value if value.is_indirect else annex.make_indirect(value))


def add_files(host: pikepdf.Pdf, annex: pikepdf.Pdf) -> Array:
    """Attach the annex's files to the host. Return their names there."""
    files, keys = names_of(host, Name.EmbeddedFiles), []
    listed = list(host.Root.get(Name.AF, Array()))
    for key, spec in names_of(annex, Name.EmbeddedFiles).items():
        made = copied(host, annex, spec)
        wish = bytes(key).decode("utf-8", "replace")
        free = _free(wish, files)
        if free != wish:
            made[Name.F] = made[Name.UF] = String(free)
        files[free.encode()] = made
        keys.append(String(free))
        listed.append(made)
    set_names(host, Name.EmbeddedFiles, files)
    if keys:
        host.Root[Name.AF] = Array(listed)
    return Array(keys)


def embed_file(host: pikepdf.Pdf, data: bytes, name: str, title: str) -> Array:
    """Attach a briefing as a file of its own that adds to the report. Return its name there."""
    files = names_of(host, Name.EmbeddedFiles)
    free = _free(name, files)
    made = pikepdf.AttachedFileSpec(
        host,
        data,
        filename=free,
        description=title,
        mime_type="application/pdf",
        creation_date=WHEN,
        mod_date=WHEN,
    ).obj
    made[Name.AFRelationship] = Name.Supplement
    files[free.encode()] = made
    set_names(host, Name.EmbeddedFiles, files)
    host.Root[Name.AF] = Array([*host.Root.get(Name.AF, Array()), made])
    return Array([String(free)])


def drop_files(host: pikepdf.Pdf, keys: Iterable[Object]) -> None:
    """Take files of these names away."""
    named = {bytes(key) for key in keys}
    files = names_of(host, Name.EmbeddedFiles)
    gone = {spec.objgen for key, spec in files.items() if key in named}
    set_names(host, Name.EmbeddedFiles, {key: spec for key, spec in files.items() if key not in named})
    if gone and Name.AF in host.Root:
        left = [spec for spec in host.Root.AF if spec.objgen not in gone]
        host.Root[Name.AF] = Array(left)
        if not left:
            del host.Root[Name.AF]


def _free(wish: str, taken: Container[bytes]) -> str:
    stem, dot, ending = wish.rpartition(".")
    free, place = wish, 1
    while free.encode() in taken:
        place += 1
        free = f"{stem}-{place}{dot}{ending}" if stem else f"{wish}-{place}"
    return free
