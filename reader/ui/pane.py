"""The reading pane: shows a set article, keeps the reader's place in it and reports gestures.

Offsets count code points of Rendered.text; the document itself is never altered.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QMimeData, QPoint, QRect, QRectF, Qt, QUrl, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPalette,
    QPen,
    QResizeEvent,
    QTextCursor,
)
from PySide6.QtWidgets import QFrame, QTextBrowser, QWidget

from reader.ui.formats import Look
from reader.ui.furniture import Furniture, Hits
from reader.ui.highlights import Marks, Painted
from reader.ui.portion import (
    CHARACTERS_IN_SQUARE,
    FAR_CHARACTERS,
    FIRST_BLOCKS,
    FIRST_CHARACTERS,
    Portion,
    next_portion,
)
from reader.ui.positions import PositionMap
from reader.ui.screen import ROOM, Screen, page_down, page_up
from reader.ui.theme import Theme
from reader.ui.timers import repeating
from reader.ui.typesetting import ArticleDocument, Header, Picture, Prepared, Typesetter
from reader.ui.viewport import meet_viewport

__all__ = ["Painted", "ReadingPane"]


class ReadingPane(QTextBrowser):
    """Shows one article. Offsets in all signals and calls count code points of its text.

    image_activated carries a Picture.
    """

    link_activated = Signal(str)
    link_hovered = Signal(str, QPoint)
    selection_finished = Signal(QPoint)
    mark_clicked = Signal(str, QPoint)
    image_activated = Signal(object)
    menu_wanted = Signal(QPoint)
    scrolled = Signal()
    laid_out = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("article_view")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setOpenLinks(False)
        self.setUndoRedoEnabled(False)
        self.setTabChangesFocus(False)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setLineWrapMode(QTextBrowser.LineWrapMode.FixedPixelWidth)
        self.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextBrowserInteraction
            | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        meet_viewport(self)
        self.viewport().setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)  # see paintEvent
        self._theme = theme
        self._setter: Typesetter | None = None
        self._text = ""
        self._furniture: Furniture | None = None
        self._marks = Marks()
        self._hits = Hits()
        self._active = ""
        self._pending_offset: int | None = None
        self._beginning: Header | None = None
        self._kept: tuple[int, int] | None = None
        self._on_link = False
        self._screen = Screen(self)
        self._margins = (30, 41, 30, 120)
        self.setCursorWidth(2)
        self._feeder = repeating(self, 0, self._feed_more)
        self._click: QPoint | None = None
        self.anchorClicked.connect(lambda url: self.link_activated.emit(url.toString()))
        self.highlighted.connect(self._report_hover)
        self.verticalScrollBar().valueChanged.connect(lambda _: self.scrolled.emit())
        self.set_theme(theme)

    # --- showing --------------------------------------------------------------------------------

    def show_article(
        self, look: Look, header: Header, prepared: Prepared, text: str, offset: int = 0
    ) -> None:
        """Show an article from the line that holds offset; large ones arrive in parts."""
        if self._goes_on(look, header, prepared):
            self._text, self._beginning = text, None
            self._feeder.start()
            return
        self._show(Typesetter(look, prepared), header, text, offset)

    def show_beginning(self, look: Look, header: Header, prepared: Prepared, offset: int) -> None:
        """Show the first screens of an article whose text is not known yet.

        They are there to be read: until `show_article` nothing of them is selected for a mark.
        """
        self._show(Typesetter(look, prepared, is_beginning=True), header, "", offset)
        self._beginning = header

    def _goes_on(self, look: Look, header: Header, prepared: Prepared) -> bool:
        """Whether an article's beginning is shown already; then the rest follows it."""
        setter = self._setter
        if setter is None or self._beginning != header or setter.look != look:
            return False
        if not setter.go_on(prepared):
            return False
        self._furniture = Furniture(setter)
        self._furnish()
        return True

    def _show(self, setter: Typesetter, header: Header, text: str, offset: int) -> None:
        self._feeder.stop()
        self._setter, self._text, self._beginning = setter, text, None
        self._furniture = Furniture(setter)
        self._hits = Hits()
        self._furnish()
        self._apply_margins()
        setter.header(header)
        more = self._set_first(setter, offset)
        old = self.document()
        self.setDocument(setter.document)
        while more and setter.map.end >= offset and not self._has_screen(offset):
            more = setter.feed(next_portion())
        layout = setter.document.documentLayout()
        layout.documentSizeChanged.emit(layout.documentSize())  # Qt would tell the scroll bar later
        if isinstance(old, ArticleDocument):
            old.deleteLater()
        setter.document.setParent(self)
        self._on_link = False
        self._kept = None
        self._pending_offset = offset or None
        self.verticalScrollBar().setValue(0)
        self.place_caret(0)
        if more:
            self._feeder.start()
        self._settle(not more)

    def _set_first(self, setter: Typesetter, offset: int) -> bool:
        """Set what a screen from offset on takes, unless that is far down; whether more is left."""
        if offset:
            far = Portion(FAR_CHARACTERS)
            setter.feed(lambda fed: setter.map.end > offset or far(fed))
        lines = self.viewport().height() / setter.look.line
        line = CHARACTERS_IN_SQUARE * setter.look.width / setter.look.size
        return setter.feed(Portion(min(round(lines * line), FIRST_CHARACTERS), FIRST_BLOCKS))

    def _has_screen(self, offset: int) -> bool:
        """Whether a screen from offset on is there, and what the cards beside its end stand by."""
        if self.map.end < offset:
            return False
        top = self.document_rect(offset).top() if offset else 0
        height = self.document().documentLayout().documentSize().height()
        return height > top + self.viewport().height() + 2 * self._margins[3]

    def _feed_more(self) -> None:
        setter = self._setter
        if setter is None:
            return
        more = setter.feed(next_portion())
        if not more:
            self._feeder.stop()
        self._settle(not more)

    def _settle(self, complete: bool) -> None:
        """Go to the wanted offset as soon as its screen is there; tell once all is."""
        if self._pending_offset is not None and self.verticalScrollBar().value() > 0:
            self._pending_offset = None  # the reader has scrolled meanwhile
        wanted = self._pending_offset
        if wanted is not None and (complete or self._has_screen(wanted)):
            self.scroll_to(wanted)
            self.place_caret(wanted)
        if complete:
            self.laid_out.emit()

    def is_complete(self) -> bool:
        """Whether the whole article has arrived in the pane."""
        return self._beginning is None and not self._feeder.isActive()

    def bring(self, offset: int) -> None:
        """Set the article at once as far as the screen after offset needs."""
        while self._feeder.isActive() and self.map.end < offset + FIRST_CHARACTERS:
            self._feed_more()

    def finish(self) -> None:
        """Bring in what is still missing at once (before the whole is needed)."""
        setter = self._setter
        if setter is not None and self._feeder.isActive():
            self._feeder.stop()
            setter.feed()
            self._settle(True)

    def set_theme(self, theme: Theme) -> None:
        """The colours of what the pane paints itself; the article is set anew by its owner."""
        self._theme = theme
        palette = self.palette()
        palette.setColor(QPalette.ColorRole.Base, theme["reader"])
        palette.setColor(QPalette.ColorRole.Text, theme["text"])
        palette.setColor(QPalette.ColorRole.Highlight, theme["accent"])
        palette.setColor(QPalette.ColorRole.HighlightedText, theme["on_accent"])
        self.setPalette(palette)
        self.viewport().update()

    def set_margins(self, left: int, top: int, right: int, bottom: int) -> None:
        """The white space around the column, in pixels."""
        if (left, top, right, bottom) != self._margins:
            self._margins = (left, top, right, bottom)
            self._apply_margins()

    def _apply_margins(self) -> None:
        if self._setter is None:
            return
        left, top, right, bottom = self._margins
        self._setter.set_margins(left, top, right, bottom)
        width = left + self._setter.look.width + right
        if self.lineWrapColumnOrWidth() != width:
            self.setLineWrapColumnOrWidth(width)

    # --- places ---------------------------------------------------------------------------------

    @property
    def map(self) -> PositionMap:
        return self._setter.map if self._setter else PositionMap()

    @property
    def text(self) -> str:
        """The article's text, as anchors count in it."""
        return self._text

    @property
    def place(self) -> int:
        """The offset that a change of the look must keep: one that is on its way counts."""
        return self._pending_offset or self.first_visible_offset()

    def first_visible_offset(self) -> int:
        """The offset of the first line that is wholly visible; 0 at the top.

        As long as nothing was scrolled it is the very offset that was scrolled to, so that
        changing the look again and again does not move the text.
        """
        value = self.verticalScrollBar().value()
        if value <= 0:
            return 0
        if self._kept is not None and self._kept[1] == value:
            return self._kept[0]
        for block, line, top in self._screen.lines(value):
            if top >= value - 1 or line.height() > self.viewport().height() / 2:
                return self.map.to_text(block.position() + line.textStart())
        return self.map.end

    def last_visible_offset(self) -> int:
        """The offset of the last line on the screen."""
        bottom = self.verticalScrollBar().value() + self.viewport().height()
        found = 0
        for block, line, top in self._screen.lines(self.verticalScrollBar().value()):
            if top + line.height() > bottom + 1:
                break
            found = self.map.to_text(block.position() + line.textStart())
        return found

    def _line_height(self) -> float:
        return self._setter.look.line if self._setter else 30.0

    def scroll_to(self, offset: int, *, margin: int | None = None) -> None:
        """Bring the line of offset to margin pixels below the top (one gap where None)."""
        bar = self.verticalScrollBar()
        self._pending_offset = None
        if offset <= 0 and margin is None:
            bar.setValue(0)
            return
        self.bring(offset)
        top = self.document_rect(offset).top()
        bar.setValue(round(top - (ROOM if margin is None else margin)))
        self._kept = (offset, bar.value()) if margin is None else None

    def ensure_visible(self, offset: int) -> None:
        """Scroll only where the line of offset is not comfortably on the screen."""
        self.bring(offset)
        rect = self.offset_rect(offset)
        height = self.viewport().height()
        if rect.top() < 24 or rect.bottom() > height - 48:
            self.scroll_to(offset, margin=height // 3)

    def document_rect(self, offset: int) -> QRect:
        """The rectangle of the place in the document's coordinates."""
        return self.offset_rect(offset).translated(0, self.verticalScrollBar().value())

    def offset_rect(self, offset: int) -> QRect:
        """The rectangle of the place in the viewport's coordinates."""
        cursor = QTextCursor(self.document())
        cursor.setPosition(min(self.map.to_document(offset), self._last_position()))
        return self.cursorRect(cursor)

    def _last_position(self) -> int:
        return max(0, self.document().characterCount() - 1)

    def scroll_to_anchor(self, name: str) -> bool:
        """Bring the target of a "#name" link to the top; whether there is one."""
        if self._setter is None:
            return False
        blocks = self._setter.prepared.blocks
        target = next((b for b in blocks if name in b.names), None)
        if target is None:
            return False
        self.bring(target.start)
        cursor = QTextCursor(self.document())
        cursor.setPosition(self._setter.anchors.get(name, 0))
        top = self.cursorRect(cursor).top() + self.verticalScrollBar().value()
        self.verticalScrollBar().setValue(top - 16)
        self.place_caret(target.start)
        return True

    def progress(self) -> float:
        """How much of the article lies above the lower edge of the window, 0.0 at its top."""
        bar = self.verticalScrollBar()
        return bar.value() / bar.maximum() if bar.maximum() > 0 else 1.0

    def fits(self) -> bool:
        """Whether the whole article is on the screen without scrolling."""
        return self.verticalScrollBar().maximum() <= 0

    def page(self, direction: int) -> bool:
        """Scroll by a page less a line; False where nothing was left to scroll."""
        bar = self.verticalScrollBar()
        before = bar.value()
        target = page_down if direction > 0 else page_up
        lines, height = self._screen.lines(before), self.viewport().height()
        bar.setValue(target(lines, before, height, self._line_height()))
        if self.hasFocus() and not self.textCursor().hasSelection():
            self.place_caret(self.first_visible_offset())
        return bar.value() != before

    def go_to_edge(self, *, end: bool) -> None:
        """To the beginning or the end of the article, the caret too."""
        if end:
            self.finish()
        self._pending_offset = None
        bar = self.verticalScrollBar()
        self.place_caret(self.map.end if end else 0)
        bar.setValue(bar.maximum() if end else 0)

    # --- the selection --------------------------------------------------------------------------

    def selected_range(self) -> tuple[int, int] | None:
        """The selected range of the text, None where nothing of it is selected."""
        cursor = self.textCursor()
        if not cursor.hasSelection() or self._on_link or self._beginning is not None:
            return None
        start = self.map.to_text(cursor.selectionStart())
        end = self.map.to_text(max(cursor.selectionEnd(), _end_of_cells(cursor)))
        while start < end and self._text[start].isspace():
            start += 1
        while end > start and self._text[end - 1].isspace():
            end -= 1
        return (start, end) if start < end else None

    def select_range(self, start: int, end: int) -> None:
        """Select a range of the text."""
        self.bring(end)
        self._on_link = False
        cursor = QTextCursor(self.document())
        cursor.setPosition(self.map.to_document(start))
        cursor.setPosition(self.map.to_document(end, end=True), QTextCursor.MoveMode.KeepAnchor)
        self.setTextCursor(cursor)

    def clear_selection(self) -> None:
        cursor = self.textCursor()
        cursor.clearSelection()
        self.setTextCursor(cursor)

    def caret_offset(self) -> int:
        """Where the caret stands in the text."""
        return self.map.to_text(self.textCursor().position())

    def place_caret(self, offset: int) -> None:
        """Put the caret at offset without scrolling."""
        value = self.verticalScrollBar().value()
        self._on_link = False
        cursor = QTextCursor(self.document())
        cursor.setPosition(min(self.map.to_document(offset), self._last_position()))
        self.setTextCursor(cursor)
        self.verticalScrollBar().setValue(value)

    def createMimeDataFromSelection(self) -> QMimeData:  # noqa: N802 (Qt's name)
        """Plain text alone: no soft hyphen, and no HTML that another program would resolve.

        The object is Qt's own: one made in Python crashes when the clipboard is destroyed, which is
        after the interpreter's end.
        """
        data = super().createMimeDataFromSelection()
        data.text()  # Qt fills it when it is first read
        data.clear()
        cursor = self.textCursor()
        chosen = self.selected_range()
        fallback = cursor.selectedText().replace("\u2029", "\n").replace("\u00ad", "")
        data.setText(self._text[chosen[0] : chosen[1]] if chosen else fallback)
        return data

    # --- marks and hits -------------------------------------------------------------------------

    def set_painted(self, painted: Sequence[Painted]) -> None:
        """The coloured ranges to paint."""
        self._marks = Marks(painted)
        self._furnish()

    def set_active(self, mark_id: str) -> None:
        """Brighten the highlight of one mark; "" for none."""
        if mark_id != self._active:
            self._active = mark_id
            self._furnish()

    def set_hits(self, hits: Sequence[tuple[int, int]], current: int = -1) -> None:
        """The found ranges to mark, and which of them is the current one."""
        self._hits = Hits(hits, current)
        self._furnish()

    def _furnish(self) -> None:
        if self._furniture is not None:
            self._furniture.marks = self._marks
            self._furniture.hits = self._hits
            self._furniture.active = self._active
        self.viewport().update()

    def marks_at(self, offset: int) -> list[str]:
        """The marks whose range holds offset, the shortest first."""
        return self._marks.at(offset)

    # --- events ---------------------------------------------------------------------------------

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        self._click = event.position().toPoint()
        self._on_link = False
        super().mousePressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        super().mouseReleaseEvent(event)
        point = event.position().toPoint()
        if event.button() != Qt.MouseButton.LeftButton:
            return
        if self.textCursor().hasSelection():
            self.selection_finished.emit(self.viewport().mapToGlobal(point))
        elif self._click is not None and (point - self._click).manhattanLength() < 6:
            self._clicked(point)
        self._click = None

    def _clicked(self, point: QPoint) -> None:
        if self.anchorAt(point):
            return
        cursor = self.cursorForPosition(point)
        if (image := self._image_at(cursor, point)) is not None:
            self.image_activated.emit(image)
            return
        if marks := self.marks_at(self.map.to_text(cursor.position())):
            self.mark_clicked.emit(marks[0], self.viewport().mapToGlobal(point))

    def _image_at(self, cursor: QTextCursor, point: QPoint) -> Picture | None:
        return self._picture(self._screen.image_at(cursor, point))

    def image_near_caret(self) -> Picture | None:
        """The image at the caret, else the first one on the screen."""
        return self._picture(self._screen.image_near(self.textCursor().position()))

    def _picture(self, token: str) -> Picture | None:
        return self._setter.picture(token) if self._setter else None

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:  # noqa: N802
        """The owner shows the menu; a click outside the selection moves the caret there first."""
        point = event.pos()
        if event.reason() == QContextMenuEvent.Reason.Mouse:
            if self.selected_range() is None:
                self.setTextCursor(self.cursorForPosition(point))
            self.menu_wanted.emit(event.globalPos())
        else:
            self.menu_wanted.emit(self.viewport().mapToGlobal(self.cursorRect().bottomLeft()))

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        plain = event.modifiers() in (
            Qt.KeyboardModifier.NoModifier,
            Qt.KeyboardModifier.KeypadModifier,
        )
        if plain and event.key() in (Qt.Key.Key_Home, Qt.Key.Key_End):
            self.go_to_edge(end=event.key() == Qt.Key.Key_End)
        elif plain and event.key() in (Qt.Key.Key_PageDown, Qt.Key.Key_PageUp):
            self.page(1 if event.key() == Qt.Key.Key_PageDown else -1)
        else:
            if event.key() not in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self._on_link = False
            super().keyPressEvent(event)

    def focusNextPrevChild(self, forward: bool) -> bool:  # noqa: N802
        """Tab goes through the links on the way to the next widget; Qt does not tell of them."""
        went = super().focusNextPrevChild(forward)
        cursor = self.textCursor()
        href = cursor.charFormat().anchorHref() if cursor.hasSelection() else ""
        self._on_link = went and self.hasFocus() and bool(href)
        if self._on_link:
            self.viewport().update()
            self.link_hovered.emit(href, self.cursorRect().bottomLeft())
        return went

    def focusInEvent(self, event: QFocusEvent) -> None:  # noqa: N802
        """The caret begins on the screen, where the reader is."""
        super().focusInEvent(event)
        if not self.textCursor().hasSelection() and not self._is_caret_visible():
            self.place_caret(self.first_visible_offset())

    def _is_caret_visible(self) -> bool:
        position = self.textCursor().position()
        is_in_text = position >= self.map.to_document(0)
        return is_in_text and self.viewport().rect().contains(self.cursorRect().center())

    def _report_hover(self, url: QUrl) -> None:
        self.link_hovered.emit(url.toString(), self.mapFromGlobal(self.cursor().pos()))

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        super().resizeEvent(event)
        self.scrolled.emit()

    def doSetSource(self, name: QUrl | str, type: object = None) -> None:  # noqa: N802, A002
        """Never navigate by itself: links are reported, their owner decides."""

    # --- painting -------------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        """The ground is painted here: Qt would fill the pane and what lies below it, one by one."""
        painter = QPainter(self.viewport())
        area = event.rect()
        painter.fillRect(area, self._theme["reader"])
        if self._furniture is not None:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            shown = list(self._screen.blocks(area))
            left = self._margins[0] - self.horizontalScrollBar().value()
            self._furniture.paint(painter, shown, self._screen.shift(), left, QRectF(area))
        painter.end()
        super().paintEvent(event)
        if self._on_link and self.hasFocus():
            self._paint_focus()

    def _paint_focus(self) -> None:
        """A ring around the link that Tab went to."""
        first, last = self.textCursor(), self.textCursor()
        first.setPosition(first.selectionStart())
        last.setPosition(last.selectionEnd())
        a, b = self.cursorRect(first), self.cursorRect(last)
        if a.top() == b.top():
            painter = QPainter(self.viewport())
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(self._theme["accent"], 2))
            painter.drawRoundedRect(QRectF(a.united(b)).adjusted(-3, 3, 3, 3), 4, 4)


def _end_of_cells(cursor: QTextCursor) -> int:
    """Where the last of the selected cells ends (Qt's selection ends where it begins), else -1."""
    table = cursor.currentTable()
    if table is None or not cursor.hasComplexSelection():
        return -1
    cells = cursor.selectedTableCells()
    assert isinstance(cells, tuple)  # the stubs say object
    row, rows, column, columns = cells
    return table.cellAt(row + rows - 1, column + columns - 1).lastPosition()
