"""Makes homes of the program for the window's benchmarks: a library, its catalogue and its index.

Run it as `python -m benchmarks.homes FOLDER COUNT` to make one beforehand; a home that is there is
used again. The newest articles are NEWEST of 5 KB and, after them, one of 1 MB.
"""

from __future__ import annotations

import argparse
import contextlib
import os
import random
import time
from pathlib import Path

from benchmarks import libraries
from reader import indexing, paths, resources
from reader import settings as settings_module
from reader.model import Memory
from reader.paths import Paths
from reader.settings import Settings
from reader.store import Store

NEWEST = 100
LARGE = "bench-large"
LAST = "bench-005"


def make(home: Path, count: int) -> Paths:
    """A home with about count articles of 3 KB beside the newest, all of them in the index."""
    found = paths.find(home)
    ready = home / f"ready-{count}"
    found.create()
    settings_module.save(found.settings, Settings(last_article=LAST, ui_language="en"))
    if ready.exists():
        return found
    folder = home / "library"
    libraries.make(folder, count)
    _write_newest(folder)
    with contextlib.closing(Store(found.marks, backups=found.backups)) as store:
        store.add_folder(folder)
    _index(found, [folder, resources.collection()])
    ready.touch()
    return found


def _index(found: Paths, folders: list[Path]) -> None:
    workers = min(4, os.cpu_count() or 1)
    indexing.run(found.catalogue, found.search_index, folders, Memory(), workers=workers)


def _write_newest(folder: Path) -> None:
    """The articles of 5 KB that are leafed through, and the large one below them."""
    rng = random.Random(5)
    place = folder / "newest"
    place.mkdir(exist_ok=True)
    for number in range(NEWEST):
        language = libraries.MAIN_LANGUAGES[number % 3]
        date = f"2026-{1 + (NEWEST - number) // 28:02}-{1 + (NEWEST - number) % 28:02}"
        _write(place, f"bench-{number:03}", rng, language, date, 5_000)
    _write(place, LARGE, rng, "en", "2025-12-31", 1_000_000)


def _write(
    place: Path, identity: str, rng: random.Random, language: str, date: str, size: int
) -> None:
    name = libraries.title(rng, language)
    head = f'---\nid: {identity}\ntitle: "{name}"\nlang: {language}\ndate: {date}\n---\n\n'
    text = head + libraries.body(rng, language, size)
    (place / f"{identity}.md").write_text(text, encoding="utf-8")


def main() -> None:
    """Make a home from the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("count", type=int)
    options = parser.parse_args()
    start = time.perf_counter()
    made = make(options.folder, options.count)
    print(f"{made.data.parent}: {time.perf_counter() - start:.0f} s")


if __name__ == "__main__":
    main()
