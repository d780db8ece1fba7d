"""Tells by name what came, went or was written in folders (Linux).

QFileSystemWatcher says only that something in a folder is different, so that 50,000 files would be
compared for the sake of one, and nothing of a file written in place. inotify(7) tells each by its
name, with one watch a folder. Where there is no inotify, or no watch left, nothing is told, and the
caller has its other ways.
"""

from __future__ import annotations

import os
import struct
import sys
from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QSocketNotifier, Signal

from reader import walk

if TYPE_CHECKING:
    import ctypes

# Of <sys/inotify.h>: IN_ATTRIB, IN_CLOSE_WRITE, IN_MOVED_FROM, IN_MOVED_TO, IN_CREATE, IN_DELETE,
# IN_MOVE_SELF, IN_ONLYDIR; and what comes unasked: IN_Q_OVERFLOW, IN_IGNORED, IN_ISDIR.
_CHANGED, _WRITTEN, _FROM, _TO, _MADE, _DELETED = 0x4, 0x8, 0x40, 0x80, 0x100, 0x200
_FOLDER_MOVED, _ONLY_FOLDERS = 0x800, 0x0100_0000
_OVERFLOW, _IGNORED, _IS_FOLDER = 0x4000, 0x8000, 0x4000_0000
_CAME, _WENT = _MADE | _TO, _DELETED | _FROM
_MASK = _CHANGED | _WRITTEN | _CAME | _WENT | _FOLDER_MOVED | _ONLY_FOLDERS
_EVENT = struct.Struct("iIII")
_AT_ONCE = 16_384  # bytes of a turn: 500 events, 5 ms; a checkout leaves 20,000 at once


class Entries(QObject):
    """`changed` carries the path of a file, or of a folder below or at which to look again.

    Only what can matter to a library is told. `lost` tells that there was more than the system
    keeps: anything may have changed.
    """

    changed = Signal(object)
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
        """Tell of the entries of this folder, not of those below; whether the system does."""
        if self._library is None or not self._is_open():
            return False
        name = os.fsencode(folder)
        watch = self._library.inotify_add_watch(self._file, name, _MASK)
        if watch >= 0:
            self._folders[watch] = name
        return bool(watch >= 0)

    def folders(self) -> set[str]:
        """The folders whose entries are told."""
        return set(map(os.fsdecode, self._folders.values()))

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
        told: dict[bytes, None] = {}
        position = 0
        while position < len(data):
            watch, mask, _, length = _EVENT.unpack_from(data, position)
            position += _EVENT.size + length
            if mask & _OVERFLOW:
                self.lost.emit()
            elif folder := self._folders.get(watch):
                name = data[position - length : position].rstrip(b"\0")
                told.update(dict.fromkeys(self._places(watch, folder, mask, name)))
        for path in told:
            self.changed.emit(os.fsdecode(path))

    def _places(self, watch: int, folder: bytes, mask: int, name: bytes) -> list[bytes]:
        """Where an event is a reason to look again."""
        if mask & _IGNORED:
            self._folders.pop(watch, None)
        elif mask & _FOLDER_MOVED and not os.path.isdir(folder) and self._library is not None:
            self._library.inotify_rm_watch(self._file, watch)
        if not name:
            return [folder]
        path = os.path.join(folder, name)
        if mask & _IS_FOLDER:
            return [] if name.startswith(b".") else [path]
        if walk.is_telling_name(name):
            return [folder]
        if walk.is_article_name(name):
            pages = self._parts_of_page(path) if mask & (_CAME | _WENT) else []
            return [path, *pages]
        if name.startswith(b".") or not mask & (_CAME | _WENT):
            return []
        may_be_link = mask & _WENT or os.path.islink(path)  # to a folder
        return [path] if may_be_link else []

    def _parts_of_page(self, path: bytes) -> list[bytes]:
        """The watched folders that may hold the parts of a saved page."""
        stem, extension = os.path.splitext(path)
        if extension.lower() not in (b".html", b".htm"):
            return []
        return [folder for folder in self._folders.values() if folder.startswith(stem)]

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
        library.inotify_rm_watch.argtypes = [ctypes.c_int, ctypes.c_int]
    except (OSError, AttributeError):
        return None
    return library
