"""The raised panel that popovers, contents, palette and the type panel stand on.

Hides placing, shadow, closing and where the focus returns to. A popup is a child of its window,
never a window of its own: such windows jump on some desktops and steal the keyboard.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QMargins, QObject, QPoint, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QHideEvent,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QSinglePointEvent,
)
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from reader.ui.controls import spread_theme
from reader.ui.theme import Theme

SHADOW = 14
MARGIN = 8
GAP = 6
CORNER = 10


def place(size: QSize, bounds: QRect, point: QPoint, avoid: QRect | None = None) -> QPoint:
    """The upper left corner of a panel inside bounds.

    The panel is centred at point; it stands above avoid where there is room, else below; without
    avoid below point, else above. What is larger than bounds keeps to their upper left.
    """
    room = bounds.marginsRemoved(QMargins(MARGIN, MARGIN, MARGIN, MARGIN))
    above = (avoid.top() if avoid else point.y()) - GAP - size.height()
    below = (avoid.bottom() if avoid else point.y()) + 1 + GAP
    fits_above = above >= room.top()
    fits_below = below + size.height() <= room.bottom() + 1
    prefer_above = avoid is not None
    y = above if fits_above and (prefer_above or not fits_below) else below
    x = point.x() - size.width() // 2
    return QPoint(
        _clamp(x, room.left(), room.right() + 1 - size.width()),
        _clamp(y, room.top(), room.bottom() + 1 - size.height()),
    )


def _clamp(value: int, low: int, high: int) -> int:
    return max(low, min(value, high))


class Popup(QWidget):
    """A rounded raised panel; Escape, a press or the wheel outside it close it.

    Parts go into `self.box`. `closed` comes whenever it is hidden; the focus returns to the widget
    that had it if it was inside.
    """

    closed = Signal()

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self._anchor: QWidget | None = None
        self._focus_before: QWidget | None = None
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.box = QVBoxLayout(self)
        self.set_padding(6)
        self.box.setSpacing(4)
        self.hide()

    def set_padding(self, pixels: int) -> None:
        """The space between the panel's edge and its parts."""
        inset = SHADOW + pixels
        self.box.setContentsMargins(inset, inset, inset, inset)

    def set_anchor(self, anchor: QWidget | None) -> None:
        """The button that opens and closes this popup: a press on it is not one outside."""
        self._anchor = anchor

    # --- opening and closing --------------------------------------------------------------------

    def show_at(
        self, point: QPoint, avoid_rect: QRect | None = None, *, focus: bool = True
    ) -> None:
        """Open at a point, beside avoid_rect, both global; focus moves the keyboard into it."""
        host = self._host()
        self.fit(host.rect())
        self.adjustSize()
        avoid = avoid_rect and QRect(host.mapFromGlobal(avoid_rect.topLeft()), avoid_rect.size())
        size = self.size().shrunkBy(_SHADOW)
        corner = place(size, host.rect(), host.mapFromGlobal(point), avoid)
        self.move(corner - QPoint(SHADOW, SHADOW))
        self.open(focus=focus)

    def show_below(self, widget: QWidget) -> None:
        """Open below a button that toggles it."""
        self.set_anchor(widget)
        rect = widget.rect()
        point = widget.mapToGlobal(QPoint(rect.center().x(), rect.bottom()))
        self.show_at(point, None)

    def fit(self, bounds: QRect) -> None:
        """Make the parts fit into bounds before the panel is placed; for subclasses."""

    def _host(self) -> QWidget:
        """The window, and this popup its direct child."""
        parent = self.parentWidget()
        assert parent is not None
        host = parent.window()
        if parent is not host:
            self.setParent(host)
        return host

    def open(self, *, focus: bool = True) -> None:
        """Show where it stands."""
        self._host()
        if not self.isVisible():
            self._focus_before = QApplication.focusWidget()
            application = QApplication.instance()
            assert application is not None
            application.installEventFilter(self)
        self.show()
        self.raise_()
        if focus:
            self.take_focus()

    def take_focus(self) -> None:
        """Where the keyboard goes on opening; for subclasses."""
        self.setFocus(Qt.FocusReason.PopupFocusReason)
        self.focusNextPrevChild(True)

    def hideEvent(self, event: QHideEvent) -> None:  # noqa: N802
        super().hideEvent(event)
        if event.spontaneous():
            return
        if (application := QApplication.instance()) is not None:
            application.removeEventFilter(self)
        before, self._focus_before = self._focus_before, None
        if before is not None and self._has_focus_inside() and _is_alive(before):
            before.setFocus(Qt.FocusReason.PopupFocusReason)
        self.closed.emit()

    def _has_focus_inside(self) -> bool:
        focus = QApplication.focusWidget()
        return focus is None or focus is self or self.isAncestorOf(focus)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        kind = event.type()
        if kind in (QEvent.Type.MouseButtonPress, QEvent.Type.Wheel):
            if isinstance(watched, QWidget) and not self._is_inside(watched, event):
                self.close()
        elif kind == QEvent.Type.KeyPress and _is_escape(event):
            if QApplication.activePopupWidget() is None and self._is_on_top():
                self.close()
                return True
        elif kind == QEvent.Type.ShortcutOverride and _is_escape(event):
            event.accept()
        elif kind == QEvent.Type.Resize and watched is self.parentWidget():
            self.host_resized()
        return False

    def _is_on_top(self) -> bool:
        """Whether no dialog lies over the window."""
        active = QApplication.activeWindow()
        return active is None or active is self.window()

    def host_resized(self) -> None:
        """The window has another size: close, unless a subclass can follow."""
        self.close()

    def _is_inside(self, widget: QWidget, event: QEvent) -> bool:
        """Whether an event belongs to the panel, its anchor or a list that one of them opened.

        By place too: what a part ignores, Qt hands on to the window behind.
        """
        step: QWidget | None = widget
        while step is not None:
            if step is self or step is self._anchor:
                return True
            step = step.parentWidget()
        assert isinstance(event, QSinglePointEvent)
        point = event.globalPosition().toPoint()
        panel = self.rect().marginsRemoved(_SHADOW)
        covering: list[tuple[QWidget, QRect]] = [(self, panel)]
        if self._anchor is not None and self._anchor.isVisible():
            covering.append((self._anchor, self._anchor.rect()))
        return any(area.contains(part.mapFromGlobal(point)) for part, area in covering)

    def focusNextPrevChild(self, next: bool) -> bool:  # noqa: N802, A002
        """Tab goes round inside the panel."""
        current = QApplication.focusWidget()
        parts = self._stops(current)
        if not parts:
            return False
        if current in parts:
            number = (parts.index(current) + (1 if next else -1)) % len(parts)
        else:
            number = 0 if next else len(parts) - 1
        reason = Qt.FocusReason.TabFocusReason if next else Qt.FocusReason.BacktabFocusReason
        parts[number].setFocus(reason)
        return True

    def _stops(self, current: QWidget | None) -> list[QWidget]:
        """The parts that Tab reaches, in order; of radio buttons only the checked one."""
        return [part for part in self.findChildren(QWidget) if _takes_tab(part, current)]

    # --- look -----------------------------------------------------------------------------------

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        spread_theme(self, theme)
        self.update()

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()

    def retranslate(self) -> None:
        """The texts in the interface's language; for subclasses."""

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        event.accept()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        panel = QRectF(self.rect().marginsRemoved(_SHADOW))
        _paint_shadow(painter, panel, self._theme.dark)
        painter.setPen(QPen(self._theme["border"], 1))
        painter.setBrush(self._theme["raised"])
        painter.drawRoundedRect(panel.adjusted(0.5, 0.5, -0.5, -0.5), CORNER, CORNER)


