"""Loaded by every Python that a test starts, unless it is told to load nothing: the seal holds in children too."""

import os
import sys

if "SEALED_TO" in os.environ:
    from listening import Seal

    _program = tuple(filter(None, (*sys.path, sys.prefix, sys.base_prefix, sys.exec_prefix)))
    Seal(
        (*_program, *os.environ["SEALED_READABLE"].split(os.pathsep)),
        tuple(os.environ["SEALED_WRITABLE"].split(os.pathsep)),
        os.environ["SEALED_TO"],
    ).listen()
