"""The article list: a model that loads only the rows in view, a delegate that paints them."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QEvent,
    QItemSelection,
    QModelIndex,
    QPersistentModelIndex,
    QPointF,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetrics,
    QKeyEvent,
    QPainter,
    QTextLayout,
    QTextOption,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from reader.model import Article, Hit, State
from reader.ui.languages import is_right_to_left, language_name
from reader.ui.messages import explain
from reader.ui.spoken import spoken_language
from reader.ui.theme import Theme, draw_icon, ui_font, ui_scale

Index = QModelIndex | QPersistentModelIndex
ROW_ROLE = Qt.ItemDataRole.UserRole + 1
PAGE = 64
MAX_CACHED = 2048
BEGUN = 0.0


@dataclass(frozen=True)
class Row:
    """What one row shows; hit is set while a search is shown, languages where a set is grouped."""

    article: Article
    state: State
    hit: Hit | None = None
    languages: tuple[str, ...] = ()


Fetch = Callable[[Sequence[int]], Mapping[int, Row]]


class ArticleModel(QAbstractTableModel):
    """One column of articles by their catalogue numbers; fetch brings the rows in view."""

    def __init__(self, fetch: Fetch, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._fetch = fetch
        self._numbers: Sequence[int] = array("q")
        self._rows: dict[int, Row] = {}
        self._positions: dict[int, int] | None = None

    def set_numbers(self, numbers: Sequence[int]) -> None:
        """Show these articles; what was cached is forgotten."""
        self.beginResetModel()
        self._numbers = numbers
        self._rows = {}
        self._positions = None
        self.endResetModel()

    @property
    def numbers(self) -> Sequence[int]:
        return self._numbers

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: N802, B008
        return 0 if parent.isValid() else len(self._numbers)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: N802, B008
        return 0 if parent.isValid() else 1

    def row(self, index: int) -> Row | None:
        """The row at a position, from the cache or fetched with its neighbours."""
        if not 0 <= index < len(self._numbers):
            return None
        number = self._numbers[index]
        if number not in self._rows:
            if len(self._rows) > MAX_CACHED:
                self._rows.clear()
            low = max(0, index - PAGE // 4)
            wanted = self._numbers[low : low + PAGE]
            self._rows.update(self._fetch([n for n in wanted if n not in self._rows]))
        return self._rows.get(number)

    def position(self, number: int) -> int:
        """The position of an article in the list, -1 where it is not shown."""
        if self._positions is None:
            self._positions = {n: i for i, n in enumerate(self._numbers)}
        return self._positions.get(number, -1)

    def refresh(self, numbers: Sequence[int]) -> None:
        """Paint these articles anew: their state has changed."""
        for number in numbers:
            self._rows.pop(number, None)
            if (position := self.position(number)) >= 0:
                index = self.index(position, 0)
                self.dataChanged.emit(index, index)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid() or (row := self.row(index.row())) is None:
            return None
        if role == ROW_ROLE:
            return row
        if role == Qt.ItemDataRole.DisplayRole:
            return row.article.title
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return self.spoken(row)
        if role == Qt.ItemDataRole.AccessibleDescriptionRole:
            return explain(row.article.problem or "") or row.article.snippet
        return None

    def headerData(  # noqa: N802
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """Nothing: a screen reader would say Qt's row number before every title."""
        return None

    def spoken(self, row: Row) -> str:
        """ "Title, Swedish, 6 minutes, unread, bookmarked, 3 notes"."""
        article, state = row.article, row.state
        language = article.language
        name = spoken_language(language) or language_name(language) if language else None
        parts = [
            article.title,
            name or self.tr("unknown language"),
            self.tr("%Ln minute(s)", "", article.minutes),
            self.tr("read") if state.read else self.tr("unread"),
        ]
        if state.bookmarked:
            parts.append(self.tr("bookmarked"))
        if state.note_count:
            parts.append(self.tr("%Ln note(s)", "", state.note_count))
        if article.problem:
            parts.append(self.tr("warning"))
        return ", ".join(parts)


