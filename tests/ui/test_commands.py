"""What the commands do: in sight, undone by Escape, or with a word on why nothing can be done."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu, QWidget
from pytestqt.qtbot import QtBot

from reader.ui.app import Program
from reader.ui.window import Window
from tests.ui.desk import Desk

ALT = Qt.KeyboardModifier.AltModifier
NONE = Qt.KeyboardModifier.NoModifier


@pytest.fixture
def program(desk: Desk) -> Program:
    return desk.start()


@pytest.fixture
def window(program: Program) -> Window:
    return program.session.window


# --- the menu bar -------------------------------------------------------------------------------


def press_alt(widget: QWidget) -> None:
    QTest.keyPress(widget, Qt.Key.Key_Alt, NONE)


def release_alt(widget: QWidget) -> None:
    QTest.keyRelease(widget, Qt.Key.Key_Alt, NONE)


def test_alt_alone_opens_the_menu_and_escape_gives_the_focus_back(
    window: Window, qtbot: QtBot
) -> None:
    pane = window.reader.pane
    pane.setFocus()
    press_alt(pane)
    release_alt(pane)
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu) and menu.parent() is window.menuBar()
    QTest.keyClick(menu, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: not window.menuBar().isVisible())
    assert window.focusWidget() is pane


def test_the_menu_bar_goes_when_a_command_is_chosen_in_it(window: Window, qtbot: QtBot) -> None:
    window.actions_["menu"].trigger()
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    QTest.keyClick(menu, Qt.Key.Key_Right)  # from File to Edit
    assert window.menuBar().isVisible()
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    menu.setActiveAction(window.actions_["search"])
    QTest.keyClick(menu, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: not window.menuBar().isVisible())
    assert window.focusWidget() is window.sidebar.search


@pytest.mark.parametrize("key", [Qt.Key.Key_1, Qt.Key.Key_Left, Qt.Key.Key_Down, Qt.Key.Key_Shift])
def test_alt_with_another_key_opens_no_menu(window: Window, key: Qt.Key) -> None:
    pane = window.reader.pane
    pane.setFocus()
    press_alt(pane)
    QTest.keyPress(pane, key, ALT)
    QTest.keyRelease(pane, key, ALT)
    release_alt(pane)
    assert QApplication.activePopupWidget() is None and not window.menuBar().isVisible()


def test_alt_with_the_mouse_opens_no_menu(window: Window) -> None:
    pane = window.reader.pane
    pane.setFocus()
    press_alt(pane)
    QTest.mouseClick(pane.viewport(), Qt.MouseButton.LeftButton, ALT, QPoint(5, 5))
    release_alt(pane)
    assert QApplication.activePopupWidget() is None


def test_alt_that_leaves_the_window_opens_no_menu(window: Window, qtbot: QtBot) -> None:
    other = QWidget()
    qtbot.addWidget(other)
    window.reader.pane.setFocus()
    press_alt(window.reader.pane)
    with qtbot.waitActive(other):
        other.show()
        other.activateWindow()
    with qtbot.waitActive(window):
        window.activateWindow()
    release_alt(window.reader.pane)
    assert QApplication.activePopupWidget() is None


# --- the hits in the text -----------------------------------------------------------------------


def hits(program: Program) -> int:
    """How many matches are marked in the open article."""
    return len(program.session.window.reader.find_bar._hits)


def search_for(program: Program, qtbot: QtBot, query: str) -> None:
    with qtbot.waitSignal(program.session.listing.listed):
        program.session.window.sidebar.search.setText(query)


def click_row(program: Program, number: int) -> None:
    """Click the row of an article."""
    view, model = program.session.window.sidebar.list, program.session.model
    place = view.visualRect(model.index(model.position(number), 0)).center()
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, NONE, place)


@pytest.fixture
def lean_times(program: Program, qtbot: QtBot) -> Program:
    """A program whose index is made, with the article "lean-times-en" open."""
    with qtbot.waitSignal(program.session.background.indexed):
        program._after_first_paint()
    article = program.session.parts.library.by_id("lean-times-en")
    assert article is not None
    with qtbot.waitSignal(program.session.visits.opened):
        program.session.open_article(article)
    return program


def test_hits_are_marked_in_the_article_that_is_open_already(
    lean_times: Program, qtbot: QtBot
) -> None:
    search_for(lean_times, qtbot, "recession")
    article = lean_times.session.visits.article
    assert article is not None and hits(lean_times) == 0
    click_row(lean_times, article.number)
    qtbot.waitUntil(lambda: hits(lean_times) > 0)


def test_hits_go_with_the_search(lean_times: Program, qtbot: QtBot) -> None:
    search_for(lean_times, qtbot, "recession")
    article = lean_times.session.visits.article
    assert article is not None
    click_row(lean_times, article.number)
    qtbot.waitUntil(lambda: hits(lean_times) > 0)
    search_for(lean_times, qtbot, "")
    assert hits(lean_times) == 0


def test_enter_on_the_open_article_marks_its_hits_too(lean_times: Program, qtbot: QtBot) -> None:
    search_for(lean_times, qtbot, "recession")
    sidebar = lean_times.session.window.sidebar
    assert sidebar.list.currentIndex().isValid()
    QTest.keyClick(sidebar.search, Qt.Key.Key_Return)
    QTest.keyClick(sidebar.list, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: hits(lean_times) > 0)
    assert lean_times.session.window.focusWidget() is lean_times.session.window.reader.pane


def test_what_is_found_in_the_article_outlives_the_search_of_all(
    lean_times: Program, qtbot: QtBot
) -> None:
    search_for(lean_times, qtbot, "recession")
    lean_times.session.window.reader.find_bar.open("free")
    found = hits(lean_times)
    assert found > 0
    search_for(lean_times, qtbot, "")
    assert hits(lean_times) == found
