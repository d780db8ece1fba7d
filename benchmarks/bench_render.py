"""How long rendering takes: `python benchmarks/bench_render.py [--hostile SIZE]`.

Figures to reach: 5 KB through the warm process in 15 ms (median), 1 MB in 1.5 s, its beginning in
150 ms (which leaves 100 to set and paint it), every hostile article answered in 3 s. The first
lines give Python-Markdown alone for comparison.
"""

from __future__ import annotations

import argparse
import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from reader.hyphens import hyphenate
from reader.render import render
from reader.sandbox import Renderer
from reader.source import Source, parse
from reader.text import find_all
from tests.core import hostile

PARAGRAPH = (
    "En läsesal är ett rum där man *läser i fred*, och där [böckerna](https://example.org/) står "
    "kvar när man kommer tillbaka. Die Wörter stehen **dort**, wo man sie gelassen hat.\n\n"
)
SECTION = "## Avsnitt\n\n" + PARAGRAPH * 6 + "- ett\n- två\n\n> Ett citat.\n\n"


def article(size: int) -> Source:
    """A Markdown article of about size bytes."""
    count = size // len(SECTION.encode()) + 1
    return parse(("# Rubrik\n\n" + SECTION * count).encode()[:size], "a.md")


def milliseconds(call: Callable[[], object], rounds: int) -> tuple[float, float]:
    """Median and 95th percentile of so many calls."""
    times = []
    for _ in range(rounds):
        start = time.perf_counter()
        call()
        times.append(1000 * (time.perf_counter() - start))
    return statistics.median(times), sorted(times)[int(len(times) * 0.95)]


def show(name: str, call: Callable[[], object], rounds: int) -> None:
    call()
    tell(name, *milliseconds(call, rounds))


def tell(name: str, median: float, high: float) -> None:
    print(f"{name:44}{median:10.1f}{high:10.1f} ms")


def beginning(renderer: Renderer, made: Source, rounds: int) -> tuple[float, float]:
    """Median and worst time until an article's first screens are there, hyphenated."""
    times: list[float] = []
    for _ in range(rounds + 1):
        start = time.perf_counter()
        renderer.render_hyphenated(
            made,
            base_language="sv",
            begun=lambda *_, start=start: times.append(1000 * (time.perf_counter() - start)),
        )
    return statistics.median(times[1:]), max(times[1:])


def common() -> None:
    import markdown

    small, middle, large = (article(size) for size in (5_000, 50_000, 1_000_000))
    extensions = ["tables", "footnotes", "def_list", "attr_list", "toc", "admonition"]
    print(f"{'':44}{'median':>10}{'p95':>10}")
    show("5 KB, markdown alone", lambda: markdown.markdown(small.body, extensions=extensions), 40)
    show("5 KB, render in this process", lambda: render(small), 40)
    with Renderer() as renderer:
        show("5 KB, through the warm process", lambda: renderer.render(small), 100)
        show("50 KB, through the warm process", lambda: renderer.render(middle), 10)
        show("1 MB, through the warm process", lambda: renderer.render(large), 3)
        tell("1 MB, its beginning", *beginning(renderer, large, 3))
        print("1 MB is shown", renderer.render(large).simplified or "as it is")
    start = time.perf_counter()
    with Renderer() as renderer:
        renderer.render(small)
        print(f"{'first article of a cold process':44}{1000 * (time.perf_counter() - start):10.1f}")
    text = render(large).text
    show("find in 1 MB", lambda: find_all(text, "läsesal"), 5)
    show("hyphenate 5 KB of Swedish, cached", lambda: hyphenate(small.body, "sv"), 20)


def worst(size: int) -> None:
    """The hostile articles, each as Markdown and HTML, slowest first."""
    rows = []
    with Renderer() as renderer:
        for name, body in hostile.articles(size).items():
            for suffix in (".md", ".html"):
                made = parse(body.encode(), "a" + suffix)
                start = time.perf_counter()
                shown = renderer.render(made)
                rows.append((time.perf_counter() - start, name + suffix, shown.simplified or ""))
    for seconds, name, reason in sorted(rows, reverse=True):
        print(f"{name:24}{seconds:8.2f} s  {reason}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--hostile", type=int, metavar="SIZE", help="hostile articles of SIZE")
    arguments = parser.parse_args()
    if arguments.hostile:
        worst(arguments.hostile)
    else:
        common()


if __name__ == "__main__":
    main()
