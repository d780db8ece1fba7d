"""The pane of a translation beside the article, and what makes both scroll together."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import partial

from PySide6.QtCore import QObject
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from reader.alignment import Stop, turned
from reader.ui.formats import BOTTOM, EDGE, SCROLL_ROOM, centred, column_width, remaining
from reader.ui.pane import Painted, ReadingPane
from reader.ui.theme import Theme
from reader.ui.timers import one_shot
from reader.ui.typesetting import Header, Look, Prepared

TOP = 31


@dataclass(frozen=True)
class Translation:
    """What the pane shows: an article ready to be set, its text, and its highlights."""

    header: Header
    prepared: Prepared
    text: str
    painted: Sequence[Painted]


class Companion(ReadingPane):
    """The pane of the translation. It is read and copied from; marks are made in the other one."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent)
        self.setObjectName("translation_view")
        self._translation: Translation | None = None
        self._base = Look(theme)
        self._shown: Look | None = None
        self._relook = one_shot(self, 0, self._set_again)

    def open(self, translation: Translation) -> None:
        """Show a translation from its beginning."""
        self._translation = translation
        self._set(translation, 0)
        self.set_painted(translation.painted)

    def empty(self) -> None:
        """Show nothing until a translation comes."""
        self._translation = None
        self.set_painted(())
        self.show_article(self._fitted(), Header("", "", "", ""), Prepared(()), "")

    def set_look(self, look: Look) -> None:
        """Set the text by this look, in a column as wide as there is room for."""
        self._base = look
        if self._translation is not None and self._fitted() != self._shown:
            self._relook.start()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        super().resizeEvent(event)
        self.set_look(self._base)

    def _fitted(self) -> Look:
        room = self.width() - 2 * EDGE - SCROLL_ROOM
        return replace(self._base, width=column_width(self._base, self._base.size, room))

    def _set_again(self) -> None:
        if self._translation is not None:
            self._set(self._translation, self.place)

    def _set(self, new: Translation, offset: int) -> None:
        self._shown = self._fitted()
        left = centred(self.width(), self._shown.width)
        right = remaining(self.width(), left, self._shown.width)
        self.set_margins(left, TOP, right, BOTTOM)
        self.show_article(self._shown, new.header, new.prepared, new.text, offset)


class Yoke(QObject):
    """Two panes that scroll together, so that what belongs together stands level.

    The line of the window that is compared moves down with the progress: from its upper edge at the
    beginning of the articles to its lower edge at their ends. So both ends meet.
    """

    def __init__(self, first: ReadingPane, second: ReadingPane, parent: QObject) -> None:
        super().__init__(parent)
        self._panes = (first, second)
        self._stops: tuple[tuple[Stop, ...], tuple[Stop, ...]] = ((), ())
        self._tops: dict[tuple[ReadingPane, int], int] = {}
        self._is_following = False
        for leader, follower in ((first, second), (second, first)):
            leader.scrolled.connect(partial(self._follow, leader, follower))
            leader.verticalScrollBar().rangeChanged.connect(self._forget)
            leader.laid_out.connect(partial(self._follow, first, second))

    def set_stops(self, stops: tuple[Stop, ...]) -> None:
        """What belongs together from now on: offsets in the first pane and in the second."""
        self._stops = (stops, turned(stops))
        self._tops.clear()
        self._follow(*self._panes)

    def _forget(self) -> None:
        self._tops.clear()

    def _follow(self, leader: ReadingPane, follower: ReadingPane) -> None:
        stops = self._stops[self._panes.index(leader)]
        ready = leader.is_complete() and follower.is_complete() and follower.isVisible()
        if self._is_following or not stops or not ready:
            return
        bar, other = leader.verticalScrollBar(), follower.verticalScrollBar()
        height = bar.maximum() + leader.viewport().height()
        their_height = other.maximum() + follower.viewport().height()
        y = bar.value() / bar.maximum() * height if bar.maximum() else 0.0
        index = bisect_right(stops, y, key=lambda stop: self._top(leader, stop.here))
        start, their_start = 0, 0
        if index > 0:
            start = self._top(leader, stops[index - 1].here)
            their_start = self._top(follower, stops[index - 1].there)
        end, their_end = height, their_height
        if index < len(stops):
            end = self._top(leader, stops[index].here)
            their_end = self._top(follower, stops[index].there)
        share = (y - start) / (end - start) if end > start else 0.0
        theirs = their_start + share * (their_end - their_start)
        self._is_following = True
        other.setValue(round(theirs / their_height * other.maximum()))
        self._is_following = False

    def _top(self, pane: ReadingPane, offset: int) -> int:
        if (pane, offset) not in self._tops:
            self._tops[pane, offset] = pane.document_rect(offset).top()
        return self._tops[pane, offset]
