"""The way of the Tab key, names for screen readers, the size of targets."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractScrollArea,
    QApplication,
    QMenu,
    QScrollBar,
    QWidget,
)
from pytestqt.qtbot import QtBot

from reader.ui.app import Program
from reader.ui.window import Window
from tests.ui.desk import Desk

TARGET = 28
MOST_STOPS = 300
OBJECT_NAMES = [
    "main_window",
    "search_field",
    "language_filter",
    "view_filter",
    "article_list",
    "article_view",
    "bookmark_button",
    "highlight_button",
    "notes_button",
    "note_editor",
    "notes_panel",
    "contents_popup",
    "command_palette",
    "problem_bar",
    "toast",
]
ORDER = ["search", "chips", "view", "list", "bar", "article", "cards", "panel"]


def shown(program: Program) -> Window:
    """The window with every bar and line that can appear in it."""
    window = program.session.window
    window.sidebar.set_hint("2 more in other languages – show")
    window.reader.problem.show_problem("The file cannot be read.", [("Retry", lambda: None)])
    window.reader.find_bar.open("the")
    window.toast.show_message("Bookmark set", "Undo", lambda: None)
    return window


def with_notes(program: Program, qtbot: QtBot) -> Window:
    """The window with two notes on passages, the later one made first."""
    session = program.session
    for start in (150, 40):
        mark = session.marking.note_on(start, start + 12)
        assert mark is not None
        session.marking.save_note(mark.id, f"at {start}", "")
    cards = session.window.reader.notes
    qtbot.waitUntil(lambda: len(cards._widgets) == 2)
    return session.window


def focusable(window: QWidget) -> list[QWidget]:
    """What Tab can reach now."""
    return [
        widget
        for widget in window.findChildren(QWidget)
        if widget.isVisible()
        and widget.isEnabled()
        and widget.focusPolicy() & Qt.FocusPolicy.TabFocus
    ]


def part_of(window: Window, widget: QWidget) -> str:
    """Which part of ui.md's order a widget belongs to."""
    sidebar, reader = window.sidebar, window.reader
    places: list[tuple[str, QWidget]] = [
        ("search", sidebar.search),
        ("chips", sidebar.chips),
        ("view", sidebar.view_button),
        ("list", sidebar.list),
        ("bar", reader.bar),
        ("panel", reader.notes.note),
        ("cards", reader.notes),
        ("article", reader.pane),
    ]
    return next((n for n, part in places if part is widget or part.isAncestorOf(widget)), "other")


def tab_stops(window: Window) -> Iterator[QWidget]:
    """What Tab comes to from the search field on, once round; the text as if it had no links."""
    window.reader.pane.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByKeyboard)
    start: QWidget = window.sidebar.search
    start.setFocus()
    for _ in range(MOST_STOPS):
        widget = QApplication.focusWidget()
        assert widget is not None
        yield widget
        QTest.keyClick(widget, Qt.Key.Key_Tab)
        if QApplication.focusWidget() is start:
            return
    raise AssertionError("Tab does not come round")


def cards_of(window: Window) -> list[str]:
    """The notes as Tab comes to them."""
    stops = tab_stops(window)
    return [w.accessibleName() for w in stops if part_of(window, w) == "cards"]


def without_repeats(names: Iterator[str]) -> list[str]:
    kept: list[str] = []
    for name in names:
        if kept[-1:] != [name]:
            kept.append(name)
    return kept


def test_tab_goes_through_the_window_as_it_is_read(desk: Desk, qtbot: QtBot) -> None:
    window = with_notes(desk.start(), qtbot)
    stops = without_repeats(part_of(window, widget) for widget in tab_stops(window))
    assert stops == ORDER


def test_cards_follow_each_other_as_their_passages_do(desk: Desk, qtbot: QtBot) -> None:
    window = with_notes(desk.start(), qtbot)
    assert cards_of(window) == ["Note: at 40", "Note: at 150"]


def test_icons_of_notes_are_reached_before_the_list_comes_round(desk: Desk, qtbot: QtBot) -> None:
    program = desk.start(size=(900, 600))
    window = program.session.window
    for start in (150, 40):
        mark = program.session.marking.note_on(start, start + 12)
        assert mark is not None
        program.session.marking.save_note(mark.id, f"at {start}", "")
    qtbot.waitUntil(lambda: cards_of(window) == ["Note: at 40", "Note: at 150"])


def test_the_problem_comes_before_the_text(desk: Desk) -> None:
    window = desk.start().session.window
    window.reader.problem.show_problem("No.", [("Retry", lambda: None), ("Show", lambda: None)])
    stops = list(tab_stops(window))
    names = [w.text() for w in stops if window.reader.problem.isAncestorOf(w)]  # type: ignore[attr-defined]
    at = stops.index(window.reader.pane)
    assert names == ["Retry", "Show"]
    assert [w.text() for w in stops[at - 2 : at]] == names  # type: ignore[attr-defined]


def test_tab_leaves_a_note_that_is_written_for_what_follows(desk: Desk, qtbot: QtBot) -> None:
    window = with_notes(desk.start(), qtbot)
    first, second = [w for w in tab_stops(window) if part_of(window, w) == "cards"]
    qtbot.keyClick(first, Qt.Key.Key_Return)
    editor = window.focusWidget()
    assert first.isAncestorOf(editor)
    qtbot.keyClick(editor, Qt.Key.Key_Tab)
    assert window.focusWidget() is second


