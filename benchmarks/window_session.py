"""Uses a window in this process and prints what each use took, in milliseconds, as JSON.

`python -m benchmarks.window_session HOME`; HOME as `benchmarks.homes` makes it. Times run from the
key (or the choice) until the widget that shows the answer has painted it. The scan and the index
of the start are over before anything is measured.
"""

from __future__ import annotations

import json
import os
import random
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, get_args

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QEventLoop, Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from benchmarks import homes, libraries, measure
from reader import paths
from reader.model import Order
from reader.ui.app import Program
from reader.ui.articles import ArticleView
from reader.ui.instance import Instance
from reader.ui.lifeline import COLLECT_MS, Lifeline
from reader.ui.pane import ReadingPane

TICK_MS = 5
STEPS = 45
JUMPS = 25
WORDS = 14
LETTERS = 6
CHANGES = 45
LARGE_ROUNDS = 3
WAKE_MS = 50  # so that a wait that nothing answers ends
LONGEST = 20.0  # seconds until something counts as never painted
SETTLED_MS = 80  # until the making ahead has begun


class Paints:
    """When list and pane painted last, and the article that the pane painted."""

    def __init__(self) -> None:
        self.list = self.pane = 0.0
        self.text = ""
        self._wrap(ArticleView, self._note_list)
        self._wrap(ReadingPane, self._note_pane)

    def _wrap(self, view: Any, note: Callable[[Any], None]) -> None:
        paint = view.paintEvent

        def paint_event(widget: Any, event: Any) -> None:
            paint(widget, event)
            note(widget)

        view.paintEvent = paint_event

    def _note_list(self, _: object) -> None:
        self.list = time.perf_counter()

    def _note_pane(self, pane: ReadingPane) -> None:
        shown = pane.text or pane.document().firstBlock().text()  # a beginning has no text yet
        self.pane, self.text = time.perf_counter(), shown


class Stillness:
    """The longest time between two ticks of the event loop, in milliseconds over the tick."""

    def __init__(self) -> None:
        self.longest = self._last = 0.0
        self._timer = QTimer()
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._tick)
        self._timer.start(TICK_MS)

    def _tick(self) -> None:
        now = time.perf_counter()
        if self._last:
            self.longest = max(self.longest, (now - self._last) * 1000 - TICK_MS)
        self._last = now

    def end(self) -> float:
        self._timer.stop()
        return self.longest


