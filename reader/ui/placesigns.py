"""The signs of bookmarked places: a small bookmark before the line that each one stands in."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication, QPoint, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QToolButton, QWidget

from reader.ui.controls import picture_button, px
from reader.ui.theme import Theme, draw_icon

PICTURE = 15
GAP = 1
MOST = 200  # on one screen


@dataclass(frozen=True)
class PlaceSign:
    """A bookmark on a place: start is its offset in the text."""

    id: str
    start: int
    quote: str


def sign_width() -> int:
    """The side of a sign, which is a button."""
    return picture_button(PICTURE, 13)


class PlaceSigns(QWidget):
    """Owns the signs beside one pane and is never seen itself; they are children of the pane.

    `activated` carries the mark's id and where on the screen its sign is. They are not in the order
    of Tab: F7 goes to their places, where keys do what their panel offers.
    """

    activated = Signal(str, QPoint)

    def __init__(self, theme: Theme, pane: QWidget) -> None:
        super().__init__(pane)
        self.hide()
        self._theme, self._pane = theme, pane
        self._places: list[PlaceSign] = []
        self._shown: dict[str, _Sign] = {}
        self._left = 0

    def set_places(self, places: Sequence[PlaceSign]) -> None:
        """The bookmarked places of the article."""
        self._places = sorted(places, key=lambda place: place.start)
        self._drop({mark: sign for mark, sign in self._shown.items() if sign.place not in places})

    def has_places(self) -> bool:
        """Whether there is anything to lay out."""
        return bool(self._places or self._shown)

    def set_left(self, left: int) -> None:
        """Where the signs begin, in the pane's coordinates."""
        self._left = left

    def relayout(self, first: int, last: int, middle_of: Callable[[int], int]) -> None:
        """Show the signs of the offsets from first to last; middle_of tells their lines' middle."""
        heights = {
            place: middle_of(place.start) for place in self._places if first <= place.start <= last
        }
        shown = [place for place, y in heights.items() if 0 < y < self._pane.height()][:MOST]
        known = {place.id for place in shown}
        self._drop({mark: sign for mark, sign in self._shown.items() if mark not in known})
        for place in shown:
            sign = self._shown.get(place.id) or self._made(place)
            sign.move(self._left, heights[place] - sign.height() // 2)
            sign.show()

    def _made(self, place: PlaceSign) -> _Sign:
        sign = _Sign(place, self._theme, self._pane)
        middle = sign.rect().center()
        sign.clicked.connect(lambda: self.activated.emit(place.id, sign.mapToGlobal(middle)))
        self._shown[place.id] = sign
        return sign

    def _drop(self, signs: dict[str, _Sign]) -> None:
        for mark, sign in signs.items():
            del self._shown[mark]
            sign.hide()
            sign.deleteLater()

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        for sign in self._shown.values():
            sign.set_theme(theme)


class _Sign(QToolButton):
    """A filled bookmark in the colour of the accent."""

    def __init__(self, place: PlaceSign, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("place_sign")
        self.place, self._theme = place, theme
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFixedSize(QSize(sign_width(), sign_width()))
        text = QCoreApplication.translate("PlaceSigns", "Bookmark: {text}")
        self.setAccessibleName(text.format(text=" ".join(place.quote[:120].split())))
        self.setToolTip(QCoreApplication.translate("PlaceSigns", "Bookmarked place"))

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self.underMouse():
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(self._theme["hover"])
            painter.drawRoundedRect(self.rect(), 6, 6)
        box = self.rect()
        box.setSize(QSize(px(PICTURE), px(PICTURE)))
        box.moveCenter(self.rect().center())
        draw_icon(painter, box, "bookmark", self._theme["accent"], True)