class ArticleDelegate(QStyledItemDelegate):
    """Paints a row: title and snippet, language, source and time, progress, notes, bookmark."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme = theme

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:  # noqa: N802
        return QSize(200, row_height())

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        row = index.data(ROW_ROLE)
        if not isinstance(row, Row):
            return
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        RowPainter(painter, option, row, self.theme, self.time_label(row)).paint()
        painter.restore()

    def time_label(self, row: Row) -> str:
        """ "6 min", "4 min left" or "Read"."""
        minutes, state = row.article.minutes, row.state
        if state.read:
            return self.tr("Read")
        if state.progress > BEGUN:
            left = max(1, round(minutes * (1 - state.progress)))
            return self.tr("%Ln min left", "", left)
        return self.tr("%Ln min", "", minutes)


def is_unread(state: State) -> bool:
    """Whether an article counts as unread: neither read nor begun."""
    return not state.read and state.progress <= BEGUN


def row_height() -> int:
    """The one height of all rows, in pixels."""
    return round(86 * ui_scale())


class RowPainter:
    """One row while it is painted; x grows in reading direction (mirrored for right-to-left)."""

    def __init__(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        row: Row,
        theme: Theme,
        time_label: str,
    ) -> None:
        self.painter, self.row, self.theme, self.time = painter, row, theme, time_label
        self.area: QRect = option.rect
        flags = option.state
        self.selected = bool(flags & QStyle.StateFlag.State_Selected)
        self.hovered = bool(flags & QStyle.StateFlag.State_MouseOver)
        self.active = bool(flags & QStyle.StateFlag.State_Active)
        self.rtl = is_right_to_left(row.article.language)
        self.scale = ui_scale()

    def paint(self) -> None:
        self._background()
        box = self.area.adjusted(20 if self.rtl else 28, 0, -20 if self.rtl else -12, 0)
        lines = self._title(box)
        if lines == 1:
            self._snippet(box)
        self._meta(box)
        if is_unread(self.row.state) and not self.selected and not self._broken():
            self._dot()

    def _y(self, value: float) -> int:
        return self.area.top() + round(value * self.scale)

    def _broken(self) -> bool:
        return self.row.article.problem is not None

    def _background(self) -> None:
        token = ""
        if self.selected:
            token = "selected" if self.active else "selected_unfocused"
        elif self.hovered:
            token = "hover"
        if token:
            self.painter.setPen(Qt.PenStyle.NoPen)
            self.painter.setBrush(self.theme[token])
            self.painter.drawRoundedRect(self.area.adjusted(8, 2, 0, -2), 8, 8)

    def _visual(self, box: QRect, x: int, width: int) -> QRect:
        left = box.right() + 1 - x - width if self.rtl else box.left() + x
        return QRect(left, box.top(), width, box.height())

    def _secondary(self) -> QColor:
        return self.theme["text2"]

    def _title(self, box: QRect) -> int:
        """Paint the title on one or two lines; how many it took."""
        title = self.row.article.title
        font = ui_font(14, 600)
        self.painter.setFont(font)
        faded = self.row.state.read and not self.selected
        self.painter.setPen(self.theme["text2"] if faded else self.theme["text"])
        lines = wrap(title, font, box.width(), 2, self.rtl)
        metrics = QFontMetrics(font)
        for number, text in enumerate(lines):
            baseline = self._y(21 + 20 * number) + round(metrics.capHeight() / 2)
            self._text(text, box, baseline, metrics)
        return len(lines)

    def _text(self, text: str, box: QRect, baseline: int, metrics: QFontMetrics) -> None:
        x = box.right() + 1 - metrics.horizontalAdvance(text) if self.rtl else box.left()
        self.painter.drawText(QPointF(x, baseline), text)

    def _snippet(self, box: QRect) -> None:
        font = ui_font(13)
        metrics = QFontMetrics(font)
        self.painter.setFont(font)
        self.painter.setPen(self.theme["danger"] if self._broken() else self._secondary())
        baseline = self._y(41) + round(metrics.capHeight() / 2)
        article, hit = self.row.article, self.row.hit
        if hit is not None and "⟦" in hit.snippet and not self._broken():
            self._marked_snippet(hit.snippet, box, baseline, font)
            return
        text = explain(article.problem or "") or article.summary or article.snippet
        shown = metrics.elidedText(text[:300], Qt.TextElideMode.ElideRight, box.width())
        self._text(shown, box, baseline, metrics)

    def _marked_snippet(self, snippet: str, box: QRect, baseline: int, font: QFont) -> None:
        """The found words on the colour of search hits, the first of them in view."""
        metrics = QFontMetrics(font)
        parts = _led_shortly(split_marks(snippet), metrics, box.width())
        text = "".join(part for part, _ in parts)
        shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, box.width())
        x = float(box.left())
        used = 0
        for part, marked in parts:
            piece = part[: max(0, len(shown) - (1 if shown != text else 0) - used)]
            width = metrics.horizontalAdvance(piece)
            if marked and piece:
                self.painter.save()
                self.painter.setPen(Qt.PenStyle.NoPen)
                self.painter.setBrush(self.theme["search_hit"])
                top = baseline - metrics.ascent()
                self.painter.drawRoundedRect(QRectF(x - 1, top, width + 2, metrics.height()), 3, 3)
                self.painter.restore()
                self.painter.setPen(self.theme["text"])
            self.painter.drawText(QPointF(x, baseline), piece)
            self.painter.setPen(self._secondary())
            x += width
            used += len(part)
        if shown != text:
            self.painter.drawText(QPointF(x, baseline), "…")

    def _meta(self, box: QRect) -> None:
        center = self._y(65)
        right = self._marks(box, center)
        x = self._tags(box, center)
        source = self.row.article.source or self.row.article.author or ""
        font = ui_font(12)
        metrics = QFontMetrics(font)
        self.painter.setFont(font)
        self.painter.setPen(self._secondary())
        room = right - x
        time = self.time if not source else f"  ·  {self.time}"
        source = metrics.elidedText(
            source, Qt.TextElideMode.ElideRight, max(0, room - metrics.horizontalAdvance(time))
        )
        label = self._in_reading_order(source, self.time)
        width = metrics.horizontalAdvance(label)
        target = self._visual(box, x, width)
        before = self.painter.layoutDirection()
        if self.rtl:
            self.painter.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
        self.painter.drawText(
            QPointF(target.left(), center + round(metrics.capHeight() / 2)), label
        )
        self.painter.setLayoutDirection(before)
        self._progress(box, x + width + 10, right, center)

    def _in_reading_order(self, *parts: str) -> str:
        """The parts with dots between them, none torn apart by the direction of another."""
        isolated = [f"\u2068{part}\u2069" for part in parts if part]
        return "  ·  ".join(isolated)

    def _tags(self, box: QRect, center: int) -> int:
        """Paint the language tags; where the text after them begins."""
        languages: tuple[str, ...] = self.row.languages or (self.row.article.language or "",)
        x = 0
        for language in languages[:4]:
            x += self._tag(box, x, center, language) + 4
        return x + 4

    def _tag(self, box: QRect, x: int, center: int, language: str) -> int:
        label = language.split("-", maxsplit=1)[0].upper()[:3] if language else "?"
        font = ui_font(10, 600, 0.5)
        metrics = QFontMetrics(font)
        height = round(15 * self.scale)
        target = self._visual(box, x, metrics.horizontalAdvance(label) + 10)
        target.setTop(center - height // 2)
        target.setHeight(height)
        self.painter.setBrush(Qt.BrushStyle.NoBrush)
        edge = self.theme["text3"]
        edge.setAlphaF(0.75)
        self.painter.setPen(edge)
        self.painter.drawRoundedRect(QRectF(target).adjusted(0.5, 0.5, -0.5, -0.5), 4, 4)
        self.painter.setFont(font)
        self.painter.setPen(self._secondary())
        self.painter.drawText(target.adjusted(1, 0, 0, 0), Qt.AlignmentFlag.AlignCenter, label)
        return target.width()

    def _marks(self, box: QRect, center: int) -> int:
        """Paint bookmark, note count and warning at the end; where they begin."""
        x = box.width()
        size = round(14 * self.scale)
        if self._broken():
            x -= size
            self._icon(box, x, center, size, "triangle-alert", self.theme["danger"])
            x -= 6
        if self.row.state.bookmarked:
            x -= size - 1
            self._icon(box, x, center, size, "bookmark", self.theme["accent"], True)
            x -= 6
        if count := self.row.state.note_count:
            font = ui_font(12)
            metrics = QFontMetrics(font)
            width = metrics.horizontalAdvance(str(count))
            x -= width
            self.painter.setFont(font)
            self.painter.setPen(self._secondary())
            target = self._visual(box, x, width)
            self.painter.drawText(
                QPointF(target.left(), center + round(metrics.capHeight() / 2)), str(count)
            )
            x -= size + 5
            self._icon(box, x, center, size, "message-square-text", self._secondary())
            x -= 6
        return x - 4

    def _icon(
        self,
        box: QRect,
        x: int,
        center: int,
        size: int,
        name: str,
        colour: QColor,
        filled: bool = False,
    ) -> None:
        target = self._visual(box, x, size)
        draw_icon(
            self.painter, QRect(target.left(), center - size // 2, size, size), name, colour, filled
        )

    def _progress(self, box: QRect, x: int, right: int, center: int) -> None:
        progress = self.row.state.progress
        if self.row.state.read or progress <= BEGUN or x + 36 > right:
            return
        self.painter.setPen(Qt.PenStyle.NoPen)
        track = QRectF(self._visual(box, x, 36))
        track.setTop(center - 1.5)
        track.setHeight(3)
        self.painter.setBrush(self.theme["progress_track"])
        self.painter.drawRoundedRect(track, 1.5, 1.5)
        done = QRectF(track)
        done.setWidth(max(3.0, 36 * min(1.0, progress)))
        if self.rtl:
            done.moveRight(track.right())
        self.painter.setBrush(self.theme["accent"])
        self.painter.drawRoundedRect(done, 1.5, 1.5)

    def _dot(self) -> None:
        x = self.area.right() - 9.5 if self.rtl else self.area.left() + 18.5
        self.painter.setPen(Qt.PenStyle.NoPen)
        self.painter.setBrush(self.theme["accent"])
        self.painter.drawEllipse(QPointF(x, self._y(21) + 0.5), 3.5, 3.5)


def _led_shortly(
    parts: Sequence[tuple[str, bool]], metrics: QFontMetrics, width: int
) -> list[tuple[str, bool]]:
    """The parts of a snippet with so few words in front that the first found one is in view."""
    first = next((i for i, (_, marked) in enumerate(parts) if marked), 0)
    if not first:
        return list(parts)
    lead = "".join(part for part, _ in parts[:first])
    room = width - metrics.horizontalAdvance(parts[first][0] + " …")
    words = lead.split(" ")
    while len(words) > 2 and metrics.horizontalAdvance("… " + " ".join(words)) > room:
        words = words[1:]
    short = " ".join(words)
    return [(lead if short == lead else f"… {short}", False), *parts[first:]]


def wrap(text: str, font: QFont, width: int, most: int, rtl: bool = False) -> list[str]:
    """The text in at most `most` lines of a width in pixels, the last one elided."""
    layout = QTextLayout(text[:400], font)
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    layout.setTextOption(option)
    layout.beginLayout()
    lines: list[str] = []
    while len(lines) < most and (line := layout.createLine()).isValid():
        line.setLineWidth(width)
        start = _utf16_slice(text, line.textStart())
        if len(lines) == most - 1:
            rest = text[start:]
            lines.append(QFontMetrics(font).elidedText(rest, Qt.TextElideMode.ElideRight, width))
        else:
            end = _utf16_slice(text, line.textStart() + line.textLength())
            lines.append(text[start:end].rstrip())
    layout.endLayout()
    return lines


def _utf16_slice(text: str, units: int) -> int:
    """The code point offset of a UTF-16 offset."""
    if text.isascii() or all(c <= "\uffff" for c in text):
        return units
    return len(text.encode("utf-16-le")[: units * 2].decode("utf-16-le", "ignore"))


def split_marks(snippet: str) -> list[tuple[str, bool]]:
    """A snippet's pieces and whether each stands between ⟦ and ⟧."""
    parts: list[tuple[str, bool]] = []
    for number, piece in enumerate(snippet.split("⟦")):
        if number == 0:
            parts.append((piece, False))
            continue
        marked, _, rest = piece.partition("⟧")
        parts += [(marked, True), (rest, False)]
    return [(text, marked) for text, marked in parts if text]


