"""The context menu of the reading pane: what can be done with the selection, and with a picture."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication, QObject, QPoint
from PySide6.QtWidgets import QMenu

from reader.ui.window import Window

_GROUPS = (
    ("copy", "copy_quote"),
    ("yellow", "green", "blue", "pink", "note"),
    ("tags", "delete_mark"),
    ("find", "contents"),
)


class PaneMenu(QObject):
    """Shows the window's own actions where the pane asks for a menu.

    mark_at_caret tells the mark on whose passage the caret is.
    """

    def __init__(
        self,
        window: Window,
        mark_at_caret: Callable[[], str | None],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._window, self._mark_at_caret = window, mark_at_caret
        window.reader.pane.menu_wanted.connect(self.show_menu)

    def show_menu(self, point: QPoint) -> None:
        """Open the menu at a place of the screen."""
        menu = self.make()
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(point)

    def make(self) -> QMenu:
        """The menu for what is selected now."""
        pane = self._window.reader.pane
        menu = QMenu(self._window)
        menu.setObjectName("article_menu")
        has_passage = pane.selected_range() is not None
        is_on_mark = bool(pane.marks_at(pane.caret_offset()))
        for names in _GROUPS:
            if names[0] == "copy" and not has_passage:
                continue
            if names[0] == "tags" and self._mark_at_caret() is None:
                continue
            if names[0] == "yellow" and not (has_passage or is_on_mark):
                continue
            menu.addActions([self._window.actions_[name] for name in names])
            menu.addSeparator()
        if (image := pane.image_near_caret()) is not None:
            picture = menu.addAction(QCoreApplication.translate("ImageView", "Picture"))
            picture.triggered.connect(lambda: pane.image_activated.emit(image))
        return menu
