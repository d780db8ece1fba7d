"""One row of the article list: what it shows, and how it is painted."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QTextLayout, QTextOption
from PySide6.QtWidgets import QApplication

from reader.model import Article, Hit, State
from reader.ui.languages import is_right_to_left
from reader.ui.messages import explain
from reader.ui.theme import Theme, draw_icon, ui_font, ui_scale

BEGUN = 0.0
MOST_FITTED = 256  # texts of which a face remembers how they fit


@dataclass(frozen=True)
class Row:
    """What one row shows; hit is set while a search is shown, languages where a set is grouped."""

    article: Article
    state: State
    hit: Hit | None = None
    languages: tuple[str, ...] = ()


class RowLook(NamedTuple):
    """How a row is shown; active: the list has the focus."""

    selected: bool
    hovered: bool
    active: bool


def is_unread(state: State) -> bool:
    """Whether an article counts as unread: neither read nor begun."""
    return not state.read and state.progress <= BEGUN


def row_height() -> int:
    """The one height of all rows, in pixels."""
    return round(86 * ui_scale())


class Face:
    """A font; how its texts fit is remembered, for rows are painted again and again."""

    def __init__(self, font: QFont) -> None:
        self.font = font
        self.metrics = QFontMetrics(font)
        self.advance = lru_cache(MOST_FITTED)(self._advance)
        self.elided = lru_cache(MOST_FITTED)(self._elided)
        self.wrapped = lru_cache(MOST_FITTED)(self._wrapped)

    def _advance(self, text: str) -> int:
        return self.metrics.horizontalAdvance(text)  # Qt's own method takes 50 ms to be wrapped

    def _elided(self, text: str, width: int) -> str:
        return self.metrics.elidedText(text, Qt.TextElideMode.ElideRight, width)

    def _wrapped(self, text: str, width: int, most: int) -> list[str]:
        return wrap(text, self.font, width, most)

    def baseline(self, center: int) -> int:
        """Where capitals stand that are centred at a height."""
        return center + round(self.metrics.capHeight() / 2)


class Faces:
    """The fonts of a row as the interface's font and scale make them."""

    def __init__(self) -> None:
        self._base = QApplication.font()
        self.scale = ui_scale()
        self.title = Face(ui_font(14, 600))
        self.text = Face(ui_font(13))
        self.meta = Face(ui_font(12))
        self.tag = Face(ui_font(10, 600, 0.5))

    def are_current(self) -> bool:
        """Whether the interface's font is still the one they were made of."""
        return self._base == QApplication.font()


class RowPainter:
    """One row while it is painted; x grows in reading direction (mirrored for right-to-left)."""

    def __init__(
        self,
        painter: QPainter,
        area: QRect,
        row: Row,
        theme: Theme,
        faces: Faces,
        look: RowLook,
        time_label: str,
    ) -> None:
        self.painter, self.row, self.theme, self.time = painter, row, theme, time_label
        self.faces = faces
        self.area = area
        self.selected, self.hovered, self.active = look
        self.rtl = is_right_to_left(row.article.language)
        self.scale = faces.scale

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
        face = self.faces.title
        self.painter.setFont(face.font)
        faded = self.row.state.read and not self.selected
        self.painter.setPen(self.theme["text2"] if faded else self.theme["text"])
        lines = face.wrapped(self.row.article.title, box.width(), 2)
        for number, text in enumerate(lines):
            self._text(text, box, face.baseline(self._y(21 + 20 * number)), face)
        return len(lines)

    def _text(self, text: str, box: QRect, baseline: int, face: Face) -> None:
        x = box.right() + 1 - face.advance(text) if self.rtl else box.left()
        self.painter.drawText(QPointF(x, baseline), text)

    def _snippet(self, box: QRect) -> None:
        face = self.faces.text
        self.painter.setFont(face.font)
        self.painter.setPen(self.theme["danger"] if self._broken() else self._secondary())
        baseline = face.baseline(self._y(42))
        article, hit = self.row.article, self.row.hit
        if hit is not None and "⟦" in hit.snippet and not self._broken():
            self._marked_snippet(hit.snippet, box, baseline, face.metrics)
            return
        problem = explain(article.problem) if article.problem else ""
        text = problem or article.summary or article.snippet
        self._text(face.elided(text[:300], box.width()), box, baseline, face)

    def _marked_snippet(
        self, snippet: str, box: QRect, baseline: int, metrics: QFontMetrics
    ) -> None:
        """The found words on the colour of search hits, the first of them in view."""
        parts = led_shortly(split_marks(snippet), metrics, box.width())
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
        face = self.faces.meta
        self.painter.setFont(face.font)
        self.painter.setPen(self._secondary())
        room = right - x
        time = self.time if not source else f"  ·  {self.time}"
        source = face.elided(source, max(0, room - face.advance(time)))
        label = self._in_reading_order(source, self.time)
        width = face.advance(label)
        target = self._visual(box, x, width)
        before = self.painter.layoutDirection()
        if self.rtl:
            self.painter.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
        self.painter.drawText(QPointF(target.left(), face.baseline(center)), label)
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
        face = self.faces.tag
        height = round(15 * self.scale)
        target = self._visual(box, x, face.advance(label) + 10)
        target.setTop(center - height // 2)
        target.setHeight(height)
        self.painter.setBrush(Qt.BrushStyle.NoBrush)
        edge = self.theme["text3"]
        edge.setAlphaF(0.75)
        self.painter.setPen(edge)
        self.painter.drawRoundedRect(QRectF(target).adjusted(0.5, 0.5, -0.5, -0.5), 4, 4)
        self.painter.setFont(face.font)
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
            face = self.faces.meta
            width = face.advance(str(count))
            x -= width
            self.painter.setFont(face.font)
            self.painter.setPen(self._secondary())
            target = self._visual(box, x, width)
            self.painter.drawText(QPointF(target.left(), face.baseline(center)), str(count))
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
        radius = 3.5 * self.scale
        self.painter.drawEllipse(QPointF(x, self._y(21) + 0.5), radius, radius)


def led_shortly(
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


def wrap(text: str, font: QFont, width: int, most: int) -> list[str]:
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
