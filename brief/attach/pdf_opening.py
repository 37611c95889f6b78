"""The bytes of a PDF and a password → the file, when it may be changed."""

from __future__ import annotations

import io
from collections.abc import Iterator
from contextlib import contextmanager

import pikepdf
from pikepdf import Array, Dictionary, Name, Object

from brief.attach.wishes import LockedError
from brief.errors import UsageError


def opened(data: bytes, name: str, password: str) -> pikepdf.Pdf:
    """Return the file. Raise LockedError when it has another password, UsageError when it is none."""
    try:
        return pikepdf.open(io.BytesIO(data), password=password)
    except pikepdf.PasswordError as err:
        what = "the password is wrong" if password else "it needs a password"
        raise LockedError(f"{name}: {what}; give that of the file with --password") from err
    except (pikepdf.PdfError, ValueError) as err:
        raise UsageError(f"{name}: it is no PDF, or damaged; open it and save it anew") from err


def opened_briefing(data: bytes, name: str, password: str) -> pikepdf.Pdf:
    """Return a briefing, which may have the report's password or none. Raise as `opened` does."""
    try:
        return opened(data, name, "")
    except LockedError:
        return opened(data, name, password)


@contextmanager
def damage_told(names: str) -> Iterator[None]:
    """Turn what the library raises when something in a file is of another kind than it must be into UsageError."""
    try:
        yield
    except (AttributeError, IndexError, KeyError, TypeError, ValueError, RuntimeError, pikepdf.PdfError) as err:
        raise UsageError(f"{names}: damaged inside ({err}); open it and save it anew") from err


def checked(host: pikepdf.Pdf, name: str) -> list[str]:
    """Return what is to be said about the host.

    Raise UsageError when it is signed, LockedError when only its owner's password lets change it.
    """
    form = host.Root.get(Name.AcroForm, Dictionary())
    if _is_signed(form.get(Name.Fields, Array())) or Name.Perms in host.Root:
        raise UsageError(f"{name}: it is signed, and a change would break that; use the file from before signing")
    if not host.is_encrypted:
        return []
    if not (host.owner_password_matched or host.allow.modify_assembly or host.allow.modify_other):
        raise LockedError(f"{name}: it may be read but not changed; give its owner's password with --password")
    return [f"{name}: it was encrypted; the result has no password"]


def _is_signed(fields: Object) -> bool:
    waiting, seen = list(fields), set()
    while waiting:
        field = waiting.pop()
        if not isinstance(field, Dictionary) or (field.is_indirect and field.objgen in seen):
            continue
        seen.add(field.objgen)
        if field.get(Name.FT) == Name.Sig and Name.V in field:
            return True
        waiting += list(field.get(Name.Kids, Array()))
    return False
