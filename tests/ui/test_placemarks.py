"""Bookmarks on places: seen beside their lines, reached and deleted by keyboard and by mouse."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QToolButton
from pytestqt.qtbot import QtBot

from reader.model import Mark
from reader.store import Store
from reader.ui.app import Program
from reader.ui.notecards import NoteCard
from tests.ui.desk import Desk
from tests.ui.test_journeys import open_article

ARTICLE = "blacksmith-en"


@pytest.fixture
def program(desk: Desk, qtbot: QtBot) -> Program:
    """A program with the English article on the blacksmith open, and its text in focus."""
    made = desk.start()
    open_article(qtbot, made, ARTICLE)
    made.session.window.reader.pane.setFocus()
    return made


@pytest.fixture
def store(program: Program) -> Store:
    return program.session.parts.store


def bookmark_place(program: Program, start: int, end: int) -> Mark:
    mark = program.session.marking.bookmark_place(start, end)
    assert mark is not None
    return mark


def signs(program: Program) -> list[QToolButton]:
    """The signs of bookmarked places that are shown."""
    pane = program.session.window.reader.pane
    found = pane.findChildren(QToolButton, "place_sign")
    return [sign for sign in found if sign.isVisible()]


def kinds(store: Store) -> list[str]:
    return [mark.kind for mark in store.marks(ARTICLE)]


def said(program: Program) -> str:
    toast = program.session.window.toast
    return toast.accessibleName() if toast.isVisible() else ""


# --- the sign -------------------------------------------------------------------------------------


def test_a_bookmarked_place_has_a_sign_before_its_line(program: Program) -> None:
    assert signs(program) == []
    bookmark_place(program, 300, 340)
    (sign,) = signs(program)
    reader = program.session.window.reader
    line = reader.pane.offset_rect(300)
    assert line.top() <= sign.geometry().center().y() <= line.bottom()
    assert sign.geometry().right() < reader.pane.offset_rect(0).left()
    assert sign.geometry().left() >= 0
    assert sign.accessibleName().startswith("Bookmark: ")
    assert sign.width() >= 28 and sign.height() >= 28


def test_the_sign_scrolls_with_its_line_and_goes_with_the_article(
    program: Program, qtbot: QtBot
) -> None:
    bookmark_place(program, 300, 340)
    pane = program.session.window.reader.pane
    (sign,) = signs(program)
    before = sign.y()
    pane.verticalScrollBar().setValue(60)
    assert sign.y() == before - 60
    pane.verticalScrollBar().setValue(pane.verticalScrollBar().maximum())
    assert signs(program) == []
    pane.verticalScrollBar().setValue(0)
    assert len(signs(program)) == 1
    open_article(qtbot, program, "welcome-en")
    assert signs(program) == []


def test_a_place_that_is_far_down_gets_its_sign_once_it_is_there(program: Program) -> None:
    pane = program.session.window.reader.pane
    bookmark_place(program, len(pane.text) - 40, len(pane.text))
    assert signs(program) == []
    pane.go_to_edge(end=True)
    assert len(signs(program)) == 1


@pytest.mark.parametrize("size", [(900, 600), (480, 400)])
def test_the_sign_has_its_place_in_a_small_window(
    desk: Desk, qtbot: QtBot, size: tuple[int, int]
) -> None:
    program = desk.start(size=size)
    open_article(qtbot, program, ARTICLE)
    program.session.window.show_pane("reader")
    bookmark_place(program, 300, 340)
    pane = program.session.window.reader.pane
    qtbot.waitUntil(lambda: pane.horizontalScrollBar().maximum() == 0)  # it is set for its width
    pane.ensure_visible(300)
    qtbot.waitUntil(lambda: len(signs(program)) == 1)
    (sign,) = signs(program)
    assert sign.geometry().left() >= 0
    assert sign.geometry().right() < pane.offset_rect(0).left()


def test_a_click_on_the_sign_offers_to_delete_it(
    program: Program, store: Store, qtbot: QtBot
) -> None:
    bookmark_place(program, 300, 340)
    signs(program)[0].click()
    popover = program.session.annotator.mark_popover
    assert popover.isVisible() and popover.accessibleName() == "Bookmark"
    assert not any(dot.isVisible() for dot in popover.dots.values())
    popover.delete_button.click()
    assert kinds(store) == [] and signs(program) == []
    assert said(program) == "Bookmark removed"
    button = program.session.window.toast.findChild(QPushButton, "toast_action")
    assert isinstance(button, QPushButton)
    button.click()
    assert kinds(store) == ["bookmark"] and len(signs(program)) == 1


# --- the keyboard ---------------------------------------------------------------------------------


def test_a_bookmarked_place_is_deleted_by_keyboard(
    program: Program, store: Store, qtbot: QtBot
) -> None:
    bookmark_place(program, 300, 340)
    pane = program.session.window.reader.pane
    qtbot.keyClick(pane, Qt.Key.Key_F7)
    assert pane.caret_offset() == 300
    qtbot.keyClick(pane, Qt.Key.Key_Delete)
    assert kinds(store) == []


@pytest.mark.parametrize("key", [Qt.Key.Key_Delete, Qt.Key.Key_Backspace])
def test_a_highlight_without_a_note_is_deleted_by_keyboard(
    program: Program, store: Store, qtbot: QtBot, key: Qt.Key
) -> None:
    program.session.marking.highlight(200, 240, "yellow")
    pane = program.session.window.reader.pane
    qtbot.keyClick(pane, Qt.Key.Key_F7)
    qtbot.keyClick(pane, key)
    assert kinds(store) == []
    assert said(program) == "Highlight removed"


def test_a_highlight_just_made_can_be_deleted_and_recoloured_where_the_caret_is_left(
    program: Program, store: Store, qtbot: QtBot
) -> None:
    pane = program.session.window.reader.pane
    pane.select_range(200, 240)
    qtbot.keyClick(pane, Qt.Key.Key_1)
    qtbot.keyClick(pane, Qt.Key.Key_2)
    assert [mark.colour for mark in store.marks(ARTICLE)] == ["green"]
    qtbot.keyClick(pane, Qt.Key.Key_Delete)
    assert kinds(store) == []


def test_going_to_a_mark_from_the_list_puts_the_keyboard_there(
    program: Program, store: Store, qtbot: QtBot
) -> None:
    program.session.marking.highlight(200, 240, "yellow")
    window = program.session.window
    window.sidebar.list.setFocus()
    qtbot.keyClick(window.sidebar.list, Qt.Key.Key_F7)
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Delete)
    assert kinds(store) == []


def test_delete_in_the_list_deletes_no_mark(program: Program, store: Store, qtbot: QtBot) -> None:
    program.session.marking.highlight(0, 40, "yellow")
    window = program.session.window
    window.reader.pane.place_caret(0)
    window.sidebar.list.setFocus()
    qtbot.keyClick(window.sidebar.list, Qt.Key.Key_Delete)
    assert kinds(store) == ["highlight"]


def test_where_no_mark_is_the_keys_say_what_to_do(
    program: Program, store: Store, qtbot: QtBot
) -> None:
    pane = program.session.window.reader.pane
    qtbot.keyClick(pane, Qt.Key.Key_Delete)
    assert said(program) == "Put the caret on a mark first: F7 goes to the next one."
    program.session.window.toast.hide()
    qtbot.keyClick(pane, Qt.Key.Key_NumberSign)
    assert said(program) == "Put the caret on a mark first: F7 goes to the next one."


def test_delete_on_a_card_deletes_its_note_and_not_what_the_caret_is_on(
    program: Program, store: Store, qtbot: QtBot
) -> None:
    program.session.marking.highlight(0, 40, "yellow")
    program.session.marking.note_on(200, 240, "A thought.")
    program.session.window.reader.pane.place_caret(0)
    (card,) = program.session.window.reader.notes.findChildren(NoteCard)
    card.setFocus()
    qtbot.keyClick(card, Qt.Key.Key_Delete)
    (left,) = store.marks(ARTICLE)
    assert left.note == "" and left.anchor is not None and left.anchor.start == 0


def test_tags_are_given_by_keyboard_and_stand_on_the_card(
    program: Program, store: Store, qtbot: QtBot
) -> None:
    program.session.marking.highlight(200, 240, "yellow")
    pane = program.session.window.reader.pane
    qtbot.keyClick(pane, Qt.Key.Key_F7)
    qtbot.keyClick(pane, Qt.Key.Key_NumberSign)
    field = QApplication.focusWidget()
    qtbot.keyClicks(field, "iron, craft")
    qtbot.keyClick(field, Qt.Key.Key_Return)
    (mark,) = store.marks(ARTICLE)
    assert mark.tags == ("iron", "craft")
    (card,) = program.session.window.reader.notes.findChildren(NoteCard)
    assert "#iron #craft" in [label.text() for label in card.findChildren(QLabel)]
    assert "#iron" in card.accessibleName()
    assert card.height() >= sum(
        label.height() for label in card.findChildren(QLabel) if label.isVisible()
    )


def test_the_context_menu_deletes_and_tags_the_mark_at_the_caret(
    program: Program, store: Store
) -> None:
    actions = program.session.window.actions_
    pane = program.session.window.reader.pane
    pane.place_caret(305)
    assert actions["delete_mark"] not in program.errands.pane_menu.make().actions()
    bookmark_place(program, 300, 340)
    entries = program.errands.pane_menu.make().actions()
    assert actions["delete_mark"] in entries and actions["tags"] in entries
    assert actions["yellow"] not in entries
    actions["delete_mark"].trigger()
    assert kinds(store) == []


# --- what counts as bookmarked --------------------------------------------------------------------


def test_the_button_takes_a_bookmarked_place_away_and_brings_it_back(
    program: Program, store: Store
) -> None:
    bookmark_place(program, 300, 340)
    action = program.session.window.actions_["bookmark"]
    assert action.isChecked()
    action.trigger()
    assert kinds(store) == [] and not action.isChecked()
    assert said(program) == "Bookmark removed"
    program.session.marking.undo()
    assert kinds(store) == ["bookmark"] and action.isChecked()


def test_all_bookmarks_of_an_article_go_in_one_step_that_says_so(
    program: Program, store: Store
) -> None:
    program.session.window.actions_["bookmark"].trigger()
    bookmark_place(program, 300, 340)
    bookmark_place(program, 600, 640)
    program.session.window.actions_["bookmark"].trigger()
    assert kinds(store) == []
    assert said(program) == "3 bookmarks removed"
    program.session.marking.undo()
    assert kinds(store) == ["bookmark"] * 3
