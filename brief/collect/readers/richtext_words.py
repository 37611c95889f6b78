"""The vocabulary of RTF: which control words stand for a character, open another text, or nothing that is seen."""

from __future__ import annotations

from typing import Final

SIGNS: Final = {
    "tab": " ",
    "emdash": "—",
    "endash": "–",
    "emspace": " ",
    "enspace": " ",
    "qmspace": " ",
    "bullet": "•",
    "lquote": "‘",
    "rquote": "’",
    "ldblquote": "“",
    "rdblquote": "”",
    "zwj": "\u200d",
    "zwnj": "\u200c",
    "~": "\xa0",
    "_": "\u2011",
    "-": "",  # an optional hyphen, which shows only where a line ends
}

# Words that open no text of their own and yet stand behind \\* : the styles of characters, sections and tables.
STYLED: Final = frozenset(("cs", "ds", "ts"))

# Groups whose text goes elsewhere. "shape" shows nothing itself, but may hold a text box.
TARGETS: Final = {
    "fonttbl": "fonts",
    "stylesheet": "style",
    "info": "info",
    "title": "title",
    "author": "author",
    "header": "header",
    "headerl": "header",
    "headerr": "header",
    "headerf": "header",
    "footer": "footer",
    "footerl": "footer",
    "footerr": "footer",
    "footerf": "footer",
    "footnote": "note",
    "shpinst": "shape",
    "shptxt": "box",
}

_TABLES = ("colortbl", "listtable", "listoverridetable", "revtbl", "rsidtbl", "filetbl", "xmlnstbl", "latentstyles")
_PICTURES = ("pict", "nonshppict", "objdata", "objclass", "objname", "shprslt", "sn", "sv", "sp", "blipuid")
_FIELDS = ("fldinst", "datafield", "formfield", "ffname", "xe", "tc", "bkmkstart", "bkmkend")
_NUMBERS = ("pntext", "listtext", "pntxta", "pntxtb", "levelnumbers", "leveltext", "nonesttables")
_NOTES = ("annotation", "atnid", "atnauthor", "atndate", "atnref", "ftnsep", "ftnsepc", "aftnsep", "aftnsepc")
_FACTS = ("generator", "themedata", "datastore", "colorschememapping", "nextfile", "template", "password")
SKIPPED: Final = frozenset((*_TABLES, *_PICTURES, *_FIELDS, *_NUMBERS, *_NOTES, *_FACTS))

CHARSETS: Final = {
    0: "cp1252",
    77: "mac_roman",
    128: "cp932",
    129: "cp949",
    130: "johab",
    134: "gbk",
    136: "cp950",
    161: "cp1253",
    162: "cp1254",
    163: "cp1258",
    177: "cp1255",
    178: "cp1256",
    186: "cp1257",
    204: "cp1251",
    222: "cp874",
    238: "cp1250",
    254: "cp437",
    255: "cp850",
}
