"""Exports from the window: their headings speak the interface's language, and they come back in."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from reader import annotations as mark_files
from reader.errors import FormatError
from reader.importers.values import ImportResult
from reader.store import Store
from reader.ui import dialogs
from reader.ui.app import Program
from tests.ui.desk import Desk, write_articles

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
    monkeypatch.setattr(dialogs, "choose_export", lambda *_: (target, ""))
    program.set_language(language)
    try:
        program.errands.exchange().export()
        qtbot.waitUntil(target.exists)
    finally:
        program.set_language("en")
    return target.read_text("utf-8-sig")


def told(program: Program) -> str:
    return " ".join(label.text() for label in program.session.window.toast.findChildren(QLabel))


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
    outcome = mark_files.import_into(
        store, text.encode(), lambda target: target.article_id or None, lambda _: None
    )
    assert outcome.skipped == ()
    assert {m.id: m for m in store.marks()} == {m.id: m for m in with_marks}
    store.close()


def test_a_table_of_something_else_is_refused() -> None:
    for text in ("id,name\n1,Anna\n", "id,"):
        with pytest.raises(FormatError):
            mark_files.read(text.encode(), lambda _: None, lambda _: None)


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


def test_markdown_may_be_a_file_for_each_article(
    marked: Program, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    marked.session.parts.store.set_article_note("blacksmith-de", "Auch das.")
    (tmp_path / "mine").mkdir()  # what is there stays

    def choose(*given: str) -> tuple[Path, str]:
        return tmp_path / "mine.md", given[3].split(";;")[-1]

    monkeypatch.setattr(dialogs, "choose_export", choose)
    marked.errands.exchange().export()
    folder = tmp_path / "mine-1"
    qtbot.waitUntil(lambda: "mine-1" in told(marked))
    texts = [file.read_text("utf-8") for file in folder.glob("*.md")]
    assert [PASSAGE in text for text in texts].count(True) == 1
    assert len(texts) == len(list(folder.iterdir())) == 2
    assert list((tmp_path / "mine").iterdir()) == []


@pytest.mark.parametrize("name", ["marks.md", "marks.csv"])
def test_an_export_of_nothing_says_so(
    desk: Desk, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    program = desk.start()
    monkeypatch.setattr(dialogs, "choose_export", lambda *_: (tmp_path / name, ""))
    program.errands.exchange().export()
    qtbot.waitUntil(lambda: "no marks" in told(program))
    assert not (tmp_path / name).exists()


# --- marks that come in -------------------------------------------------------------------------

URL = "https://example.org/a"
WITH_ADDRESS = f"---\nid: art\nurl: {URL}\n---\n# Alpha piece\n\nNobody slept that night.\n"


def import_file(program: Program, qtbot: QtBot, file: Path) -> None:
    """Import marks, until the window has said what came of it."""
    exchange = program.errands.exchange()
    program.session.window.toast.show_message("")
    exchange.import_file(file)
    qtbot.waitUntil(lambda: "mark" in told(program))


def drop(program: Program, qtbot: QtBot, file: Path) -> ImportResult:
    """Drop a file on the window; the result once it is shown and closed."""
    program.session.window.paths_dropped.emit([str(file)])
    imports = program.errands.arrivals._imports()
    with qtbot.waitSignal(imports.finished) as finished:
        pass
    assert imports._result is not None
    assert imports._result.heading.text() in ("Marks added", "Nothing was added")
    imports._result.close()
    (result,) = finished.args
    assert isinstance(result, ImportResult)
    return result


@pytest.mark.parametrize("ending", ["jsonld", "csv", "json"])
def test_our_own_file_is_known_again_wherever_it_comes_in(
    marked: Program, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, ending: str
) -> None:
    file = tmp_path / f"marks.{ending}"
    export(marked, qtbot, file, "sv", monkeypatch)
    store = marked.session.parts.store
    before = {mark.id: mark for mark in store.marks()}
    import_file(marked, qtbot, file)
    assert "0 marks added, 3 already here" in told(marked)
    result = drop(marked, qtbot, file)
    assert (result.new_marks, result.known_marks, result.skipped) == (0, 3, ())
    assert {mark.id: mark for mark in store.marks()} == before


@pytest.mark.parametrize("kind", ["w3c", "hypothesis"])
def test_marks_find_their_article_by_its_address(
    desk: Desk, qtbot: QtBot, tmp_path: Path, kind: str
) -> None:
    folder = write_articles(tmp_path / "library", {"a.md": WITH_ADDRESS})
    selector = [{"type": "TextQuoteSelector", "exact": "Nobody slept"}]
    target: dict[str, object] = {"source": URL, "selector": selector}
    file = tmp_path / "foreign.json"
    if kind == "w3c":
        item: dict[str, object] = {
            "@context": "x",
            "type": "Annotation",
            "id": "urn:x:1",
            "target": target,
        }
        file.write_text(json.dumps(item))
    else:
        item = {"id": "1", "uri": URL, "text": "why", "target": [target]}
        item["document"] = {"title": "Another title"}
        file.write_text(json.dumps({"export_userid": "u", "annotations": [item]}))
    desk.scan(folder)
    program = desk.start(folder)
    import_file(program, qtbot, file)
    (mark,) = program.session.parts.store.marks()
    assert mark.anchor is not None and mark.anchor.text_hash
    assert (mark.article_id, mark.anchor.exact) == ("art", "Nobody slept")
    result = drop(program, qtbot, file)
    assert (result.new_marks, result.known_marks) == (0, 1)


def test_marks_dropped_on_their_open_article_are_seen_at_once(
    desk: Desk, qtbot: QtBot, tmp_path: Path
) -> None:
    folder = write_articles(tmp_path / "library", {"a.md": WITH_ADDRESS})
    selector = [{"type": "TextQuoteSelector", "exact": "Nobody slept"}]
    item = {"type": "Annotation", "motivation": "highlighting", "@context": "x"}
    file = tmp_path / "foreign.json"
    file.write_text(json.dumps({**item, "target": {"source": URL, "selector": selector}}))
    desk.scan(folder)
    program = desk.start(folder)
    pane = program.session.window.reader.pane
    qtbot.waitUntil(lambda: "Nobody slept" in pane.text)
    start = pane.text.index("Nobody slept")
    assert not pane._marks.at(start)
    drop(program, qtbot, file)
    qtbot.waitUntil(lambda: bool(pane._marks.at(start)))


def test_a_file_without_marks_is_refused(desk: Desk, qtbot: QtBot, tmp_path: Path) -> None:
    file = tmp_path / "page.md"
    file.write_text("# A page\n\nWith words.\n")
    program = desk.start()
    with qtbot.waitSignal(program.session.problem) as told_of:
        program.errands.exchange().import_file(file)
    assert "not JSON" in str(told_of.args[0])
    assert not desk.paths.imported.exists()
