"""What the window keeps when things go wrong: the disk, the system, the program itself.

The long forms are in tests/torture; docs/reliability.md has their figures.
"""

from __future__ import annotations

import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace
from unittest.mock import MagicMock

import apsw
import pytest
from PySide6.QtCore import SIGNAL, QEvent, QObject
from PySide6.QtWidgets import QApplication, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from reader import paths as places
from reader.model import Mark
from reader.store import Store
from reader.ui.app import Program
from reader.ui.drafting import Drafting, recover
from reader.ui.instance import Instance
from reader.ui.lifeline import Lifeline
from reader.ui.notes import NoteEditor
from reader.verbs import command
from tests.torture import anything, leaving, network, soak, window_cases
from tests.torture.__main__ import run_apart
from tests.torture.cases import CASES
from tests.torture.moments import Moment
from tests.torture.table import Result
from tests.torture.vfs import Operation, watching
from tests.torture.window_cases import Driver
from tests.ui.desk import Desk
from tests.ui.test_journeys import open_article

WRITING = {"write", "sync", "truncate", "create", "delete"}


class Disk:
    """A disk that can be made to fail for marks.db."""

    def __init__(self) -> None:
        self.error: type[apsw.Error] | None = None

    def __call__(self, operation: Operation) -> None:
        if self.error and operation.what in WRITING and operation.file.startswith("marks.db"):
            raise self.error("test")


@pytest.fixture
def disk() -> Iterator[Disk]:
    made = Disk()
    with watching(made):
        yield made


def begin_note(qtbot: QtBot, program: Program, text: str) -> NoteEditor:
    """Write a note on the open article; it is not saved yet."""
    editor = program.session.window.reader.notes.note.editor
    editor.setFocus()
    qtbot.keyClicks(editor, text)
    assert editor.is_dirty()
    return editor


def button(program: Program, label: str) -> QPushButton:
    """A button of the bar that tells a problem."""
    bar: QWidget = program.session.window.reader.problem
    return next(b for b in bar.findChildren(QPushButton) if b.text() == label)


# --- a disk that fails --------------------------------------------------------------------------


@pytest.mark.parametrize("error", [apsw.FullError, apsw.IOError, apsw.ReadOnlyError])
def test_a_note_that_cannot_be_saved_is_told_and_kept_until_it_can(
    disk: Disk, desk: Desk, qtbot: QtBot, qapp: QApplication, error: type[apsw.Error]
) -> None:
    program = desk.start()
    open_article(qtbot, program, "blacksmith-en")
    card = program.session.window.reader.notes.note
    bar = program.session.window.reader.problem
    said: list[str] = []
    disk.error = error
    editor = begin_note(qtbot, program, "Precious.")
    editor.saved.connect(lambda: said.append(card.state.text()))
    qtbot.waitUntil(lambda: card.state.text() == "Not saved")
    assert str(desk.paths.marks) in bar.text() and bar.isVisible() and not said
    button(program, "Copy the text").click()
    assert qapp.clipboard().text() == "Precious."
    assert editor.toPlainText() == "Precious."
    disk.error = None
    button(program, "Try again").click()
    assert not bar.isVisible() and card.state.text() == "Saved"
    note = program.session.parts.store.article_note("blacksmith-en")
    assert note is not None and note.note == "Precious."
    assert program.session.parts.store.drafts() == {}


def test_the_editor_tries_again_by_itself(disk: Disk, desk: Desk, qtbot: QtBot) -> None:
    program = desk.start()
    open_article(qtbot, program, "blacksmith-en")
    bar = program.session.window.reader.problem
    disk.error = apsw.FullError
    begin_note(qtbot, program, "Precious.")
    qtbot.waitUntil(bar.isVisible)
    disk.error = None
    qtbot.waitUntil(lambda: program.session.window.reader.notes.note.state.text() == "Saved")
    qtbot.waitUntil(lambda: not bar.isVisible())


def test_the_bar_stays_when_another_article_is_opened(disk: Disk, desk: Desk, qtbot: QtBot) -> None:
    program = desk.start()
    open_article(qtbot, program, "blacksmith-en")
    disk.error = apsw.FullError
    program.session.toggle_bookmark()
    bar = program.session.window.reader.problem
    assert bar.isVisible()
    open_article(qtbot, program, "blacksmith-de")
    assert bar.isVisible()


