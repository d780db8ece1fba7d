"""What the window says when something is empty, hidden, missing or cannot be read."""

from __future__ import annotations

from pathlib import Path

import apsw
import pytest
from pytestqt.qtbot import QtBot

from reader import paths as places
from reader.ui.app import Program
from reader.ui.instance import Instance
from reader.ui.lifeline import Lifeline
from tests.ui.desk import ARTICLES, Desk, titles, write_articles

LONG = "An English sentence that stands here to be read and understood. " * 8


def odd_library(folder: Path) -> Path:
    """A good article, an empty one and one that is no text."""
    write_articles(folder, {"good.md": f"# A good one\n\n{LONG}", "empty.md": ""})
    (folder / "binary.md").write_bytes(bytes(range(256)) * 40)
    return folder


def row_of(program: Program, name: str) -> int:
    """The position of the article in the file of this name."""
    model = program.session.model
    rows = [model.row(position) for position in range(model.rowCount())]
    return next(i for i, row in enumerate(rows) if row and row.article.path.name == name)


@pytest.mark.parametrize("name", ["empty.md", "binary.md"])
def test_an_unreadable_file_is_a_row_and_says_why(
    desk: Desk, qtbot: QtBot, tmp_path: Path, name: str
) -> None:
    folder = odd_library(tmp_path / "library")
    desk.scan(folder)
    program = desk.start(folder)
    assert len(titles(program)) == 3
    view, problem = program.session.window.sidebar.list, program.session.window.reader.problem
    view.setCurrentIndex(program.session.model.index(row_of(program, name), 0))
    qtbot.waitUntil(problem.isVisible)
    assert "file" in problem.text()
    view.setCurrentIndex(program.session.model.index(row_of(program, "good.md"), 0))
    qtbot.waitUntil(lambda: not problem.isVisible())


def test_the_filter_says_how_much_it_hides_and_shows_it_again(desk: Desk, qtbot: QtBot) -> None:
    program = desk.start()
    sidebar = program.session.window.sidebar
    qtbot.waitUntil(lambda: bool(sidebar.chips.languages()))
    sidebar.chips.toggle("sv")
    assert sidebar.hint.isVisible() and "12" in sidebar.hint.text()
    sidebar.hint.click()
    assert len(titles(program)) == ARTICLES and not sidebar.hint.isVisible()


def test_an_empty_view_offers_all_articles(desk: Desk, qtbot: QtBot) -> None:
    program = desk.start()
    sidebar = program.session.window.sidebar
    program.session.finding.show_view("with_notes")
    assert sidebar.empty.isVisible()
    program.session.finding.show_view("all")
    assert sidebar.list.isVisible()


@pytest.mark.parametrize("order", ["date", "title", "language", "length", "opened"])
def test_every_order_lists_every_article_once(desk: Desk, order: str) -> None:
    program = desk.start()
    program.session.finding.sort_by(order)
    assert sorted(titles(program)) == sorted(set(titles(program)))
    assert len(titles(program)) == ARTICLES


def test_titles_sort_by_the_rules_of_the_interface_language(desk: Desk, tmp_path: Path) -> None:
    names = ["Zebra", "Ängel", "Apa", "Öl", "Ärta"]
    files = {
        f"{n}.md": f"---\nlang: sv\ntitle: {name}\n---\n{LONG}" for n, name in enumerate(names)
    }
    folder = write_articles(tmp_path / "library", files)
    desk.scan(folder)
    program = desk.start(folder)
    program.session.listing.locale = "sv"
    program.session.finding.sort_by("title")
    assert titles(program) == ["Apa", "Zebra", "Ängel", "Ärta", "Öl"]
    program.session.listing.locale = "de"
    program.session.finding.sort_by("title")
    assert titles(program) == ["Ängel", "Apa", "Ärta", "Öl", "Zebra"]


def test_a_missing_folder_says_so_and_offers_another(
    desk: Desk, qtbot: QtBot, tmp_path: Path
) -> None:
    program = desk.start()
    program.errands.arrivals.add_folder(tmp_path / "gone")
    problem = program.session.window.reader.problem
    assert problem.isVisible() and "gone" in problem.text()


def test_marks_of_a_newer_version_are_shown_and_left_untouched(desk: Desk, qtbot: QtBot) -> None:
    program = desk.start()
    program.session.toggle_bookmark()
    desk.end()
    connection = apsw.Connection(str(desk.paths.marks))
    connection.execute("PRAGMA user_version = 999")
    connection.close()
    before = desk.paths.marks.read_bytes()
    program = desk.start()
    program._after_first_paint()
    assert program.session.window.reader.problem.isVisible()
    program.session.toggle_bookmark()
    desk.end()
    assert desk.paths.marks.read_bytes() == before


def test_a_first_start_lists_the_collection_from_nothing(
    qapp: object, qtbot: QtBot, tmp_path: Path
) -> None:
    paths = places.find(tmp_path / "fresh")
    paths.create()
    lifeline, instance = Lifeline(), Instance(paths.data)
    assert instance.acquire()
    program = Program(qapp, paths, (), lifeline, instance)
    program.show()
    qtbot.waitUntil(lambda: program.session.model.rowCount() == ARTICLES)
    qtbot.waitUntil(lambda: program.session.window.reader.opened is not None)
    assert program.session.visits.article.id.startswith("welcome-")
    window = program.session.window
    window.close()
    program.close()
    lifeline.close()
    instance.release()
    window.deleteLater()
