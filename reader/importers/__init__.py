"""Brings articles in: files, folders, archives, pages of the web, exports of other programs.

What is imported here is all that the window and the verbs need; the heavy parts load on first use.
"""

from __future__ import annotations

from reader.importers.run import import_paths
from reader.importers.values import (
    Imported,
    ImportedMarks,
    ImportFormat,
    ImportResult,
    ItemState,
    Link,
    MarkFile,
    Options,
    Quote,
    Skipped,
)

__all__ = [
    "ImportFormat",
    "ImportResult",
    "Imported",
    "ImportedMarks",
    "ItemState",
    "Link",
    "MarkFile",
    "Options",
    "Quote",
    "Skipped",
    "import_paths",
]
