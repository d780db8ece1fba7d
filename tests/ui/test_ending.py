"""What a program leaves behind when it has ended in a process that goes on: nothing."""

from __future__ import annotations

import gc
import os
import subprocess
import sys
import weakref
from pathlib import Path

import pytest
from PySide6.QtCore import qInstallMessageHandler
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from reader.ui.lifeline import Lifeline
from tests.ui.desk import Desk

ROOT = Path(__file__).parent.parent.parent


def _watches() -> int:
    """The inotify instances of this process; the system grants few of them."""
    links = []
    for name in os.listdir("/proc/self/fd"):
        try:
            links.append(os.readlink(f"/proc/self/fd/{name}"))
        except OSError:  # the listing's own
            continue
    return links.count("anon_inode:inotify")


@pytest.mark.skipif(not os.path.isdir("/proc/self/fd"), reason="Linux tells of open files here")
def test_an_ended_program_gives_its_watches_back(desk: Desk, qtbot: QtBot) -> None:
    before = _watches()
    desk.start()
    qtbot.waitUntil(lambda: _watches() > before)
    desk.end()
    assert _watches() == before


def test_an_ended_program_is_freed(desk: Desk) -> None:
    alive = weakref.ref(desk.start().session)
    desk.end()
    gc.collect()
    assert alive() is None


def test_no_message_of_qt_meets_python_after_the_end(qtbot: QtBot) -> None:
    qInstallMessageHandler(lambda *_: None)  # as of a lifeline that is closed later than this one
    Lifeline().close()
    assert qInstallMessageHandler(None) is None


_COPY = """
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QWidget
from reader.ui import theme
from reader.ui.pane import ReadingPane

application = QApplication([])
host = QWidget()
pane = ReadingPane(theme.choose("light"), host)
pane.setPlainText("so\\u00adft")
pane.selectAll()
pane.copy()
assert QGuiApplication.clipboard().text() == "soft"
assert QGuiApplication.clipboard().mimeData().formats() == ["text/plain"]
"""


def test_what_was_copied_does_not_crash_the_end(qapp: QApplication) -> None:
    done = subprocess.run(
        [sys.executable, "-c", _COPY], capture_output=True, text=True, cwd=ROOT, check=False
    )
    assert (done.returncode, done.stderr) == (0, "")
