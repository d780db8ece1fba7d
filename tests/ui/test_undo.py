"""Undo takes back its own step and nothing that was written since."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from reader.model import Mark
from reader.store import Store
from reader.ui.app import Program
from reader.ui.marking import Marking
from tests.ui.desk import Desk
from tests.ui.test_journeys import open_article


@pytest.fixture
def program(desk: Desk, qtbot: QtBot) -> Program:
    """A program with the English article on the blacksmith open."""
    made = desk.start()
    open_article(qtbot, made, "blacksmith-en")
    return made


@pytest.fixture
def marking(program: Program) -> Marking:
    return program.session.marking


@pytest.fixture
def store(program: Program) -> Store:
    return program.session.parts.store


def made(mark: Mark | None) -> Mark:
    assert mark is not None
    return mark


def test_a_note_written_since_survives_undo_and_redo_of_its_highlight(
    marking: Marking, store: Store
) -> None:
    mark = made(marking.highlight(0, 10, "green"))
    assert marking.save_note(mark.id, "Precious.", "") == "Precious."
    marking.undo_stack.undo()
    assert store.marks("blacksmith-en") == []
    marking.undo_stack.redo()
    (kept,) = store.marks("blacksmith-en")
    assert (kept.note, kept.colour, kept.deleted) == ("Precious.", "green", False)


def test_undoing_a_colour_leaves_the_note_and_the_tags_of_later(
    marking: Marking, store: Store
) -> None:
    mark = made(marking.highlight(0, 10, "green"))
    marking.recolour(mark.id, "blue")
    marking.save_note(mark.id, "Precious.", "")
    store.change(mark.id, tags=("by a verb",))
    marking.undo_stack.undo()
    kept = made(store.mark(mark.id))
    assert (kept.colour, kept.note, kept.tags) == ("green", "Precious.", ("by a verb",))
    marking.undo_stack.redo()
    kept = made(store.mark(mark.id))
    assert (kept.colour, kept.note, kept.tags) == ("blue", "Precious.", ("by a verb",))


def test_undoing_an_extension_keeps_a_note_that_went_on(marking: Marking, store: Store) -> None:
    first = made(marking.highlight(0, 10, "green"))
    second = made(marking.highlight(20, 30, "green"))
    marking.save_note(first.id, "One.", "")
    marking.save_note(second.id, "Two.", "")
    joined = made(marking.highlight(10, 20, "green"))
    assert (joined.id, joined.note) == (first.id, "One.\n\nTwo.")
    marking.save_note(first.id, "One.\n\nTwo. Three.", joined.note)
    marking.undo_stack.undo()
    notes = {mark.id: mark.note for mark in store.marks("blacksmith-en")}
    assert notes == {first.id: "One.\n\nTwo. Three.", second.id: "Two."}
    places = {mark.id: (place.start, place.end) for mark, place in marking.placed()}
    assert places == {first.id: (0, 10), second.id: (20, 30)}


def test_undoing_a_deletion_brings_back_what_was_deleted(marking: Marking, store: Store) -> None:
    mark = made(marking.highlight(0, 10, "green"))
    marking.save_note(mark.id, "Precious.", "")
    assert marking.delete(mark.id)
    marking.undo_stack.undo()
    assert made(store.mark(mark.id)).note == "Precious."
    assert not made(store.mark(mark.id)).deleted


def test_a_mark_that_another_program_gave_up_stays_so(marking: Marking, store: Store) -> None:
    mark = made(marking.highlight(0, 10, "green"))
    marking.recolour(mark.id, "blue")
    store.apply([replace(made(store.mark(mark.id)), deleted=True)])
    marking.undo_stack.undo()
    kept = made(store.mark(mark.id))
    assert kept.deleted and kept.colour == "green"


# --- an error that nobody has foreseen ------------------------------------------------------------


@pytest.fixture
def broken(program: Program, monkeypatch: pytest.MonkeyPatch) -> list[object]:
    """What is told of while nothing can be written, for a reason that nobody has foreseen."""

    def fail(*_: object) -> None:
        raise RuntimeError("unforeseen")

    told: list[object] = []
    for name in ("turn", "write_note", "set_article_note"):
        monkeypatch.setattr(program.session.parts.store, name, fail)
    program.session.marking.failed.connect(told.append)
    return told


def said(program: Program) -> str:
    """The toast that is shown, "" for none."""
    toast = program.session.window.toast
    return toast.accessibleName() if toast.isVisible() else ""


def test_a_bookmark_that_was_not_written_is_not_called_set(
    program: Program, broken: list[object], store: Store
) -> None:
    program.session.window.actions_["bookmark"].trigger()
    assert len(broken) == 1
    assert store.marks("blacksmith-en") == []
    assert said(program) == "Something went wrong; your marks are safe."
    assert not program.session.window.actions_["bookmark"].isChecked()
    assert not program.session.marking.undo_stack.canUndo()


def test_a_highlight_that_was_not_written_is_not_shown(
    program: Program, broken: list[object], marking: Marking
) -> None:
    program.session.window.reader.pane.select_range(100, 140)
    program.session.window.actions_["yellow"].trigger()
    assert len(broken) == 1
    assert marking.placed() == []
    assert program.session.window.reader.pane.selected_range() == (100, 140)
    assert not marking.undo_stack.canUndo()


def test_a_deletion_that_was_not_written_is_not_told(
    program: Program,
    marking: Marking,
    monkeypatch: pytest.MonkeyPatch,
    request: pytest.FixtureRequest,
) -> None:
    mark = made(marking.highlight(0, 10, "green"))
    broken = request.getfixturevalue("broken")
    program.session.annotator.delete(mark.id)
    assert len(broken) == 1
    assert said(program) == "Something went wrong; your marks are safe."
    assert [kept.id for kept, _ in marking.placed()] == [mark.id]


def test_a_note_that_was_not_written_stays_unsaved_and_becomes_a_draft(
    program: Program, marking: Marking, store: Store, request: pytest.FixtureRequest
) -> None:
    mark = made(marking.highlight(0, 10, "green"))
    request.getfixturevalue("broken")
    assert program.session.keeping.save_note(mark.id, "Precious.", "") is None
    assert program.session.keeping.save_article_note("Whole.", "") is None
    assert sorted(store.drafts().values()) != []
    assert any("Precious." in text for text in store.drafts().values())
    assert any("Whole." in text for text in store.drafts().values())


# --- the toast ------------------------------------------------------------------------------------


def undo_of_the_toast(program: Program) -> QPushButton:
    """Its button."""
    button = program.session.window.toast.findChild(QPushButton, "toast_action")
    assert isinstance(button, QPushButton)
    return button


def test_a_toast_undoes_its_own_step(program: Program, marking: Marking, store: Store) -> None:
    marking.highlight(0, 10, "green")
    program.session.window.actions_["bookmark"].trigger()
    undo_of_the_toast(program).click()
    assert [mark.kind for mark in store.marks("blacksmith-en")] == ["highlight"]


def test_a_toast_does_not_undo_a_later_step(
    program: Program, marking: Marking, store: Store
) -> None:
    program.session.window.actions_["bookmark"].trigger()
    assert undo_of_the_toast(program).isVisible()
    marking.highlight(0, 10, "green")
    assert said(program) == "Bookmark set"
    assert not undo_of_the_toast(program).isVisible()
    undo_of_the_toast(program).click()
    kinds = [mark.kind for mark in store.marks("blacksmith-en")]
    assert sorted(kinds) == ["bookmark", "highlight"]


def test_an_offer_that_is_no_undo_stays_when_a_step_follows(
    program: Program, marking: Marking
) -> None:
    taken: list[bool] = []
    program.session.window.toast.show_message("Read", "Copy", lambda: taken.append(True))
    marking.highlight(0, 10, "green")
    undo_of_the_toast(program).click()
    assert taken == [True]


def test_advice_carries_no_undo(program: Program, marking: Marking, store: Store) -> None:
    mark = made(marking.highlight(0, 10, "green"))
    program.session.annotator.attach(mark.id)
    assert said(program) == "Select the passage in the text first."
    assert not undo_of_the_toast(program).isVisible()


def test_a_change_undone_in_another_article_says_where(
    program: Program, marking: Marking, store: Store, qtbot: QtBot
) -> None:
    marking.highlight(0, 10, "green")
    title = program.session.visits.article.title  # type: ignore[union-attr]
    program.session.window.actions_["undo"].trigger()
    assert said(program) == ""
    program.session.window.actions_["redo"].trigger()
    open_article(qtbot, program, "welcome-en")
    program.session.window.actions_["undo"].trigger()
    assert said(program) == f"Undone in “{title}”"
    program.session.window.actions_["redo"].trigger()
    assert said(program) == f"Redone in “{title}”"
