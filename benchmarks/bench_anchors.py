"""Do marks survive edits? Edits articles (edits.py), finds the marks again, asks the truth.

    python -m benchmarks.bench_anchors [--quick] [--train] [--failures N]

Texts are the bundled articles, generated ones in eleven languages, and a synthetic one of 1 MB. A
mark has *landed* when found and true range overlap by at least 0.8 (intersection over union); it is
*wrong* when it was placed at an overlap below 0.3 with each piece that is left of its passage, so
also when it was placed though nothing is left. A passage of which less than half is left in one
piece does not count as existing. Thresholds were tuned with the
training seeds; the figures are those of the seeds held out. Times are processor time: a text is
prepared with its first mark and kept for the next ones, so first marks have their own columns.
"""

from __future__ import annotations

import argparse
import re
import statistics
import time
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Self

from benchmarks import edits
from reader import anchors, resources
from reader.model import Anchor, Place

TRAIN, HELD_OUT = "train", "held out 3"
LANDED, MISPLACED = 0.8, 0.3


@dataclass
class Tally:
    """Counts of one row; milliseconds holds one entry a mark, firsts one for the first mark of each
    edited text, whose search prepares those of the others."""

    existing: int = 0
    landed: int = 0
    bounds: int = 0
    orphans: int = 0
    wrong: int = 0
    total: int = 0
    milliseconds: list[float] = field(default_factory=list)
    firsts: list[float] = field(default_factory=list)

    def add(
        self, truth: edits.Truth, place: Place, milliseconds: float, *, is_first: bool = False
    ) -> None:
        overlap = iou((truth.start, truth.end), place)
        self.total += 1
        self.milliseconds.append(milliseconds)
        self.firsts += [milliseconds] if is_first else []
        self.existing += truth.exists
        self.landed += truth.exists and overlap >= LANDED
        self.orphans += truth.exists and place.status == "orphan"
        self.wrong += is_wrong(truth, place)
        self.bounds += truth.exists and place.status != "orphan" and MISPLACED <= overlap < LANDED

    def __iadd__(self, other: Tally) -> Self:
        for name in ("existing", "landed", "bounds", "orphans", "wrong", "total"):
            setattr(self, name, getattr(self, name) + getattr(other, name))
        self.milliseconds += other.milliseconds
        self.firsts += other.firsts
        return self

    def cells(self) -> list[str]:
        exist, total = max(1, self.existing), max(1, self.total)
        times, firsts = sorted(self.milliseconds) or [0.0], sorted(self.firsts) or [0.0]
        return [
            str(self.total),
            str(self.existing),
            f"{100 * self.landed / exist:.1f}",
            f"{100 * self.wrong / total:.2f}",
            f"{100 * self.orphans / exist:.1f}",
            f"{100 * self.bounds / exist:.1f}",
            f"{statistics.median(times):.2f}",
            f"{times[int(len(times) * 0.95)]:.2f}",
            f"{statistics.median(firsts):.2f}",
            f"{firsts[int(len(firsts) * 0.95)]:.2f}",
        ]


HEADER = (
    *("marks", "exist", "landed %", "wrong %", "orphans %", "bounds off %"),
    *("p50 ms", "p95 ms", "first p50 ms", "first p95 ms"),
)


def iou(true: tuple[int, int], place: Place) -> float:
    """Intersection over union of the true and the found range; 0 for an orphan."""
    if place.status == "orphan":
        return 0.0
    shared = min(true[1], place.end) - max(true[0], place.start)
    return max(0, shared) / max(1, max(true[1], place.end) - min(true[0], place.start))


def is_wrong(truth: edits.Truth, place: Place) -> bool:
    """Whether a mark was placed where no part of its passage is."""
    if place.status == "orphan":
        return False
    return all(iou(piece, place) < MISPLACED for piece in truth.pieces)


@dataclass(frozen=True)
class Trial:
    """One mark of one edited article with what became of it."""

    before: str
    after: str
    anchor: Anchor
    truth: edits.Truth
    what: str


def trials(text: str, kind: str, seed: str, count: int) -> Iterator[Trial]:
    """Marks of a text, the text edited, and the truth about each mark."""
    document = edits.edit(text, kind, seed)
    tracker = edits.Tracker(text, document)
    for start, end, what in edits.marks(text, count, f"{seed}/{kind}"):
        anchor = anchors.make(text, start, end)
        yield Trial(text, document.text, anchor, tracker.truth(start, end), what)


def bundled() -> list[str]:
    """The bundled articles as plain text: no front matter, no Markdown signs, no empty lines."""
    folder = resources.collection()
    return [_plain(path.read_text("utf-8")) for path in sorted(folder.glob("*/*.md"))]


def _plain(markdown: str) -> str:
    body = re.sub(r"\A---\n.*?\n---\n", "", markdown, flags=re.DOTALL)
    body = re.sub(r"!?\[([^\]]*)\]\([^)]*\)", r"\1", body)
    body = re.sub(r"^(?:[#>]+ |[-*+] |\d+\. )|[*`_]{1,3}", "", body, flags=re.MULTILINE)
    return re.sub(r"\n\s*\n+", "\n", body).strip()


def texts(seed: str, quick: bool) -> list[str]:
    """The articles of about 5 KB that are edited."""
    made = [edits.article(language, seed, 4_800) for language in edits.LANGUAGES]
    return made[:: 4 if quick else 1] + [t[:6_000] for t in bundled()][:: 8 if quick else 1]


