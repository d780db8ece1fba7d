"""Measures the reading pane: the first screen, the pauses while the rest comes in, scrolling.

    python benchmarks/bench_pane.py [case ...]

A pause is the time between two ticks of a 5 ms timer less those 5 ms; "first" runs from the moment
the rendered article arrives until its first screen is painted.
"""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from PySide6.QtCore import QEventLoop, QTimer
from PySide6.QtWidgets import QApplication

from reader import source
from reader.hyphens import hyphenate_blocks
from reader.model import Article
from reader.render import render
from reader.ui import theme as themes
from reader.ui.notes import Keeper
from reader.ui.opening import prepare
from reader.ui.pane import Painted
from reader.ui.reader import Opened, Reader
from reader.ui.typesetting import Header

WORDS = "Hon hade byggt den av gammalt kopparrör och ett dragspel utan tangenter. "
COLOURS = ("yellow", "green", "blue", "pink")


@dataclass
class Pauses:
    """The longest pause of the event loop, in milliseconds."""

    longest: float = 0.0
    last: float = 0.0

    def tick(self) -> None:
        now = time.perf_counter()
        if self.last:
            self.longest = max(self.longest, (now - self.last) * 1000 - 5)
        self.last = now


def _article(body: str, name: str = "a.md") -> tuple[str, bytes]:
    return name, ("---\nlang: sv\ntitle: Prov\n---\n" + body).encode()


def cases() -> dict[str, Callable[[], tuple[str, bytes]]]:
    """The articles by name."""
    row = "| " + " | ".join("abc" for _ in range(2000)) + " |"
    rule = "|" + "---|" * 2000
    return {
        "normal 20 kB": lambda: _article((WORDS * 6 + "\n\n") * 45),
        "1 MB": lambda: _article((WORDS * 6 + "\n\n") * 2300),
        "1 MB paragraph": lambda: _article(WORDS * 13_700),
        "1 MB word": lambda: _article("a" * 1_000_000),
        "10,000 headings": lambda: _article("".join(f"## Rubrik {n}\n\n" for n in range(10_000))),
        "2,000 columns": lambda: _article(f"{row}\n{rule}\n" + f"{row}\n" * 3),
        "50,000 rows": lambda: _article("| a | b |\n|---|---|\n" + "| ett | två |\n" * 50_000),
        "10,000 images": lambda: _article("![bild](b.png)\n\n" * 10_000),
        "20,000 lines": lambda: _article("rad med text\n\n" * 20_000, "a.txt"),
    }


def _wait(application: QApplication, until: Callable[[], bool], limit: float = 60.0) -> None:
    end = time.perf_counter() + limit
    while not until() and time.perf_counter() < end:
        application.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents, 50)


def measure(application: QApplication, name: str, body: tuple[str, bytes]) -> None:
    """Show one article and print its figures."""
    parsed = source.parse(body[1], body[0])
    rendered = render(parsed, base_language="sv")
    here = Path(__file__).resolve()
    article = Article(1, "a", here, here.parent, "Prov", parsed.format, "sv")
    began = time.perf_counter()
    prepared = prepare(rendered, article, hyphenate_blocks(rendered.blocks, article.language))
    preparing = (time.perf_counter() - began) * 1000
    reader = Reader(
        themes.choose("light"),
        Keeper(lambda text, _: text, lambda _id, text, _: text, lambda _id: ()),
    )
    reader.resize(947, 800)
    reader.set_window_width(1280)
    reader.show()
    application.processEvents()
    began = time.perf_counter()
    reader.open(Opened(Header("SV", "Prov", "", ""), prepared, rendered.text, 6))
    reader.repaint()
    first = (time.perf_counter() - began) * 1000
    pauses = Pauses()
    timer = QTimer()
    timer.timeout.connect(pauses.tick)
    timer.start(5)
    _wait(application, reader.pane.is_complete)
    feeding = (time.perf_counter() - began) * 1000
    _wait(application, lambda: False, 0.5)
    timer.stop()
    frame = scrolling(reader, len(rendered.text), 5000)
    print(
        f"{name:16} {len(rendered.text):9,} chars {len(rendered.blocks):6,} blocks  prepare "
        f"{preparing:6.0f}  first {first:6.0f}  longest pause {pauses.longest:6.0f}  "
        f"all {feeding:7.0f}  frame {frame:5.1f} ms"
    )
    reader.clear()
    reader.close()
    reader.deleteLater()
    application.processEvents()


def scrolling(reader: Reader, length: int, marks: int) -> float:
    """The slowest of 40 frames (95th percentile) while scrolling over many marks and a long one."""
    step = max(40, length // marks)
    painted = [
        Painted(f"m{n}", n * step, n * step + max(1, step // 2), COLOURS[n % 4])
        for n in range(min(marks, length // step))
    ]
    painted.append(Painted("long", 0, length, "yellow"))
    reader.set_marks(painted, [], [])
    bar = reader.pane.verticalScrollBar()
    times = []
    for n in range(40):
        began = time.perf_counter()
        bar.setValue(round(bar.maximum() * 0.4) + n * 60)
        reader.pane.viewport().repaint()
        times.append((time.perf_counter() - began) * 1000)
    return sorted(times)[-2]


def main() -> None:
    application = QApplication([])
    themes.face_family("literata")
    themes.apply(application, themes.choose("light"))
    wanted = sys.argv[1:]
    for name, make in cases().items():
        if not wanted or name in wanted:
            measure(application, name, make())


if __name__ == "__main__":
    main()
