"""All marks of the library: grouped by article or day, filtered, searched, exported."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from typing import Any, cast

from PySide6.QtCore import QEvent, QItemSelectionModel, QPoint, QRect, Qt, QTimer, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QFontMetrics,
    QKeyEvent,
    QKeySequence,
    QPainter,
    QPaintEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QBoxLayout,
    QHBoxLayout,
    QLineEdit,
    QMenu,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from reader.model import COLOURS, Colour
from reader.ui.articlerow import wrap
from reader.ui.controls import Button, Segmented, Text, px, spread_theme
from reader.ui.fields import ComboBox
from reader.ui.flow import FlowLayout
from reader.ui.languages import language_name
from reader.ui.markpanel import MarkPanel
from reader.ui.marksmodel import Fetch, Grouping, MarkFilter, MarkRow, MarksModel
from reader.ui.notecards import DELETING
from reader.ui.notetext import note_plain
from reader.ui.rows import Index, RowDelegate, RowView, draw_line, draw_tag
from reader.ui.swatches import ColourDot, colour_name
from reader.ui.theme import Theme, draw_icon, ui_font

ROW = 86
GUTTER = 240
WIDE = 760
SEARCH_MS = 150


class MarksDelegate(RowDelegate):
    """The group on the left, once; its marks beside it: colour, quote, note, what it is.

    In a narrow list there is no left column: each mark says where it is from.
    """

    texts: tuple[str, str, str] = ("", "", "")

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        model = index.model()
        assert isinstance(model, MarksModel)
        row, rect = model.row(index.row()), QRect(option.rect)
        if row is None:
            return
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        wide = rect.width() >= px(WIDE)
        begins = model.begins_group(index.row())
        body = rect.adjusted(px(GUTTER), 0, 0, 0) if wide else rect
        if begins and index.row():
            line = rect if wide else body
            painter.fillRect(
                line.left() + px(14), rect.top(), line.width() - px(28), 1, self.theme["border"]
            )
        option.rect = body
        self.paint_ground(painter, option)
        option.rect = rect
        if wide and (begins or self._is_on_top(rect)):
            self._paint_group(painter, rect, row, model.grouping == "day")
        with_source = not wide or model.grouping == "day"
        self._paint_mark(painter, body.adjusted(px(20), px(12), -px(20), -px(10)), row, with_source)
        painter.restore()

    def _is_on_top(self, rect: QRect) -> bool:
        """Whether a row is the uppermost in view: it shows its group though it is not the first."""
        return rect.top() <= 0 < rect.bottom() - px(ROW) // 2

    def _paint_group(self, painter: QPainter, rect: QRect, row: MarkRow, by_day: bool) -> None:
        box = QRect(rect.left() + px(20), rect.top() + px(12), px(GUTTER - 36), px(19))
        font = ui_font(13, 600)
        for text in wrap(row.day if by_day else row.title, font, box.width(), 2):
            draw_line(painter, box, text, font, self.theme["text"])
            box.translate(0, px(18))
        if not by_day:
            draw_tag(painter, self.theme, box.left(), box.center().y() + px(3), row.language)

    def _paint_mark(self, painter: QPainter, box: QRect, row: MarkRow, with_source: bool) -> None:
        theme = self.theme
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.note_bar(row.colour) if row.colour else theme["control_edge"])
        painter.drawRoundedRect(box.left(), box.top() + 2, 3, box.height() - 4, 1.5, 1.5)
        line = QRect(box.left() + px(14), box.top(), box.width() - px(14), px(19))
        lines = self._lines(row, line.width())
        for text, italic, token in lines:
            font = ui_font(13)
            font.setItalic(italic)
            draw_line(painter, line, text, font, theme[token])
            line.translate(0, px(18))
        line.moveBottom(box.bottom() + 1)
        self._paint_meta(painter, line, row, with_source)

    def _lines(self, row: MarkRow, width: int) -> list[tuple[str, bool, str]]:
        """Up to three lines of quote and note: text, whether italic, colour token."""
        note = " ".join(note_plain(row.note[:600]).split())
        quote = " ".join(row.quote[:600].split())
        if not quote and not note:
            return [(self.texts[0], False, "text2")]
        lines: list[tuple[str, bool, str]] = []
        if quote:
            parts = wrap(quote, ui_font(13), width, 2 if not note else 1)
            lines += [(part, False, "text") for part in parts]
        if note:
            parts = wrap(note, ui_font(13), width, 2 if not quote else 1)
            lines += [(part, False, "text2" if quote else "text") for part in parts]
        return lines

    def _paint_meta(self, painter: QPainter, line: QRect, row: MarkRow, with_source: bool) -> None:
        theme, size, center = self.theme, px(13), line.center().y() + 1
        x = line.left()
        for shown, picture, token, filled in (
            (row.is_orphan, "link-2-off", "danger", False),
            (row.kind == "bookmark", "bookmark", "accent", True),
            (bool(row.note), "message-square-text", "text2", False),
        ):
            if shown:
                box = QRect(x, center - size // 2, size, size)
                draw_icon(painter, box, picture, theme[token], filled)
                x += size + px(6)
        parts = [self.texts[1]] if row.is_orphan else []
        if with_source:
            x += draw_tag(painter, theme, x, center, row.language) + px(8)
            parts.append(row.title)
        parts += [row.date, *(f"#{tag}" for tag in row.tags)]
        area = QRect(x, line.top(), line.right() - x, line.height())
        text = "  ·  ".join(part for part in parts if part)
        draw_line(painter, area, text, ui_font(12), theme["text2"])


class MarksList(RowView):
    """Several rows may be selected; Enter and a double click go to the place, Delete deletes."""

    opened = Signal(int)
    shown_in_full = Signal(int)
    copy_pressed = Signal()
    delete_pressed = Signal()

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        self.delegate = MarksDelegate(theme)
        super().__init__(self.delegate, ROW, parent)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.verticalScrollBar().valueChanged.connect(lambda _: self.viewport().update())

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.opened.emit(self.currentIndex().row())
        elif event.key() in DELETING:
            self.delete_pressed.emit()
        elif event.matches(QKeySequence.StandardKey.Copy):
            self.copy_pressed.emit()
        else:
            super().keyPressEvent(event)

    def event(self, event: QEvent) -> bool:
        """Here Ctrl+C is about the rows, not about the text behind them."""
        is_claimed = event.type() == QEvent.Type.ShortcutOverride
        if is_claimed and event.matches(QKeySequence.StandardKey.Copy):  # type: ignore[attr-defined]
            event.accept()
            return True
        return super().event(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:  # noqa: N802
        if not self.selectionModel().hasSelection():
            return
        menu = self.make_menu()
        menu.aboutToHide.connect(menu.deleteLater)
        by_mouse = event.reason() == QContextMenuEvent.Reason.Mouse
        below = self.viewport().mapToGlobal(self.visualRect(self.currentIndex()).bottomLeft())
        menu.popup(event.globalPos() if by_mouse else below)

    def make_menu(self) -> QMenu:
        """What can be done with the selected rows."""
        menu = QMenu(self)
        row = self.currentIndex().row()
        menu.addAction(self.tr("Show in full")).triggered.connect(
            lambda: self.shown_in_full.emit(row)
        )
        menu.addAction(self.tr("Copy")).triggered.connect(self.copy_pressed)
        menu.addAction(self.tr("Delete")).triggered.connect(self.delete_pressed)
        return menu


class MarksView(QWidget):
    """A page of its own. Values only: `fetch` brings rows, signals carry ids.

    A mark that has no place to go to is shown in full in a panel; can_attach tells whether that may
    offer the selection of the open article.

    export_wanted and copy_wanted carry the selected ids; an empty tuple means all marks that
    `filter()` lets through.
    """

    place_wanted = Signal(str, str)
    export_wanted = Signal(tuple)
    copy_wanted = Signal(tuple)
    delete_wanted = Signal(tuple)
    attach_wanted = Signal(str)
    closed = Signal()

    def __init__(self, theme: Theme, fetch: Fetch, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("marks_view")
        self._theme = theme
        self._languages: tuple[str, ...] = ()
        self._tags: tuple[str, ...] = ()
        self.can_attach = False
        self.model = MarksModel(fetch, self._spoken, self)
        self.back_button = Button(theme, "flat", "chevron-left", self)
        self.title = Text(theme, 17, 600, parent=self)
        self.title.setWordWrap(False)
        self.count = Text(theme, 12.5, 400, "text2", self)
        self.export_button = Button(theme, "plain", "download", self)
        self.copy_button = Button(theme, "plain", "copy", self)
        self.search = QLineEdit(self)
        self.search.setMaxLength(500)
        self.grouping = Segmented(theme, self)
        self.language = ComboBox(theme, self)
        self.kind = ComboBox(theme, self)
        self.tag = ComboBox(theme, self)
        self.dots = {colour: ColourDot(theme, colour, self) for colour in COLOURS}
        self.list = MarksList(theme, self)
        self.list.setModel(self.model)
        self.nothing = Text(theme, 13, 400, "text2", self)
        self.nothing.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._timer = QTimer(self, singleShot=True, interval=SEARCH_MS)
        self._timer.timeout.connect(self.refresh)
        self._build()
        self._wire()
        self.set_theme(theme)
        self.retranslate()

    # --- building -------------------------------------------------------------------------------

    def _build(self) -> None:
        self._head = QHBoxLayout()
        self._head.setSpacing(8)
        self._head.addWidget(self.back_button)
        self._head.addWidget(self.title)
        self._head.addWidget(self.count, 1)
        self._head.addWidget(self.copy_button)
        self._head.addWidget(self.export_button)
        choices = FlowLayout(gap=8)
        for part in (self.grouping, self.language, self.kind, self.tag):
            choices.addWidget(part)
        for dot in self.dots.values():
            dot.setCheckable(True)
            choices.addWidget(dot)
        self._filters = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._filters.setSpacing(8)
        self._filters.addWidget(self.search, 1)
        self._filters.addLayout(choices)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 12, 0, 0)
        layout.setSpacing(10)
        for line in (self._head, self._filters):
            line.setContentsMargins(20, 0, 20, 0)
            layout.addLayout(line)
        layout.addWidget(self.list, 1)
        layout.addWidget(self.nothing, 1)

    def _wire(self) -> None:
        self.back_button.clicked.connect(self.closed)
        self.search.textChanged.connect(lambda _: self._timer.start())
        self.search.returnPressed.connect(self._enter_list)
        for part in (self.grouping, self.language, self.kind, self.tag):
            part.chosen.connect(lambda _: self.refresh())
        for colour, dot in self.dots.items():
            dot.chosen.connect(lambda c=colour: self._choose_colour(c))
        self.list.opened.connect(self._open)
        self.list.doubleClicked.connect(lambda index: self._open(index.row()))
        self.list.clicked.connect(self._click)
        self.export_button.clicked.connect(lambda: self.export_wanted.emit(self.selected_ids()))
        self.copy_button.clicked.connect(lambda: self.copy_wanted.emit(self.selected_ids()))
        self.list.shown_in_full.connect(self._show_in_full)
        self.list.copy_pressed.connect(self.copy_button.click)
        self.list.delete_pressed.connect(self._delete)
        self.list.selectionModel().selectionChanged.connect(lambda *_: self._show_count())

    # --- filter ---------------------------------------------------------------------------------

    def set_choices(self, languages: Sequence[str], tags: Sequence[str]) -> None:
        """The languages ("" for unknown) and tags that marks of the library have."""
        self._languages, self._tags = tuple(languages), tuple(tags)
        self.retranslate()

    def filter(self) -> MarkFilter:
        """What the controls say."""
        colours = [colour for colour, dot in self.dots.items() if dot.isChecked()]
        kind = cast(Any, self.kind.value())
        return MarkFilter(
            text=self.search.text().strip(),
            language=cast(str | None, self.language.value()),
            colour=colours[0] if colours else None,
            kind=None if kind == "orphan" else kind,
            tag=cast(str, self.tag.value() or ""),
            grouping=cast(Grouping, self.grouping.value() or "article"),
            orphans_only=kind == "orphan",
        )

    def _choose_colour(self, colour: Colour) -> None:
        for other, dot in self.dots.items():
            if other != colour:
                dot.show_checked(False)
        self.refresh()

    def refresh(self) -> None:
        """Fetch anew: the filter or the marks have changed."""
        self._timer.stop()
        self.model.set_filter(self.filter())
        self.list.scrollToTop()
        self._show_rows()

    def update_rows(self) -> None:
        """The marks have changed: list them anew and stay where one is."""
        number, value = self.list.currentIndex().row(), self.list.verticalScrollBar().value()
        has_focus = self.list.hasFocus()
        self.model.update_rows()
        self._show_rows()
        self.list.verticalScrollBar().setValue(value)
        if self.list.currentIndex().row() < 0 <= number and self.model.total:
            self._choose(min(number, self.model.total - 1))
        if has_focus:
            (self.list if self.model.total else self.search).setFocus()

    def _choose(self, number: int) -> None:
        flag = QItemSelectionModel.SelectionFlag.ClearAndSelect
        self.list.selectionModel().setCurrentIndex(self.model.index(number, 0), flag)

    def _show_rows(self) -> None:
        self.list.setVisible(self.model.total > 0)
        self.nothing.setVisible(self.model.total == 0)
        self._say_nothing()
        for button in (self.export_button, self.copy_button):
            button.setEnabled(self.model.total > 0)
        self._show_count()

    def showEvent(self, event: Any) -> None:  # noqa: N802
        super().showEvent(event)
        self.refresh()

    # --- choosing -------------------------------------------------------------------------------

    def _enter_list(self) -> None:
        self.refresh()
        if self.model.total:
            self._choose(0)
            self.list.setFocus()

    def _click(self, index: Index) -> None:
        """A plain click goes to the place; with Ctrl or Shift it only selects."""
        if not QApplication.keyboardModifiers():
            self._open(index.row())

    def _open(self, number: int) -> None:
        row = self.model.row(number)
        if row is not None and row.is_orphan:
            self._show_in_full(number)
        elif row is not None:
            self.place_wanted.emit(row.article_id, row.id)

    @cached_property
    def panel(self) -> MarkPanel:
        """Made for the first row that is shown in full."""
        made = MarkPanel(self._theme, self)
        made.open_wanted.connect(self.place_wanted)
        made.attach_wanted.connect(self.attach_wanted)
        made.copy_wanted.connect(lambda mark_id: self.copy_wanted.emit((mark_id,)))
        made.delete_wanted.connect(lambda mark_id: self.delete_wanted.emit((mark_id,)))
        return made

    def _show_in_full(self, number: int) -> None:
        if (row := self.model.row(number)) is None:
            return
        self.panel.set_theme(self._theme)
        self.panel.set_row(row, can_attach=self.can_attach)
        area = self.list.visualRect(self.model.index(number, 0))
        corner = self.list.viewport().mapToGlobal(area.topLeft())
        middle = corner + QPoint(area.width() // 2, area.height() // 2)
        self.panel.show_at(middle, QRect(corner, area.size()))

    def _delete(self) -> None:
        if ids := self._chosen_ids():
            self.delete_wanted.emit(ids)

    def selected_ids(self) -> tuple[str, ...]:
        """The ids of the selected marks, in the order of the list; empty where all are meant."""
        chosen = sum(bottom - top + 1 for top, bottom in self._selected_ranges())
        return () if chosen == self.model.total else self._chosen_ids()

    def _chosen_ids(self) -> tuple[str, ...]:
        ranges = self._selected_ranges()
        rows = [self.model.row(n) for top, bottom in ranges for n in range(top, bottom + 1)]
        return tuple(row.id for row in rows if row is not None)

    def _selected_ranges(self) -> list[tuple[int, int]]:
        selection = self.list.selectionModel().selection()
        parts = [selection.at(number) for number in range(selection.count())]
        return sorted((part.top(), part.bottom()) for part in parts)

    # --- look and texts -------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        if event.key() == Qt.Key.Key_Escape:
            if self.search.hasFocus() and self.search.text():
                self.search.clear()
            else:
                self.closed.emit()
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        super().resizeEvent(event)
        direction = QBoxLayout.Direction
        narrow = self.width() < px(900)
        self._filters.setDirection(direction.TopToBottom if narrow else direction.LeftToRight)
        for button in (self.export_button, self.copy_button):
            button.set_compact(self.width() < px(560))
        self.count.setVisible(self.width() >= px(440))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        painter = QPainter(self)
        painter.fillRect(self.rect(), self._theme["reader"])
        painter.fillRect(0, self.list.y() - 1, self.width(), 1, self._theme["border"])

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        spread_theme(self, theme)
        self.list.set_ground(theme["reader"])
        self.search.setFont(ui_font(13))
        self.search.setMinimumHeight(max(px(34), QFontMetrics(ui_font(13)).height() + 10))
        self.search.setMinimumWidth(px(120))
        self.update()

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()

    def retranslate(self) -> None:
        self.title.setText(self.tr("All marks"))
        self.back_button.set_label(self.tr("Back"))
        self.back_button.set_compact(True)
        self.export_button.set_label(self.tr("Export …"))
        self.copy_button.set_label(self.tr("Copy"))
        for part, name in (
            (self.search, self.tr("Search quotes and notes")),
            (self.grouping, self.tr("Group by")),
            (self.language, self.tr("Language")),
            (self.kind, self.tr("Kind")),
            (self.tag, self.tr("Tag")),
            (self.list, self.tr("Marks")),
        ):
            part.setAccessibleName(name)
        self.search.setPlaceholderText(self.tr("Search quotes and notes"))
        self.grouping.set_options([("article", self.tr("By article")), ("day", self.tr("By day"))])
        if self.grouping.value() is None:
            self.grouping.set_value("article")
        self._fill_boxes()
        for colour, dot in self.dots.items():
            dot.set_label(colour_name(colour))
        self.list.delegate.texts = (self.tr("The whole article"), self.tr("Detached"), "")
        self._say_nothing()
        self._show_count()

    def _fill_boxes(self) -> None:
        languages: list[tuple[object, str]] = [(None, self.tr("All languages"))]
        languages += [
            (tag, language_name(tag) if tag else self.tr("Unknown")) for tag in self._languages
        ]
        self.language.set_options(languages)
        self.kind.set_options(
            [
                (None, self.tr("All kinds")),
                ("highlight", self.tr("Highlights")),
                ("note", self.tr("Notes")),
                ("bookmark", self.tr("Bookmarks")),
                ("orphan", self.tr("Detached")),
            ]
        )
        self.tag.set_options([("", self.tr("All tags")), *((tag, f"#{tag}") for tag in self._tags)])
        self.tag.setVisible(bool(self._tags))

    def _say_nothing(self) -> None:
        empty = self.tr("No marks yet. Select a passage in an article to highlight it.")
        self.nothing.setText(
            self.tr("No mark fits this filter.") if self.filter().narrows else empty
        )

    def _show_count(self) -> None:
        chosen = sum(bottom - top + 1 for top, bottom in self._selected_ranges())
        text = self.tr("%Ln mark(s)", "", self.model.total)
        if chosen > 1:
            text += "  ·  " + self.tr("%Ln selected", "", chosen)
        self.count.setText(text)

    def _spoken(self, row: MarkRow) -> str:
        kinds = {
            "highlight": self.tr("highlight"),
            "note": self.tr("note"),
            "bookmark": self.tr("bookmark"),
        }
        parts = [kinds[row.kind]]
        parts += [colour_name(row.colour)] if row.colour else []
        parts += [self.tr("detached")] if row.is_orphan else []
        parts += [row.quote[:300], note_plain(row.note[:300]), row.title, row.date, *row.tags]
        return ", ".join(part for part in parts if part)
