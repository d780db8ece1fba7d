"""How Python comes to know the viewport of a scroll area."""

from __future__ import annotations

from PySide6.QtWidgets import QAbstractScrollArea, QWidget

NAME = "qt_scrollarea_viewport"  # Qt's own


def meet_viewport(area: QAbstractScrollArea) -> None:
    """Find the viewport by its name before `viewport` is called: it is the same object.

    Of a widget that it sees for the first time, as what a method returns, PySide wants to know the
    class, and makes all classes of widgets that there are: 25 ms of a start. Found as a child it is
    taken for what was asked for.
    """
    area.findChild(QWidget, NAME)
    area.viewport()
