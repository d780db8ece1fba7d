"""Twice the type: nothing of the interface is cut off, and no article has to be scrolled sideways."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from PySide6.QtCore import QSize
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QMainWindow, QWidget
from pytestqt.qtbot import QtBot

from reader.ui.app import Program
from reader.ui.bar import Status
from reader.ui.theme import ui_scale
from reader.ui.window import Window
from tests.ui.desk import Desk, write_articles

SIZES = [(1280, 800), (900, 600)]
LARGEST_TYPE = 32


@pytest.fixture
def large(qapp: QApplication) -> Iterator[None]:
    """An interface font of 200 %."""
    before = QFont(qapp.font())
    font = QFont(before)
    font.setPointSizeF(22)
    qapp.setFont(font)
    assert ui_scale() == 2.0
    yield
    qapp.setFont(before)


@contextmanager
def speaking(program: Program, language: str) -> Iterator[None]:
    """The interface in another language, and in English again for the tests after this one."""
    program.set_language(language)
    try:
        yield
    finally:
        program.set_language("en")


def everything(program: Program) -> Window:
    """The window with every bar and line that can appear in it."""
    window = program.session.window
    window.show_notes(True)
    window.sidebar.set_hint("2 more in other languages – show")
    window.reader.problem.show_problem("The file cannot be read.", [("Retry", lambda: None)])
    window.reader.find_bar.open("the")
    window.toast.show_message("Bookmark set", "Undo", lambda: None)
    return window


def cut_off(window: QWidget) -> list[str]:
    """The visible labels and buttons that are smaller than their text."""
    parts = [*window.findChildren(QLabel), *window.findChildren(QAbstractButton)]
    return [
        f"{type(part).__name__} {part.objectName()} “{part.text()}”: {part.size()} < {needed(part)}"
        for part in parts
        if part.isVisible() and part.text() and not fits(part)
    ]


def nothing_is_cut_off(window: QWidget) -> None:
    assert "\n".join(cut_off(window)) == ""


def needed(part: QLabel | QAbstractButton) -> QSize:
    """The room that the text needs, at the width that it has where it wraps."""
    if isinstance(part, QLabel) and part.wordWrap():
        return QSize(part.minimumSizeHint().width(), part.heightForWidth(part.width()))
    return part.sizeHint()


def fits(part: QLabel | QAbstractButton) -> bool:
    wanted, size = needed(part), part.size()
    inside = part.parentWidget().rect().contains(part.geometry())
    return wanted.width() <= size.width() and wanted.height() <= size.height() and inside


@pytest.mark.parametrize("language", ["en", "de", "sv"])
@pytest.mark.parametrize("size", SIZES)
def test_no_text_is_cut_off_at_twice_the_size(
    desk: Desk, qtbot: QtBot, large: None, size: tuple[int, int], language: str
) -> None:
    program = desk.start(size=size)
    with speaking(program, language):
        window = everything(program)
        qtbot.waitUntil(lambda: nothing_is_cut_off(window))
    assert window.size() == QSize(*size)


@pytest.mark.parametrize("size", [*SIZES, (480, 400)])
def test_the_largest_type_needs_no_scrolling_sideways(
    desk: Desk, qtbot: QtBot, size: tuple[int, int]
) -> None:
    program = desk.start(size=size)
    window = program.session.window
    window.show_pane("reader")
    window.change_settings(type_size=LARGEST_TYPE)
    window.apply_settings(window.settings)
    pane = window.reader.pane
    qtbot.waitUntil(lambda: pane._setter is not None and pane._setter.look.size >= 31)
    qtbot.waitUntil(lambda: pane.horizontalScrollBar().maximum() == 0)
    assert pane.document().idealWidth() <= pane.viewport().width()


def test_a_long_message_is_shown_whole(desk: Desk, qtbot: QtBot, large: None) -> None:
    window = desk.start(size=(900, 600)).session.window
    window.toast.show_message("The note cannot be saved; its text was copied. " * 2, "Leave it")
    qtbot.waitUntil(lambda: nothing_is_cut_off(window.toast))
    assert window.rect().contains(window.toast.geometry())


@pytest.mark.parametrize("size", [*SIZES, (480, 400)])
def test_pictures_and_their_buttons_grow_with_the_type(
    desk: Desk, qtbot: QtBot, large: None, size: tuple[int, int]
) -> None:
    program = desk.start(size=size)
    window = everything(program)
    window.show_pane("reader")
    pictured = [
        button
        for button in window.findChildren(QAbstractButton)
        if button.isVisible() and not button.icon().isNull()
    ]
    assert len(pictured) >= 9
    for button in pictured:
        shown = button.icon().actualSize(button.iconSize())
        assert min(shown.width(), shown.height()) >= 30, button.objectName()
        assert button.width() >= button.iconSize().width() + 8, button.objectName()
    qtbot.waitUntil(lambda: nothing_is_cut_off(window.reader.bar))


def test_the_bar_leaves_out_what_does_not_fit(window: QMainWindow) -> None:
    status = Status(window.centralWidget())
    status.set_parts("34 %", "noch 4 Minuten und eine halbe")
    status.resize(status.fontMetrics().horizontalAdvance("34 %  ·  noch"), 30)
    status.show()
    assert status.text() == "34 %"
    assert "noch" in status.accessibleName()
    status.resize(10, 30)
    assert status.text() == ""
    status.resize(2000, 30)
    assert status.text().endswith("halbe")


def test_the_icon_of_a_note_stands_whole_beside_a_text_from_right_to_left(
    desk: Desk, qtbot: QtBot, large: None, tmp_path: Path
) -> None:
    text = "---\nid: ar\nlang: ar\n---\n\n# المنارة\n\nعندما نزل المرشد إلى اليابسة.\n"
    folder = write_articles(tmp_path / "ar", {"ar.md": text})
    desk.scan(folder)
    session = desk.start(folder, size=(900, 600)).session
    notes, pane = session.window.reader.notes, session.window.reader.pane
    qtbot.waitUntil(lambda: session.marking.article is not None and "المرشد" in pane.text)
    start = pane.text.index("المرشد")
    assert session.marking.note_on(start, start + 6) is not None
    qtbot.waitUntil(lambda: notes.mode == "icons")
    assert notes.x() >= 0
    assert notes.geometry().right() < pane.viewport().width() // 4
