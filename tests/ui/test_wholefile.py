"""A large file: shown in part, and whole where that is wanted."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from reader import model, source
from reader.library import Library, scan
from reader.model import Article, Memory
from reader.ui.app import Program
from reader.ui.theme import Theme
from reader.ui.wholefile import WholeFile
from reader.ui.words import data_size
from tests.ui.desk import Desk, write_articles

LINES = 9_000
BODY = "# Long\n\n" + "".join(f"Line {number} of the long article.\n\n" for number in range(LINES))
WAIT_MS = 15_000


@pytest.fixture(autouse=True)
def small_limits(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(model, "LARGE", 100_000)
    monkeypatch.setattr(model, "PART", 20_000)
    monkeypatch.setattr(source, "_PIECE", 40_000)


@pytest.fixture
def article(tmp_path: Path) -> Article:
    folder = write_articles(tmp_path / "library", {"long.md": BODY})
    with Library(tmp_path / "catalogue.db") as library:
        scan(library, [folder], Memory())
        (found,) = library.articles(library.numbers())
    return found


@pytest.fixture
def whole(article: Article, theme: Theme, qtbot: QtBot) -> Iterator[WholeFile]:
    made = WholeFile(theme, article)
    qtbot.addWidget(made)
    made.show()
    yield made
    made.done(0)


@pytest.fixture
def program(desk: Desk, article: Article) -> Program:
    desk.scan(article.folder)
    return desk.start(article.folder)


def test_a_large_article_says_that_it_is_shown_in_part(program: Program, article: Article) -> None:
    bar = program.session.window.reader.problem
    assert len(program.session.marking.text) < model.PART
    assert bar.isVisible()
    assert "first 20 kB of" in bar.text()
    assert data_size(article.size) in bar.text()


def test_open_whole_shows_the_last_line(program: Program, qtbot: QtBot) -> None:
    bar = program.session.window.reader.problem
    (button,) = bar.findChildren(QPushButton)
    button.click()
    (whole,) = program.session.window.findChildren(WholeFile)
    qtbot.waitUntil(lambda: not whole.is_coming_in(), timeout=WAIT_MS)
    assert whole.text.toPlainText() == BODY


def test_the_program_can_be_ended_while_the_file_comes_in(desk: Desk, program: Program) -> None:
    program.session.show_whole()
    desk.end()


def test_cancel_keeps_what_came_in_and_the_next_press_closes(
    whole: WholeFile, qtbot: QtBot
) -> None:
    qtbot.waitUntil(lambda: bool(whole.text.toPlainText()), timeout=WAIT_MS)
    whole.button.click()
    assert not whole.is_coming_in()
    kept = whole.text.toPlainText()
    assert BODY.startswith(kept)
    assert len(kept) < len(BODY)
    assert whole.isVisible()
    whole.button.click()
    assert not whole.isVisible()


def test_a_file_that_goes_away_says_why(article: Article, theme: Theme, qtbot: QtBot) -> None:
    article.path.unlink()
    whole = WholeFile(theme, article)
    qtbot.addWidget(whole)
    qtbot.waitUntil(lambda: not whole.is_coming_in(), timeout=WAIT_MS)
    assert "the file is gone" in whole.count.text()


def test_the_count_ends_with_the_size(whole: WholeFile, article: Article, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: not whole.is_coming_in(), timeout=WAIT_MS)
    size = data_size(article.size)
    assert whole.count.text() == f"{size} of {size}"
