"""SQLite file systems for torture: one that records every write, one that fails on command."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, NamedTuple

import apsw


class Operation(NamedTuple):
    """One recorded call: what is "write", "sync", "truncate", "delete", "create" or "ack"."""

    what: str
    file: str
    offset: int = 0
    data: bytes = b""


class _File(apsw.VFSFile):
    """A file whose calls are first shown to a watcher."""

    def __init__(self, vfs: Watching, name: Any, flags: list[int]) -> None:
        super().__init__(vfs.base, name, flags)
        self._vfs = vfs
        text = name.filename() if isinstance(name, apsw.URIFilename) else name
        self._name = str(text).rpartition("/")[2]

    def xWrite(self, data: bytes, offset: int) -> None:  # noqa: N802  # SQLite's name
        self._vfs.watch(Operation("write", self._name, offset, bytes(data)))
        super().xWrite(data, offset)

    def xRead(self, amount: int, offset: int) -> bytes:  # noqa: N802
        self._vfs.watch(Operation("read", self._name, offset))
        return super().xRead(amount, offset)

    def xSync(self, flags: int) -> None:  # noqa: N802
        self._vfs.watch(Operation("sync", self._name))
        super().xSync(flags)

    def xTruncate(self, newsize: int) -> None:  # noqa: N802
        self._vfs.watch(Operation("truncate", self._name, newsize))
        super().xTruncate(newsize)


class Watching(apsw.VFS):
    """The system's file system with a watcher that may raise an apsw error before each call."""

    def __init__(self, name: str, watch: Callable[[Operation], None]) -> None:
        self.base = apsw.vfs_details()[0]["zName"]
        self.watch = watch
        super().__init__(name, self.base, makedefault=True)

    def xOpen(self, name: Any, flags: list[int]) -> apsw.VFSFile:  # noqa: N802
        text = name.filename() if isinstance(name, apsw.URIFilename) else str(name)
        self.watch(Operation("create", text.rpartition("/")[2]))
        return _File(self, name, flags)

    def xDelete(self, filename: str, syncdir: bool) -> None:  # noqa: N802
        self.watch(Operation("delete", filename.rpartition("/")[2]))
        super().xDelete(filename, syncdir)


@contextmanager
def watching(watch: Callable[[Operation], None]) -> Iterator[None]:
    """Every database opened in the block is watched."""
    vfs = Watching("torture", watch)
    try:
        yield
    finally:
        apsw.set_default_vfs(vfs.base)
        vfs.unregister()
