"""The real program with somebody at it: types notes, highlights, opens articles, says what it did.

Run by the tests as `python -m tests.torture.driver`: reads lines "MODE<tab>HOME<tab>SEED[<tab>PATH…]"
from standard input and forks a program for each (starting Python and Qt anew would take most of the
time). Each program writes JSON lines, one write each, so that no kill leaves half a line: {"pid"},
{"ready": id of the article, "note"}, {"typed": what is added to the note}, {"storing": true},
{"storing": false}, {"saved": length of the note}, {"mark": id}, {"done"}; short ones, so that the
program need not wait until they are read. typed and storing have a "moment" too, see moments.py.
After its end {"status": as os.waitpid has it}.
"""

from __future__ import annotations

import json
import os
import random
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

os.environ["QT_QPA_PLATFORM"] = "offscreen"

from PySide6.QtCore import QObject, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from reader import paths as places
from reader import resources
from reader.library import Library
from reader.model import Memory
from reader.scan import scan
from reader.ui import app
from reader.ui.notes import NoteEditor
from tests.torture.moments import Moment
from tests.torture.window_cases import ENDINGS

WORDS = ("lamp", "river", "ek", "Überschrift", "hägg", "north", "quietly", "1848", "fog", "bröd")
STEP_MS = 25
PATIENCE_MS = 60_000


def say(**message: object) -> None:
    """Tell the test something."""
    os.write(1, (json.dumps(message) + "\n").encode())


@contextmanager
def storing() -> Iterator[None]:
    """Tell that the store is written to, and when it is done."""
    say(storing=True, moment=Moment.of("self"))
    yield
    say(storing=False, moment=Moment.of("self"))


class Person(QObject):
    """Somebody at the window; begins when an article is on the screen."""

    def __init__(self, program: app.Program, mode: str, seed: int) -> None:
        super().__init__(program)
        self.program, self.random = program, random.Random(seed)
        self._number = 0
        self._to_open: list[int] = []
        self._last_visit = 0
        self._steps = self._plan(mode)
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._step)
        self._timer.start(STEP_MS)
        self._give_up = QTimer(self)
        self._give_up.setSingleShot(True)
        self._give_up.timeout.connect(self._say_that_nothing_came)
        self._give_up.start(PATIENCE_MS)

    def _say_that_nothing_came(self) -> None:
        say(failed=f"no article within {PATIENCE_MS} ms")
        os._exit(71)

    def _plan(self, mode: str) -> Callable[[], None]:
        return {"write": self.write, "type": self.type_once, "tour": self.tour, "idle": self.idle}[
            mode
        ]

    def _step(self) -> None:
        session = self.program.session
        if session.marking.article is None:
            return
        if self._number == 0:
            self._give_up.stop()
            session.window.show_notes(True)  # in a narrow window they are folded away
            self.editor.saved.connect(self._saved)
            self._watch_saving()
            self.editor.setFocus()
            say(ready=session.marking.article.id, note=self.editor.toPlainText())
        self._number += 1
        self._steps()

    def _watch_saving(self) -> None:
        save = self.editor._save

        def watched(text: str, base: str) -> str | None:
            with storing():
                return save(text, base)

        self.editor._save = watched

    @property
    def editor(self) -> NoteEditor:
        return self.program.session.window.reader.notes.note.editor

    def _saved(self) -> None:
        card = self.program.session.window.reader.notes.note
        QTimer.singleShot(0, self, lambda: None)
        if card.state.text() == card.tr("Saved"):
            say(saved=len(self.editor.toPlainText()))

    def write(self) -> None:
        """Type a word; every fifth time highlight a passage as well."""
        self.type_word()
        if self._number % 5 == 0:
            marking = self.program.session.marking
            start = self.random.randrange(max(1, len(marking.text) - 60))
            colour = self.random.choice(["yellow", "green", "blue", "pink"])
            with storing():
                mark = marking.highlight(start, start + self.random.randrange(5, 60), colour)
            if mark is not None:
                say(mark=mark.id)

    def type_word(self) -> None:
        """Add a word at the end of the note."""
        cursor = self.editor.textCursor()
        cursor.movePosition(cursor.MoveOperation.End)
        self.editor.setTextCursor(cursor)
        word = self.random.choice(WORDS) + " "
        for key in word:
            QTest.keyClick(self.editor, key) if key.isascii() else self.editor.insertPlainText(key)
        say(typed=word, moment=Moment.of("self"))

    def type_once(self) -> None:
        """Type a few words and wait for whatever comes."""
        self._timer.stop()
        for _ in range(3):
            self.type_word()
        say(done=True)

    def idle(self) -> None:
        """Only look at the article."""
        self._timer.stop()
        say(done=True)

    def tour(self) -> None:
        """Open articles one after another, search, and close the window."""
        session = self.program.session
        visit, rest = divmod(self._number, 12)
        if rest:
            return
        if visit == 1:  # later the list is what the search has found
            self._to_open = list(session.model.numbers)
            self._last_visit = len(self._to_open) + 5
        if self._to_open:
            say(opening=visit)
            session.open_number(self._to_open.pop(0))
        elif visit < self._last_visit:
            session.window.sidebar.search.setText("lamp")
        else:
            self._timer.stop()
            say(done=session.model.rowCount())
            session.window.close()


