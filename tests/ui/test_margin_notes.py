"""Notes in the margin while they are written: nothing typed is lost, nothing vanishes meanwhile."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from reader.model import Mark
from reader.store import Store
from reader.ui.app import Program
from reader.ui.notecards import NoteCard
from reader.ui.notes import NoteEditor
from tests.ui.desk import Desk, write_articles

TEXT = "---\nid: one\ntitle: One\nlanguage: en\n---\n\n{}The lamp was lit again in the evening.\n"


def editing(qtbot: QtBot, program: Program, mark: Mark) -> NoteEditor:
    """The editor of a mark's note, with the focus."""
    program.session.annotator.edit_note(mark.id)
    editor = QApplication.focusWidget()
    assert isinstance(editor, NoteEditor)
    return editor


def cards(program: Program) -> list[str]:
    """The notes whose cards stand in the margin, none of them in an editor."""
    notes = program.session.window.reader.notes
    shown = [w for w in notes.findChildren(NoteCard) if w.isVisible() and w.editor is None]
    return [card.card.note for card in shown]


def begin(desk: Desk, tmp_path: Path, note: str = "") -> tuple[Program, Mark]:
    """A program with an open article and a mark on its first words."""
    folder = write_articles(tmp_path / "library", {"one.md": TEXT.format("")})
    desk.scan(folder)
    program = desk.start(folder)
    mark = program.session.marking.note_on(0, 8, note)
    assert mark is not None
    return program, mark


def test_a_note_that_is_emptied_keeps_its_editor_until_one_leaves_it(
    desk: Desk, qtbot: QtBot, tmp_path: Path
) -> None:
    program, mark = begin(desk, tmp_path, "First thought.")
    editor = editing(qtbot, program, mark)
    editor.selectAll()
    qtbot.keyClick(editor, Qt.Key.Key_Delete)
    assert editor.flush()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    assert QApplication.focusWidget() is editor and editor.isVisible()
    qtbot.keyClicks(editor, "Second thought.")
    assert editor.flush()
    assert program.session.parts.store.mark(mark.id).note == "Second thought."
    qtbot.keyClick(editor, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: cards(program) == ["Second thought."])


def test_a_note_that_was_left_empty_leaves_no_card_and_the_text_has_the_focus(
    desk: Desk, qtbot: QtBot, tmp_path: Path
) -> None:
    program, mark = begin(desk, tmp_path)
    editor = editing(qtbot, program, mark)
    qtbot.keyClick(editor, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: cards(program) == [])
    assert QApplication.focusWidget() is program.session.window.reader.pane


def test_an_editor_that_is_left_shows_its_note_again(
    desk: Desk, qtbot: QtBot, tmp_path: Path
) -> None:
    program, mark = begin(desk, tmp_path)
    editor = editing(qtbot, program, mark)
    qtbot.keyClicks(editor, "A thought.")
    program.session.window.reader.pane.setFocus()
    qtbot.waitUntil(lambda: cards(program) == ["A thought."])
    assert program.session.parts.store.mark(mark.id).note == "A thought."
    assert program.session.window.reader.notes.unsaved_text() == ""


def test_another_article_takes_no_editor_along(desk: Desk, qtbot: QtBot, tmp_path: Path) -> None:
    program, mark = begin(desk, tmp_path)
    session = program.session
    editor = editing(qtbot, program, mark)
    qtbot.keyClicks(editor, "A thought.")
    two = session.visits.article.path.with_name("two.md")
    two.write_text("# Two\n\nAnother text.\n", "utf-8")
    desk.scan(two.parent)
    session.open_article(session.parts.library.by_path(two))
    qtbot.waitUntil(lambda: "Another" in session.marking.text)
    qtbot.waitUntil(lambda: cards(program) == [])
    assert session.parts.store.mark(mark.id).note == "A thought."


def test_a_note_whose_passage_goes_away_can_be_written_to_its_end(
    desk: Desk, qtbot: QtBot, tmp_path: Path
) -> None:
    program, mark = begin(desk, tmp_path)
    session = program.session
    editor = editing(qtbot, program, mark)
    qtbot.keyClicks(editor, "Half a ")
    there = session.visits.article.path
    there.write_text(TEXT.format("").replace("The lamp was lit again", "Rain fell"), "utf-8")
    session.visits.reload()
    qtbot.waitUntil(lambda: "Rain" in session.marking.text)
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    assert QApplication.focusWidget() is editor and editor.isVisible()
    qtbot.keyClicks(editor, "thought.")
    assert editor.flush()
    assert session.parts.store.mark(mark.id).note == "Half a thought."


def test_a_note_deleted_by_another_program_keeps_what_is_typed(
    desk: Desk, qtbot: QtBot, tmp_path: Path
) -> None:
    program, mark = begin(desk, tmp_path, "First.")
    session = program.session
    editor = editing(qtbot, program, mark)
    qtbot.keyClicks(editor, "Unsaved. ")
    other = Store(desk.paths.marks)
    other.apply([replace(other.mark(mark.id), deleted=True)])
    other.close()
    session.annotator.show_marks()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    assert editor.isVisible() and editor.toPlainText() == "Unsaved. First."
    qtbot.keyClick(editor, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: cards(program) == ["Unsaved. First."])
    (kept,) = session.parts.store.marks("one")
    assert (kept.id, kept.note) == (mark.id, "Unsaved. First.")


def test_a_verb_that_adds_to_a_note_meanwhile_is_not_overwritten(
    desk: Desk, qtbot: QtBot, tmp_path: Path
) -> None:
    program, mark = begin(desk, tmp_path, "First.")
    editor = editing(qtbot, program, mark)
    other = Store(desk.paths.marks)
    other.change(mark.id, note="First.\n\nOf a verb.")
    other.close()
    qtbot.keyClicks(editor, "Mine. ")
    assert editor.flush()
    assert editor.toPlainText() == "Mine. First.\n\nOf a verb."
    assert program.session.parts.store.mark(mark.id).note == editor.toPlainText()


def test_what_a_note_has_said_before_can_be_taken_back(
    desk: Desk, qtbot: QtBot, tmp_path: Path
) -> None:
    program, mark = begin(desk, tmp_path, "A long first thought on lamps & light.")
    editor = editing(qtbot, program, mark)
    editor.selectAll()
    qtbot.keyClicks(editor, "Other.")
    assert editor.flush()
    (earlier,) = (a.menu() for a in editor.menu().actions() if a.menu() is not None)
    (action,) = earlier.actions()
    assert action.text().endswith("·  A long first thought on lamps && light.")
    action.trigger()
    assert editor.flush()
    store = program.session.parts.store
    assert store.mark(mark.id).note == "A long first thought on lamps & light."
    editor.undo()
    assert editor.flush() and store.mark(mark.id).note == "Other."


def test_what_the_note_on_the_article_has_said_before_is_offered(
    desk: Desk, qtbot: QtBot, tmp_path: Path
) -> None:
    program, _ = begin(desk, tmp_path)
    editor = program.session.window.reader.notes.note.editor
    editor.setFocus()
    assert not any(action.menu() for action in editor.menu().actions())

    def offered() -> list[str]:
        (earlier,) = (a.menu() for a in editor.menu().actions() if a.menu() is not None)
        return [action.text().split("·  ")[1] for action in earlier.actions()]

    for text in ("A long first thought.", "Other."):
        editor.selectAll()
        qtbot.keyClicks(editor, text)
        assert editor.flush()
    assert offered() == ["A long first thought."]
    editor.clear()
    assert editor.flush()
    assert offered() == ["Other.", "A long first thought."]
