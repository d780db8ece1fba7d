"""A whole program for the tests: real files, a real store, the bundled or a given library."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from reader import paths as places
from reader import resources
from reader.library import Library
from reader.model import Memory
from reader.scan import scan
from reader.ui.app import Program
from reader.ui.instance import Instance
from reader.ui.lifeline import Lifeline

ARTICLES = 18


class Desk:
    """Starts and ends programs on one home; every one is closed at the end of the test."""

    def __init__(self, application: QApplication, qtbot: QtBot, home: Path) -> None:
        self.paths = places.find(home)
        self.paths.create()
        self._application, self._qtbot = application, qtbot
        self._ends: list[Callable[[], None]] = []

    def scan(self, *folders: Path) -> None:
        """Fill the catalogue as the background process does."""
        library = Library(self.paths.catalogue)
        scan(library, list(folders or [resources.collection()]), Memory())
        library.close()

    def start(self, *targets: Path, size: tuple[int, int] = (1280, 800)) -> Program:
        """A program with its window on the (offscreen) screen and its article open."""
        program = self.launch(*targets, size=size)
        self._qtbot.waitUntil(lambda: program.session.window.reader.opened is not None)
        return program

    def launch(self, *targets: Path, size: tuple[int, int] = (1280, 800)) -> Program:
        """A program with its window on the (offscreen) screen."""
        lifeline, instance = Lifeline(), Instance(self.paths.data)
        assert instance.acquire()
        program = Program(self._application, self.paths, targets, lifeline, instance)
        window = program.session.window
        window.resize(*size)
        program.show()
        window.activateWindow()

        def end() -> None:
            window.close()
            program.delete()
            lifeline.close()
            instance.release()

        self._ends.append(end)
        return program

    def end(self) -> None:
        """Close the newest program as a user does."""
        self._ends.pop()()

    def end_all(self) -> None:
        while self._ends:
            self.end()


def titles(program: Program) -> list[str]:
    """The titles the list shows."""
    model = program.session.model
    rows = [model.row(position) for position in range(model.rowCount())]
    return [row.article.title for row in rows if row is not None]


def write_articles(folder: Path, articles: dict[str, str]) -> Path:
    """A folder with these files."""
    for name, text in articles.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    return folder


def languages(program: Program) -> Sequence[str | None]:
    """The languages of the listed articles."""
    model = program.session.model
    rows = [model.row(position) for position in range(model.rowCount())]
    return [row.article.language for row in rows if row is not None]
