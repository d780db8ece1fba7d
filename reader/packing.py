"""The plain texts of articles, packed: as the index keeps them, and on their way to it.

A scan has made the plain text of every file that it read; handed on to the index, the file need not
be read again.
"""

from __future__ import annotations

import contextlib
import io
import tempfile
import zlib
from pathlib import Path
from types import TracebackType
from typing import IO, Self

MOST = 256_000_000
"""The bytes of packed texts that are handed on; what comes then is read from its file again."""


def pack(text: str) -> bytes:
    return zlib.compress(text.encode("utf-8", "replace"), 1)


def unpack(packed: bytes) -> str:
    return zlib.decompress(packed).decode("utf-8", "replace")


class HandedOn:
    """Packed texts by the path of their files, in a file of folder that is gone when it is closed.

    A text that it does not have, be it that the disk is full, is no error.
    """

    def __init__(self, folder: Path, most: int = MOST) -> None:
        self._most = most
        self._end = 0
        self._places: dict[bytes, tuple[int, int]] = {}
        self._file: IO[bytes] = io.BytesIO()
        try:
            self._file = tempfile.TemporaryFile(dir=folder)  # noqa: SIM115 (closed on exit)
        except OSError:
            self._most = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        with contextlib.suppress(OSError):  # what could not be written is not wanted any more
            self._file.close()

    def put(self, path: bytes, packed: bytes) -> None:
        """Keep the text of a file, in place of an earlier one."""
        self._places.pop(path, None)
        if self._end + len(packed) > self._most:
            return
        try:
            if self._file.tell() != self._end:
                self._file.seek(self._end)
            self._file.write(packed)
        except OSError:
            self._most = 0
            return
        self._places[path] = (self._end, len(packed))
        self._end += len(packed)

    def take(self, path: bytes) -> bytes | None:
        """The text of a file; it is given once."""
        start, size = self._places.pop(path, (0, 0))
        try:
            self._file.seek(start)
            packed = self._file.read(size)
        except OSError:
            return None
        return packed if packed and len(packed) == size else None
