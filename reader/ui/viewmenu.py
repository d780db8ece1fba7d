"""The heading of the list: which view, order and saved search it shows, and a menu of them."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import get_args

from PySide6.QtCore import QEvent, Signal
from PySide6.QtGui import QAction, QActionGroup, QFont
from PySide6.QtWidgets import QMenu, QWidget

from reader.model import Order, View
from reader.ui.controls import MenuButton, menu_text
from reader.ui.theme import Theme

LONGEST = 320  # of a query in a menu


class ViewMenu(MenuButton):
    """Names the view; its menu tells the wishes for others."""

    view_chosen = Signal(str)
    order_chosen = Signal(str)
    search_chosen = Signal(str)
    save_search_wanted = Signal()
    drop_search_wanted = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent)
        self.setObjectName("view_filter")
        self._view: View = "all"
        self._order: Order = "date"
        self._saved: tuple[str, ...] = ()
        self._query = ""
        menu = QMenu(self)
        menu.aboutToShow.connect(lambda: self._fill(menu))
        self.setMenu(menu)

    def set_view(self, view: View, order: Order) -> None:
        """Show which view and order are chosen."""
        self._view, self._order = view, order
        self.retranslate()

    def set_saved_searches(self, searches: Sequence[str]) -> None:
        """The searches that are kept here."""
        self._saved = tuple(searches)

    def set_query(self, query: str) -> None:
        """The present search, which can be kept."""
        self._query = query.strip()

    def view_names(self) -> dict[View, str]:
        """The views in the interface's language."""
        return {
            "all": self.tr("All articles"),
            "unread": self.tr("Unread"),
            "in_progress": self.tr("In progress"),
            "bookmarked": self.tr("Bookmarked"),
            "with_notes": self.tr("With notes"),
        }

    def order_names(self) -> dict[Order, str]:
        """The sort orders in the interface's language."""
        return {
            "date": self.tr("Newest first"),
            "title": self.tr("Title"),
            "language": self.tr("Language"),
            "length": self.tr("Length"),
            "opened": self.tr("Last opened"),
        }

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()

    def retranslate(self) -> None:
        name = self.view_names()[self._view]
        self.setText(name)
        self.updateGeometry()
        self.setAccessibleName(self.tr("View: {name}").format(name=name))
        self.setToolTip(self.tr("View and sort order"))

    def _fill(self, menu: QMenu) -> None:
        menu.clear()
        views = QActionGroup(menu)
        for view, name in self.view_names().items():
            self._entry(menu, views, name, view == self._view, self.view_chosen, view)
        _add_heading(menu, self.tr("Sort by"))
        orders = QActionGroup(menu)
        for order in get_args(Order):
            name = self.order_names()[order]
            self._entry(menu, orders, name, order == self._order, self.order_chosen, order)
        self._add_searches(menu)

    def _add_searches(self, menu: QMenu) -> None:
        if self._saved or self._query:
            _add_heading(menu, self.tr("Saved searches"))
        for query in self._saved:
            name = query_text(query, menu.font())
            action = menu.addAction(name, partial(self.search_chosen.emit, query))
            action.setCheckable(True)
            action.setChecked(query == self._query)
        if self._query in self._saved:
            menu.addAction(self.tr("Remove this search"), self.drop_search_wanted.emit)
        elif self._query:
            menu.addAction(self.tr("Save this search"), self.save_search_wanted.emit)

    def _entry(
        self, menu: QMenu, group: QActionGroup, name: str, checked: bool, signal: object, value: str
    ) -> None:
        action = QAction(name, menu)
        action.setCheckable(True)
        action.setChecked(checked)
        action.triggered.connect(lambda: signal.emit(value))  # type: ignore[attr-defined]
        group.addAction(action)
        menu.addAction(action)


def _add_heading(menu: QMenu, text: str) -> None:
    """A line and a name; the style draws no more of Qt's own sections than the line."""
    menu.addSeparator()
    menu.addAction(text).setEnabled(False)


def query_text(query: str, font: QFont) -> str:
    """A query as the text of a menu entry, on one line and without tabs."""
    return menu_text(" ".join(query.split()), font, LONGEST)
