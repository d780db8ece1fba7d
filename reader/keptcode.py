"""Keeps what Qt's bindings compile anew at each start.

They carry modules as text within a library, and compile them when they are imported: a sixth of
the time until an empty window is painted. Here the code is kept, as Python keeps that of files.
"""

from __future__ import annotations

import builtins
import contextlib
import marshal
import os
import sys
import zlib
from collections.abc import Iterator
from importlib.util import MAGIC_NUMBER
from pathlib import Path
from types import CodeType
from typing import Any

_EMBEDDED = "shibokensupport/"  # the names that the modules have as files


@contextlib.contextmanager
def kept_code(file: Path) -> Iterator[None]:
    """While this lasts, embedded modules are compiled only where their code is not in the file.

    A file that is damaged, of another Python or not this user's own is replaced.
    """
    before, kept = builtins.compile, _Kept(_load(file))
    kept.real = before
    builtins.compile = kept.compile
    try:
        yield
    finally:
        builtins.compile = before
    if kept.has_grown:
        with contextlib.suppress(OSError):  # the cache is made later at a first start
            _save(file, kept.codes)


class _Kept:
    """Codes by the name, the length and the checksum of their source."""

    real: Any

    def __init__(self, codes: dict[tuple[str, int, int], CodeType]) -> None:
        self.codes = codes
        self.has_grown = False

    def compile(self, source: Any, filename: Any, mode: str, *args: Any, **names: Any) -> Any:
        """As the built-in function: what calls it shares this module's __future__."""
        if not _is_embedded(source, filename, mode) or args or names:
            return self.real(source, filename, mode, *args, **names)
        key = (filename, len(source), zlib.crc32(source))
        if key not in self.codes:
            self.codes[key] = self.real(source, filename, mode)
            self.has_grown = True
        return self.codes[key]


def _is_embedded(source: object, filename: object, mode: str) -> bool:
    is_ours = isinstance(filename, str) and filename.startswith(_EMBEDDED)
    return is_ours and isinstance(source, bytes) and mode == "exec"


def _load(file: Path) -> dict[tuple[str, int, int], CodeType]:
    try:
        status = file.stat()
        if os.name == "posix" and (status.st_uid != os.geteuid() or status.st_mode & 0o022):
            return {}
        head, _, data = file.read_bytes().partition(b"\n")
    except OSError:
        return {}
    if head != _head(data):
        return {}
    codes: dict[tuple[str, int, int], CodeType] = marshal.loads(data)
    return codes


def _save(file: Path, codes: dict[tuple[str, int, int], CodeType]) -> None:
    data = marshal.dumps(codes)
    beside = file.with_name(f".{file.name}.{os.getpid()}.new")
    descriptor = os.open(beside, os.O_CREAT | os.O_TRUNC | os.O_WRONLY, 0o600)
    with os.fdopen(descriptor, "wb") as stream:
        stream.write(_head(data) + b"\n" + data)
    os.replace(beside, file)


def _head(data: bytes) -> bytes:
    return f"code {MAGIC_NUMBER.hex()} {sys.hexversion:x} {zlib.crc32(data):08x}".encode()