class Room:
    """A window that is used."""

    def __init__(self, home: Path) -> None:
        self.paints = Paints()
        self._application = QApplication([])
        places = paths.find(home)
        self._lifeline, self._instance = Lifeline(), Instance(places.data)
        if not self._instance.acquire():
            raise RuntimeError(f"another window uses {home}")
        self._program = Program(self._application, places, [], self._lifeline, self._instance)
        self.session = self._program.session
        self.window = self.session.window
        self._answered = False
        self._indexed = False
        self.session.listing.listed.connect(self._note_answer)
        self.session.background.indexer.finished.connect(self._note_index)
        self._program.show()
        self.window.activateWindow()
        self.wait(lambda: self._indexed and self.window.reader.opened is not None)
        self.settle()

    def _note_answer(self, _: object) -> None:
        self._answered, self.paints.list = True, 0.0

    def _note_index(self) -> None:
        self._indexed = True

    def wait(self, until: Callable[[], object]) -> None:
        """Let the window live until something is true; TimeoutError where it never is.

        It sleeps between events, as it does in use: a loop that asks again and again (which is what
        `processEvents` with a time makes) takes the processor and the GIL from the worker.
        """
        end = time.perf_counter() + LONGEST
        loop, wake = QEventLoop(), QTimer()
        wake.start(WAKE_MS)
        while not until():
            if time.perf_counter() > end:
                raise TimeoutError
            loop.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)

    def settle(self) -> None:
        """Wait until the neighbours of the open article are made and nothing is left to paint."""
        QTest.qWait(SETTLED_MS)
        done: list[object] = []
        self.session.reading.run(lambda: None, done.append)
        self.wait(lambda: done)
        QTest.qWait(2 * TICK_MS)

    # --- what is measured -----------------------------------------------------------------------

    def _until_article(self, action: Callable[[], object]) -> float:
        """From the action to another article in the pane."""
        before = self.window.reader.pane.text
        began = time.perf_counter()
        action()
        self.wait(lambda: self.paints.text not in ("", before))
        return (self.paints.pane - began) * 1000

    def _until_list(self, action: Callable[[], object]) -> float:
        """From the action to the painted list that answers it."""
        self._answered = False
        began = time.perf_counter()
        action()
        self.wait(lambda: self._answered and self.paints.list)
        return (self.paints.list - began) * 1000

    def step_ahead(self) -> Iterator[float]:
        """J, with the next article made ahead."""
        view = self.window.sidebar.list
        view.setFocus()
        for _ in range(STEPS):
            yield self._until_article(lambda: QTest.keyClick(view, Qt.Key.Key_J))
            self.settle()

    def jump(self) -> Iterator[float]:
        """A row further down, of which nothing is made ahead."""
        view, model = self.window.sidebar.list, self.session.model
        library = self.session.parts.library
        fives = library.numbers_of([f"bench-{n:03}" for n in range(55, 55 + 2 * JUMPS, 2)])
        rows = sorted(model.position(number) for number in fives)
        for row in [row for row in rows if row >= 0][:JUMPS]:
            index = model.index(row, 0)
            yield self._until_article(lambda index=index: view.setCurrentIndex(index))  # type: ignore[misc]
            self.settle()

    def search(self) -> Iterator[float]:
        """Each letter of a few words."""
        field = self.window.sidebar.search
        field.setFocus()
        for word in searched():
            for letter in word:
                yield self._until_list(lambda key=letter: typed(field, key))  # type: ignore[misc]
            self._until_list(field.clear)
            QTest.qWait(2 * TICK_MS)
        self.window.sidebar.list.setFocus()

    def filter(self) -> Iterator[float]:
        """One language, two, all."""
        choices = (("de",), ("sv", "en"), (), ("fr",))
        for n in range(CHANGES):
            chosen = choices[n % len(choices)]
            yield self._until_list(lambda c=chosen: self.session.finding.filter_languages(c))  # type: ignore[misc]
            QTest.qWait(4 * TICK_MS)
        self._until_list(lambda: self.session.finding.filter_languages(()))

    def sort(self) -> Iterator[float]:
        """Each order in turn."""
        orders: tuple[Order, ...] = get_args(Order)
        for n in range(CHANGES):
            order = orders[n % len(orders)]
            yield self._until_list(lambda o=order: self.session.finding.sort_by(o))  # type: ignore[misc]
            QTest.qWait(4 * TICK_MS)
        self._until_list(lambda: self.session.finding.sort_by("date"))

    def large(self) -> dict[str, list[float]]:
        """The article of 1 MB: its first screen, the whole of it, the longest stillness."""
        found: dict[str, list[float]] = {"first": [], "whole": [], "still": []}
        library = self.session.parts.library
        for n in range(LARGE_ROUNDS):
            small, big = library.by_id(f"bench-{n:03}"), library.by_id(homes.LARGE)
            assert small is not None and big is not None
            self._until_article(lambda one=small: self.session.open_article(one))  # type: ignore[misc]
            self.settle()
            stillness, began = Stillness(), time.perf_counter()
            first = self._until_article(lambda one=big: self.session.open_article(one))  # type: ignore[misc]
            self.wait(self.window.reader.pane.is_complete)
            found["first"].append(first)
            found["whole"].append((time.perf_counter() - began) * 1000)
            QTest.qWait(300)
            found["still"].append(stillness.end())
        return found

    def close(self) -> None:
        self.window.close()
        self._program.close()
        self._lifeline.close()
        self._instance.release()


def typed(field: QWidget, letter: str) -> None:
    """Type a letter of any alphabet, which QTest does not."""
    for kind in (QKeyEvent.Type.KeyPress, QKeyEvent.Type.KeyRelease):
        event = QKeyEvent(kind, 0, Qt.KeyboardModifier.NoModifier, letter)
        QApplication.sendEvent(field, event)


def searched() -> list[str]:
    """The beginnings of words that the library has."""
    rng = random.Random(11)
    words = {
        word
        for language in ("de", "sv", "en")
        for word in libraries.texts(language).nouns
        if len(word) >= LETTERS and word.isalpha()
    }
    return [word[:LETTERS].lower() for word in rng.sample(sorted(words), WORDS)]


def main() -> None:
    """Use the window in every way, in the order in which a reader would."""
    room = Room(Path(sys.argv[1]))
    found: dict[str, list[float]] = {"memory at first": [measure.pss()]}
    for name in ("step_ahead", "jump", "search", "filter", "sort"):
        found[name] = list(getattr(room, name)())
    for name, values in room.large().items():
        found[f"large {name}"] = values
    room.settle()
    QTest.qWait(COLLECT_MS + SETTLED_MS)  # what is free is given back from time to time
    found["memory after"] = [measure.pss()]
    found["memory of others"] = [sum(measure.pss(child) for child in measure.descendants())]
    room.close()
    print(json.dumps(found))


if __name__ == "__main__":
    main()
