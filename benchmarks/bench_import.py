"""Import: articles a second for Markdown and saved pages, and how well articles are found in pages.

The figures of the program's own design: >= 200 Markdown files/s, >= 30 saved pages/s. Speeds are
medians over rounds on fresh folders; the pages are those of tests/data/importers, made long.
Precision and recall count characters of the sentences that belong to the article and of those
known not to, per way of finding it.
"""

from __future__ import annotations

import json
import logging
import os
import re
import shutil
import statistics
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from reader.importers import extract, import_paths, nodes, rules, webpage
from reader.importers.context import decoded
from reader.importers.nodes import Node

_PAGES = Path(__file__).resolve().parents[1] / "tests" / "data" / "importers" / "pages"
_SENTENCE = "The ferry left at noon and came back with the evening tide, as it did every day. "
ROUNDS = 3


def _markdown(folder: Path, count: int) -> None:
    for number in range(count):
        body = "\n\n".join(f"## Part {part}\n\n" + _SENTENCE * 7 for part in range(5))
        head = f"---\ntitle: Article {number}\nlang: en\ntags: [sea, tide]\n---\n\n"
        (folder / f"{number}.md").write_text(f"{head}Number {number}. {body}\n", "utf-8")


def _saved_pages(folder: Path, count: int) -> None:
    """Pages of 20 to 25 KB: the fixtures' own frames with a longer article."""
    sources = [path.read_text("utf-8", "replace") for path in sorted(_PAGES.glob("*.html"))]
    filler = "".join(f"<p>{_SENTENCE * 6}</p>" for _ in range(40))
    for number in range(count):
        source = sources[number % len(sources)]
        source = re.sub(r"https?://([a-z]+\.example)/", rf"https://\1/{number}/", source)
        at = source.find("</p>") + 4 if "</p>" in source else source.find("<br />")
        text = f"{source[:at]}<p>Number {number}. {_SENTENCE}</p>{filler}{source[at:]}"
        (folder / f"{number}.html").write_text(text, "utf-8")


def _processor_seconds() -> float:
    """Processor time of this process and of the children that have ended."""
    spent = os.times()
    return spent.user + spent.system + spent.children_user + spent.children_system


def _rate(make: Callable[[Path, int], None], count: int) -> tuple[float, float]:
    """Articles a second of wall clock and of processor time, medians over fresh folders; the start
    of the children that read is part of it.
    """
    rates, of_processor = [], []
    for _ in range(ROUNDS):
        work = Path(tempfile.mkdtemp(prefix="bench-import-"))
        source = work / "from"
        source.mkdir()
        make(source, count)
        start, used = time.perf_counter(), _processor_seconds()
        result = import_paths([source], work / "to")
        rates.append(len(result.imported) / (time.perf_counter() - start))
        of_processor.append(len(result.imported) / (_processor_seconds() - used))
        shutil.rmtree(work)
    return statistics.median(rates), statistics.median(of_processor)


def _plain(text: str) -> str:
    return "".join(re.sub(r"[\\*_`>#|\[\]]", "", text).split())


def _score(body: str, gold: dict[str, list[str]]) -> tuple[int, int, int]:
    """(characters found, characters wanted, characters of residue)."""
    plain = _plain(body)
    found = sum(len(_plain(one)) for one in gold["must"] if _plain(one) in plain)
    wanted = sum(len(_plain(one)) for one in gold["must"])
    return found, wanted, sum(len(_plain(one)) for one in gold["never"] if _plain(one) in plain)


def _pages() -> list[tuple[str, dict[str, list[str]]]]:
    found = []
    for path in sorted(_PAGES.glob("*.html")):
        html, _ = decoded(path.read_bytes(), path, html=True)
        found.append((html, json.loads(path.with_suffix(".json").read_text("utf-8"))))
    return found


def _ours(html: str) -> str:
    return webpage.read(html, rules.load(), lambda _: None).body


def _trafilatura(html: str) -> str:
    import trafilatura

    text = trafilatura.extract(html, include_comments=False, include_tables=True, fast=False)
    return text or ""


def _only(way: Callable[[Node, str], Node | None]) -> Callable[[str], str]:
    """The same pipeline with one way of finding the main element."""

    def run(html: str) -> str:
        root = nodes.parse(html)
        main = way(root, html) or root
        return main.raw_text()

    return run


def quality() -> list[tuple[str, float, float]]:
    """(way, precision, recall) over the fixture pages."""
    logging.disable(logging.CRITICAL)
    web = rules.load().web
    ways: dict[str, Callable[[str], str]] = {
        "this program": _ours,
        "trafilatura alone, its text": _trafilatura,
        "element by markup only": _only(lambda root, _: extract.by_markup(root, web)),
        "element by trafilatura only": _only(extract.by_trafilatura),
        "element by density only": _only(lambda root, _: extract.by_density(root, web)),
    }
    rows = []
    for name, way in ways.items():
        scores = [_score(way(html), gold) for html, gold in _pages()]
        found, wanted, residue = (sum(column) for column in zip(*scores, strict=True))
        rows.append((name, found / (found + residue), found / wanted))
    logging.disable(logging.NOTSET)
    return rows


def main() -> None:
    """Print the table."""
    for name, make, count in (
        ("Markdown files/s (aim 200)", _markdown, 2000),
        ("saved pages/s (aim 30)", _saved_pages, 560),
    ):
        wall, processor = _rate(make, count)
        print(f"{name:<44}{wall:>8.0f}  ({processor:.0f} of processor time)")
    for name, precision, recall in quality():
        print(f"{name:<44}precision {precision:.3f}  recall {recall:.3f}")


if __name__ == "__main__":
    main()
