"""The texts of a mail in, an Outlook message out: the least that its compound file can hold."""

import struct
from collections.abc import Mapping

END, FAT_SECTOR, NONE = 0xFFFFFFFE, 0xFFFFFFFD, 0xFFFFFFFF
SECTOR = 512
STREAM, STORAGE, ROOT = 2, 1, 5
Tree = Mapping[str, "bytes | Tree"]


def properties(head: bytes, values: Mapping[int, bytes]) -> bytes:
    """Return a property stream: `values` are eight bytes each by type and number (0x0037001F)."""
    rows = (struct.pack("<II", number, 6) + value for number, value in values.items())
    return head + b"".join(rows)


def string(text: str) -> bytes:
    """Return a text as its stream holds it."""
    return text.encode("utf-16-le")


def message(subject: str, body: str, sender: tuple[str, str], attached: Mapping[str, bytes]) -> bytes:
    """Return an MSG file, sent on 15 March 2031."""
    texts = {0x0037001F: subject, 0x1000001F: body, 0x0C1A001F: sender[0], 0x0C1F001F: sender[1]}
    sent = struct.pack("<Q", (1_931_335_200 + 11_644_473_600) * 10_000_000)
    sizes = {number: struct.pack("<II", len(string(text)) + 2, 0) for number, text in texts.items()}
    head = struct.pack("<8sIIII8s", b"", 0, len(attached), 0, len(attached), b"")
    tree: dict[str, bytes | Tree] = {
        "__properties_version1.0": properties(head, {**sizes, 0x00390040: sent}),
        **{f"__substg1.0_{number:08X}": string(text) for number, text in texts.items()},
    }
    for number, (name, data) in enumerate(attached.items()):
        tree[f"__attach_version1.0_#{number:08X}"] = {
            "__properties_version1.0": properties(
                b"\0" * 8,
                {
                    0x37050003: struct.pack("<II", 1, 0),
                    0x37010102: struct.pack("<II", len(data), 0),
                    0x3707001F: struct.pack("<II", len(string(name)) + 2, 0),
                },
            ),
            "__substg1.0_37010102": data,
            "__substg1.0_3707001F": string(name),
        }
    return compound(tree)


class Sectors:
    """Content laid out in sectors of one size, with the chain that leads from each to the next."""

    def __init__(self, size: int) -> None:
        self.size = size
        self.content = bytearray()
        self.chain: list[int] = []

    def store(self, data: bytes) -> int:
        """Return the first sector of the data."""
        start = len(self.chain)
        count = -(-len(data) // self.size)
        self.content += data.ljust(count * self.size, b"\0")
        self.chain += [*range(start + 1, start + count), *[END] * bool(count)]
        return start if count else END

    def table(self) -> bytes:
        """Return the chain as it is stored, a sector long at least."""
        return struct.pack(f"<{len(self.chain)}I", *self.chain).ljust(SECTOR, b"\xff")


def compound(tree: Tree) -> bytes:
    """Return a compound file; streams are shorter than 4096 bytes, and so stand in the stream of short streams."""
    long, short = Sectors(SECTOR), Sectors(64)
    entries: list[list[object]] = [["Root Entry", ROOT, NONE, NONE, END, 0]]

    def add(branch: Tree, parent: int) -> None:
        before = NONE
        for name, content in branch.items():
            mine = len(entries)
            data = content if isinstance(content, bytes) else b""
            kind = STREAM if isinstance(content, bytes) else STORAGE
            entries.append([name, kind, NONE, NONE, short.store(data), len(data)])
            entries[parent if before == NONE else before][3 if before == NONE else 2] = mine
            before = mine
            if not isinstance(content, bytes):
                add(content, mine)

    add(tree, 0)
    entries[0][4:] = [long.store(bytes(short.content)), len(short.content)]
    shorts = long.store(short.table())
    first = long.store(b"".join(_entry(*entry) for entry in entries))
    long.chain.append(FAT_SECTOR)
    counts = struct.pack("<IIIIIIIIII", 0, 1, first, 0, 4_096, shorts, 1, END, 0, len(long.chain) - 1)
    head = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 16 + struct.pack("<HHHHH6s", 62, 3, 0xFFFE, 9, 6, b"")
    return (head + counts).ljust(SECTOR, b"\xff") + bytes(long.content) + long.table()


def _entry(name: str, kind: int, right: int, child: int, start: int, size: int) -> bytes:  # noqa: PLR0913, PLR0917 - the fields of an entry
    """Return an entry of the directory."""
    wide = name.encode("utf-16-le") + b"\0\0"
    fixed = struct.pack("<HBBIII", len(wide), kind, 1, NONE, right, child)
    return wide.ljust(64, b"\0") + fixed + b"\0" * 36 + struct.pack("<IQ", start, size)
