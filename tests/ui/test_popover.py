"""The panels on the text: where they stand, what they say, how they close."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import QMainWindow
from pytestqt.qtbot import QtBot

from reader.ui.popover import MarkPopover, SelectionPopover, TagPopover, TextPopover
from reader.ui.popup import MARGIN, SHADOW, place
from reader.ui.theme import Theme, choose

lengths = st.integers(0, 2000)


@given(lengths, lengths, st.integers(1, 300), st.integers(1, 300))
def test_a_panel_that_fits_stays_inside_the_window(x: int, y: int, width: int, height: int) -> None:
    bounds = QRect(0, 0, 480, 400)
    corner = place(QSize(width, height), bounds, QPoint(x, y))
    assert bounds.adjusted(MARGIN, MARGIN, -MARGIN, -MARGIN).contains(
        QRect(corner, QSize(width, height))
    )


@given(st.integers(20, 460), st.integers(80, 380))
def test_a_small_panel_never_covers_what_it_is_about(x: int, y: int) -> None:
    avoid = QRect(x, y, 10, 10)
    corner = place(QSize(200, 40), QRect(0, 0, 480, 400), QPoint(x, y), avoid)
    assert not QRect(corner, QSize(200, 40)).intersects(avoid)


@pytest.fixture
def selection(window: QMainWindow, theme: Theme) -> SelectionPopover:
    popover = SelectionPopover(theme, window.centralWidget())
    popover.show_at(window.mapToGlobal(QPoint(400, 300)))
    return popover


def test_a_number_chooses_a_colour(qtbot: QtBot, selection: SelectionPopover) -> None:
    with qtbot.waitSignal(selection.colour_chosen) as chosen:
        qtbot.keyClick(selection, Qt.Key.Key_3)
    assert chosen.args == ["blue"]
    assert not selection.isVisible()


def test_a_dot_has_a_name_and_chooses_its_colour(qtbot: QtBot, selection: SelectionPopover) -> None:
    dot = selection.dots["pink"]
    with qtbot.waitSignal(selection.colour_chosen) as chosen:
        dot.click()
    assert (chosen.args, dot.accessibleName(), dot.toolTip()) == (["pink"], "Pink", "Pink (4)")


def test_escape_closes_it_and_gives_the_focus_back(
    qtbot: QtBot, window: QMainWindow, theme: Theme
) -> None:
    host = window.centralWidget()
    host.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    host.setFocus()
    popover = SelectionPopover(theme, window)
    popover.show_at(window.mapToGlobal(QPoint(400, 300)))
    assert not host.hasFocus()
    qtbot.keyClick(popover.dots["yellow"], Qt.Key.Key_Escape)
    assert not popover.isVisible()
    assert host.hasFocus()


def test_without_focus_escape_closes_it_all_the_same(
    qtbot: QtBot, window: QMainWindow, theme: Theme
) -> None:
    host = window.centralWidget()
    host.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    host.setFocus()
    popover = SelectionPopover(theme, window)
    popover.show_at(window.mapToGlobal(QPoint(400, 300)), focus=False)
    assert host.hasFocus()
    qtbot.keyClick(host, Qt.Key.Key_Escape)
    assert not popover.isVisible()


def test_a_press_outside_closes_it(
    qtbot: QtBot, window: QMainWindow, selection: SelectionPopover
) -> None:
    qtbot.mouseClick(window.centralWidget(), Qt.MouseButton.LeftButton, pos=QPoint(5, 5))
    assert not selection.isVisible()


def test_tab_goes_round_inside(qtbot: QtBot, selection: SelectionPopover) -> None:
    selection.copy_button.setFocus()
    qtbot.keyClick(selection.copy_button, Qt.Key.Key_Tab)
    assert selection.dots["yellow"].hasFocus()


def test_in_a_narrow_window_the_buttons_show_their_icons_alone(
    window: QMainWindow, selection: SelectionPopover
) -> None:
    wide = selection.sizeHint().width()
    selection.fit(QRect(0, 0, 260, 400))
    assert selection.sizeHint().width() < wide
    assert selection.note_button.toolTip()


def test_the_current_colour_of_a_mark_is_ringed(window: QMainWindow, theme: Theme) -> None:
    popover = MarkPopover(theme, window)
    popover.set_mark("m1", "green")
    assert [colour for colour, dot in popover.dots.items() if dot.isChecked()] == ["green"]


def test_delete_says_which_mark(qtbot: QtBot, window: QMainWindow, theme: Theme) -> None:
    popover = MarkPopover(theme, window)
    popover.set_mark("m1", "green")
    popover.show_at(window.mapToGlobal(QPoint(400, 300)))
    with qtbot.waitSignal(popover.delete_wanted) as wanted:
        qtbot.keyClick(popover, Qt.Key.Key_Delete)
    assert wanted.args == ["m1"]


def test_tags_are_trimmed_and_each_once(qtbot: QtBot, window: QMainWindow, theme: Theme) -> None:
    popover = TagPopover(theme, window)
    popover.set_mark("m1", ())
    popover.show_at(window.mapToGlobal(QPoint(400, 300)))
    popover.field.setText(" #hav,, fyr , hav")
    with qtbot.waitSignal(popover.tags_chosen) as chosen:
        qtbot.keyClick(popover.field, Qt.Key.Key_Return)
    assert chosen.args == ["m1", ("hav", "fyr")]


def test_a_footnote_stays_text(window: QMainWindow, theme: Theme) -> None:
    popover = TextPopover(theme, window)
    popover.set_text("<b>bold</b> & more")
    assert popover.text() == "<b>bold</b> & more"


def test_a_long_footnote_keeps_inside_the_window(window: QMainWindow, theme: Theme) -> None:
    window.resize(480, 400)
    popover = TextPopover(theme, window)
    popover.set_text("word " * 3000)
    popover.show_at(window.mapToGlobal(QPoint(470, 390)))
    panel = popover.geometry().adjusted(SHADOW, SHADOW, -SHADOW, -SHADOW)
    assert window.rect().contains(panel)


def test_it_takes_another_theme(selection: SelectionPopover) -> None:
    selection.set_theme(choose("dark"))
    middle = selection.height() // 2
    assert selection.grab().toImage().pixelColor(SHADOW + 2, middle) == choose("dark")["raised"]


def test_a_press_on_its_padding_leaves_it_open(qtbot: QtBot, selection: SelectionPopover) -> None:
    point = QPoint(SHADOW + 2, selection.height() // 2)
    qtbot.mouseClick(selection, Qt.MouseButton.LeftButton, pos=point)
    assert selection.isVisible()


def test_a_toggle_by_a_screen_reader_chooses_a_colour(
    qtbot: QtBot, window: QMainWindow, theme: Theme
) -> None:
    popover = MarkPopover(theme, window)
    popover.set_mark("m1", "green")
    with qtbot.waitSignal(popover.colour_chosen) as chosen:
        popover.dots["pink"].toggle()
    assert chosen.args == ["m1", "pink"]


def test_showing_the_colour_of_a_mark_chooses_nothing(
    qtbot: QtBot, window: QMainWindow, theme: Theme
) -> None:
    popover = MarkPopover(theme, window)
    with qtbot.assertNotEmitted(popover.colour_chosen):
        popover.set_mark("m1", "green")
        popover.set_mark("m2", "blue")
