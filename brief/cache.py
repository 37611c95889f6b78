"""What was worked out before, by the digest of all it depends on: one SQLite file, safe to delete."""

from __future__ import annotations

import sqlite3
import zlib
from pathlib import Path
from types import TracebackType
from typing import Final, Literal, Self

Table = Literal["claims", "briefings"]
KEPT: Final[dict[Table, int]] = {"claims": 5_000, "briefings": 20}  # entries; the oldest go first, about 50 MB


class TextStore:
    """A table of compressed texts by key. Any fault of the file makes it empty, never the run fail."""

    def __init__(self, folder: Path, table: Table = "claims") -> None:
        self._connection: sqlite3.Connection | None = None
        self._most = KEPT[table]
        self._get = f"SELECT body FROM {table} WHERE key = ?"  # noqa: S608 - a table has one of two names
        self._put = f"INSERT OR REPLACE INTO {table} VALUES (?, ?)"  # noqa: S608 - the same
        self._trim = f"DELETE FROM {table} WHERE rowid <= (SELECT max(rowid) FROM {table}) - ?"  # noqa: S608 - the same
        try:
            folder.mkdir(parents=True, exist_ok=True)
            self._connection = sqlite3.connect(folder / "claims.sqlite", timeout=5)
            self._connection.execute(f"CREATE TABLE IF NOT EXISTS {table} (key TEXT PRIMARY KEY, body BLOB)")
        except (OSError, sqlite3.Error):
            self._connection = None

    def get(self, key: str) -> str | None:
        """Return what was stored under a key, None when nothing usable was."""
        if self._connection is None:
            return None
        try:
            row = self._connection.execute(self._get, (key,)).fetchone()
            return zlib.decompress(row[0]).decode() if row else None
        except (sqlite3.Error, zlib.error, UnicodeDecodeError, TypeError):  # TypeError: a body of another kind
            return None

    def put(self, key: str, text: str) -> None:
        """Store a text; a full or read-only disk is no reason to stop."""
        if self._connection is None:
            return
        try:
            with self._connection:
                body = zlib.compress(text.encode(), 1)
                self._connection.execute(self._put, (key, body))
                self._connection.execute(self._trim, (self._most,))
        except sqlite3.Error:
            return

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._connection is not None:
            self._connection.close()