def test_a_highlight_that_cannot_be_kept_is_not_shown(disk: Disk, desk: Desk, qtbot: QtBot) -> None:
    program = desk.start()
    open_article(qtbot, program, "blacksmith-en")
    disk.error = apsw.FullError
    assert program.session.marking.highlight(0, 10, "green") is None
    assert program.session.marking.placed() == []
    assert not program.session.marking.undo_stack.canUndo()


def test_unsaved_text_outlives_the_window(disk: Disk, desk: Desk, qtbot: QtBot) -> None:
    program = desk.start()
    open_article(qtbot, program, "blacksmith-en")
    mark = program.session.marking.note_on(0, 10)
    assert mark is not None
    program.session.annotator.edit_note(mark.id)
    disk.error = apsw.FullError
    qtbot.keyClicks(QApplication.focusWidget(), "On a passage.")
    begin_note(qtbot, program, "On the article.")
    desk.end()
    disk.error = None
    program = desk.start()
    store = program.session.parts.store
    assert store.article_note("blacksmith-en").note == "On the article."
    assert store.mark(mark.id).note == "On a passage."
    assert program.session.window.toast.isVisible() and store.drafts() == {}


def test_the_window_stays_open_where_text_can_be_kept_nowhere(
    disk: Disk, desk: Desk, qtbot: QtBot
) -> None:
    program = desk.start()
    open_article(qtbot, program, "blacksmith-en")
    window = program.session.window
    disk.error = apsw.FullError
    (desk.paths.data / "drafts").write_text("no folder can be made here")
    begin_note(qtbot, program, "Precious.")
    assert not window.close() and window.isVisible()
    assert window.toast.isVisible()
    assert window.reader.notes.unsaved_text() == "Precious."
    window.toast._action.click()  # "Close anyway"
    assert not window.isVisible()


def test_marks_replaced_under_the_window_are_told(desk: Desk, qtbot: QtBot) -> None:
    program = desk.start()
    open_article(qtbot, program, "blacksmith-en")
    desk.paths.marks.rename(desk.paths.marks.with_name("moved.db"))
    Store(desk.paths.marks.with_name("other.db")).close()
    desk.paths.marks.with_name("other.db").rename(desk.paths.marks)
    begin_note(qtbot, program, "Precious.")
    card = program.session.window.reader.notes.note
    qtbot.waitUntil(lambda: card.state.text() == "Not saved")
    assert program.session.window.reader.problem.isVisible()
    other = Store(desk.paths.marks)
    assert other.marks() == []
    other.close()


def test_another_language_does_not_call_an_unsaved_note_saved(
    disk: Disk, desk: Desk, qtbot: QtBot
) -> None:
    program = desk.start()
    open_article(qtbot, program, "blacksmith-en")
    disk.error = apsw.FullError
    begin_note(qtbot, program, "Precious.")
    program.session.keeping.save_all()
    card = program.session.window.reader.notes.note
    card.retranslate()
    assert card.state.text() == "Not saved"


def test_a_store_that_is_busy_is_no_problem_but_a_wait(desk: Desk, qtbot: QtBot) -> None:
    program = desk.start()
    open_article(qtbot, program, "blacksmith-en")
    other = apsw.Connection(str(desk.paths.marks))
    other.execute("BEGIN IMMEDIATE")
    begin_note(qtbot, program, "Precious.")
    card = program.session.window.reader.notes.note
    qtbot.waitUntil(lambda: card.state.text() == "Not saved")
    assert not program.session.window.reader.problem.isVisible()
    other.execute("ROLLBACK")
    other.close()
    qtbot.waitUntil(lambda: card.state.text() == "Saved")


# --- drafts -------------------------------------------------------------------------------------


@contextmanager
def opened(path: Path) -> Iterator[Store]:
    store = Store(path)
    yield store
    store.close()


def test_a_draft_goes_behind_what_the_note_says_meanwhile(tmp_path: Path) -> None:
    with opened(tmp_path / "marks.db") as store:
        Drafting(store).keep_article_note("a", "from the draft")
        store.set_article_note("a", "from a verb")
        assert recover(store) == 1
        assert store.article_note("a").note == "from a verb\n\nfrom the draft"


def test_a_draft_that_went_on_replaces_the_note(tmp_path: Path) -> None:
    with opened(tmp_path / "marks.db") as store:
        store.set_article_note("a", "half")
        Drafting(store).keep_article_note("a", "half and whole")
        assert recover(store) == 1
        assert store.article_note("a").note == "half and whole"


