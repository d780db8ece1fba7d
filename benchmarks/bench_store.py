"""The store with 100,000 marks: opening an article with 50, the view of all marks, a commit.

`python -m benchmarks.bench_store [--marks N]`; each figure is the median and the 95th percentile of
many runs, in milliseconds, beside the limit of choices.md where there is one.
"""

from __future__ import annotations

import argparse
import statistics
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from reader import backup
from reader.model import Anchor, Mark
from reader.store import Store

MARKS_OF_ONE = 50


def _mark(number: int) -> Mark:
    text = f"a passage number {number} that somebody found worth keeping " * 2
    anchor = Anchor(text, "before " * 9, "after " * 10, number, number + len(text), f"{number:064}")
    kind = ("highlight", "highlight", "note", "bookmark")[number % 4]
    note = f"what I thought of it, {number}" if number % 3 == 0 else ""
    tags = (f"tag {number % 40}",) if number % 10 == 0 else ()
    article = f"a-{number // MARKS_OF_ONE:016}"
    return Mark(
        "", kind, article, anchor, ("yellow", "green", "blue", "pink")[number % 4], note, tags
    )


def fill(store: Store, count: int) -> None:
    """Add that many marks, 50 an article."""
    for start in range(0, count, 10_000):
        store.apply([_mark(number) for number in range(start, min(count, start + 10_000))])


def measured(action: Callable[[], object], times: int) -> tuple[float, float]:
    """Median and 95th percentile of an action in milliseconds."""
    taken = []
    for _ in range(times):
        start = time.perf_counter()
        action()
        taken.append((time.perf_counter() - start) * 1000)
    return statistics.median(taken), sorted(taken)[int(len(taken) * 0.95)]


def show(name: str, figures: tuple[float, float], limit: str = "") -> None:
    """One row of the table."""
    print(f"{name:46} {figures[0]:9.2f} {figures[1]:9.2f}  {limit}")


def run(store: Store, folder: Path, count: int) -> None:
    """Measure everything on a filled store."""
    article = f"a-{count // MARKS_OF_ONE // 2:016}"
    fifty = [f"a-{number:016}" for number in range(50)]
    show("open the store", measured(lambda: Store(store.path).close(), 30))
    show("marks of an article with 50", measured(lambda: store.marks(article), 200), "2 ms")
    show("states of 50 rows of the list", measured(lambda: store.states(fifty), 100))
    show("articles with bookmarks", measured(store.bookmarked_ids, 20))
    show("articles with notes", measured(store.ids_with_notes, 20))
    show("all marks: first 100", measured(lambda: store.find_marks(limit=100), 50), "100 ms")
    show(
        "all marks: 100 from the middle",
        measured(lambda: store.find_marks(limit=100, offset=count // 2), 10),
        "100 ms",
    )
    by_article = measured(lambda: store.find_marks(order="article", limit=100), 10)
    show("all marks: first 100 by article", by_article, "100 ms")
    show("all marks: counts", measured(store.count_marks, 10), "100 ms")
    show("all marks: a colour", measured(lambda: store.find_marks(colours=["pink"], limit=100), 10))
    show("all marks: a word", measured(lambda: store.find_marks(text="number 77777", limit=100), 5))
    show("all tags", measured(store.all_tags, 10), "100 ms")
    show("commit: a new mark", measured(lambda: store.add(_mark(7)), 100), "20 ms")
    show("commit: a changed note", measured(_changer(store, article), 100), "20 ms")
    show("commit: reading position", measured(_mover(store, article), 100), "20 ms")
    show("check of everything", measured(store.verify, 2))
    show("a backup, checked", measured(lambda: backup.make(store.path, folder / "backups"), 2))


def _changer(store: Store, article: str) -> Callable[[], object]:
    mark = store.marks(article)[0]
    numbers = iter(range(1 << 30))
    return lambda: store.change(mark.id, note=f"changed {next(numbers)}")


def _mover(store: Store, article: str) -> Callable[[], object]:
    numbers = iter(range(1 << 30))
    return lambda: store.set_progress(article, 0.5, next(numbers))


def main(arguments: list[str] | None = None) -> None:
    """Fill a store and print the table."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.bench_store")
    parser.add_argument("--marks", type=int, default=100_000)
    count = parser.parse_args(arguments).marks
    with tempfile.TemporaryDirectory(prefix="bench-store-") as folder:
        store = Store(Path(folder) / "marks.db")
        start = time.perf_counter()
        fill(store, count)
        size = store.path.stat().st_size / 1e6
        print(f"{count:,} marks, {size:.0f} MB, added in {time.perf_counter() - start:.1f} s")
        print(f"{'':46} {'median':>9} {'p95':>9}  limit")
        run(store, Path(folder), count)
        store.close()


if __name__ == "__main__":
    main()