class ArticleView(QTableView):
    """The list itself: one column, one selected row, no grid."""

    article_chosen = Signal(int)
    activated_row = Signal(int)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("article_list")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setShowGrid(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setTabKeyNavigation(False)
        self.setMouseTracking(True)
        self.horizontalHeader().hide()
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.verticalHeader().setDefaultSectionSize(row_height())
        self.verticalHeader().setMinimumSectionSize(24)
        self._delegate = ArticleDelegate(theme, self)
        self.setItemDelegate(self._delegate)
        self.verticalScrollBar().setSingleStep(28)
        self.activated.connect(lambda index: self.activated_row.emit(index.row()))

    def set_theme(self, theme: Theme) -> None:
        self._delegate.theme = theme
        self.verticalHeader().setDefaultSectionSize(row_height())
        self.viewport().update()

    def articles(self) -> ArticleModel:
        """The model as what it is."""
        model = self.model()
        assert isinstance(model, ArticleModel)
        return model

    def current_row(self) -> Row | None:
        """The selected article's row."""
        index = self.currentIndex()
        return self.articles().row(index.row()) if index.isValid() else None

    def select_number(self, number: int, *, scroll: bool = True) -> bool:
        """Select an article without a signal; whether it is in the list."""
        position = self.articles().position(number)
        selection = self.selectionModel()
        blocked = selection.blockSignals(True)
        if position < 0:
            self.clearSelection()
            self.setCurrentIndex(QModelIndex())
        else:
            index = self.articles().index(position, 0)
            self.setCurrentIndex(index)
            if scroll:
                self.scrollTo(index, QAbstractItemView.ScrollHint.EnsureVisible)
        selection.blockSignals(blocked)
        self.viewport().update()
        return position >= 0

    def selectionChanged(  # noqa: N802
        self, selected: QItemSelection, deselected: QItemSelection
    ) -> None:
        """A row that a screen reader selects becomes the current one, as a click makes it."""
        super().selectionChanged(selected, deselected)
        chosen = selected.indexes()
        if chosen and chosen[0] != self.currentIndex():
            self.setCurrentIndex(chosen[0])

    def currentChanged(self, current: Index, previous: Index) -> None:  # noqa: N802
        super().currentChanged(current, previous)
        if current.isValid() and not self.selectionModel().signalsBlocked():
            row = self.articles().row(current.row())
            if row is not None:
                self.article_chosen.emit(row.article.number)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.activated_row.emit(self.currentIndex().row())
            return
        super().keyPressEvent(event)

    def keyboardSearch(self, search: str) -> None:  # noqa: N802
        """Nothing: letters are the program's own keys, and a search of 100,000 rows would stall."""

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.viewport().update()
