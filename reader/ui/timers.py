"""Timers in one line; they stop with their parent."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer


def one_shot(parent: QObject, milliseconds: int, call: Callable[[], object]) -> QTimer:
    """A timer that runs call once, that long after each start."""
    timer = repeating(parent, milliseconds, call)
    timer.setSingleShot(True)
    return timer


def repeating(parent: QObject, milliseconds: int, call: Callable[[], object]) -> QTimer:
    """A timer that runs call again and again once it is started."""
    timer = QTimer(parent)
    timer.setInterval(milliseconds)
    timer.timeout.connect(lambda: call())
    return timer
