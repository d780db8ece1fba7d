"""The view of all marks."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication, QMainWindow
from pytestqt.qtbot import QtBot

from reader.ui.marksmodel import MOST_PAGES, PAGE, MarkFilter, MarkRow, MarksModel
from reader.ui.marksview import MarksView
from reader.ui.theme import Theme, choose

MARKS = [
    MarkRow("m1", "a1", "highlight", "Fyren", "tystnaden", "", "yellow", "sv", ("hav",), "7 mars"),
    MarkRow("m2", "a1", "note", "Fyren", "lyssnar", "Citera", None, "sv", (), "7 mars"),
    MarkRow("m3", "a2", "bookmark", "Bibliothek", language="de", day="8 mars"),
    MarkRow("m4", "a3", "highlight", "Gone", "weg", colour="pink", is_orphan=True, day="8 mars"),
]


class Source:
    """Keeps what was asked; answers out of a list."""

    def __init__(self, rows: Sequence[MarkRow]) -> None:
        self.rows = list(rows)
        self.filters: list[MarkFilter] = []
        self.pages: list[int] = []

    def fetch(self, wanted: MarkFilter, offset: int, limit: int) -> tuple[Sequence[MarkRow], int]:
        self.filters.append(wanted)
        self.pages.append(offset // PAGE)
        return self.rows[offset : offset + limit], len(self.rows)


def many(count: int) -> list[MarkRow]:
    return [
        MarkRow(f"m{n}", f"a{n // 3}", "highlight", f"Title {n // 3}", "q") for n in range(count)
    ]


@pytest.fixture
def source() -> Source:
    return Source(MARKS)


@pytest.fixture
def view(window: QMainWindow, theme: Theme, source: Source) -> MarksView:
    made = MarksView(theme, source.fetch)
    made.set_choices(["sv", "de", ""], ["hav"])
    QAbstractItemModelTester(made.model, made)
    window.setCentralWidget(made)
    return made


def test_marks_are_listed_when_it_is_shown(view: MarksView) -> None:
    assert view.model.rowCount() == 4
    assert "4" in view.count.text()


def test_only_pages_in_view_are_fetched(window: QMainWindow, theme: Theme, qtbot: QtBot) -> None:
    source = Source(many(20_000))
    view = MarksView(theme, source.fetch)
    window.setCentralWidget(view)
    qtbot.waitUntil(view.isVisible)
    view.grab()
    assert max(source.pages) <= 1
    view.list.scrollToBottom()
    view.grab()
    assert max(source.pages) == 199


def test_old_pages_are_forgotten() -> None:
    source = Source(many(20_000))
    model = MarksModel(source.fetch, lambda row: row.quote)
    model.set_filter(MarkFilter())
    for number in range(0, 20_000, PAGE):
        model.row(number)
    assert len(model._pages) <= MOST_PAGES


def test_a_group_begins_where_the_article_changes() -> None:
    model = MarksModel(Source(MARKS).fetch, lambda row: row.quote)
    model.set_filter(MarkFilter())
    assert [model.begins_group(n) for n in range(4)] == [True, False, True, True]


def test_by_day_a_group_begins_where_the_day_changes() -> None:
    model = MarksModel(Source(MARKS).fetch, lambda row: row.quote)
    model.set_filter(MarkFilter(grouping="day"))
    assert [model.begins_group(n) for n in range(4)] == [True, False, True, False]


def set_language(view: MarksView) -> None:
    view.language.set_value("de")
    view.language.activated.emit(0)


def set_kind(view: MarksView) -> None:
    view.kind.set_value("note")
    view.kind.activated.emit(0)


def set_detached(view: MarksView) -> None:
    view.kind.set_value("orphan")
    view.kind.activated.emit(0)


def set_tag(view: MarksView) -> None:
    view.tag.set_value("hav")
    view.tag.activated.emit(0)


@pytest.mark.parametrize(
    ("act", "expected"),
    [
        (set_language, MarkFilter(language="de")),
        (set_kind, MarkFilter(kind="note")),
        (set_detached, MarkFilter(orphans_only=True)),
        (set_tag, MarkFilter(tag="hav")),
        (lambda view: view.dots["pink"].click(), MarkFilter(colour="pink")),
    ],
)
def test_a_choice_becomes_the_filter(
    view: MarksView, source: Source, act: Callable[[MarksView], None], expected: MarkFilter
) -> None:
    act(view)
    assert source.filters[-1] == expected


def test_one_colour_at_a_time_and_a_second_click_clears_it(view: MarksView) -> None:
    view.dots["pink"].click()
    view.dots["blue"].click()
    assert view.filter().colour == "blue"
    view.dots["blue"].click()
    assert view.filter().colour is None


def test_typing_searches_after_a_pause(qtbot: QtBot, view: MarksView, source: Source) -> None:
    before = len(source.filters)
    qtbot.keyClicks(view.search, "fyr")
    qtbot.waitUntil(lambda: source.filters[-1].text == "fyr")
    assert len(source.filters) == before + 1


def test_enter_goes_to_the_place(qtbot: QtBot, view: MarksView) -> None:
    view.list.selectRow(1)
    with qtbot.waitSignal(view.place_wanted) as wanted:
        qtbot.keyClick(view.list, Qt.Key.Key_Return)
    assert wanted.args == ["a1", "m2"]


def test_a_click_goes_to_the_place(qtbot: QtBot, view: MarksView) -> None:
    point = view.list.visualRect(view.model.index(2, 0)).center()
    with qtbot.waitSignal(view.place_wanted) as wanted:
        qtbot.mouseClick(view.list.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(point))
    assert wanted.args == ["a2", "m3"]


def test_without_a_selection_all_are_exported(qtbot: QtBot, view: MarksView) -> None:
    with qtbot.waitSignal(view.export_wanted) as wanted:
        view.export_button.click()
    assert wanted.args == [()]


def test_the_selected_marks_are_exported_in_their_order(qtbot: QtBot, view: MarksView) -> None:
    view.list.selectRow(2)
    model = view.list.selectionModel()
    model.select(view.model.index(0, 0), model.SelectionFlag.Select | model.SelectionFlag.Rows)
    with qtbot.waitSignal(view.export_wanted) as wanted:
        view.export_button.click()
    assert wanted.args == [("m1", "m3")]


def test_nothing_that_fits_is_said(view: MarksView, source: Source) -> None:
    source.rows.clear()
    view.dots["pink"].click()
    assert view.nothing.isVisible()
    assert view.nothing.text() == "No mark fits this filter."


def test_escape_closes(qtbot: QtBot, view: MarksView) -> None:
    with qtbot.waitSignal(view.closed):
        qtbot.keyClick(view.list, Qt.Key.Key_Escape)


def test_a_row_is_said_with_all_that_it_shows(view: MarksView) -> None:
    said = view.model.data(view.model.index(3, 0), Qt.ItemDataRole.AccessibleTextRole)
    assert said == "highlight, Pink, detached, weg, Gone"


def test_another_language_keeps_the_filter(view: MarksView) -> None:
    set_language(view)
    QApplication.sendEvent(view, QEvent(QEvent.Type.LanguageChange))
    assert view.filter() == MarkFilter(language="de")


def test_it_paints_in_a_narrow_window_and_another_theme(
    window: QMainWindow, view: MarksView
) -> None:
    window.resize(480, 400)
    view.set_theme(choose("dark"))
    assert view.grab().toImage().pixelColor(2, 2) == choose("dark")["reader"]
