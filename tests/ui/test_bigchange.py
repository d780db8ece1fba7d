"""Thousands of files that change at once: one calm update, with a line that tells how far it is."""

from __future__ import annotations

from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from reader.ui.app import Program
from reader.ui.watcher import Watcher
from tests.ui.desk import Desk, titles, write_articles

ARTICLES = 1_500
REFRESHES = 8  # far fewer than the reports of the watcher, let alone the files
WAIT_MS = 60_000


def written(edition: str) -> dict[str, str]:
    return {
        f"{number % 7}/{number}.md": f"---\nlang: en\n---\n# {edition} {number}\n\nText.\n"
        for number in range(ARTICLES)
    }


def all_of(edition: str) -> list[str]:
    return sorted(f"{edition} {number}" for number in range(ARTICLES))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return write_articles(tmp_path / "library", written("First"))


@pytest.fixture
def program(desk: Desk, folder: Path, qtbot: QtBot) -> Program:
    """A window on the folder, whose every sub-folder is watched."""
    desk.scan(folder)
    made = desk.start(folder)
    watcher = made.session.background.watcher
    qtbot.waitUntil(lambda: len(watcher.folders()) == 8, timeout=WAIT_MS)
    return made


def test_a_big_change_is_one_calm_update(program: Program, folder: Path, qtbot: QtBot) -> None:
    session, statuses, refreshes = program.session, [], []
    session.background.status_changed.connect(lambda text, _: statuses.append(text))
    session.listing.listed.connect(refreshes.append)
    session.window.sidebar.list.verticalScrollBar().setValue(700)
    write_articles(folder, written("Second"))
    qtbot.waitUntil(lambda: sorted(titles(program)) == all_of("Second"), timeout=WAIT_MS)
    assert any(status.startswith("Reading articles: ") for status in statuses)
    assert len(refreshes) <= REFRESHES
    assert session.window.sidebar.list.verticalScrollBar().value() == 700


def test_cancel_stops_a_big_change_and_the_next_one_completes_it(
    program: Program, folder: Path, qtbot: QtBot
) -> None:
    session, sidebar = program.session, program.session.window.sidebar
    write_articles(folder, written("Second"))
    qtbot.waitUntil(sidebar.cancel_button.isVisible, timeout=WAIT_MS)
    with qtbot.waitSignal(session.background.indexed, timeout=WAIT_MS):
        sidebar.cancel_button.click()
    assert not sidebar.cancel_button.isVisible()
    assert len(titles(program)) == ARTICLES
    session.background.rescan()
    qtbot.waitUntil(lambda: sorted(titles(program)) == all_of("Second"), timeout=WAIT_MS)


def test_many_paths_are_told_as_their_folders(qtbot: QtBot, tmp_path: Path) -> None:
    watcher, folder = Watcher(), write_articles(tmp_path / "a", {"old.md": "old"})
    watcher.watch([folder])
    qtbot.waitUntil(lambda: not watcher._adder.isActive())
    with qtbot.waitSignal(watcher.many_changed, timeout=WAIT_MS) as told:
        write_articles(folder, {f"{number}.md": "new" for number in range(200)})
    assert told.args == [[folder]]
    watcher.close()
