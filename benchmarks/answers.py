"""Reads what the benchmarks print into rows of one table; lines without figures are passed over.

Limits are those the benchmarks print, else those named here.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from benchmarks.measure import Row, verdict

M = re.MULTILINE
Read = Callable[[str], Iterator[Row]]


def library(text: str) -> Iterator[Row]:
    """`what  median  p95  limit  ratio`, milliseconds; the last two may be missing."""
    for line in text.splitlines():
        name, *figures = [line[:48].strip(), *line[48:].replace(",", "").split()]
        if len(figures) >= 2 and figures[0][0].isdigit():
            median, high, *rest = (float(figure) for figure in figures)
            yield _limited(f"{name}, ms", median, high, rest[0] if rest else None)


def store(text: str) -> Iterator[Row]:
    """`what  median  p95  [limit ms]`, milliseconds."""
    for found in re.finditer(r"^(.{46}) +([\d.]+) +([\d.]+)(?:  (\d+) ms)?\s*$", text, M):
        name, median, high, limit = found.groups()
        bound = float(limit) if limit else None
        yield _limited(f"{name.strip()}, ms", float(median), float(high), bound)


def render(text: str) -> Iterator[Row]:
    """`what  median  [p95 ms]`, milliseconds."""
    limits = {"5 KB, through the warm process": 15.0, "1 MB, through the warm process": 1500.0}
    for found in re.finditer(r"^(.{44}) *([\d.]+)(?: +([\d.]+) ms)?\s*$", text, M):
        name, median, high = found[1].strip(), float(found[2]), found[3]
        if name:
            p95 = float(high) if high else None
            yield _limited(f"{name}, ms", median, p95, limits.get(name), by_median=True)


def verbs(text: str) -> Iterator[Row]:
    """`verb  median  p95  processor`, milliseconds."""
    for found in re.finditer(r"^([a-z][a-z -]{13}) +(\d+) +(\d+) +\d+$", text, M):
        name = found[1].strip()
        limit = 150.0 if name == "list --json" else None
        yield _limited(f"{name}, ms", float(found[2]), float(found[3]), limit, by_median=True)


def search(text: str) -> Iterator[Row]:
    """Times beside those of plain FTS5, sizes beside the text's, and quality."""
    for name, *figures in _cells(text):
        if len(figures) == 6 and _numeric(figures[:4]):
            ours, high, peer = (float(figure) for figure in figures[:3])
            bound = f"plain FTS5 {peer:g}; p95 <= 25"
            yield Row(f"{name}, ms", ours, high, bound, ours / max(peer, 0.01), verdict(high <= 25))
        elif name.startswith("Lesesal") and len(figures) == 5 and figures[0] == "all":
            yield _at_least(f"{name}, {figures[1]} queries: recall", float(figures[2]), 0.95)
            yield _at_least(f"{name}, {figures[1]} queries: precision", float(figures[3]), 0.95)
    if found := re.search(r"^index ([\d.]+) x the text", text, M):
        yield _limited("index, times the text", float(found[1]), None, 3.0)
    pattern = r"^scan and index: ([\d.]+) s, processor [\d.]+ s, (\d+)"
    if found := re.search(pattern, text, M):
        yield Row(f"scan and index {found[2]} articles, s", float(found[1]))


def anchors(text: str) -> Iterator[Row]:
    """The sums of each table by edit: landed and wrong, in percent."""
    for title, body in re.findall(r"^(.+, by edit) .*\n\n((?:\|.*\n)+)", text, M):
        header, *rows = list(_cells(body))
        total = next((row for row in rows if row[0] == "**all**"), None)
        if total is None:
            continue
        named = dict(zip(header, total, strict=False))
        for key, figure in named.items():
            if _numeric([figure]) and re.match("landed", key):
                yield _at_least(f"{title}: {key}", float(figure), 98.0)
            elif _numeric([figure]) and re.match("wrong", key):
                yield _limited(f"{title}: {key}", float(figure), None, 0.5)


def imports(text: str) -> Iterator[Row]:
    """Files a second, and precision and recall of the main text."""
    for found in re.finditer(r"^(.+) \(aim (\d+)\) +(\d+) ", text, M):
        yield _at_least(found[1], float(found[3]), float(found[2]))
    if main := re.search(r"^this program +precision ([\d.]+) +recall ([\d.]+)", text, M):
        yield Row("main text of pages: precision", float(main[1]))
        yield Row("main text of pages: recall", float(main[2]))


def language(text: str) -> Iterator[Row]:
    """Shares of right and wrong answers."""
    for found in re.finditer(r"^(.+): right ([\d.]+)%, .*wrong ([\d.]+)% .*median", text, M):
        yield Row(f"{found[1]}: right, %", float(found[2]))
        yield _limited(f"{found[1]}: wrong, %", float(found[3]), None, 2.0)


def pane(text: str) -> Iterator[Row]:
    """The first screen and the longest pause of each article."""
    pattern = r"^(.{16}) .*first +([\d.]+)  longest pause +([\d.]+) .*frame +([\d.]+) ms"
    for found in re.finditer(pattern, text, M):
        name = found[1].strip()
        yield Row(f"{name}: first screen, ms", float(found[2]))
        yield _limited(f"{name}: longest pause, ms", float(found[3]), None, 50.0)
        yield _limited(f"{name}: frame of scrolling, ms", float(found[4]), None, 16.0)


def _cells(text: str) -> Iterator[list[str]]:
    """The cells of Markdown's table rows, without the lines between them."""
    for line in text.splitlines():
        if line.startswith("|") and not set(line) <= set("|-: "):
            yield [cell.strip() for cell in line.strip("|").split("|")]


def _numeric(cells: list[str]) -> bool:
    return all(re.fullmatch(r"[\d.]+", cell) for cell in cells)


def _limited(
    what: str, median: float, high: float | None, limit: float | None, *, by_median: bool = False
) -> Row:
    """A row whose 95th percentile, or median where there is none, may not pass a limit."""
    if not limit:
        return Row(what, median, high)
    judged = "median" if by_median else "p95" if high is not None else ""
    ratio = (median if by_median or high is None else high) / limit
    return Row(what, median, high, f"{judged} <= {limit:g}".strip(), ratio, verdict(ratio <= 1))


def _at_least(what: str, value: float, least: float) -> Row:
    """A row whose figure may not fall below a limit."""
    return Row(what, value, None, f">= {least:g}", value / least, verdict(value >= least))
