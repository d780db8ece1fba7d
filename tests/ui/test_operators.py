"""The chips of the search operators, and what the list says of a query and of a growing index."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from reader.query import parse
from reader.ui.operators import OPERATORS, PHRASE, PREFIX, OperatorChip, with_operator
from reader.ui.sidebar import Sidebar
from tests.ui.desk import Desk


def chips(sidebar: Sidebar) -> list[OperatorChip]:
    """The visible chips below the search, from left to right."""
    row = sidebar.query_row
    return [chip for chip in row.findChildren(OperatorChip) if chip.isVisible()]


def chip(sidebar: Sidebar, name: str) -> OperatorChip:
    return next(one for one in chips(sidebar) if one.accessibleName().startswith(name))


def searched(desk: Desk, qtbot: QtBot, query: str) -> Sidebar:
    sidebar = desk.start().session.window.sidebar
    sidebar.search.setFocus()
    qtbot.keyClicks(sidebar.search, query)
    return sidebar


@pytest.mark.parametrize(
    ("text", "label", "after"),
    [
        ("", PHRASE, '"|"'),
        ("hus", PHRASE, 'hus "|"'),
        ("hus", PREFIX, "hus*|"),
        ("hus", "-", "hus -|"),
        ("hus", "OR", "hus OR |"),
        ("hus", "lang:", "hus lang:|"),
        ("", "is:unread", "is:unread |"),
    ],
)
def test_an_operator_goes_where_typing_is(text: str, label: str, after: str) -> None:
    query, cursor = with_operator(text, len(text), label)
    assert f"{query[:cursor]}|{query[cursor:]}" == after


@pytest.mark.parametrize("operator", OPERATORS, ids=lambda operator: operator.label)
def test_every_operator_offered_is_one_the_search_knows(operator: object) -> None:
    label = operator.label  # type: ignore[attr-defined]
    query, cursor = with_operator("hus", 3, label)
    value = "2024" if label in ("before:", "after:") else "ord"
    read = parse(f"{query[:cursor]}{value}{query[cursor:]}")
    assert label == "OR" or read.chips() or label == PREFIX


def test_a_chip_of_the_query_takes_its_operator_out_by_click(desk: Desk, qtbot: QtBot) -> None:
    sidebar = searched(desk, qtbot, "hus lang:sv is:unread")
    qtbot.mouseClick(chip(sidebar, "Remove lang:sv"), Qt.MouseButton.LeftButton)
    assert sidebar.search.text() == "hus is:unread"


@pytest.mark.parametrize("key", [Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Delete])
def test_a_chip_of_the_query_takes_its_operator_out_by_key(
    desk: Desk, qtbot: QtBot, key: Qt.Key
) -> None:
    sidebar = searched(desk, qtbot, "hus lang:sv")
    found = chip(sidebar, "Remove lang:sv")
    found.setFocus()
    qtbot.keyClick(found, key)
    assert sidebar.search.text() == "hus" and sidebar.search.hasFocus()


def test_a_chip_adds_its_operator_and_typing_goes_on(desk: Desk, qtbot: QtBot) -> None:
    sidebar = searched(desk, qtbot, "hus")
    qtbot.mouseClick(chip(sidebar, "OR"), Qt.MouseButton.LeftButton)
    qtbot.keyClicks(sidebar.search, "bok")
    assert sidebar.search.text() == "hus OR bok" and sidebar.search.hasFocus()


def test_the_button_in_the_field_lists_every_operator(desk: Desk, qtbot: QtBot) -> None:
    sidebar = searched(desk, qtbot, "")
    sidebar.search.operators.click()
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    assert [a.text().split("\t")[0] for a in menu.actions()] == [o.label for o in OPERATORS]
    next(a for a in menu.actions() if a.text().startswith("lang:")).trigger()
    menu.close()
    assert sidebar.search.text() == "lang:"


def test_tab_goes_from_the_field_to_the_chips_in_reading_order(desk: Desk, qtbot: QtBot) -> None:
    sidebar = searched(desk, qtbot, "hus lang:sv")
    first = chip(sidebar, "Remove lang:sv")
    first.setFocus()
    qtbot.keyClick(first, Qt.Key.Key_Tab)
    shown = chips(sidebar)
    assert QApplication.focusWidget() in shown and QApplication.focusWidget() is not first


def test_the_line_of_chips_keeps_its_height(desk: Desk, qtbot: QtBot) -> None:
    sidebar = searched(desk, qtbot, "hus")
    before = sidebar.list.mapTo(sidebar, sidebar.list.rect().topLeft())
    qtbot.keyClicks(sidebar.search, " lang:sv before:x y")
    qtbot.waitUntil(sidebar.query_row.fault.isVisible)
    assert sidebar.list.mapTo(sidebar, sidebar.list.rect().topLeft()) == before


def test_a_wrong_query_says_where_and_the_last_answer_stays(desk: Desk, qtbot: QtBot) -> None:
    program = desk.start()
    sidebar = program.session.window.sidebar
    before = program.session.model.rowCount()
    sidebar.search.setText("before:gestern hus")
    qtbot.waitUntil(sidebar.query_row.fault.isVisible)
    area = sidebar.search.fault_area()
    metrics = sidebar.search.fontMetrics()
    assert abs(area.width() - metrics.horizontalAdvance("gestern")) <= 2
    assert program.session.model.rowCount() == before
    sidebar.search.setText("hus")
    assert sidebar.search.fault_area().isEmpty()
    assert not sidebar.query_row.fault.isVisible()


def test_hits_say_how_far_the_index_is(desk: Desk, qtbot: QtBot) -> None:
    program = desk.start()
    session, sidebar = program.session, program.session.window.sidebar
    session.background.index_grew.emit(300, 1000)
    sidebar.search.setText("zzzzqqqq")
    qtbot.waitUntil(lambda: "30" in sidebar.count_label.text())
    assert "30" in sidebar.empty.sentence.text()
    session.background.indexed.emit()
    qtbot.waitUntil(lambda: "30" not in sidebar.count_label.text())
