"""Runs the scan and the search index in a process of their own and reports how far they are."""

from __future__ import annotations

import json
import logging
import os
import sys
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QObject, QProcess, QProcessEnvironment, QTimer, Signal

import reader
from reader.index_request import write_memory
from reader.model import Memory
from reader.paths import Paths

log = logging.getLogger(__name__)
QUIET_MS = 300  # then it is killed, which both files stand
KILLED_MS = 5000


class Indexer(QObject):
    """One background run at a time; wishes that come while it runs are joined into the next.

    `listed` tells that the catalogue has more than before while the scan goes on. A run that died
    is started once more; `died` tells that this has not helped either.
    """

    progressed = Signal(str, int, int)
    listed = Signal()
    changed = Signal(object)
    finished = Signal()
    failed = Signal(str)
    died = Signal(int)

    def __init__(self, paths: Paths, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._paths = paths
        self._process: QProcess | None = None
        self._buffer = b""
        self._next: tuple[list[Path], Memory, set[Path] | None] | None = None
        self._said_finished = self._has_scanned = self._is_pressing = False
        self._closed = False
        self._wish: tuple[list[Path], Memory, set[Path] | None] = ([], Memory(), set())
        self._is_second_try = False

    def is_running(self) -> bool:
        return self._process is not None

    def run(
        self,
        folders: Sequence[Path],
        memory: Memory,
        only: Sequence[Path] | None = None,
        *,
        is_pressing: bool = False,
    ) -> None:
        """Bring catalogue and index up to date; only limits the scan to these paths.

        Where it is pressing, an indexing under way is broken off and goes on after the scan.
        """
        if self._closed:
            return
        wish = (list(folders), memory, set(only) if only is not None else None)
        if self._process is not None:
            self._next = self._joined(wish, self._next)
            self._is_pressing = self._is_pressing or is_pressing
            self._make_way()
            return
        self._start(*wish)

    def _make_way(self) -> None:
        if self._is_pressing and self._has_scanned and self._process is not None:
            self._is_pressing = False
            self._process.write(b"cancel\n")

    @staticmethod
    def _joined(
        wish: tuple[list[Path], Memory, set[Path] | None],
        waiting: tuple[list[Path], Memory, set[Path] | None] | None,
    ) -> tuple[list[Path], Memory, set[Path] | None]:
        folders, memory, only = wish
        if waiting is not None:
            earlier = waiting[2]
            only = None if only is None or earlier is None else only | earlier
        return folders, memory, only

    def _start(self, folders: list[Path], memory: Memory, only: set[Path] | None) -> None:
        self._wish = (folders, memory, only)
        process = QProcess(self)
        process.setProgram(sys.executable)
        process.setArguments(["-m", "reader.indexing"])
        environment = QProcessEnvironment.systemEnvironment()
        package = str(Path(reader.__file__).resolve().parent.parent)
        path = environment.value("PYTHONPATH")
        environment.insert("PYTHONPATH", f"{package}{os.pathsep}{path}" if path else package)
        process.setProcessEnvironment(environment)
        process.readyReadStandardOutput.connect(self._read)
        process.finished.connect(self._on_finished)
        process.errorOccurred.connect(self._on_error)
        self._buffer, self._said_finished = b"", False
        self._has_scanned = self._is_pressing = False
        self._process = process
        process.start()
        request = {
            "catalogue": str(self._paths.catalogue),
            "index": str(self._paths.search_index),
            "folders": [str(folder) for folder in folders],
            "memory": write_memory(memory),
            "only": None if only is None else sorted(str(path) for path in only),
        }
        process.write(json.dumps(request).encode("utf-8", "surrogateescape") + b"\n")

    def cancel(self) -> None:
        """Stop the present run at its next chunk; what it has finished stays."""
        self._next = None
        if self._process is not None:
            self._process.write(b"cancel\n")

    def _read(self) -> None:
        if self._process is None:
            return
        self._buffer += self._process.readAllStandardOutput().data()
        *lines, self._buffer = self._buffer.split(b"\n")
        for line in lines:
            self._take(line)

    def _take(self, line: bytes) -> None:
        try:
            message = json.loads(line)
        except ValueError:
            return
        if "phase" in message:
            self.progressed.emit(message["phase"], message["done"], message["total"])
        elif "listed" in message:
            self.listed.emit()
        elif "changes" in message:
            self._has_scanned = True
            self.changed.emit(message["changes"])
            self._make_way()
        elif "finished" in message:
            self._said_finished = True
        elif "error" in message:
            self._said_finished = True
            self.failed.emit(message["error"])

    def _on_error(self, error: QProcess.ProcessError) -> None:
        if error == QProcess.ProcessError.FailedToStart:
            self._over(-1)

    def _on_finished(self, code: int) -> None:
        self._read()
        self._over(code)

    def _over(self, code: int) -> None:
        process, self._process = self._process, None
        if process is not None:
            process.deleteLater()
        if self._closed:
            return
        has_died = not self._said_finished
        if has_died and not self._is_second_try:
            log.warning("the background process ended with %s; it is started again", code)
            self._next = self._joined(self._next or self._wish, self._wish)
        self._is_second_try = has_died and not self._is_second_try
        wish, self._next = self._next, None
        if wish is not None:
            folders, memory, only = wish
            paths = None if only is None else sorted(only)
            QTimer.singleShot(0, self, lambda: self.run(folders, memory, paths))
        else:
            self.finished.emit()
        if has_died and not self._is_second_try:
            self.died.emit(code)

    def close(self) -> None:
        """End the background process; both files stay usable."""
        self._closed = True
        process, self._process = self._process, None
        if process is None:
            return
        process.closeWriteChannel()
        if not process.waitForFinished(QUIET_MS):
            process.kill()
            process.waitForFinished(KILLED_MS)
