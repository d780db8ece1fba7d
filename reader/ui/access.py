"""What screen readers and the Tab key need beside names: announcements, places for late widgets."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QWidget


def announce(widget: QWidget, text: str) -> None:
    """Let a screen reader say what appeared without taking the focus."""
    if text and QAccessible.isActive():
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(widget, text))


def set_tab_stops(after: QWidget, widgets: Sequence[QWidget]) -> None:
    """Let Tab reach widgets made later in this order behind one that takes the focus, not last.

    Never nextInFocusChain or previousInFocusChain: PySide makes what they return a child of the
    widget they are asked of, and whatever is below it invalid when that widget is deleted.
    """
    previous = after
    for widget in widgets:
        QWidget.setTabOrder(previous, widget)
        previous = widget
