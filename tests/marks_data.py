"""One article with one mark, for the tests of what goes out and comes in."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from reader.exporters import Entry
from reader.model import Anchor, Mark
from reader.tables import Snapshot

ARTICLE = Snapshot(
    "a-1",
    Path("/x/y.md"),
    "00",
    "Träd & buskar",
    "sv",
    "Tidningen",
    "https://e.org/1",
    "Å. Ek",
    "2024-05-01",
)
ANCHOR = Anchor("ett gammalt träd", "det var ", " på kullen", 8, 24, "ff")
MARK = Mark(
    "00000000-0000-4000-8000-000000000001",
    "highlight",
    "a-1",
    ANCHOR,
    "green",
    "Vackert *sagt*.",
    ("träd", "citat"),
    "2026-03-01T12:00:00.000Z",
    "2026-03-02T12:00:00.000Z",
    7,
)


def entry(**fields: object) -> Entry:
    """The mark with other fields, as an export sees it."""
    return Entry(ARTICLE, replace(MARK, **fields))
