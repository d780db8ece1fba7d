"""What the benchmarks share: medians, memory, rows of the one table and the children's settings."""

from __future__ import annotations

import json
import os
import statistics
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Literal

ROOT = Path(__file__).resolve().parents[1]
Judged = Literal["median", "p95"]


@dataclass(frozen=True)
class Row:
    """A line of the table. bound is a limit or a peer's figure, ratio ours to it."""

    what: str
    median: float
    p95: float | None = None
    bound: str = ""
    ratio: float | None = None
    verdict: str = ""


def at(values: Sequence[float], share: float) -> float:
    """The value below which that share of the values lies."""
    return sorted(values)[min(len(values) - 1, int(share * len(values)))]


def limited(
    what: str, values: Sequence[float], limit: float | None = None, judged: Judged = "p95"
) -> Row:
    """A row whose median or 95th percentile stands beside a limit in the same unit."""
    median, high = statistics.median(values), at(values, 0.95)
    p95 = high if len(values) > 1 else None
    if limit is None:
        return Row(what, median, p95)
    ratio = (high if judged == "p95" else median) / limit
    return Row(what, median, p95, f"{judged} <= {limit:g}", ratio, verdict(ratio <= 1))


def compared(
    what: str, values: Sequence[float], peer: Sequence[float], name: str, allowed: float
) -> Row:
    """A row whose median may be allowed times that of a peer measured in the same run."""
    median, theirs = statistics.median(values), statistics.median(peer)
    ratio = median / theirs
    bound = f"{allowed:g} x {name} {theirs:.0f}"
    return Row(what, median, at(values, 0.95), bound, ratio, verdict(ratio <= allowed))


def verdict(good: bool) -> str:
    """How the table says it."""
    return "ok" if good else "over"


def table(rows: Iterable[Row]) -> str:
    """The rows in Markdown."""
    lines = ["| what | median | p95 | limit or peer | ratio | |", "|---|---|---|---|---|---|"]
    for row in rows:
        p95 = "" if row.p95 is None else number(row.p95)
        ratio = "" if row.ratio is None else f"{row.ratio:.2f}"
        cells = (row.what, number(row.median), p95, row.bound, ratio, row.verdict)
        lines.append("| " + " | ".join(cells) + " |")
    return "\n".join(lines)


def number(value: float) -> str:
    """Three significant figures or all before the point."""
    return f"{value:,.0f}" if abs(value) >= 100 else f"{value:.3g}"


def dumped(rows: Iterable[Row]) -> str:
    """The rows as JSON, for another process."""
    return json.dumps([asdict(row) for row in rows])


def loaded(text: str) -> list[Row]:
    """The rows of `dumped`."""
    return [Row(**fields) for fields in json.loads(text)]


def environment() -> dict[str, str]:
    """How a measured process runs: from this checkout, with bytecode kept, without a screen."""
    changed = {**os.environ, "PYTHONPATH": str(ROOT)}
    changed.setdefault("QT_QPA_PLATFORM", "offscreen")
    changed.pop("PYTHONDONTWRITEBYTECODE", None)
    changed.pop("LESESAL_HOME", None)
    return changed


def pss(process: int | str = "self") -> float:
    """Megabytes of a process, shared pages by their share; 0.0 where the system does not say."""
    try:
        lines = Path(f"/proc/{process}/smaps_rollup").read_text("ascii").splitlines()
    except OSError:
        return 0.0
    return next((int(line.split()[1]) / 1000 for line in lines if line.startswith("Pss:")), 0.0)


def descendants(process: int | str = "self") -> list[int]:
    """The processes below one, as Linux tells them."""
    found: list[int] = []
    for tasks in Path(f"/proc/{process}/task").glob("*/children"):
        try:
            children = [int(word) for word in tasks.read_text("ascii").split()]
        except OSError:  # the thread has ended
            continue
        for child in children:
            found += [child, *descendants(child)]
    return found


def load() -> str:
    """The machine's load averages."""
    return ", ".join(f"{value:.1f}" for value in os.getloadavg())
