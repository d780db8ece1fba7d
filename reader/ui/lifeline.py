"""What keeps the program alive and honest: exceptions, Qt's messages, signals, garbage collection.

No text of an article or a note reaches the log: messages carry types, places in the code and
counts alone.
"""

from __future__ import annotations

import faulthandler
import gc
import logging
import os
import signal
import sys
import threading
import traceback
from collections.abc import Callable
from pathlib import Path
from types import TracebackType

from PySide6.QtCore import (
    QMessageLogContext,
    QObject,
    QSocketNotifier,
    QtMsgType,
    Signal,
    qInstallMessageHandler,
    qVersion,
)

import reader
from reader.errors import ReaderError
from reader.ui import memory
from reader.ui.timers import repeating

log = logging.getLogger("reader")
COLLECT_MS = 5000
COLLECT_ALL = 24  # every so many times also what is old: 50 ms while a large article is open
ENOUGH_REPORTS = 20


def start_log(path: Path) -> None:
    """Log to a file of at most 2 x 500 KB, 0600; without one where it cannot be written."""
    try:
        handler: logging.Handler = _LateLog(path)
        if not path.exists():
            path.touch(mode=0o600)
        faulthandler.enable(open(path, "a", encoding="utf-8"))  # noqa: SIM115 (kept open for life)
    except OSError:
        handler = logging.NullHandler()
        if sys.stderr is not None:
            faulthandler.enable()
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s: %(message)s"))
    log.addHandler(handler)
    log.setLevel(logging.INFO)


class _LateLog(logging.Handler):
    """Opens the log at the first line: what turns files over takes 10 ms to import."""

    def __init__(self, path: Path) -> None:
        super().__init__()
        self._path = path
        self._handler: logging.Handler | None = None

    def emit(self, record: logging.LogRecord) -> None:
        self._opened().emit(record)

    def close(self) -> None:
        if self._handler is not None:
            self._handler.close()
        super().close()

    def _opened(self) -> logging.Handler:
        if self._handler is None:
            from logging.handlers import RotatingFileHandler

            self._handler = RotatingFileHandler(
                self._path, maxBytes=500_000, backupCount=1, encoding="utf-8", delay=True
            )
            self._handler.setFormatter(self.formatter)
        return self._handler


def where(error: BaseException) -> str:
    """An error without its message, which may quote private text: its type and stack."""
    frames = traceback.extract_tb(error.__traceback__)
    lines = [f"  {Path(f.filename).name}:{f.lineno} in {f.name}" for f in frames]
    return "\n".join([type(error).__name__, *lines])


def report(error: BaseException) -> str:
    """What a person may send: versions and the place in the code, no private text."""
    import platform  # with all that it asks the system

    return (
        f"Lesesal {reader.__version__}, Python {platform.python_version()}, Qt {qVersion()}, "
        f"{platform.system()} {platform.release()}\n{where(error)}"
    )


class Lifeline(QObject):
    """Catches what escapes. `broken` carries a report, once for each place in the code; `refused`
    a ReaderError: not a bug, but something of the machine that nobody had asked about.
    """

    broken = Signal(str)
    refused = Signal(object)
    stop_wanted = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._seen: set[str] = set()
        self._before = (sys.excepthook, threading.excepthook, sys.unraisablehook)
        sys.excepthook = self._on_exception
        threading.excepthook = lambda args: self.take(args.exc_value)
        sys.unraisablehook = lambda args: self.take(args.exc_value)
        qInstallMessageHandler(_qt_message)
        gc.disable()  # a collection in a worker could delete a QObject there
        self._collections = 0
        self._collector = repeating(self, COLLECT_MS, self._collect)
        self._collector.start()
        self._notifier: QSocketNotifier | None = None
        self._pipe: tuple[int, int] | None = None

    def _on_exception(
        self, kind: type[BaseException], error: BaseException, trace: TracebackType | None
    ) -> None:
        self.take(error)

    def take(self, error: BaseException | None) -> None:
        """Log an error and tell of it the first time it happens at a place."""
        if error is None:  # the interpreter had no memory left to say more
            log.error("an error without a value")
            return
        if isinstance(error, KeyboardInterrupt | SystemExit):
            self.stop_wanted.emit()
            return
        if isinstance(error, ReaderError):
            log.warning("%s", where(error))
            self.refused.emit(error)
            return
        place = where(error)
        # sys.last_traceback keeps what the frames hold: a QPainter that outlives its widget crashes
        traceback.clear_frames(error.__traceback__)
        log.error("%s", place)
        if place not in self._seen and len(self._seen) < ENOUGH_REPORTS:
            self._seen.add(place)
            self.broken.emit(report(error))

    def watch_signals(self) -> None:
        """SIGTERM, SIGHUP and SIGINT ask to stop: by a pipe, since Python runs no handler while
        Qt waits."""
        if os.name == "nt":
            signal.signal(signal.SIGINT, lambda *_: self.stop_wanted.emit())
            return
        reading, writing = os.pipe()
        for end in (reading, writing):
            os.set_blocking(end, False)
        signal.set_wakeup_fd(writing, warn_on_full_buffer=False)
        for number in (signal.SIGTERM, signal.SIGHUP, signal.SIGINT):
            signal.signal(number, _ignore)
        self._pipe = (reading, writing)
        self._notifier = QSocketNotifier(reading, QSocketNotifier.Type.Read, self)
        self._notifier.activated.connect(self._on_signal)

    def _on_signal(self) -> None:
        assert self._pipe is not None
        try:
            os.read(self._pipe[0], 64)
        except OSError:
            return
        self.stop_wanted.emit()

    def _collect(self) -> None:
        self._collections += 1
        gc.collect(1 if self._collections % COLLECT_ALL else 2)
        memory.trim()

    def close(self) -> None:
        """Take every hook away again."""
        self._collector.stop()
        gc.enable()
        sys.excepthook, threading.excepthook, sys.unraisablehook = self._before
        # not what was there before: one in Python, called after the interpreter's end, is a crash
        qInstallMessageHandler(None)
        if self._pipe is not None:
            signal.set_wakeup_fd(-1)
            if self._notifier is not None:
                self._notifier.setEnabled(False)
            for end in self._pipe:
                os.close(end)


def _ignore(*_: object) -> None:
    """The wakeup pipe tells of the signal."""


def _qt_message(kind: QtMsgType, context: QMessageLogContext, message: str) -> None:
    levels: dict[QtMsgType, Callable[..., None]] = {
        QtMsgType.QtDebugMsg: log.debug,
        QtMsgType.QtInfoMsg: log.info,
        QtMsgType.QtWarningMsg: log.warning,
    }
    levels.get(kind, log.error)("Qt: %s", message[:300])
