"""Whole-window journeys: what a reader does, from start to the next start."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from reader.ui.app import Program
from tests.ui.desk import ARTICLES, Desk, languages, titles, write_articles


def open_article(qtbot: QtBot, program: Program, identity: str) -> None:
    """Open an article as a click on its row does, and wait until it is shown."""
    session = program.session
    number = session.parts.library.numbers_of([identity])[0]
    view = session.window.sidebar.list
    view.setCurrentIndex(session.model.index(session.model.position(number), 0))
    qtbot.waitUntil(lambda: session.marking.article is not None)
    qtbot.waitUntil(lambda: session.marking.article.id == identity)


def select_words(program: Program, words: str) -> None:
    """Select a passage of the open article."""
    pane = program.session.window.reader.pane
    start = pane.text.index(words)
    pane.setFocus()
    pane.select_range(start, start + len(words))


def test_the_first_start_lists_the_collection_and_opens_the_welcome(desk: Desk) -> None:
    program = desk.start()
    assert len(titles(program)) == ARTICLES
    assert program.session.visits.article is not None
    assert program.session.visits.article.id.startswith("welcome-")


def test_everything_is_as_it_was_at_the_next_start(desk: Desk, qtbot: QtBot) -> None:
    program = desk.start(size=(1240, 760))
    window = program.session.window
    qtbot.waitUntil(lambda: bool(window.sidebar.chips.languages()))
    window.sidebar.chips.toggle("sv")
    assert set(languages(program)) == {"sv"}
    open_article(qtbot, program, "blacksmith-sv")
    window.actions_["bookmark"].trigger()
    editor = window.reader.notes.note.editor
    editor.setFocus()
    qtbot.keyClicks(editor, "Read again in November.")
    qtbot.waitUntil(lambda: window.reader.notes.note.state.text() != "")
    bar = window.reader.pane.verticalScrollBar()
    bar.setValue(bar.maximum() // 2)
    offset = window.reader.pane.first_visible_offset()
    desk.end()

    program = desk.start()
    session, window = program.session, program.session.window
    assert (window.width(), window.height()) == (1240, 760) or window.width() == 1280
    assert window.sidebar.chips.active == ("sv",)
    assert set(languages(program)) == {"sv"}
    assert session.visits.article is not None and session.visits.article.id == "blacksmith-sv"
    assert window.actions_["bookmark"].isChecked()
    assert window.reader.notes.note.editor.toPlainText() == "Read again in November."
    qtbot.waitUntil(lambda: abs(window.reader.pane.first_visible_offset() - offset) < 80)
    state = session.parts.store.state("blacksmith-sv")
    assert state.bookmarked and state.note_count == 1 and 0.3 < state.progress < 0.7


def test_the_same_journey_by_keyboard_alone(desk: Desk, qtbot: QtBot) -> None:
    program = desk.start()
    session, window = program.session, program.session.window
    qtbot.waitUntil(lambda: bool(window.sidebar.chips.languages()))
    number = window.sidebar.chips.languages().index("sv") + 1
    key = Qt.Key(Qt.Key.Key_0 + number)
    qtbot.keyClick(window, key, Qt.KeyboardModifier.AltModifier)
    assert set(languages(program)) == {"sv"}
    before = session.visits.article
    qtbot.keyClick(window.sidebar.list, Qt.Key.Key_J)
    qtbot.waitUntil(
        lambda: session.marking.article is not None and session.marking.article != before
    )
    qtbot.keyClick(window.sidebar.list, Qt.Key.Key_S)
    assert window.actions_["bookmark"].isChecked()
    qtbot.keyClick(window.sidebar.list, Qt.Key.Key_N, Qt.KeyboardModifier.ShiftModifier)
    editor = QApplication.focusWidget()
    assert editor is window.reader.notes.note.editor
    qtbot.keyClicks(editor, "Ask Bo.")
    qtbot.keyClick(editor, Qt.Key.Key_Escape)
    identity = session.marking.article.id
    note = session.parts.store.article_note(identity)
    assert note is not None and note.note == "Ask Bo."
    assert session.parts.store.state(identity).bookmarked


def test_a_highlight_by_keyboard_gets_a_note_beside_the_text(desk: Desk, qtbot: QtBot) -> None:
    program = desk.start()
    session, window = program.session, program.session.window
    open_article(qtbot, program, "blacksmith-en")
    words = session.marking.text.split(". ")[0]
    select_words(program, words)
    qtbot.keyClick(window.reader.pane, Qt.Key.Key_2)
    (mark,) = session.parts.store.marks("blacksmith-en")
    assert mark.colour == "green" and mark.anchor is not None and mark.anchor.exact == words
    select_words(program, words)
    qtbot.keyClick(window.reader.pane, Qt.Key.Key_N)
    editor = QApplication.focusWidget()
    qtbot.keyClicks(editor, "So it begins")
    qtbot.keyClick(editor, Qt.Key.Key_Escape)
    (mark,) = session.parts.store.marks("blacksmith-en")
    assert mark.note == "So it begins"


def test_deleting_a_highlight_can_be_undone_and_redone(desk: Desk, qtbot: QtBot) -> None:
    program = desk.start()
    session = program.session
    open_article(qtbot, program, "blacksmith-de")
    mark = session.marking.highlight(0, 20, "pink")
    assert mark is not None
    session.annotator.delete(mark.id)
    assert session.parts.store.marks("blacksmith-de") == []
    session.marking.undo_stack.undo()
    assert [m.colour for m in session.parts.store.marks("blacksmith-de")] == ["pink"]
    session.marking.undo_stack.redo()
    assert session.parts.store.marks("blacksmith-de") == []


def test_removing_a_bookmark_offers_undo(desk: Desk, qtbot: QtBot) -> None:
    program = desk.start()
    session, window = program.session, program.session.window
    open_article(qtbot, program, "lean-times-sv")
    session.toggle_bookmark()
    session.toggle_bookmark()
    assert not session.parts.store.state("lean-times-sv").bookmarked
    assert window.toast.isVisible()
    window.toast._action.click()
    assert session.parts.store.state("lean-times-sv").bookmarked


def test_a_search_shows_hits_and_marks_them_in_the_article(desk: Desk, qtbot: QtBot) -> None:
    from reader.indexing import index_library

    program = desk.start()
    session, window = program.session, program.session.window
    index_library(session.parts.library, desk.paths.search_index, workers=0)
    window.sidebar.search.setText("hufeisen")
    qtbot.waitUntil(lambda: 0 < session.model.rowCount() < ARTICLES)
    assert titles(program)[0] == "Der Schmied und der Gefällt-mir-Knopf"
    open_article(qtbot, program, "blacksmith-de")
    qtbot.waitUntil(lambda: bool(window.reader.find_bar._hits))
    start, end = window.reader.find_bar._hits[0]
    assert "hufeisen" in session.marking.text[start:end].lower()


def test_hits_below_the_screen_get_their_passages_once_typing_ends(
    desk: Desk, qtbot: QtBot, tmp_path: Path
) -> None:
    from reader.indexing import index_library

    animals = ["järv"] * 25 + ["varg"] * 5
    texts = {f"{n}.md": f"Det var en gång en {animal}.\n" for n, animal in enumerate(animals)}
    folder = write_articles(tmp_path / "articles", texts)
    desk.scan(folder)
    program = desk.start(folder)
    session, sidebar = program.session, program.session.window.sidebar
    index_library(session.parts.library, desk.paths.search_index, workers=0)
    sidebar.search.setText("järv")
    qtbot.waitUntil(lambda: session.model.rowCount() == 25)

    def has_passage() -> bool:
        row = session.model.row(24)
        return row is not None and row.hit is not None and "⟦järv⟧" in row.hit.snippet

    qtbot.waitUntil(has_passage)


def test_a_search_without_hits_offers_a_way_out(desk: Desk, qtbot: QtBot) -> None:
    program = desk.start()
    sidebar = program.session.window.sidebar
    sidebar.search.setText("xyzzyplugh")
    qtbot.waitUntil(lambda: sidebar.empty.isVisible())
    assert "xyzzyplugh" in sidebar.empty.title.text()
    sidebar.search.clear()
    assert program.session.model.rowCount() == ARTICLES


def test_a_link_to_another_article_opens_it_and_back_returns(desk: Desk, qtbot: QtBot) -> None:
    program = desk.start()
    session = program.session
    open_article(qtbot, program, "blacksmith-de")
    program.errands.linking.follow("plan-einfall-oder-gar-nichts.md")
    qtbot.waitUntil(lambda: session.marking.article.id == "plan-or-none-de")
    session.window.actions_["back"].trigger()
    qtbot.waitUntil(lambda: session.marking.article.id == "blacksmith-de")


def test_the_language_switch_keeps_the_paragraph(desk: Desk, qtbot: QtBot) -> None:
    program = desk.start()
    session, pane = program.session, program.session.window.reader.pane
    open_article(qtbot, program, "customers-sv")
    heading = session.outline[1]
    pane.scroll_to(heading.start)
    program.errands.linking.next_language()
    qtbot.waitUntil(lambda: session.marking.article.id != "customers-sv")
    theirs = session.outline[1]
    assert abs(pane.first_visible_offset() - theirs.start) < 120


@pytest.mark.parametrize("size", [(480, 400), (700, 500), (900, 600), (1280, 800), (1900, 1000)])
def test_nothing_is_cut_off_at_any_width(desk: Desk, size: tuple[int, int]) -> None:
    program = desk.start(size=size)
    window = program.session.window
    assert (window.width(), window.height()) == size
    reader = window.reader
    if reader.isVisible():
        assert reader.pane.document().idealWidth() <= reader.pane.viewport().width() + 1
        assert reader.bar.more_button.geometry().right() <= reader.width()


def test_a_narrow_window_shows_one_pane_and_returns_to_the_list(desk: Desk, qtbot: QtBot) -> None:
    program = desk.start(size=(600, 600))
    window = program.session.window
    assert window.sidebar.isVisible() and not window.reader.isVisible()
    qtbot.keyClick(window.sidebar.list, Qt.Key.Key_Return)
    assert window.reader.isVisible() and not window.sidebar.isVisible()
    window.actions_["back"].trigger()
    assert window.sidebar.isVisible()


def test_an_article_edited_outside_is_shown_anew_with_its_marks(
    desk: Desk, qtbot: QtBot, tmp_path
) -> None:
    folder = tmp_path / "library"
    folder.mkdir()
    text = (
        "---\nid: one\nlang: en\n---\n" + "The lamp was lit. " * 40 + "\n\nA rare sentence here.\n"
    )
    (folder / "one.md").write_text(text, "utf-8")
    desk.scan(folder)
    program = desk.start(folder)
    session = program.session
    start = session.marking.text.index("A rare sentence")
    session.marking.highlight(start, start + 15, "blue")
    session.background.begin()
    (folder / "one.md").write_text(text.replace("lit. ", "lit again. ", 3), "utf-8")
    qtbot.waitUntil(lambda: "lit again" in session.marking.text)
    ((_, place),) = session.marking.placed()
    assert session.marking.text[place.start : place.end] == "A rare sentence"
    assert place.status != "orphan"
