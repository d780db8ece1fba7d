"""Notes whose passage is gone: listed with their quote, to attach or delete, in every layout."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from reader.model import Anchor, Mark
from reader.store import Store
from reader.tables import new_id
from reader.ui.notecards import DetachedCard
from reader.ui.reader import Reader
from tests.ui.desk import Desk, write_articles

GONE = "Dieser Satz ist später gestrichen worden"
NOTE = "Das war der wichtigste Gedanke."


@pytest.fixture
def folder(desk: Desk, tmp_path: Path) -> Path:
    """An article whose one note has lost its passage."""
    text = "---\nid: kurz\nlang: de\n---\n\n# Kurz\n\nDer erste Absatz bleibt stehen.\n"
    folder = write_articles(tmp_path / "de", {"kurz.md": text})
    store = Store(desk.paths.marks)
    anchor = Anchor(GONE, "Vorher. ", ". Nachher.", 8, 8 + len(GONE), "00")
    store.add(Mark(new_id(), "note", "kurz", anchor, None, NOTE))
    store.close()
    desk.scan(folder)
    return folder


def listed(reader: Reader) -> list[DetachedCard]:
    """The shown cards of detached notes."""
    return [card for card in reader.notes.findChildren(DetachedCard) if card.isVisible()]


def test_a_wide_window_lists_them_and_goes_back_to_the_cards(
    desk: Desk, folder: Path, qtbot: QtBot
) -> None:
    window = desk.start(folder).session.window
    reader = window.reader
    qtbot.waitUntil(reader.notes.detached.isVisible)
    assert listed(reader) == []
    reader.notes.detached.click()
    qtbot.waitUntil(lambda: len(listed(reader)) == 1)
    window.toggle_notes()
    qtbot.waitUntil(lambda: listed(reader) == [])
    assert reader.notes_open()
    assert reader.notes.detached.isVisible()


def test_a_small_window_lists_them_in_its_drawer(desk: Desk, folder: Path, qtbot: QtBot) -> None:
    window = desk.start(folder, size=(900, 600)).session.window
    window.show_notes(True)
    qtbot.waitUntil(lambda: len(listed(window.reader)) == 1)


def test_the_quote_stands_in_the_marks_of_the_interface(
    desk: Desk, folder: Path, qtbot: QtBot
) -> None:
    program = desk.start(folder, size=(900, 600))
    program.set_language("de")
    try:
        program.session.window.show_notes(True)
        qtbot.waitUntil(lambda: len(listed(program.session.window.reader)) == 1)
        (card,) = listed(program.session.window.reader)
        texts = [label.text() for label in card.findChildren(QLabel)]
        assert texts == [f"„{GONE}“", NOTE]
    finally:
        program.set_language("en")
