"""A large file: shown in part, and whole where that is wanted."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from reader import model, source
from reader.library import Library
from reader.model import Anchor, Article, Mark, Memory
from reader.scan import scan
from reader.store import Store
from reader.tables import new_id
from reader.ui.app import Program
from reader.ui.notecards import DetachedCard
from reader.ui.theme import Theme
from reader.ui.wholefile import WholeFile
from reader.ui.words import data_size
from tests.ui.desk import Desk, write_articles

LINES = 9_000
BODY = "# Long\n\n" + "".join(f"Line {number} of the long article.\n\n" for number in range(LINES))


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
    qtbot.waitUntil(lambda: not whole.is_coming_in())
    assert whole.text.text() == BODY


def test_the_program_can_be_ended_while_the_file_comes_in(desk: Desk, program: Program) -> None:
    program.session.show_whole()
    desk.end()


def test_cancel_keeps_what_came_in_and_the_next_press_closes(
    whole: WholeFile, qtbot: QtBot
) -> None:
    qtbot.waitUntil(lambda: bool(whole.text.text()))
    whole.button.click()
    assert not whole.is_coming_in()
    kept = whole.text.text()
    assert BODY.startswith(kept)
    assert len(kept) < len(BODY)
    assert whole.isVisible()
    whole.button.click()
    assert not whole.isVisible()


def test_a_file_that_goes_away_says_why(article: Article, theme: Theme, qtbot: QtBot) -> None:
    article.path.unlink()
    whole = WholeFile(theme, article)
    qtbot.addWidget(whole)
    qtbot.waitUntil(lambda: not whole.is_coming_in())
    assert "the file is gone" in whole.count.text()


def test_the_count_ends_with_the_size(whole: WholeFile, article: Article, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: not whole.is_coming_in())
    size = data_size(article.size)
    assert whole.count.text() == f"{size} of {size}"


def test_enter_in_the_field_finds_the_next_and_closes_nothing(
    whole: WholeFile, qtbot: QtBot
) -> None:
    qtbot.waitUntil(lambda: not whole.is_coming_in())
    qtbot.keyClick(whole.text, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    whole.field.setText(f"line {LINES - 1}")
    for _ in range(2):
        qtbot.keyClick(whole.field, Qt.Key.Key_Return)
        qtbot.waitUntil(lambda: whole.text.selected_text() == f"Line {LINES - 1}")
    assert whole.isVisible()


# --- marks beyond the part that is shown --------------------------------------------------------


def test_a_mark_beyond_the_part_is_not_called_lost(
    desk: Desk, article: Article, qtbot: QtBot
) -> None:
    quote = f"Line {LINES - 9} of the long"
    start = BODY.index(quote)
    store = Store(desk.paths.marks)
    anchor = Anchor(quote, "article.\n\n", " article.", start, start + len(quote), "00")
    mark = store.add(Mark(new_id(), "note", article.id, anchor, None, "Far down"))
    store.close()
    desk.scan(article.folder)
    session = desk.start(article.folder).session
    notes = session.window.reader.notes
    qtbot.waitUntil(notes.detached.isVisible)
    assert notes.detached.text() == "1 note not in the part that is shown …"
    notes.detached.click()
    (card,) = notes.findChildren(DetachedCard)
    assert not card.attach.isVisibleTo(card)
    assert not session.marking.is_gone(mark)
