"""Marks by the mouse alone: drag over a passage, choose a colour, change, delete, undo."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from reader.model import Mark
from reader.ui.app import Program
from tests.ui.desk import Desk, write_articles

TEXT = """# Of signals

The keeper of the tower cooked her coffee slowly and answered with a nod towards the sea.

| Weather | Signal |
|---|---|
| Clear | three short |
| Fog | one long |

1. Open the hatch.
2. Wait for the wind.
3. Listen.
"""


@pytest.fixture
def program(desk: Desk, qtbot: QtBot, tmp_path: Path) -> Program:
    folder = write_articles(tmp_path / "library", {"signals.md": TEXT})
    desk.scan(folder)
    made = desk.start(folder)
    qtbot.waitUntil(lambda: "keeper" in made.session.window.reader.pane.text)
    qtbot.waitUntil(made.session.window.reader.pane.is_complete)
    return made


def place_of(program: Program, words: str, *, end: bool = False) -> QPoint:
    """The middle of the line where words begin, or where they end, in the pane's viewport."""
    pane = program.session.window.reader.pane
    offset = pane.text.index(words) + (len(words) if end else 0)
    return pane.offset_rect(offset).center()


def move(widget: QWidget, point: QPoint) -> None:
    """A movement with the left button held, which QTest does not tell of."""
    left = Qt.MouseButton.LeftButton
    event = QMouseEvent(
        QEvent.Type.MouseMove,
        QPointF(point),
        QPointF(widget.mapToGlobal(point)),
        Qt.MouseButton.NoButton,
        left,
        Qt.KeyboardModifier.NoModifier,
    )
    QApplication.sendEvent(widget, event)


def drag(program: Program, qtbot: QtBot, first: str, last: str) -> None:
    """Drag from where first begins to where last ends; the popover comes."""
    pane = program.session.window.reader.pane
    port = pane.viewport()
    start, end = place_of(program, first), place_of(program, last, end=True)
    qtbot.mousePress(port, Qt.MouseButton.LeftButton, pos=start)
    move(port, QPoint((start.x() + end.x()) // 2, end.y()))
    move(port, end)
    qtbot.mouseRelease(port, Qt.MouseButton.LeftButton, pos=end)
    qtbot.waitUntil(program.session.annotator.selection.isVisible)


def press(qtbot: QtBot, widget: QWidget) -> None:
    qtbot.mouseClick(widget, Qt.MouseButton.LeftButton)


def marks(program: Program) -> list[Mark]:
    article = program.session.marking.article
    assert article is not None
    return list(program.session.parts.store.marks(article.id))


def the_quote(program: Program) -> str:
    (mark,) = marks(program)
    assert mark.anchor is not None
    return mark.anchor.exact


def test_a_drag_and_a_click_on_a_colour_make_a_highlight(program: Program, qtbot: QtBot) -> None:
    drag(program, qtbot, "cooked her", "her coffee")
    press(qtbot, program.session.annotator.selection.dots["blue"])
    assert the_quote(program) == "cooked her coffee"
    assert [mark.colour for mark in marks(program)] == ["blue"]
    assert not program.session.annotator.selection.isVisible()


def test_a_click_on_a_highlight_recolours_and_deletes_it(program: Program, qtbot: QtBot) -> None:
    session = program.session
    drag(program, qtbot, "cooked her", "her coffee")
    press(qtbot, session.annotator.selection.dots["yellow"])
    port = session.window.reader.pane.viewport()
    qtbot.mouseClick(port, Qt.MouseButton.LeftButton, pos=place_of(program, "her coffee"))
    qtbot.waitUntil(session.annotator.mark_popover.isVisible)
    press(qtbot, session.annotator.mark_popover.dots["pink"])
    assert [mark.colour for mark in marks(program)] == ["pink"]
    qtbot.mouseClick(port, Qt.MouseButton.LeftButton, pos=place_of(program, "her coffee"))
    qtbot.waitUntil(session.annotator.mark_popover.isVisible)
    press(qtbot, session.annotator.mark_popover.delete_button)
    assert marks(program) == []
    session.marking.undo_stack.undo()
    assert [mark.colour for mark in marks(program)] == ["pink"]
    session.marking.undo_stack.undo()
    assert [mark.colour for mark in marks(program)] == ["yellow"]
    session.marking.undo_stack.undo()
    assert marks(program) == []


@pytest.mark.parametrize(
    ("first", "last", "begins", "ends"),
    [
        ("Clear", "one long", "Clear", "one long"),
        ("the hatch", "the wind", "the hatch", "the wind"),
        ("a nod towards", "Wait", "a nod towards", "Wait"),
    ],
    ids=["table", "list", "paragraph to list"],
)
def test_a_drag_goes_across_blocks(
    program: Program, qtbot: QtBot, first: str, last: str, begins: str, ends: str
) -> None:
    drag(program, qtbot, first, last)
    press(qtbot, program.session.annotator.selection.dots["green"])
    quote = the_quote(program)
    assert quote.startswith(begins) and quote.endswith(ends)
