"""Tells a file that is gone from one whose disk, network folder or permission is away."""

from __future__ import annotations

import os

from reader import walk


class Presence:
    """What can be said of paths after a walk; nothing is gone because something else is absent.

    blind holds the folders that could not be listed. met_root adds what is known of each root.
    """

    def __init__(self, blind: dict[bytes, str]) -> None:
        self._blind = blind
        self._devices: dict[bytes, int | None] = {}
        self._renumbered: dict[int, int] = {}

    def met_root(self, root: bytes, was: tuple[int, int] | None, *, has_articles: bool) -> None:
        """Compare a root with its (device, inode) at the last scan.

        An empty folder that is another one than it was is the place of a disk that is not mounted.
        One with articles on another device got another device number.
        """
        now = folder_status(root)
        if was is None or now is None or now == was:
            return
        if has_articles:
            self._renumbered[was[0]] = now[0]
        else:
            self._blind[root] = "The folder is empty. Is its disk or network folder connected?"

    def miss_root(self, root: bytes) -> None:
        """Where a root that was not walked itself is not there, nothing below it is gone."""
        try:
            os.stat(root)
        except OSError as error:
            self._blind.setdefault(root, walk.reason(error))

    def is_gone(self, path: bytes) -> bool:
        """Whether there is certainly no file at path any more."""
        return not os.path.lexists(path) and not self._is_hidden(path)

    def is_lost(self, path: bytes, device: int) -> bool:
        """Whether an article that the walk did not meet is to be dropped.

        device is that of the file when it was there: where the folder that is left of its path is
        on another one, its disk is away.
        """
        if self._is_hidden(path):
            return False
        if os.path.lexists(path):
            return True
        here = self._device_above(path)
        return here is not None and here == self._renumbered.get(device, device)

    def _is_hidden(self, path: bytes) -> bool:
        return bool(self._blind) and any(walk.is_below(path, folder) for folder in self._blind)

    def _device_above(self, path: bytes) -> int | None:
        """The device of the nearest folder above path that exists."""
        folder = os.path.dirname(path)
        if folder not in self._devices:
            found = folder_status(folder)
            if found is None and folder != path:
                self._devices[folder] = self._device_above(folder)
            else:
                self._devices[folder] = found[0] if found else None
        return self._devices[folder]


def folder_status(folder: bytes) -> tuple[int, int] | None:
    """The (device, inode) of a folder; None where it is not there."""
    try:
        found = os.stat(folder)
    except OSError:
        return None
    return found.st_dev, found.st_ino
