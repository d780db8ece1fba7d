"""One window for each data folder, and the verbs beside it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QTextCursor
from PySide6.QtNetwork import QLocalSocket
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from reader.db import StoreBusyError
from reader.model import Article, Mark
from reader.store import Store
from reader.ui.app import Program
from reader.ui.instance import Instance
from tests.ui.desk import Desk, write_articles
from tests.ui.test_journeys import open_article

ROOT = Path(__file__).parents[2]
Make = Callable[[Path], Instance]


@pytest.fixture
def make(qtbot: QtBot) -> Iterator[Make]:
    """Instances that are released at the end."""
    made: list[Instance] = []

    def one(data: Path) -> Instance:
        data.mkdir(parents=True, exist_ok=True)
        made.append(Instance(data))
        return made[-1]

    yield one
    for instance in made:
        instance.release()


_HAND_OVER = """
import json, sys
from pathlib import Path
from reader.ui.instance import Instance
print(Instance(Path(sys.argv[1])).hand_over(json.loads(sys.argv[2])))
"""


def handed_over(qtbot: QtBot, data: Path, names: list[str]) -> bool:
    """What the hand_over of a second program answers."""
    command = [sys.executable, "-c", _HAND_OVER, str(data), json.dumps(names)]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as second:
        qtbot.waitUntil(lambda: second.poll() is not None)
        assert second.stdout is not None
        return second.stdout.read() == "True\n"


def test_the_second_hands_its_paths_to_the_first(make: Make, qtbot: QtBot, tmp_path: Path) -> None:
    first, heard = make(tmp_path), []
    first.called.connect(heard.append)
    assert first.acquire() and not make(tmp_path).acquire()
    first.listen()
    names = ["/a/b.md", "/ä \u2028/\udcff.md"]
    assert handed_over(qtbot, tmp_path, names)
    assert heard == [names]


def test_a_first_that_is_only_just_starting_is_asked_again(
    make: Make, qtbot: QtBot, tmp_path: Path
) -> None:
    first, heard = make(tmp_path), []
    first.called.connect(heard.append)
    assert first.acquire()
    QTimer.singleShot(600, first, first.listen)
    assert handed_over(qtbot, tmp_path, ["/a"])
    assert heard == [["/a"]]


def test_two_data_folders_are_two_windows(make: Make, tmp_path: Path) -> None:
    assert make(tmp_path / "one").acquire() and make(tmp_path / "two").acquire()


def test_the_lock_of_a_program_that_was_killed_is_taken_over(make: Make, tmp_path: Path) -> None:
    code = (
        "import os, sys; from pathlib import Path; from reader.ui.instance import Instance;"
        "one = Instance(Path(sys.argv[1])); print(one.acquire(), flush=True); os.kill(os.getpid(), 9)"
    )
    command = [sys.executable, "-c", code, str(tmp_path)]
    killed = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert (killed.stdout.strip(), killed.returncode) == ("True", -9)
    assert (tmp_path / "window.lock").exists()
    assert make(tmp_path).acquire()


def test_the_lock_of_a_dead_program_whose_number_another_has_now_is_taken_over(
    make: Make, tmp_path: Path
) -> None:
    first = make(tmp_path)
    assert first.acquire()
    lock = tmp_path / "window.lock"
    text = lock.read_text("utf-8")
    first.release()
    with subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE) as other:
        lock.write_text(text.replace(str(os.getpid()), str(other.pid), 1), "utf-8")
        assert make(tmp_path).acquire()


def test_the_lock_of_a_living_program_is_never_taken_over(make: Make, tmp_path: Path) -> None:
    assert make(tmp_path).acquire()
    assert not make(tmp_path)._take_over()


def test_a_released_folder_is_free(make: Make, tmp_path: Path) -> None:
    first = make(tmp_path)
    assert first.acquire()
    first.release()
    assert make(tmp_path).acquire()


def test_nobody_hears_where_no_window_is_open(make: Make, tmp_path: Path) -> None:
    assert not make(tmp_path).hand_over(["x"])


GARBAGE = {
    "no text": b"\xff\xfe\x00\n",
    "nested": b"[" * 100_000 + b"\n",
    "an object": b'{"a": 1}\n',
    "not names": b"[1, null, [2]]\n",
    "endless": b"x" * 1_200_000,
    "cut off": b'["/a',
    "nothing": b"",
}


@pytest.mark.parametrize("name", GARBAGE)
def test_garbage_on_the_socket_does_no_harm(
    make: Make, qtbot: QtBot, tmp_path: Path, name: str
) -> None:
    first, heard = make(tmp_path), []
    first.called.connect(heard.append)
    assert first.acquire()
    first.listen()
    socket = QLocalSocket()
    socket.connectToServer(first._name)
    socket.write(GARBAGE[name])
    socket.flush()
    if name == "endless":
        qtbot.waitUntil(lambda: socket.state() == QLocalSocket.LocalSocketState.UnconnectedState)
    socket.disconnectFromServer()
    assert handed_over(qtbot, tmp_path, ["/real"])
    assert heard[-1] == ["/real"] and all(names in ([], ["/real"]) for names in heard)


def test_a_long_data_folder_has_a_socket_too(
    make: Make, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("XDG_RUNTIME_DIR", raising=False)
    data = tmp_path / ("long" * 30)
    first = make(data)
    assert first.acquire()
    first.listen()
    assert len(os.fsencode(first._name)) < 108
    assert handed_over(qtbot, data, [])


def test_without_a_runtime_folder_the_socket_is_private(
    make: Make, monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory
) -> None:
    monkeypatch.delenv("XDG_RUNTIME_DIR", raising=False)
    data = Path("/tmp") / f"lesesal-{os.getpid()}"
    data.mkdir(mode=0o700)
    try:
        first = make(data)
        assert first.acquire()
        first.listen()
        assert Path(first._name).parent == data
        first.release()
    finally:
        for file in data.iterdir():
            file.unlink()
        data.rmdir()


def test_a_second_start_of_the_program_opens_its_article_in_the_first(
    desk: Desk, qtbot: QtBot, tmp_path: Path
) -> None:
    texts = {f"{n}.md": f"---\nid: {n}\n---\n# Number {n}\n\nText." for n in ("one", "two")}
    folder = write_articles(tmp_path / "library", texts)
    desk.scan(folder)
    program = desk.start(folder)
    wanted = folder / "two.md"
    home = desk.paths.data.parent
    command = [sys.executable, "-m", "reader", "--home", str(home), str(wanted)]
    with subprocess.Popen(command, cwd=ROOT) as second:
        qtbot.waitUntil(lambda: second.poll() is not None)
    assert second.returncode == 0
    qtbot.waitUntil(lambda: program.session.marking.article.id == "two")


# --- the verbs beside the window ----------------------------------------------------------------


def look(application: QApplication) -> None:
    """Come back to the window from another program."""
    application.applicationStateChanged.emit(Qt.ApplicationState.ApplicationActive)


def test_what_a_verb_wrote_is_shown_when_the_window_is_looked_at(
    desk: Desk, qtbot: QtBot, qapp: QApplication
) -> None:
    program = desk.start()
    open_article(qtbot, program, "blacksmith-en")
    with_verbs = Store(desk.paths.marks)
    with_verbs.set_article_note("blacksmith-en", "Written by a verb.")
    with_verbs.add(Mark("", "bookmark", "blacksmith-en"))
    with_verbs.close()
    look(qapp)
    window = program.session.window
    assert window.reader.notes.note.editor.toPlainText() == "Written by a verb."
    assert window.actions_["bookmark"].isChecked()
    qtbot.waitUntil(lambda: program.session.window.sidebar.list.currentIndex().isValid())


def test_a_look_keeps_a_note_that_is_being_written(
    desk: Desk, qtbot: QtBot, qapp: QApplication
) -> None:
    program = desk.start()
    open_article(qtbot, program, "blacksmith-en")
    editor = program.session.window.reader.notes.note.editor
    editor.setFocus()
    qtbot.keyClicks(editor, "Half a sen")
    with_verbs = Store(desk.paths.marks)
    with_verbs.set_article_note("blacksmith-en", "Written by a verb.")
    with_verbs.close()
    look(qapp)
    assert editor.toPlainText() == "Half a sen"
    editor.moveCursor(QTextCursor.MoveOperation.Left)
    assert editor.flush()
    both = "Half a sen\n\nWritten by a verb."
    assert editor.toPlainText() == both and editor.textCursor().position() == len("Half a se")
    qtbot.keyClicks(editor, "!")
    assert editor.flush()
    written = program.session.parts.store.article_note("blacksmith-en")
    assert written.note == both.replace("sen", "se!n")


def test_window_and_verbs_write_at_once_and_lose_nothing(desk: Desk, qtbot: QtBot) -> None:
    program = desk.start()
    open_article(qtbot, program, "blacksmith-en")
    written: list[str] = []

    def write() -> None:
        from reader.db import patiently

        for number in range(25):
            store = patiently(lambda: Store(desk.paths.marks))
            mark = Mark("", "note", f"other-{number}", note=str(number))
            written.append(patiently(lambda m=mark, to=store: to.add(m)).id)
            store.close()  # as each verb does

    refused: list[object] = []
    program.session.problem.connect(refused.append)
    thread = threading.Thread(target=write)
    thread.start()
    mine = [_highlight(program, number) for number in range(25)]
    thread.join()
    ids = {mark.id for mark in program.session.parts.store.marks()}
    assert len(written) == 25 and ids.issuperset(written)
    assert ids.issuperset(mine) and not refused


def test_a_highlight_waits_while_a_verb_is_writing(
    desk: Desk, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    program = desk.start()
    open_article(qtbot, program, "blacksmith-en")
    store = program.session.parts.store
    remember, busy = store.remember, [StoreBusyError("test", desk.paths.marks)]

    def once_busy(article: Article, text: str | None) -> None:
        if busy:
            raise busy.pop()
        remember(article, text)

    monkeypatch.setattr(store, "remember", once_busy)
    assert program.session.marking.highlight(0, 10, "green") is not None
    assert not busy and len(store.marks("blacksmith-en")) == 1


def _highlight(program: Program, number: int) -> str:
    mark = program.session.marking.highlight(number * 20, number * 20 + 10, "green")
    assert mark is not None
    return mark.id
