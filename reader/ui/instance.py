"""One window a data folder: a lock file, and a local socket that brings the first to the front."""

from __future__ import annotations

import json
import logging
import os
import tempfile
import time
from collections.abc import Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QLockFile, QObject, Signal

if TYPE_CHECKING:
    from PySide6.QtNetwork import QLocalServer, QLocalSocket

log = logging.getLogger(__name__)
WAIT_MS = 1500
AGAIN_SECONDS = 0.05
MOST_BYTES = 1_000_000
LONGEST_FOLDER = 70  # unix(7): a socket's path has 107 bytes, and Qt lengthens it while it listens


def _server_name(data: Path) -> str:
    """A socket for this user and data folder; paths of sockets are short, so it is hashed."""
    import hashlib  # OpenSSL with it: not for a start

    user = os.getuid() if hasattr(os, "getuid") else os.environ.get("USERNAME", "")
    key = f"{user}:{os.path.realpath(data)}"
    name = f"lesesal-{hashlib.sha256(key.encode()).hexdigest()[:16]}"
    if os.name == "nt":
        return name
    folders = [os.environ.get("XDG_RUNTIME_DIR", ""), os.path.realpath(data)]
    usable = (f for f in folders if os.path.isdir(f) and len(os.fsencode(f)) < LONGEST_FOLDER)
    return str(Path(next(usable, tempfile.gettempdir())) / name)


class Instance(QObject):
    """Holds the data folder for this window. `called` carries the paths of a second start."""

    called = Signal(object)  # a list as such would lose what is not Unicode in names

    def __init__(self, data: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._data = data
        self._lock = QLockFile(str(data / "window.lock"))
        self._lock.setStaleLockTime(0)
        self._server: QLocalServer | None = None

    @cached_property
    def _name(self) -> str:
        return _server_name(self._data)

    def acquire(self) -> bool:
        """Whether this is the only window; the lock of a program that died is taken over."""
        return self._lock.tryLock(50) or self._take_over()

    def listen(self) -> None:
        """Hear second starts from now on: after the first paint, for Qt's network takes 20 ms."""
        from PySide6.QtNetwork import QLocalServer

        if self._server is not None:
            return
        server = QLocalServer(self)
        server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        QLocalServer.removeServer(self._name)
        server.newConnection.connect(self._on_connection)
        if not server.listen(self._name):
            log.warning("no local socket: %s", server.serverError().name)
        self._server = server

    def _take_over(self) -> bool:
        """Take a lock whose number of a process now belongs to another: only a living holder has
        the system's own lock on the file, and then it cannot be removed."""
        return self._lock.removeStaleLockFile() and self._lock.tryLock(50)

    def hand_over(self, paths: Sequence[str]) -> bool:
        """Ask the window that is open to come forward with these paths; whether it heard.

        One that is only just starting may not listen yet: it is asked again for a while.
        """
        from PySide6.QtNetwork import QLocalSocket

        socket = QLocalSocket()
        end = time.monotonic() + WAIT_MS / 1000
        while True:
            socket.connectToServer(self._name)
            if socket.waitForConnected(WAIT_MS):
                break
            if time.monotonic() > end:
                return False
            time.sleep(AGAIN_SECONDS)
        socket.write(json.dumps(list(paths)).encode("utf-8", "surrogateescape") + b"\n")
        heard = socket.waitForBytesWritten(WAIT_MS) and socket.waitForReadyRead(WAIT_MS)
        socket.disconnectFromServer()
        return bool(heard)

    def _on_connection(self) -> None:
        assert self._server is not None
        socket = self._server.nextPendingConnection()
        socket.readyRead.connect(lambda: self._read(socket))
        socket.disconnected.connect(socket.deleteLater)

    def _read(self, socket: QLocalSocket) -> None:
        if not socket.canReadLine():
            if socket.bytesAvailable() > MOST_BYTES:
                socket.abort()
            return
        try:
            paths = json.loads(bytes(socket.readLine(MOST_BYTES).data()))
        except (ValueError, RecursionError):
            paths = None
        socket.write(b"ok\n")
        socket.flush()
        if isinstance(paths, list):
            self.called.emit([path for path in paths if isinstance(path, str)])

    def release(self) -> None:
        """Give the data folder free."""
        if self._server is not None:
            self._server.close()
        self._lock.unlock()
