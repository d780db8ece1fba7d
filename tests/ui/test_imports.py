"""Adding articles from the window: files, a book, the clipboard."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from reader.importers import import_paths
from reader.importers.values import ImportResult
from reader.ui import dialogs
from reader.ui.app import Program
from reader.ui.imports import Cancelled, Course, Progress, run_import
from reader.workspace import Workspace
from tests.ui.desk import Desk

TEXT = "A letter from the coast\n\n" + "The lamp was lit and the boats came home again. " * 12


def result_of(qtbot: QtBot, program: Program) -> ImportResult:
    """What the import that is running brings; its result is closed."""
    imports = program.errands.arrivals._imports()
    with qtbot.waitSignal(imports.finished) as told:
        pass
    assert imports._result is not None
    imports._result.close()
    (result,) = told.args
    assert isinstance(result, ImportResult)
    return result


def test_a_dropped_file_becomes_an_article_of_the_user(
    desk: Desk, qtbot: QtBot, tmp_path: Path
) -> None:
    file = tmp_path / "letter.txt"
    file.write_text(TEXT, "utf-8")
    program = desk.start()
    program.session.window.paths_dropped.emit([str(file)])
    (imported,) = result_of(qtbot, program).imported
    assert imported.title == "A letter from the coast"
    assert imported.path.is_relative_to(desk.paths.imported) and file.exists()


def test_the_clipboard_becomes_an_article_and_leaves_no_file(desk: Desk, qtbot: QtBot) -> None:
    program = desk.start()
    QGuiApplication.clipboard().setText(TEXT)
    program.session.window.actions_["paste"].trigger()
    (imported,) = result_of(qtbot, program).imported
    assert imported.title == "A letter from the coast"
    assert not list(desk.paths.data.glob("clipboard-*"))


@pytest.mark.parametrize("answer", ["chapters", "whole"])
def test_a_book_comes_in_as_the_user_chooses(
    desk: Desk, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, answer: str
) -> None:
    from zipfile import ZipFile

    book = tmp_path / "book.epub"
    chapters = {
        f"c{n}.xhtml": f"<html><body><h1>Part {n}</h1><p>{TEXT}</p></body></html>" for n in (1, 2)
    }
    with ZipFile(book, "w") as archive:
        archive.writestr("mimetype", "application/epub+zip")
        archive.writestr(
            "META-INF/container.xml",
            '<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles>'
            '<rootfile full-path="book.opf"/></rootfiles></container>',
        )
        items = "".join(
            f'<item id="{name}" href="{name}" media-type="application/xhtml+xml"/>'
            for name in chapters
        )
        spine = "".join(f'<itemref idref="{name}"/>' for name in chapters)
        archive.writestr(
            "book.opf",
            '<package xmlns="http://www.idpf.org/2007/opf"><metadata '
            'xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>Book</dc:title>'
            f"</metadata><manifest>{items}</manifest><spine>{spine}</spine></package>",
        )
        for name, text in chapters.items():
            archive.writestr(name, text)
    monkeypatch.setattr(dialogs, "ask_book", lambda *_: answer)
    program = desk.start()
    program.errands.arrivals.import_files([book])
    imported = result_of(qtbot, program).imported
    assert len(imported) == (2 if answer == "chapters" else 1)


def test_a_cancel_while_articles_are_entered_loses_neither_them_nor_their_marks(
    desk: Desk, tmp_path: Path
) -> None:
    page = {"id": 1, "title": "The lamp", "url": "https://a.example/1", "is_archived": 1}
    notes = [{"quote": "the boats came home", "text": "why"}]
    export = tmp_path / "wallabag.json"
    export.write_text(json.dumps([{**page, "content": f"<p>{TEXT}</p>", "annotations": notes}]))
    course = Course()

    def work(target: Path, progress: Progress, cancelled: Cancelled) -> ImportResult:
        result = import_paths([export], target, progress=progress, cancelled=cancelled)
        course.is_closing = True
        return result

    result = run_import(desk.paths, work, course)
    (imported,) = result.imported
    assert imported.path.exists()
    with Workspace(desk.paths) as workspace:
        assert workspace.store.state(imported.id).read
        (mark,) = workspace.store.marks(imported.id)
        assert mark.anchor is not None
        assert (mark.anchor.exact, mark.note) == ("the boats came home", "why")
