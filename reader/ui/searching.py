"""The search index of a session, opened when something is first asked of it."""

from __future__ import annotations

import threading
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from reader.search import Index


class Searching:
    """Opens the index late: its modules take as long as half a start. Workers use it."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._turn = threading.Lock()
        self._index: Index | None = None

    def opened(self) -> Index:
        """The index; the first call opens it. StoreError where the machine refuses."""
        with self._turn:
            if self._index is None:
                from reader.search import Index

                self._index = Index(self._path)
            return self._index

    def interrupt(self) -> None:
        """End the search that is running, if one is."""
        if self._index is not None:
            self._index.interrupt()

    def close(self) -> None:
        """Close the index, if it was opened."""
        if self._index is not None:
            self._index.close()
