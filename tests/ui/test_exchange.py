"""Exports from the window: their headings speak the interface's language, and they come back in."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from reader import annotations
from reader.errors import FormatError
from reader.store import Store
from reader.ui import dialogs
from reader.ui.app import Program
from tests.ui.desk import Desk

HEADINGS = {
    "en": ("- Author: ", "Tags: ", "Bookmarked", "Highlight · Yellow"),
    "sv": ("- Författare: ", "Etiketter: ", "Bokmärkt", "Överstrykning · Gul"),
    "de": ("- Verfasst von: ", "Schlagwörter: ", "Mit Lesezeichen", "Hervorhebung · Gelb"),
}
LANGUAGES = sorted(HEADINGS)
PASSAGE = "the advocates of social media"


@pytest.fixture
def marked(desk: Desk, qtbot: QtBot) -> Program:
    """A program with a bookmark, a tagged highlight and a note on one article."""
    program = desk.start()
    session = program.session
    article = session.parts.library.by_id("blacksmith-en")
    assert article is not None
    session.open_article(article)
    pane = session.window.reader.pane
    qtbot.waitUntil(lambda: session.marking.article == article and PASSAGE in pane.text)
    start = pane.text.index(PASSAGE)
    mark = session.marking.highlight(start, start + len(PASSAGE), "yellow")
    assert mark is not None
    session.marking.set_tags(mark.id, ("trade",))
    session.toggle_bookmark()
    session.parts.store.set_article_note(article.id, "Read again.")
    return program


def export(
    program: Program, qtbot: QtBot, target: Path, language: str, monkeypatch: pytest.MonkeyPatch
) -> str:
    """What the window writes to target while it speaks a language."""
    monkeypatch.setattr(dialogs, "choose_save_file", lambda *_: target)
    program.set_language(language)
    try:
        program.errands.exchange().export()
        qtbot.waitUntil(target.exists)
    finally:
        program.set_language("en")
    return target.read_text("utf-8-sig")


@pytest.mark.parametrize("language", LANGUAGES)
def test_markdown_has_its_headings_in_the_language_of_the_interface(
    marked: Program, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, language: str
) -> None:
    text = export(marked, qtbot, tmp_path / "marks.md", language, monkeypatch)
    for heading in HEADINGS[language]:
        assert heading in text
    assert f"> {PASSAGE}" in text


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_page_says_what_language_it_is_in(
    marked: Program, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, language: str
) -> None:
    text = export(marked, qtbot, tmp_path / "marks.html", language, monkeypatch)
    assert f'<html lang="{language}">' in text
    assert f"<footer>{HEADINGS[language][3].split(' ')[0]} · trade" in text


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_table_comes_back_in_whatever_language_its_headings_are(
    marked: Program, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, language: str
) -> None:
    text = export(marked, qtbot, tmp_path / "marks.csv", language, monkeypatch)
    header = next(csv.reader(io.StringIO(text)))
    assert header[0] == "id"
    assert len(set(header)) == len(header)
    assert header[1] == {"en": "Kind", "sv": "Typ", "de": "Art"}[language]
    with_marks = marked.session.parts.store.marks()
    store = Store(tmp_path / "other" / "marks.db")
    outcome = annotations.import_into(
        store, text.encode(), lambda target: target.article_id or None, lambda _: None
    )
    assert outcome.skipped == ()
    assert {m.id: m for m in store.marks()} == {m.id: m for m in with_marks}
    store.close()


def test_a_table_of_something_else_is_refused() -> None:
    for text in ("id,name\n1,Anna\n", "id,"):
        with pytest.raises(FormatError):
            annotations.read(text.encode(), lambda _: None, lambda _: None)


def test_every_heading_of_a_table_is_translated(marked: Program) -> None:
    english = marked.errands.exchange().words()
    for language in ("sv", "de"):
        marked.set_language(language)
        words = marked.errands.exchange().words()
        marked.set_language("en")
        same = [a for a, b in zip(words.columns, english.columns, strict=True) if a == b]
        assert set(same) <= {"id", "Status"}
        assert words.gone != english.gone


def test_a_quote_is_copied_in_the_quotation_marks_of_its_language(desk: Desk, qtbot: QtBot) -> None:
    session = desk.start().session
    article = session.parts.library.by_id("blacksmith-de")
    assert article is not None
    session.open_article(article)
    pane, passage = session.window.reader.pane, "schlechte Nachrichten"
    qtbot.waitUntil(lambda: session.marking.article == article and passage in pane.text)
    start = pane.text.index(passage)
    pane.select_range(start, start + len(passage))
    session.annotator.copy_quote()
    quote, source = QGuiApplication.clipboard().text().split("\n")
    assert quote == f"„{passage}“"
    assert article.title in source
