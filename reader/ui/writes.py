"""Tells which files were written in place, which a watch on their folder does not (Linux).

QFileSystemWatcher says that a name came, went or was replaced in a folder, but not that a file's
content changed; a watch for each file would cost 100,000 of them. inotify(7) tells both by the
folder. Where there is no inotify nothing is told, and the caller has its other ways.
"""

from __future__ import annotations

import os
import struct
import sys
from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QSocketNotifier, Signal

if TYPE_CHECKING:
    import ctypes

_CLOSE_WRITE = 0x8  # IN_CLOSE_WRITE, IN_IGNORED and IN_ONLYDIR of <sys/inotify.h>
_IGNORED = 0x8000
_OVERFLOW = 0x4000  # IN_Q_OVERFLOW
_ONLY_FOLDERS = 0x0100_0000
_EVENT = struct.Struct("iIII")
_AT_ONCE = 65_536


class Writes(QObject):
    """`written` carries the path of a file in a watched folder that was closed after writing.

    `lost` tells that there were more of them than the system keeps: any file may have changed.
    """

    written = Signal(object)
    lost = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._folders: dict[int, bytes] = {}
        self._file = -1
        self._notifier: QSocketNotifier | None = None

    @cached_property
    def _library(self) -> ctypes.CDLL | None:
        return _library()

    def watch(self, folder: str) -> bool:
        """Tell of writes in this folder, not below it; whether the system does."""
        if self._library is None or not self._is_open():
            return False
        name = os.fsencode(folder)
        mask = _CLOSE_WRITE | _ONLY_FOLDERS
        watch = self._library.inotify_add_watch(self._file, name, mask)
        if watch >= 0:
            self._folders[watch] = name
        return bool(watch >= 0)

    def _is_open(self) -> bool:
        if self._file < 0 and self._library is not None:
            self._file = self._library.inotify_init1(os.O_NONBLOCK | os.O_CLOEXEC)
            if self._file >= 0:
                self._notifier = QSocketNotifier(self._file, QSocketNotifier.Type.Read, self)
                self._notifier.activated.connect(self._read)
        return self._file >= 0

    def _read(self) -> None:
        try:
            data = os.read(self._file, _AT_ONCE)
        except OSError:
            return
        told: dict[str, None] = {}
        while data:
            watch, mask, _, length = _EVENT.unpack_from(data)
            name = data[_EVENT.size : _EVENT.size + length].rstrip(b"\0")
            data = data[_EVENT.size + length :]
            if mask & _OVERFLOW:
                self.lost.emit()
            elif mask & _IGNORED:
                self._folders.pop(watch, None)
            elif name and watch in self._folders:
                told[os.fsdecode(self._folders[watch] + b"/" + name)] = None
        for path in told:
            self.written.emit(path)

    def clear(self) -> None:
        """Watch nothing any more."""
        if self._notifier is not None:
            self._notifier.setEnabled(False)
            self._notifier.deleteLater()
            self._notifier = None
        if self._file >= 0:
            os.close(self._file)
        self._file, self._folders = -1, {}


def _library() -> ctypes.CDLL | None:
    """The C library where it has inotify."""
    if not sys.platform.startswith("linux"):
        return None
    import ctypes  # 10 ms, once something is watched

    try:
        library = ctypes.CDLL(None, use_errno=True)
        library.inotify_init1.argtypes = [ctypes.c_int]
        library.inotify_add_watch.argtypes = [ctypes.c_int, ctypes.c_char_p, ctypes.c_uint32]
    except (OSError, AttributeError):
        return None
    return library