def test_a_draft_brings_a_deleted_mark_back(tmp_path: Path) -> None:
    with opened(tmp_path / "marks.db") as store:
        mark = store.add(Mark("", "highlight", "a"))
        Drafting(store).keep_note(mark.id, "written")
        store.delete(mark.id)
        assert recover(store) == 1
        assert [m.note for m in store.marks("a")] == ["written"]


def test_a_draft_of_an_unknown_mark_is_kept(tmp_path: Path) -> None:
    with opened(tmp_path / "marks.db") as store:
        Drafting(store).keep_note("gone", "written")
        assert recover(store) == 0
        assert list(store.drafts().values()) == ["written"]


def test_what_was_saved_after_all_leaves_no_draft(tmp_path: Path) -> None:
    with opened(tmp_path / "marks.db") as store:
        drafting = Drafting(store)
        drafting.keep_article_note("a", "text")
        drafting.forget_article_note("a")
        assert store.drafts() == {} and drafting.is_safe


# --- text that is being written -----------------------------------------------------------------


def test_what_is_typed_while_another_article_is_on_its_way_stays_with_the_first(
    desk: Desk, qtbot: QtBot
) -> None:
    program = desk.start()
    session = program.session
    open_article(qtbot, program, "blacksmith-en")
    session.parts.store.set_article_note("blacksmith-sv", "Theirs.")
    session.open_number(session.parts.library.numbers_of(["blacksmith-sv"])[0])
    begin_note(qtbot, program, "Mine.")
    qtbot.waitUntil(lambda: session.marking.article.id == "blacksmith-sv")
    assert session.window.reader.notes.note.editor.toPlainText() == "Theirs."
    assert session.parts.store.article_note("blacksmith-en").note == "Mine."
    assert session.parts.store.article_note("blacksmith-sv").note == "Theirs."


def test_a_logout_saves_at_once(desk: Desk, qtbot: QtBot, qapp: QApplication) -> None:
    logout = SIGNAL("commitDataRequest(QSessionManager&)")
    before = qapp.receivers(logout)
    program = desk.start()
    open_article(qtbot, program, "blacksmith-en")
    begin_note(qtbot, program, "A last word.")
    assert qapp.receivers(logout) == before + 1
    program._save_for_logout(None)
    with opened(desk.paths.marks) as other:
        assert other.article_note("blacksmith-en").note == "A last word."
    assert desk.paths.settings.exists()


def test_closing_the_window_saves_at_once(desk: Desk, qtbot: QtBot) -> None:
    program = desk.start()
    open_article(qtbot, program, "blacksmith-en")
    begin_note(qtbot, program, "A last word.")
    desk.end()
    with opened(desk.paths.marks) as other:
        assert other.article_note("blacksmith-en").note == "A last word."


def test_a_window_that_is_painted_after_its_end_begins_nothing(desk: Desk) -> None:
    program = desk.start()
    program.session.window.close()
    program.session.window.shown_first.emit()
    assert not program.session.background.indexer.is_running()
    assert not program._backup_timer.isActive()


def test_losing_the_focus_saves_at_once(desk: Desk, qtbot: QtBot, qapp: QApplication) -> None:
    program = desk.start()
    open_article(qtbot, program, "blacksmith-en")
    editor = begin_note(qtbot, program, "A last word.")
    program.session.window.sidebar.list.setFocus()
    assert not editor.is_dirty()


