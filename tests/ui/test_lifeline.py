"""What goes wrong inside is logged without private text, told once, and the window lives on."""

from __future__ import annotations

import logging
import os
import signal
import subprocess
import sys
import weakref
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QTimer, QtMsgType, qInstallMessageHandler
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from reader.errors import StoreError
from reader.model import Memory
from reader.ui.app import Program
from reader.ui.articlerow import RowPainter
from reader.ui.furniture import Furniture
from reader.ui.indexer import Indexer
from reader.ui.lifeline import COLLECT_ALL, Lifeline, report, where
from reader.ui.tasks import Tasks
from tests.ui.desk import Desk
from tests.ui.test_journeys import open_article

ROOT = Path(__file__).parents[2]
SECRET = "what I wrote about my neighbour"


@pytest.fixture
def logged(tmp_path: Path) -> Iterator[Callable[[], str]]:
    """What the program's log says."""
    file = tmp_path / "lesesal.log"
    log = logging.getLogger("reader")
    handler = logging.FileHandler(file, encoding="utf-8")
    handler.setFormatter(logging.Formatter("%(levelname)s %(message)s"))
    log.addHandler(handler)
    yield lambda: file.read_text("utf-8")
    log.removeHandler(handler)
    handler.close()


def _fail(*_: object) -> None:
    raise ValueError(SECRET)


def _in_a_slot(program: Program, monkeypatch: pytest.MonkeyPatch) -> None:
    QTimer.singleShot(0, program, _fail)


def _in_a_worker(program: Program, monkeypatch: pytest.MonkeyPatch) -> None:
    program.session.reading.run(_fail, lambda _: None)


def _in_the_scan(program: Program, monkeypatch: pytest.MonkeyPatch) -> None:
    program.session.background.scanning.run(_fail, lambda _: None)


def _in_the_answer(program: Program, monkeypatch: pytest.MonkeyPatch) -> None:
    program.session.searching.run(lambda: None, _fail)


def _in_a_delegate(program: Program, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(RowPainter, "paint", _fail)
    program.session.window.sidebar.list.viewport().update()


def _in_the_pane(program: Program, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Furniture, "paint", _fail)  # while its painter is active
    program.session.window.reader.pane.viewport().update()


PLACES = [_in_a_slot, _in_a_worker, _in_the_scan, _in_the_answer, _in_a_delegate, _in_the_pane]


@pytest.mark.parametrize("inject", PLACES, ids=lambda inject: inject.__name__[1:])
def test_an_exception_is_logged_and_told_once_and_the_window_lives_on(
    desk: Desk,
    qtbot: QtBot,
    qapp: QApplication,
    monkeypatch: pytest.MonkeyPatch,
    logged: Callable[[], str],
    inject: Callable[[Program, pytest.MonkeyPatch], None],
) -> None:
    program = desk.start()
    window = program.session.window
    reports: list[str] = []
    program._lifeline.broken.connect(reports.append)
    with monkeypatch.context() as patched:
        for _ in range(2):
            inject(program, patched)
            qtbot.waitUntil(lambda: "ValueError" in logged())
            qtbot.waitUntil(window.toast.isVisible)
        qtbot.wait(50)
    window.toast._action.click()
    assert len(reports) == 1 and qapp.clipboard().text() == reports[0]
    assert SECRET not in logged() and SECRET not in reports[0]
    window.update()
    open_article(qtbot, program, "blacksmith-sv")
    assert window.isVisible()


def test_what_the_machine_refuses_stays_on_the_screen_and_is_no_report(
    desk: Desk, qtbot: QtBot
) -> None:
    program = desk.start()
    reports: list[str] = []
    program._lifeline.broken.connect(reports.append)

    def refuse() -> None:
        raise StoreError("The disk reported an error.")

    QTimer.singleShot(0, program, refuse)
    bar = program.session.window.reader.problem
    qtbot.waitUntil(bar.isVisible)
    assert "disk" in bar.text() and not reports


def test_a_report_says_where_and_not_what() -> None:
    try:
        _fail()
    except ValueError as error:
        told = report(error)
        assert "ValueError" in where(error) and "_fail" in told and SECRET not in told


def test_an_error_keeps_nothing_of_its_frames_alive(qapp: QApplication) -> None:
    class Painter:
        """Stands for a QPainter, which must not outlive its widget."""

    kept: list[weakref.ref[Painter]] = []

    def paint() -> None:
        painter = Painter()
        kept.append(weakref.ref(painter))
        _fail()

    lifeline = Lifeline()
    try:
        paint()
    except ValueError as error:
        lifeline.take(error)
        assert kept[0]() is None and error.__traceback__ is not None
    lifeline.close()


def test_the_interpreter_is_left_as_it_was(qapp: QApplication) -> None:
    before = sys.excepthook
    lifeline = Lifeline()
    assert sys.excepthook != before
    lifeline.close()
    assert sys.excepthook == before


def test_an_error_without_a_value_does_not_end_the_program(qapp: QApplication) -> None:
    lifeline, stopped = Lifeline(), []
    lifeline.stop_wanted.connect(lambda: stopped.append(1))
    lifeline.take(None)
    lifeline.close()
    assert not stopped


def test_a_signal_of_the_system_asks_to_stop(qtbot: QtBot) -> None:
    lifeline = Lifeline()
    lifeline.watch_signals()
    try:
        for number in (signal.SIGTERM, signal.SIGHUP, signal.SIGINT):
            with qtbot.waitSignal(lifeline.stop_wanted):
                os.kill(os.getpid(), number)
    finally:
        lifeline.close()
        for number in (signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, signal.SIG_DFL)
        signal.signal(signal.SIGINT, signal.default_int_handler)


def test_messages_of_qt_are_logged(qapp: QApplication, logged: Callable[[], str]) -> None:
    lifeline = Lifeline()
    handler = qInstallMessageHandler(None)
    qInstallMessageHandler(handler)
    handler(QtMsgType.QtWarningMsg, None, "a thing of Qt's own")
    lifeline.close()
    assert "WARNING Qt: a thing of Qt's own" in logged()


_LOG = """
import logging, os, sys
from pathlib import Path
from reader.ui.lifeline import start_log
os.umask(0)
start_log(Path(sys.argv[1]))
logging.getLogger("reader").warning("something")
"""


def start_logging(file: Path) -> subprocess.CompletedProcess[str]:
    """Log one warning as a program of its own does."""
    command = [sys.executable, "-c", _LOG, str(file)]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)


