"""The disk of marks.db fails while a note is written: never called saved, kept, saved afterwards."""

from __future__ import annotations

import random
from pathlib import Path

import apsw
from PySide6.QtTest import QTest

from reader.ui.app import Program
from tests.torture.failing import ERRORS
from tests.torture.soak import Disk, until, window
from tests.torture.table import Result
from tests.torture.vfs import Operation, watching

SECONDS = 20.0
_WRITING = {"write", "sync", "truncate", "create", "delete"}


class _Fault:
    """Fails every write to marks.db while it has an error."""

    def __init__(self) -> None:
        self.error: type[apsw.Error] | None = None
        self.passes = 0

    def __call__(self, operation: Operation) -> None:
        if self.error is None or operation.what not in _WRITING:
            return
        if operation.file.startswith("marks.db"):
            self.passes -= 1
            if self.passes < 0:
                raise self.error("torture")


def full_disk(rounds: int, folder: Path, seed: int) -> Result:
    """Each round types a word on a failing disk, then the disk is well again."""
    result, random_, fault = Result(rounds), random.Random(seed), _Fault()
    Disk(folder / "library", seed)
    with watching(fault), window(folder / "home", folder / "library") as program:
        until(lambda: program.session.marking.article is not None, SECONDS)
        program.session.window.show_notes(True)
        for number in range(rounds):
            with result.step():
                fault.passes = random_.randrange(4)
                _fail_once(program, fault, random_.choice(ERRORS), number, result)
    return result


def _fail_once(
    program: Program, fault: _Fault, error: type[apsw.Error], number: int, result: Result
) -> None:
    session, card = program.session, program.session.window.reader.notes.note
    identity = session.marking.article.id if session.marking.article else ""
    fault.error = error
    QTest.keyClicks(card.editor, f"word{number} ")
    text = card.editor.toPlainText()
    if card.editor.flush() or card.state.text() == card.tr("Saved"):
        result.lose(f"round {number}: called saved on a disk that failed")
    if not session.window.reader.problem.isVisible():
        result.lose(f"round {number}: nobody was told")
    if text not in session.parts.store.drafts().values():
        result.lose(f"round {number}: no draft")
    fault.error = None
    if not card.editor.flush() or card.state.text() != card.tr("Saved"):
        result.lose(f"round {number}: not saved on a disk that is well")
    note = session.parts.store.article_note(identity)
    if note is None or note.note != text or session.parts.store.drafts():
        result.lose(f"round {number}: the note is not as it was typed")