def test_a_signal_while_the_marks_are_being_rescued_ends_the_question(
    desk: Desk, qapp: QApplication, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk.paths.marks.write_bytes(b"no marks at all" * 100)
    lifeline, instance = Lifeline(), Instance(desk.paths.data)
    ended: list[int] = []
    monkeypatch.setattr(qapp, "exit", lambda: ended.append(1))

    def rescue(*_: object) -> Store:
        lifeline.stop_wanted.emit()
        raise SystemExit(3)

    monkeypatch.setattr("reader.ui.rescue.rescue_store", rescue)
    with pytest.raises(SystemExit):
        Program(qapp, desk.paths, [], lifeline, instance)
    lifeline.close()
    assert ended == [1]


def test_a_clipboard_that_its_owner_has_left_empty_brings_nothing(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    program = desk.start()
    clipboard = SimpleNamespace(mimeData=lambda: None)
    application = SimpleNamespace(clipboard=lambda: clipboard)
    monkeypatch.setattr("reader.ui.arrivals.QGuiApplication", application)
    program.errands.arrivals.paste()
    assert program.errands.arrivals._importing is None


def test_ctrl_c_does_not_break_off_the_loading_of_qt(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[object] = []

    def imported(_: str) -> SimpleNamespace:
        seen.append(signal.getsignal(signal.SIGINT))
        return SimpleNamespace(run=lambda *_: 0)

    monkeypatch.setattr(command, "imported", imported)
    before = signal.getsignal(signal.SIGINT)
    try:
        assert command.main(["--home", str(tmp_path)]) == 0
    finally:
        signal.signal(signal.SIGINT, before)
    assert seen == [signal.SIG_DFL]


# --- the real program ---------------------------------------------------------------------------


@pytest.fixture(scope="module")
def programs() -> Iterator[Driver]:
    """Starts real programs with somebody at them."""
    with window_cases.driver() as made:
        yield made


def test_a_signal_saves_what_was_just_typed_and_ends_well(programs: Driver, tmp_path: Path) -> None:
    said = window_cases.ended_by(programs, tmp_path, 1, signal.SIGTERM)
    assert window_cases.faults_of_ending(tmp_path, said) == []
    log = places.find(tmp_path).log.read_text("utf-8")
    assert "WARNING" not in log and "ERROR" not in log


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="Linux tells who waits")
def test_a_signal_as_soon_as_it_is_awaited_ends_well(tmp_path: Path) -> None:
    ended = leaving.ended_by(tmp_path / "home", leaving.Ending(signal.SIGTERM), [])
    assert ended.status == 0 and ended.faults(tmp_path / "home") == []


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="Linux tells who waits")
def test_an_early_interrupt_is_heard_where_the_case_itself_is_deaf_to_it(tmp_path: Path) -> None:
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        ending = leaving.Ending(signal.SIGINT, 0.05, is_awaited=False)
        ended = leaving.ended_by(tmp_path / "home", ending, [])
    finally:
        signal.signal(signal.SIGINT, before)
    assert ended.status is not None and ended.faults(tmp_path / "home") == []


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="Linux tells who waits")
def test_a_signal_ends_the_question_about_damaged_marks_and_changes_nothing(tmp_path: Path) -> None:
    paths = places.find(tmp_path / "home")
    paths.create()
    paths.marks.write_bytes(b"no database" * 500)
    ended = leaving.ended_by(tmp_path / "home", leaving.Ending(signal.SIGTERM, 1.5), [])
    assert (ended.status, ended.errors, ended.left) == (3, "", [])
    assert paths.marks.read_bytes() == b"no database" * 500


def test_somebody_leaves_and_nothing_stays(tmp_path: Path) -> None:
    ended = leaving.left_inside(tmp_path / "home", 7, [])
    assert ended.status == 0 and ended.faults(tmp_path / "home") == []


def test_what_does_not_end_well_is_seen(tmp_path: Path) -> None:
    paths = places.find(tmp_path)
    paths.create()
    paths.log.write_text("2026-11-22 04:00:00 ERROR reader: ValueError\nFatal Python error: x\n")
    ended = leaving.Ended("close", -11, "a line", ["reader.indexing"])
    assert len(ended.faults(tmp_path)) == 5


def test_kill_9_loses_nothing_that_was_shown_as_saved(tmp_path: Path) -> None:
    result = window_cases.kill_window(1, tmp_path, 7)
    assert result.ok, result.failures