def test_the_log_is_private(tmp_path: Path) -> None:
    file = tmp_path / "lesesal.log"
    assert start_logging(file).returncode == 0
    assert "something" in file.read_text("utf-8")
    assert file.stat().st_mode & 0o077 == 0


def test_a_home_without_a_log_still_starts(tmp_path: Path) -> None:
    assert start_logging(tmp_path / "missing" / "lesesal.log").returncode == 0


# --- other processes ----------------------------------------------------------------------------


def test_a_renderer_that_was_killed_is_replaced(desk: Desk, qtbot: QtBot) -> None:
    program = desk.start()
    child = program._renderer._child
    assert child is not None
    os.kill(child._responder.pid, signal.SIGKILL)
    qtbot.waitUntil(lambda: not child.is_running())
    open_article(qtbot, program, "blacksmith-de")
    assert program.session.window.reader.opened.prepared.blocks
    assert not program.session.window.reader.problem.isVisible()
    assert program._renderer._child._responder.pid != child._responder.pid


@pytest.fixture
def indexer(desk: Desk) -> Iterator[Indexer]:
    made = Indexer(desk.paths)
    yield made
    made.close()


def kill_at_once(indexer: Indexer) -> None:
    """End the background process as the system does when memory is short."""
    os.kill(indexer._process.processId(), signal.SIGKILL)


def begin(qtbot: QtBot, indexer: Indexer, folder: Path) -> None:
    indexer.run([folder], Memory())
    qtbot.waitUntil(lambda: indexer._process.processId() > 0)


def test_an_indexer_that_was_killed_is_started_again(
    indexer: Indexer, qtbot: QtBot, tmp_path: Path
) -> None:
    (tmp_path / "one.md").write_text("# One\n\nText.", "utf-8")
    changes: list[object] = []
    died: list[int] = []
    indexer.changed.connect(changes.append)
    indexer.died.connect(died.append)
    begin(qtbot, indexer, tmp_path)
    kill_at_once(indexer)
    qtbot.waitUntil(lambda: bool(changes))
    assert len(changes[0]["added"]) == 1 and not died


def test_an_indexer_that_dies_twice_is_told_and_serves_the_next_wish(
    indexer: Indexer, qtbot: QtBot, tmp_path: Path
) -> None:
    died: list[int] = []
    indexer.died.connect(died.append)
    begin(qtbot, indexer, tmp_path)
    first = indexer._process
    kill_at_once(indexer)
    qtbot.waitUntil(lambda: indexer._process not in (None, first))
    qtbot.waitUntil(lambda: indexer._process.processId() > 0)
    kill_at_once(indexer)
    qtbot.waitUntil(lambda: bool(died))
    assert not indexer.is_running()
    with qtbot.waitSignal(indexer.changed):
        indexer.run([tmp_path], Memory())


def test_a_background_process_that_cannot_start_is_told(
    indexer: Indexer, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "executable", "/nowhere/python")
    with qtbot.waitSignal(indexer.died):
        indexer.run([tmp_path], Memory())
    assert not indexer.is_running()


def test_the_window_says_that_the_articles_could_not_be_checked(desk: Desk) -> None:
    program = desk.start()
    program.session.background.indexer.died.emit(-9)
    assert program.session.window.toast.isVisible()


def test_a_closed_queue_delivers_nothing(qtbot: QtBot) -> None:
    tasks, got = Tasks("test"), []
    tasks.run(lambda: 1, got.append)
    tasks.close()
    tasks.run(lambda: 2, got.append)
    qtbot.wait(20)
    assert got == []


def test_a_panic_of_a_library_in_a_worker_is_told(qtbot: QtBot) -> None:
    class Panic(BaseException):
        """Stands for what a library written in Rust raises: it is no Exception."""

    def panic() -> None:
        raise Panic

    tasks = Tasks("test")
    with qtbot.waitSignal(tasks.crashed) as crashed:
        tasks.run(panic, lambda _: None)
    tasks.close()
    assert isinstance(crashed.args[0], Panic)


def test_what_is_old_is_looked_at_for_garbage_now_and_then_alone(
    qapp: QApplication, monkeypatch: pytest.MonkeyPatch
) -> None:
    lifeline = Lifeline()
    generations: list[int] = []
    monkeypatch.setattr("gc.collect", lambda generation=2: generations.append(generation))
    for _ in range(2 * COLLECT_ALL):
        lifeline._collect()
    monkeypatch.undo()
    lifeline.close()
    assert generations == 2 * [*[1] * (COLLECT_ALL - 1), 2]
