"""Work off the GUI thread: one worker a queue, and one queued signal that carries results home.

Results of a cancelled or outdated request are dropped. Workers take and return values, never
QObjects.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from functools import cached_property
from typing import TYPE_CHECKING, Any, TypeVar

from PySide6.QtCore import QObject, Qt, Signal

if TYPE_CHECKING:
    from concurrent.futures import ThreadPoolExecutor

T = TypeVar("T")
log = logging.getLogger(__name__)


class Token:
    """One request; `cancel` makes its answer be dropped, and its work be skipped if not begun."""

    __slots__ = ("cancelled",)

    def __init__(self) -> None:
        self.cancelled = False

    def cancel(self) -> None:
        self.cancelled = True


class Tasks(QObject):
    """A queue with one worker thread. Callbacks run on the thread that owns this object."""

    _done = Signal(object)
    crashed = Signal(object)

    def __init__(self, name: str, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._name = name
        self._closed = False
        self._done.connect(self._deliver, Qt.ConnectionType.QueuedConnection)

    @cached_property
    def _pool(self) -> ThreadPoolExecutor:
        from concurrent.futures import ThreadPoolExecutor  # 3 ms, once there is work

        return ThreadPoolExecutor(max_workers=1, thread_name_prefix=self._name)

    def run(
        self,
        work: Callable[[], T],
        done: Callable[[T], object],
        failed: Callable[[Any], object] | None = None,
    ) -> Token:
        """Queue work; done gets its result, failed its exception (else `crashed` tells of it)."""
        token = Token()
        if not self._closed:
            self._pool.submit(self._work, token, work, done, failed)
        return token

    def run_telling(
        self,
        work: Callable[[Callable[[Any], None]], T],
        told: Callable[[Any], object],
        done: Callable[[T], object],
        failed: Callable[[Any], object] | None = None,
    ) -> Token:
        """As `run`; work is given a function that carries what it has so far to told."""
        token = Token()

        def tell(value: object) -> None:
            if not self._closed:
                self._done.emit((token, told, value))

        if not self._closed:
            self._pool.submit(self._work, token, lambda: work(tell), done, failed)
        return token

    def _work(self, token: Token, work: Any, done: Any, failed: Any) -> None:
        if token.cancelled or self._closed:
            return
        try:
            result: tuple[Any, Any] = (done, work())
        except BaseException as error:  # Rust's panics are no Exception; the GUI thread decides
            result = (failed or self.crashed.emit, error)
        if not self._closed:
            self._done.emit((token, *result))

    def _deliver(self, answer: tuple[Token, Callable[[Any], object], Any]) -> None:
        token, call, value = answer
        if not token.cancelled and not self._closed:
            call(value)

    def close(self) -> None:
        """Drop what waits, finish what runs, and deliver nothing any more."""
        self._closed = True
        if "_pool" in self.__dict__:
            self._pool.shutdown(wait=True, cancel_futures=True)
