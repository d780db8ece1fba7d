"""A user who does anything at any moment: nothing raises, and no mark is lost.

Actions, keys, clicks, sizes, settings, marks, notes, searches and edited files come in any order, as
they never do in tests of one thing. A mark that was there is there, or is a tombstone that says what
it said.
"""

from __future__ import annotations

import logging
import random
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import QCoreApplication, QEvent, QPoint, Qt, QTimer
from PySide6.QtPrintSupport import QAbstractPrintDialog
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QFileDialog, QWidget

from reader.model import COLOURS, Mark
from reader.ui.app import Program
from reader.ui.session import Session
from reader.ui.window import Window
from tests.torture.soak import complaints, turn, until, window
from tests.torture.table import Result

A_WINDOW = 400
SECONDS = 60.0
MODAL_MS = 150
_LANGUAGES = {"a.md": "sv", "b.md": "de", "c.md": "en"}
_ELSEWHERE = {
    "quit",
    "print",
    "export_pdf",
    "open_folder",
    "add_articles",
    "import_marks",
    "export",
    "erase",
}
_SIZES = ((1280, 800), (900, 600), (700, 500), (1180, 700), (760, 900), (480, 400), (1900, 1000))
_WORDS = ("word ", "lang:sv ", "x", "bok* ")
_SEARCHES = ("paragraph", "", "lang:sv", '"', "(a", "chang*", "-x")
_SETTINGS: tuple[dict[str, object], ...] = (
    *(dict[str, object](theme=name) for name in ("light", "sepia", "dark", "contrast", "system")),
    *(dict[str, object](type_size=size) for size in (12, 19, 30)),
    *(dict[str, object](ui_language=language) for language in ("en", "sv", "de")),
    {"group_translations": True},
    {"side_by_side": True},
)
_KEYS = tuple(
    Qt.Key[f"Key_{name}"]
    for name in [
        "Escape",
        "Tab",
        "Backtab",
        "Return",
        "Up",
        "Down",
        "Left",
        "Right",
        "PageDown",
        "Home",
        "End",
        "Space",
        "F3",
        "F7",
        "Backspace",
        "A",
        "J",
        "K",
        "H",
        "N",
        "1",
        "S",
    ]
)
T = TypeVar("T")


def article(name: str) -> str:
    """A text with a translation, long enough to scroll, and with one of each kind of block."""
    paragraphs = [
        f"Paragraph {number} has a [link](#x), *emphasis* and {number * 7} words to be read in turn."
        for number in range(30)
    ]
    blocks = ["| a | b |\n|---|---|\n| c | d |", "```\ncode\n```", "> quoted[^1]", "[^1]: A note."]
    head = (
        f"---\nid: {name}\ntitle: The {name}\nlanguage: {_LANGUAGES[name]}\ntranslation: set\n---"
    )
    return "\n\n".join((head, "# Heading", *paragraphs, *blocks)) + "\n"


