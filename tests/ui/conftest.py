"""What every test of the window needs: no display, the theme, and nothing left behind."""

from __future__ import annotations

import os

os.environ["QT_QPA_PLATFORM"] = "offscreen"

import threading
from collections.abc import Iterator
from functools import partialmethod
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QThread, QTimer, qInstallMessageHandler
from PySide6.QtWidgets import QApplication, QMainWindow, QWidget
from pytestqt.qtbot import QtBot

from reader.ui import theme as themes
from reader.ui.theme import Theme
from tests.ui.desk import Desk

PATIENCE_MS = 30_000


class PatientBot(QtBot):
    """A robot that waits as long as a busy machine needs: a wait that is met ends at once."""

    waitUntil = partialmethod(QtBot.waitUntil, timeout=PATIENCE_MS)  # noqa: N815
    waitSignal = partialmethod(QtBot.waitSignal, timeout=PATIENCE_MS)  # noqa: N815
    waitActive = partialmethod(QtBot.waitActive, timeout=PATIENCE_MS)  # noqa: N815
    waitExposed = partialmethod(QtBot.waitExposed, timeout=PATIENCE_MS)  # noqa: N815


@pytest.fixture
def qtbot(qapp: QApplication, request: pytest.FixtureRequest) -> QtBot:
    """Stands in for pytest-qt's own, whose waits of 5 s a loaded machine has exceeded."""
    return PatientBot(request)


def pytest_configure(config: pytest.Config) -> None:
    """What the offscreen platform says of itself is no fault of a test."""
    config.addinivalue_line("qt_log_ignore", "propagateSizeHints")


def pytest_sessionfinish() -> None:
    """Take pytest-qt's handler away where a test left it: called at the process's end, it crashes."""
    qInstallMessageHandler(None)


@pytest.fixture
def theme(qapp: QApplication) -> Theme:
    """The light theme, applied to the application."""
    chosen = themes.choose("light")
    themes.apply(qapp, chosen)
    return chosen


@pytest.fixture
def window(qtbot: QtBot, theme: Theme) -> QMainWindow:
    """An active window of 900x600 with a widget that can have the focus."""
    made = QMainWindow()
    made.setCentralWidget(QWidget())
    made.resize(900, 600)
    qtbot.addWidget(made)
    with qtbot.waitActive(made):
        made.show()
        made.activateWindow()
    return made


@pytest.fixture(autouse=True)
def leaves_nothing(request: pytest.FixtureRequest) -> Iterator[None]:
    """Fail where a test leaves a visible window, an active timer or a thread behind."""
    before = set(threading.enumerate())
    application = request.getfixturevalue("qapp")
    request.getfixturevalue("qtbot")
    yield
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    owned = getattr(request.node, "qt_widgets", None) or []
    known = {id(reference()) for reference, *_ in owned}
    _check_windows(application, known)
    assert not (set(threading.enumerate()) - before), "a thread is still running"


def _check_windows(application: QApplication, known: set[int]) -> None:
    for widget in application.topLevelWidgets():
        if widget.isVisible() and not _belongs(widget, known):
            widget.close()
            raise AssertionError(f"{widget!r} is still open")
        for timer in widget.findChildren(QTimer):
            assert not (timer.isActive() and not widget.isVisible()), f"a timer of {widget!r} runs"
        for thread in widget.findChildren(QThread):
            assert not thread.isRunning(), f"a thread of {widget!r} runs"


def _belongs(widget: QWidget, known: set[int]) -> bool:
    step: QWidget | None = widget
    while step is not None:
        if id(step) in known:
            return True
        step = step.parentWidget()
    return False


@pytest.fixture
def desk(qapp: QApplication, qtbot: QtBot, tmp_path: Path) -> Iterator[Desk]:
    """Programs on a fresh home whose catalogue holds the bundled collection."""
    made = Desk(qapp, qtbot, tmp_path / "home")
    made.scan()
    yield made
    made.end_all()