_SHADOW = QMargins(SHADOW, SHADOW, SHADOW, SHADOW)


def _paint_shadow(painter: QPainter, panel: QRectF, dark: bool) -> None:
    """Soft towards its edge: each ring adds more than the one around it."""
    painter.setPen(Qt.PenStyle.NoPen)
    most = SHADOW - 3
    for spread in range(most, 0, -1):
        strength = (most - spread + 1) / most
        painter.setBrush(QColor(0, 0, 0, round((16 if dark else 7) * strength)))
        grown = panel.adjusted(-spread, 3 - spread, spread, spread + 3)
        painter.drawRoundedRect(grown, CORNER + spread, CORNER + spread)


def _is_escape(event: QEvent) -> bool:
    return isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Escape


def _takes_tab(widget: QWidget, current: QWidget | None) -> bool:
    if not widget.isVisible() or not widget.isEnabled() or widget.focusProxy() is not None:
        return False
    if not widget.focusPolicy() & Qt.FocusPolicy.TabFocus:
        return False
    exclusive = bool(getattr(widget, "autoExclusive", lambda: False)())
    return not exclusive or widget is current or bool(widget.isChecked())  # type: ignore[attr-defined]


def _is_alive(widget: QWidget) -> bool:
    import shiboken6

    return bool(shiboken6.isValid(widget))