class Leaver(QObject):
    """Somebody who does a few things at random and leaves, now one way and now another."""

    NEVER = frozenset({"quit", "erase", "show_file", "data_folder"})  # ends, or starts programs

    def __init__(self, program: app.Program, seed: int) -> None:
        super().__init__(program)
        self._program, self._random = program, random.Random(seed)
        table = program.session.window.actions_.items()
        names = sorted(spec.name for spec, _ in table if spec.name not in self.NEVER)
        self._names = self._random.sample(names, self._random.randrange(5))
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._step)
        self._timer.start(self._random.choice([0, 1, 20, 200, 600, 1200]))

    def _step(self) -> None:
        """The next action; it may stay inside a dialog, where the timer goes on."""
        self._timer.start(self._random.choice([0, 10, 60, 250]))
        if self._names:
            name = self._names.pop()
            say(did=name)
            self._program.session.window.actions_[name].trigger()
        else:
            self._timer.stop()
            self._leave()

    def _leave(self) -> None:
        ways: dict[str, Callable[[], object]] = {
            "close": self._program.session.window.close,
            "close all": QApplication.closeAllWindows,
            "menu": self._program.session.window.actions_["quit"].trigger,
            "logout": self._log_out,
            **{one.name: partial(os.kill, os.getpid(), one) for one in ENDINGS},
        }
        if QApplication.activeModalWidget() is not None:  # it holds off every click on the window
            for way in ("close", "close all", "menu"):
                del ways[way]
        way = self._random.choice(sorted(ways))
        say(left=way)
        ways[way]()

    def _log_out(self) -> None:
        self._program._save_for_logout(None)
        QApplication.quit()


def fill(home: Path, folders: list[Path]) -> None:
    """What the background process does, so that the first article is there at once."""
    paths = places.find(home)
    paths.create()
    if not paths.catalogue.exists():
        library = Library(paths.catalogue)
        scan(library, folders or [resources.collection()], Memory())
        library.close()


def run(mode: str, home: Path, seed: int, targets: list[Path]) -> int:
    """One program until its end; its exit status."""
    if mode != "leave" or seed % 2:
        fill(home, [target for target in targets if target.is_dir()])
    shown = app.Program.show

    def show(program: app.Program) -> None:
        shown(program)
        if mode == "leave":
            Leaver(program, seed)
        else:
            Person(program, mode, seed)

    app.Program.show = show  # type: ignore[method-assign]
    return app.run(places.find(home), targets)


def serve_one(line: str) -> None:
    """Fork a program for a line and wait for its end."""
    mode, home, seed, *targets = line.rstrip("\n").split("\t")
    child = os.fork()
    if child == 0:
        status = 70
        try:
            say(pid=os.getpid())
            status = run(mode, Path(home), int(seed), [Path(target) for target in targets])
        except BaseException as error:
            say(failed=f"{type(error).__name__}: {error}")
        finally:
            sys.stderr.flush()
            os._exit(status)
    say(status=os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]))


def main() -> None:
    """Serve the lines of standard input; with arguments run one program in this process."""
    if len(sys.argv) > 1:
        mode, home, seed, *targets = sys.argv[1:]
        sys.exit(run(mode, Path(home), int(seed), [Path(target) for target in targets]))
    for line in sys.stdin:
        serve_one(line)


if __name__ == "__main__":
    main()