class User:
    """Does one thing a step; `did` tells what."""

    def __init__(self, program: Program, folder: Path, seed: int) -> None:
        self._program, self._folder, self._random = program, folder, random.Random(seed)
        self._is_here = True
        self.did = ""

    @property
    def _session(self) -> Session:
        return self._program.session  # another one after a backup was restored

    @property
    def _window(self) -> Window:
        return self._session.window

    def leave(self) -> None:
        """Answer no questions any more."""
        self._is_here = False

    def step(self) -> None:
        """Do something, and let the window work on it for a moment or not at all."""
        does: Callable[[], None] = self._random.choices(
            (
                self._act,
                self._press,
                self._click,
                self._push,
                self._mark,
                self._write,
                self._resize,
                self._edit_file,
                self._set,
                self._search,
            ),
            (10, 10, 6, 5, 5, 5, 2, 2, 2, 2),
        )[0]
        self._window.may_close = lambda: False
        does()
        for _ in range(self._one((0, 1, 3))):
            QCoreApplication.processEvents()
        if self._random.random() < 0.3:
            turn(self._one((0.001, 0.01, 0.06)))
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)

    def close_modal(self) -> None:
        """Answer what asks before it lets one go on; nothing is written outside."""
        if not self._is_here:
            return
        QTimer.singleShot(MODAL_MS, self.close_modal)
        asking = QApplication.activePopupWidget() or QApplication.activeModalWidget()
        if isinstance(asking, QFileDialog | QAbstractPrintDialog):
            asking.reject()
        elif asking is not None:
            QTest.keyClick(
                asking, self._one((Qt.Key.Key_Escape, Qt.Key.Key_Return, Qt.Key.Key_Tab))
            )

    def _one(self, of: Sequence[T]) -> T:
        return self._random.choice(of)

    def _front(self) -> QWidget:
        return QApplication.activePopupWidget() or QApplication.activeModalWidget() or self._window

    def _act(self) -> None:
        actions = self._window.actions_.items()
        spec, action = self._one(
            [(s, a) for s, a in actions if a.isEnabled() and s.name not in _ELSEWHERE]
        )
        self.did = f"act {spec.name}"
        action.trigger()

    def _press(self) -> None:
        key, none = self._one(_KEYS), Qt.KeyboardModifier.NoModifier
        modifier = self._one((none, none, none, Qt.KeyboardModifier.ShiftModifier))
        target = QApplication.activePopupWidget() or QApplication.focusWidget() or self._window
        self.did = f"press {key.name} on {type(target).__name__}"
        QTest.keyClick(target, key, modifier)

    def _click(self) -> None:
        front, left = self._front(), Qt.MouseButton.LeftButton
        point = QPoint(
            self._random.randrange(max(1, front.width())),
            self._random.randrange(max(1, front.height())),
        )
        hit = front.childAt(point) or front
        self.did = f"click {type(hit).__name__} in {type(front).__name__}"
        button = self._one((left, left, left, Qt.MouseButton.RightButton))
        click = self._one((QTest.mouseClick, QTest.mouseClick, QTest.mouseDClick))
        click(hit, button, Qt.KeyboardModifier.NoModifier, hit.mapFrom(front, point))

    def _push(self) -> None:
        front = QApplication.activePopupWidget() or QApplication.activeWindow() or self._window
        buttons = front.findChildren(QAbstractButton)
        if shown := [button for button in buttons if button.isVisible() and button.isEnabled()]:
            button = self._one(shown)
            self.did = f"push {button.text() or button.accessibleName()} in {type(front).__name__}"
            button.click()

    def _mark(self) -> None:
        marking, annotator = self._session.marking, self._session.annotator
        if not (length := len(marking.text)):
            return
        start = self._random.randrange(length)
        end = min(length, start + self._one((1, 5, 40, 400)))
        what = self._one(("highlight", "note", "delete", "recolour"))
        self.did = f"{what} {start} {end}"
        if what == "highlight":
            marking.highlight(start, end, self._one(COLOURS))
        elif what == "note":
            if (mark := marking.note_on(start, end)) is not None:
                annotator.edit_note(mark.id)
        elif placed := marking.placed():
            mark, _ = self._one(placed)
            if what == "delete":
                annotator.delete(mark.id)
            else:
                marking.recolour(mark.id, self._one(COLOURS))

    def _write(self) -> None:
        if (target := QApplication.focusWidget()) is not None:
            self.did = f"write on {type(target).__name__}"
            QTest.keyClicks(target, self._one(_WORDS))

    def _resize(self) -> None:
        size = self._one(_SIZES)
        self.did = f"resize {size}"
        self._window.resize(*size)

    def _edit_file(self) -> None:
        name = self._one(tuple(_LANGUAGES))
        file, self.did = self._folder / name, f"edit {name}"
        if self._random.random() < 0.15:
            file.unlink(missing_ok=True)
            return
        words = article(name).split(" ")
        for _ in range(20):
            words[self._random.randrange(20, len(words))] = "changed"
        file.write_text(" ".join(words), "utf-8")
        shown = self._session.visits.article
        if shown is not None and shown.path == file and self._random.random() < 0.7:
            self._session.visits.reload()

    def _set(self) -> None:
        fields = self._one(_SETTINGS)
        self.did = f"set {fields}"
        self._program.errands.apply(replace(self._window.settings, **fields))  # type: ignore[arg-type]

    def _search(self) -> None:
        text = self._one(_SEARCHES)
        self.did = f"search {text}"
        self._window.sidebar.search.setText(text)


def anything(rounds: int, folder: Path, seed: int) -> Result:
    """rounds steps, 400 in one window."""
    result = Result(rounds)
    with complaints(logging.ERROR) as errors:
        for number, begun in enumerate(range(0, rounds, A_WINDOW)):
            steps = min(A_WINDOW, rounds - begun)
            _one_window(folder / str(number), seed + number, steps, errors, result)
    return result


def _one_window(home: Path, seed: int, steps: int, errors: list[str], result: Result) -> None:
    library = home / "library"
    library.mkdir(parents=True)
    for name in _LANGUAGES:
        (library / name).write_text(article(name), "utf-8")
    done: list[str] = []
    with window(home / "home", library) as program:
        until(lambda: program.session.marking.article is not None, SECONDS)
        program.session.background.begin()
        user = User(program, library, seed)
        user.close_modal()
        for _ in range(steps):
            session = program.session
            before = session.parts.store.marks()
            with result.step():
                user.step()
            done.append(user.did)
            if session is program.session:  # else a backup was restored
                compare(before, program, f"seed {seed}: {', '.join(done[-5:])}", result)
            for line in errors:
                result.crash(f"seed {seed}: {', '.join(done[-5:])}: {line}")
            errors.clear()
        user.leave()


def compare(before: list[Mark], program: Program, did: str, result: Result) -> None:
    """What was there is there, or a tombstone that says the same."""
    store = program.session.parts.store
    living = {mark.id for mark in store.marks()}
    for mark in before:
        if mark.id in living:
            continue
        kept = store.mark(mark.id)
        texts = [] if kept is None else [kept.note, *(text for _, text in store.revisions(mark.id))]
        if mark.note not in texts:
            result.lose(f"{did}: {mark.kind} {mark.note!r}")
