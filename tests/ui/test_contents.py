"""The contents popup."""

from __future__ import annotations

from itertools import pairwise

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QMainWindow
from pytestqt.qtbot import QtBot

from reader.model import Heading
from reader.ui.contents import ContentsPopup
from reader.ui.theme import Theme
from tests.ui.desk import Desk

OUTLINE = [
    Heading(1, "Fyren", 0, 0),
    Heading(2, "En röst i dimman", 40, 3),
    Heading(3, "Kopparröret", 90, 5),
    Heading(2, "Hem igen", 200, 9),
]


def shown(popup: ContentsPopup) -> list[str]:
    return [entry.title for entry in popup.finder.model.rows]


def opened(window: QMainWindow, theme: Theme, current: int = 1) -> ContentsPopup:
    popup = ContentsPopup(theme, window)
    QAbstractItemModelTester(popup.finder.model, popup)
    popup.show_outline(OUTLINE, current)
    popup.show_at(window.mapToGlobal(QPoint(700, 40)))
    return popup


def test_the_section_being_read_is_current(window: QMainWindow, theme: Theme) -> None:
    popup = opened(window, theme, 2)
    assert popup.finder.current().title == "Kopparröret"
    assert "being read" in popup.finder.field.accessibleDescription()


def test_depth_counts_from_the_highest_level(window: QMainWindow, theme: Theme) -> None:
    popup = ContentsPopup(theme, window)
    popup.show_outline(OUTLINE[1:], 0)
    assert [entry.depth for entry in popup.finder.model.rows] == [0, 1, 0]


def test_typing_filters_without_regard_to_accents(
    qtbot: QtBot, window: QMainWindow, theme: Theme
) -> None:
    popup = opened(window, theme)
    qtbot.keyClicks(popup.finder.field, "rost")
    assert shown(popup) == ["En röst i dimman"]


def test_enter_goes_to_the_heading_by_its_place_in_the_outline(
    qtbot: QtBot, window: QMainWindow, theme: Theme
) -> None:
    popup = opened(window, theme)
    qtbot.keyClicks(popup.finder.field, "hem")
    with qtbot.waitSignal(popup.heading_chosen) as chosen:
        qtbot.keyClick(popup.finder.field, Qt.Key.Key_Return)
    assert chosen.args == [3]
    assert not popup.isVisible()


def test_up_and_down_go_round(qtbot: QtBot, window: QMainWindow, theme: Theme) -> None:
    popup = opened(window, theme, 0)
    qtbot.keyClick(popup.finder.field, Qt.Key.Key_Up)
    assert popup.finder.current().title == "Hem igen"


def test_nothing_found_is_said(qtbot: QtBot, window: QMainWindow, theme: Theme) -> None:
    popup = opened(window, theme)
    qtbot.keyClicks(popup.finder.field, "zzz")
    assert popup.finder.nothing.isVisible()


def test_reopening_forgets_what_was_typed(qtbot: QtBot, window: QMainWindow, theme: Theme) -> None:
    popup = opened(window, theme)
    qtbot.keyClicks(popup.finder.field, "hem")
    popup.show_outline(OUTLINE, 0)
    assert len(shown(popup)) == 4


def test_ten_thousand_headings_are_listed_in_order(window: QMainWindow, theme: Theme) -> None:
    popup = ContentsPopup(theme, window)
    popup.show_outline([Heading(2, f"Heading {n}", n, n) for n in range(10_000)], 9_000)
    popup.show_at(window.mapToGlobal(QPoint(700, 40)))
    rows = popup.finder.model.rows
    assert all(b.index == a.index + 1 for a, b in pairwise(rows))
    assert popup.finder.view.currentIndex().row() == 9_000


def test_the_action_shows_the_headings_and_enter_goes_to_one(desk: Desk, qtbot: QtBot) -> None:
    program = desk.start()
    window = program.session.window
    qtbot.waitUntil(lambda: len(program.session.outline) > 1)
    window.actions_["contents"].trigger()
    popup = window.findChild(ContentsPopup)
    assert popup is not None and popup.isVisible() and popup.finder.field.hasFocus()
    with qtbot.waitSignal(popup.heading_chosen) as chosen:
        qtbot.keyClick(popup.finder.field, Qt.Key.Key_Down)
        qtbot.keyClick(popup.finder.field, Qt.Key.Key_Return)
    assert chosen.args == [1] and not popup.isVisible()
