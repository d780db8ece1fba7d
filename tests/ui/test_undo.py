"""Undo takes back its own step and nothing that was written since."""

from __future__ import annotations

from dataclasses import replace

import pytest
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
