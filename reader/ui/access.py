"""What screen readers and the Tab key need beside names: announcements, places for late widgets."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QWidget


def announce(widget: QWidget, text: str) -> None:
    """Let a screen reader say what appeared without taking the focus."""
    if text and QAccessible.isActive():
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(widget, text))


def set_tab_stops(host: QWidget, widgets: Sequence[QWidget]) -> None:
    """Let Tab reach widgets made later where their host stands, in this order, and not last."""
    previous = _stop_before(host)
    for widget in widgets:
        QWidget.setTabOrder(previous, widget)
        previous = widget


def _stop_before(host: QWidget) -> QWidget:
    step = host.previousInFocusChain()
    while step and step is not host and step.focusPolicy() == Qt.FocusPolicy.NoFocus:
        step = step.previousInFocusChain()
    return step or host