def test_the_kill_sees_a_program_that_says_saved_too_early(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    typed = [window_cases.Typed("never", Moment(0.0))]
    said = window_cases.Said(ready={"ready": "a"}, saved="never written", typed=typed)
    result = window_cases.Result(1)
    home = places.find(tmp_path)
    home.create()
    Store(home.marks).close()
    window_cases._check_killed(tmp_path, said, Moment(5.0), result)
    assert result.lost == 2


def test_only_waiting_for_the_machine_excuses_old_typing() -> None:
    said = window_cases.Said()
    said.take({"typed": "a", "moment": Moment(1.0, 0.1, 0.0)})
    said.take({"storing": True, "moment": Moment(1.5, 0.2, 0.0)})
    said.take({"storing": False, "moment": Moment(3.0, 0.3, 0.4)})  # a second for the disk
    said.take({"typed": "b", "moment": Moment(3.1, 0.4, 0.4)})
    said.take({"storing": True, "moment": Moment(3.5, 0.5, 0.4)})
    end = Moment(4.5, 1.0, 0.5)  # 0.5 s of its own, 0.1 s in the queue, 0.4 s for the disk
    assert said.ages("ab", end) == (0.0, 0.0)
    assert said.ages("a", end) == pytest.approx((1.4, 0.9))
    assert said.ages("", end) == pytest.approx((3.5, 1.6))


class _Stage(QObject):
    """A program of which nothing but the calls is real."""

    def __init__(self) -> None:
        super().__init__()
        self.session = MagicMock()


def test_a_tour_ends_however_late_the_search_finds_however_little(
    qapp: QApplication, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("QT_QPA_PLATFORM", "offscreen")  # set back what the driver sets
    from tests.torture import driver

    stage, said = _Stage(), list[str]()
    session = stage.session
    monkeypatch.setattr(driver, "say", lambda **message: said.extend(message))
    session.model.numbers = [4, 7]
    person = driver.Person(stage, "tour", 1)  # type: ignore[arg-type]
    while "done" not in said and person._number < 1_000:
        person._number += 1
        person.tour()
        if person._number == 80:  # long after the search was asked
            session.model.numbers = []
    assert [call.args[0] for call in session.open_number.call_args_list] == [4, 7]
    assert said == ["opening", "opening", "done"] and session.window.close.call_count == 1


def test_a_session_that_does_not_end_is_killed_and_told(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(network, "SECONDS", 1)
    program = "import subprocess, time; print('begun', flush=True); subprocess.run(['sleep', '60'])"
    traced = network._session([sys.executable, "-c", program])
    assert (traced.status, traced.outputs) == (None, "begun\n")
    assert "it did not end within 1 s: begun\n" in traced.faults(tmp_path)


def test_a_session_sends_no_packet_and_opens_no_file_an_article_asks_for(tmp_path: Path) -> None:
    if not network.can_trace():
        pytest.skip("strace is not here, or may not trace")
    result = network.network(1, tmp_path, 1)
    assert result.ok, result.failures


@pytest.mark.parametrize(
    ("sockets", "files"),
    [({"AF_INET"}, []), (set(), ["/x/secret-outside-the-library.png"]), (set(), ["/dev/zero"])],
)
def test_the_trace_sees_what_leaves(tmp_path: Path, sockets: set[str], files: list[str]) -> None:
    traced = network.Traced(0, sockets, [*files, "/x/mine.png"], '"done"')
    assert len(traced.faults(tmp_path)) == 1


def test_the_list_is_the_disk_after_many_changes(
    tmp_path: Path, qapp: QApplication, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(soak, "memory", lambda _: 1)  # too short to measure it
    result = soak.soak(100, tmp_path, 3)
    assert result.ok, result.failures


def test_anything_at_any_moment_loses_and_raises_nothing() -> None:
    result = run_apart(next(case for case in CASES if case.name == "anything"), 120, 7)
    assert (result.rounds, result.lost, result.crashed) == (120, 0, 0), result.failures


def test_the_user_who_does_anything_sees_a_lost_note(desk: Desk) -> None:
    program, result = desk.start(), Result()
    kept = program.session.parts.store.add(Mark("", "note", "a", note="kept"))
    anything.compare([kept], program, "", result)
    assert result.ok
    program.session.parts.store.delete(kept.id)
    anything.compare([kept], program, "", result)
    assert result.ok
    anything.compare([replace(kept, note="of which nobody knows")], program, "", result)
    assert result.lost == 1


# --- the binding --------------------------------------------------------------------------------


def test_a_session_keeps_its_references_to_none(desk: Desk, qtbot: QtBot) -> None:
    """PySide6 6.12.0 gave away one reference to None for each virtual call that returned it, and
    the program aborted after some thousands; from Python 3.12 on None is immortal."""
    program = desk.start()
    pane = program.session.window.reader.pane
    before = sys.getrefcount(None)
    for _ in range(20_000):
        QApplication.sendEvent(pane, QEvent(QEvent.Type.User))
        pane.viewport().updateGeometry()
        pane.setObjectName("pane")
    assert sys.getrefcount(None) > before - 200


def test_text_without_an_article_is_not_called_saved(desk: Desk, qtbot: QtBot) -> None:
    program = desk.start()
    program.session.keeping.clear_note()
    editor = program.session.window.reader.notes.note.editor
    editor.setFocus()
    qtbot.keyClicks(editor, "Of nothing.")
    assert not editor.flush()
    assert program.session.window.reader.notes.unsaved_text() == "Of nothing."
    editor.clear()
    assert editor.flush()