def measure(trial: Trial, *, known: bool) -> tuple[Place, float]:
    """Find one mark, and how many milliseconds of processor time that took."""
    start = time.process_time()
    place = anchors.find(trial.anchor, trial.after, trial.before if known else None)
    return place, (time.process_time() - start) * 1000


def run(
    cases: Iterable[tuple[str, Trial]], *, known: bool, failures: int = 0
) -> tuple[dict[str, Tally], dict[str, Tally]]:
    """Tallies by kind of edit and by kind of mark."""
    by_edit: dict[str, Tally] = {}
    by_mark: dict[str, Tally] = {}
    last = ""
    for kind, trial in cases:
        is_first, last = trial.after is not last, trial.after
        place, milliseconds = measure(trial, known=known)
        for tally in (by_edit.setdefault(kind, Tally()), by_mark.setdefault(trial.what, Tally())):
            tally.add(trial.truth, place, milliseconds, is_first=is_first)
        if failures and _failed(trial, place):
            failures -= 1
            print(_story(kind, trial, place))
    return by_edit, by_mark


def _failed(trial: Trial, place: Place) -> bool:
    landed = not trial.truth.exists or iou((trial.truth.start, trial.truth.end), place) >= LANDED
    return not landed or is_wrong(trial.truth, place)


def _story(kind: str, trial: Trial, place: Place) -> str:
    truth, after, anchor = trial.truth, trial.after, trial.anchor
    was = anchor.exact[:160]
    now, then = after[truth.start : truth.end][:160], after[truth.end : truth.end + 40]
    return (
        "\n".join(
            (
                f"--- {kind}, {trial.what}, {place.status} {place.score} {truth.survived:.2f}",
                f"was   {anchor.start} …{anchor.prefix[-40:]}⟦{was}⟧{anchor.suffix[:40]}…",
                f"truth {truth.start} …{after[: truth.start][-40:]}⟦{now}⟧{then}…",
                f"found {place.start} ⟦{after[place.start : place.end][:160]}⟧",
            )
        )
        .replace("\n", "¶")
        .replace("¶was", "\nwas")
        .replace("¶truth", "\ntruth")
        .replace("¶found", "\nfound")
    )


def small_cases(seed: str, *, quick: bool) -> list[tuple[str, Trial]]:
    """Every kind of edit on every article of 5 KB."""
    count = 12 if quick else 25
    return [
        (kind, trial)
        for number, text in enumerate(texts(seed, quick))
        for kind in edits.KINDS
        for trial in trials(text, kind, f"{seed}/{number}", count)
    ]


def large_cases(seed: str, *, quick: bool) -> list[tuple[str, Trial]]:
    """Some kinds of edits on a text of 1 MB."""
    text = unicodedata.normalize("NFC", edits.article("sv", f"large/{seed}", 1_000_000))
    kinds = ("typos", "moved paragraphs", "mixed, 20 % of words")[: 1 if quick else 3]
    count = 20 if quick else 100
    return [(kind, trial) for kind in kinds for trial in trials(text, kind, f"{seed}/1MB", count)]


def crowded(seed: str) -> dict[str, tuple[int, float]]:
    """Milliseconds to find 5,000 marks of one article at once, by its length and edits."""
    result = {}
    for length in (5_000, 90_000, 1_000_000):
        text = unicodedata.normalize("NFC", edits.article("de", f"crowd/{seed}", length))
        made = [anchors.make(text, a, b) for a, b, _ in edits.marks(text, 5_000, seed)]
        for kind in ("mixed, 5 % of words",):
            edited = edits.edit(text, kind, seed).text
            start = time.perf_counter()
            anchors.find_all(made, edited, text)
            spent = (time.perf_counter() - start) * 1000
            result[f"{length // 1000} KB, {kind}"] = len(made), spent
    return result


def show(title: str, rows: dict[str, Tally]) -> None:
    """Print a table in Markdown, with a last row that sums the others up."""
    print(f"\n{title}\n")
    print("| " + " | ".join(("", *HEADER)) + " |")
    print("|---" * (len(HEADER) + 1) + "|")
    everything = Tally()
    for name, tally in rows.items():
        everything += tally
        print("| " + " | ".join((name, *tally.cells())) + " |")
    print("| " + " | ".join(("**all**", *everything.cells())) + " |")


def main(arguments: list[str] | None = None) -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.bench_anchors")
    parser.add_argument("--quick", action="store_true", help="fewer articles and marks")
    parser.add_argument(
        "--train", action="store_true", help="the seeds that thresholds are tuned on"
    )
    parser.add_argument("--failures", type=int, default=0, metavar="N", help="print N failures")
    parser.add_argument("--small", action="store_true", help="without the text of 1 MB")
    options = parser.parse_args(arguments)
    seed = TRAIN if options.train else HELD_OUT
    cases = {"5 KB": small_cases(seed, quick=options.quick)}
    if not options.small:
        cases["1 MB"] = large_cases(seed, quick=options.quick)
    for size, chosen in cases.items():
        for known in (True, False):
            by_edit, by_mark = run(chosen, known=known, failures=options.failures)
            where = "the text as it was known" if known else "only the anchor known"
            show(f"{size}, {where}, by edit ({seed} seeds)", by_edit)
            show(f"{size}, {where}, by mark ({seed} seeds)", by_mark)
    if not options.small and not options.quick:
        print("\n5,000 marks found at once in one article, the text as it was known\n")
        print("| | marks | ms | ms a mark |\n|---|---|---|---|")
        for name, (count, spent) in crowded(seed).items():
            print(f"| {name} | {count} | {spent:.0f} | {spent / count:.2f} |")


if __name__ == "__main__":
    main()