def test_tab_in_the_find_bar_does_not_go_through_the_links_below(desk: Desk, qtbot: QtBot) -> None:
    window = desk.start().session.window
    bar = window.reader.find_bar
    bar.open("the")
    qtbot.keyClick(bar.field, Qt.Key.Key_Tab)
    assert window.focusWidget() is bar.previous


@pytest.mark.parametrize("size", [(1280, 800), (900, 600)])
def test_everything_that_takes_the_focus_has_a_name(desk: Desk, size: tuple[int, int]) -> None:
    window = shown(desk.start(size=size))
    nameless = [w for w in focusable(window) if not name_of(w)]
    assert nameless == []


def name_of(widget: QWidget) -> str:
    """What a screen reader says: the accessible name, else a button's text."""
    text = widget.text() if isinstance(widget, QAbstractButton) else ""
    return widget.accessibleName() or text


def test_every_visible_button_has_a_name(desk: Desk) -> None:
    window = shown(desk.start())
    buttons = [b for b in window.findChildren(QAbstractButton) if b.isVisible()]
    assert len(buttons) > 12
    assert [b for b in buttons if not _belongs_to_a_table(b) and not name_of(b)] == []


def _belongs_to_a_table(button: QAbstractButton) -> bool:
    return isinstance(button.parentWidget(), QAbstractScrollArea)


def test_every_action_has_a_name(desk: Desk) -> None:
    window = desk.start().session.window
    actions = [a for a in window.findChildren(QAction) if not isinstance(a.parent(), QMenu)]
    assert len(actions) > 50
    assert [a for a in actions if not a.text()] == []


def test_the_parts_have_the_names_that_tests_rely_on(desk: Desk) -> None:
    program = desk.start()
    window = program.session.window
    window.actions_["palette"].trigger()
    window.actions_["contents"].trigger()
    known = {w.objectName() for w in [window, *window.findChildren(QWidget)]}
    assert [name for name in OBJECT_NAMES if name not in known] == []


@pytest.mark.parametrize("size", [(1280, 800), (900, 600), (480, 400)])
def test_what_can_be_pressed_is_large_enough(
    desk: Desk, qtbot: QtBot, size: tuple[int, int]
) -> None:
    window = shown(desk.start(size=size))
    qtbot.waitUntil(lambda: too_small(window) == [])


def too_small(window: Window) -> list[tuple[str, int, int]]:
    return [
        (name_of(w), w.width(), w.height())
        for w in focusable(window)
        if not isinstance(w, QScrollBar) and min(w.width(), w.height()) < TARGET
    ]


def test_the_focus_can_be_seen_on_every_stop(desk: Desk, qtbot: QtBot) -> None:
    window = with_notes(desk.start(), qtbot)
    unchanged = []
    for widget in list(tab_stops(window)):
        if widget in (window.reader.pane, window.sidebar.list):
            continue  # they show a caret and the selected row
        window.setFocus()
        before = picture(widget)
        widget.setFocus(Qt.FocusReason.TabFocusReason)
        if picture(widget) == before:
            unchanged.append(name_of(widget))
    assert unchanged == []


def picture(widget: QWidget) -> object:
    """The widget with what its parent paints round it."""
    parent = widget.parentWidget()
    return parent.grab(widget.geometry()).toImage() if parent else widget.grab().toImage()


def test_a_screen_reader_is_told_what_a_button_stands_at(desk: Desk) -> None:
    program = desk.start()
    bar = program.session.window.reader.bar
    assert not bar.bookmark_button.isChecked()
    program.session.toggle_bookmark()
    assert bar.bookmark_button.isChecked()


def test_toggling_a_button_does_what_a_click_does(desk: Desk) -> None:
    program = desk.start()
    program.session.window.reader.bar.bookmark_button.toggle()
    article = program.session.visits.article
    assert article is not None
    assert program.session.parts.store.state(article.id).bookmarked


def test_toggling_a_chip_filters(desk: Desk, qtbot: QtBot) -> None:
    program = desk.start()
    chips = program.session.window.sidebar.chips
    with qtbot.waitSignal(chips.changed) as changed:
        chips._chips["en"].toggle()
    assert changed.args == [("en",)]


def test_toggling_the_last_chip_off_shows_all(desk: Desk, qtbot: QtBot) -> None:
    chips = desk.start().session.window.sidebar.chips
    chips.toggle("en")
    with qtbot.waitSignal(chips.changed) as changed:
        chips._all.toggle()
    assert changed.args == [()]
    chips._all.toggle()
    assert chips._all.isChecked()


def test_a_row_that_is_selected_is_opened(desk: Desk, qtbot: QtBot) -> None:
    program = desk.start()
    view = program.session.window.sidebar.list
    with qtbot.waitSignal(program.session.visits.opened):
        view.selectRow(5)
    article = program.session.visits.article
    assert article is not None
    assert article.number == program.session.model.numbers[5]


def test_the_list_stands_before_the_text_for_screen_readers(desk: Desk) -> None:
    window = desk.start().session.window
    children = window.splitter.children()
    assert children.index(window.sidebar) < children.index(window.reader)
