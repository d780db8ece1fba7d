"""Bringing articles in: the progress and the result."""

from __future__ import annotations

import contextlib
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal, overload

from PySide6.QtCore import QPointF, QRect, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPen, QResizeEvent
from PySide6.QtWidgets import QWidget

from reader.importers.values import Imported, ImportResult, Skipped
from reader.ui.addresses import shown_address
from reader.ui.addweb import AddFromWebDialog
from reader.ui.controls import Segmented, Text, px
from reader.ui.messages import explain
from reader.ui.progress import ProgressBar
from reader.ui.rows import RowDelegate, Rows, RowView, draw_line, draw_tag, tag_width
from reader.ui.sheet import Sheet
from reader.ui.theme import Theme, draw_icon, ui_font

__all__ = ["AddFromWebDialog", "ImportProgress", "ImportResultView"]

Part = Literal["imported", "skipped", "to_fetch", "marks"]
_ADDRESS = re.compile(r"(https?):/+")
_IN_ARCHIVE = re.compile(r"(\.(?:zip|epub))!", re.IGNORECASE)


class ImportProgress(Sheet):
    """Count, rate and the file at hand; closing it is cancelling."""

    cancel_wanted = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent, 460)
        self.setObjectName("import_progress")
        self._done = self._total = 0
        self._rate = 0.0
        self._current = ""
        self._finished = False
        self.bar = ProgressBar(theme, self)
        self.count = Text(theme, 13, 400, "text2", self)
        self.file = Text(theme, 12, 400, "text2", self)
        self.file.setWordWrap(False)
        for part in (self.bar, self.count, self.file):
            self.body.addWidget(part)
        self.cancel_button = self.add_button()
        self.cancel_button.clicked.connect(self.reject)
        self.set_theme(theme)
        self.retranslate()

    def show_progress(self, done: int, total: int, current: str = "", rate: float = 0.0) -> None:
        """done of total (0 unknown), the file at hand, entries a second (0 unknown)."""
        self._done, self._total, self._rate = done, total, rate
        self._current = current
        self.bar.set_value(done, total)
        self._show_file()
        self._show_count()

    def _show_file(self) -> None:
        width, middle = max(80, self.width() - 60), Qt.TextElideMode.ElideMiddle
        self.file.setText(self.file.fontMetrics().elidedText(self._current, middle, width))

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        super().resizeEvent(event)
        self._show_file()

    def _show_count(self) -> None:
        done = self.locale().toString(self._done)
        text = self.tr("%Ln article(s)", "", self._done)
        if self._total:
            total = self.locale().toString(self._total)
            text = self.tr("{done} of {total}").format(done=done, total=total)
        if self._rate >= 1:
            rate = self.locale().toString(round(self._rate))
            text += "  ·  " + self.tr("{rate} a second").format(rate=rate)
        self.count.setText(text)
        self.bar.setAccessibleName(text)

    def finish(self) -> None:
        """Close without cancelling: the work is done."""
        self._finished = True
        self.accept()

    def reject(self) -> None:
        """Cancel was pressed, or Escape: say so and wait for `finish`."""
        if self._finished:
            super().reject()
            return
        self.cancel_button.setEnabled(False)
        self.cancel_button.set_label(self.tr("Cancelling …"))
        self.cancel_wanted.emit()

    def retranslate(self) -> None:
        self.set_heading(self.tr("Adding articles"))
        self.cancel_button.set_label(self.tr("Cancel"))
        self._show_count()


# --- the result ---------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Line:
    """A row of the result: checked is None where there is nothing to check.

    where is the folder of a file, behind its name. A removed line stands below its article and has
    no title; open is None where an article has none such.
    """

    title: str
    second: str = ""
    where: str = ""
    language: str | None = None
    picture: str = ""
    bad: bool = False
    checked: bool | None = None
    open: bool | None = None
    key: int = -1


class Lines(Sequence[Line]):
    """The rows of a part, made as they are looked at: an import may have brought 10,000."""

    def __init__(self, places: Sequence[Any], line: Callable[[Any], Line]) -> None:
        self._places, self._line = places, line

    def __len__(self) -> int:
        return len(self._places)

    @overload
    def __getitem__(self, index: int) -> Line: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[Line]: ...
    def __getitem__(self, index: int | slice) -> Line | Sequence[Line]:
        if isinstance(index, slice):
            return Lines(self._places[index], self._line)
        return self._line(self._places[index])


class LineDelegate(RowDelegate):
    """Two lines with an icon, an arrow or a box to check; a removed line is set back."""

    def paint_row(self, painter: QPainter, rect: QRect, row: Line, selected: bool) -> None:
        theme, center, size = self.theme, rect.center().y() + 1, px(16)
        mark = QRect(rect.left() + px(14), center - size // 2, size, size)
        if not row.title:
            box = rect.adjusted(px(60), 0, -px(14), 0)
            draw_line(painter, box, row.second, ui_font(12), theme["text2"])
            painter.fillRect(mark.center().x(), rect.top(), 1, rect.height(), theme["border"])
            return
        if row.checked is not None:
            self._paint_box(painter, mark, row.checked)
        else:
            picture = row.picture
            if row.open is not None:
                picture = "chevron-down" if row.open else "chevron-right"
            draw_icon(painter, mark, picture, theme["danger" if row.bad else "text2"])
        left, right = mark.right() + px(12), rect.right() - px(14)
        if row.picture == "check":
            label = row.language.split("-")[0].upper()[:3] if row.language else "?"
            right -= tag_width(label)
            draw_tag(painter, theme, right, center, row.language)
            right -= px(12)
        width = right - left
        first = QRect(left, center - px(19), width, px(19))
        taken = draw_line(painter, first, row.title, ui_font(13, 500), theme["text"])
        rest = first.adjusted(taken + px(10), 0, 0, 0)
        if row.where and rest.width() > px(60):
            draw_line(painter, rest, row.where, ui_font(12), theme["text2"])
        below = QRect(left, center, width, px(17))
        draw_line(painter, below, row.second, ui_font(12), theme["danger" if row.bad else "text2"])

    def _paint_box(self, painter: QPainter, box: QRect, checked: bool) -> None:
        theme = self.theme
        painter.setPen(QPen(theme["accent" if checked else "control_edge"], 1.5))
        painter.setBrush(theme["accent" if checked else "field"])
        painter.drawRoundedRect(box, 4, 4)
        if checked:
            painter.setPen(QPen(theme["on_accent"], 2))
            x, y, side = box.left(), box.top(), box.width()
            knee = QPointF(x + side * 0.44, y + side * 0.72)
            painter.drawLine(QPointF(x + side * 0.24, y + side * 0.52), knee)
            painter.drawLine(knee, QPointF(x + side * 0.78, y + side * 0.3))


def told(entry: Skipped) -> str:
    """Why something was left out, after the part of its file that it is about."""
    reason = explain(entry.reason)
    return f"{entry.item}: {reason}" if entry.item else reason


def _shown_name(path: Path) -> str:
    """The name of a file, after that of the archive it is in; an address as it is shown."""
    text = str(path)
    if _ADDRESS.match(text):
        return shown_address(_ADDRESS.sub(r"\1://", text))
    return _IN_ARCHIVE.sub(r"\1 › ", path.name)


def _shown_folder(path: Path) -> str:
    if _ADDRESS.match(str(path)):
        return ""
    folder = path.parent
    with contextlib.suppress(ValueError, RuntimeError):  # not below it, or there is none
        folder = Path("~") / folder.relative_to(Path.home())
    return _IN_ARCHIVE.sub(r"\1 › ", str(folder))


class ResultList(RowView):
    """Space and Enter act on the current row, like a click."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(LineDelegate(theme), 48, parent)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        if event.key() == Qt.Key.Key_Space:
            self.pick_current()
        else:
            super().keyPressEvent(event)


class ImportResultView(Sheet):
    """What came in, what did not and why, and what is only an address yet.

    fetch_wanted carries the chosen Links, article_wanted an article's id.
    """

    fetch_wanted = Signal(tuple)
    article_wanted = Signal(str)

    def __init__(self, theme: Theme, result: ImportResult, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent, 620, 520)
        self.setObjectName("import_result")
        self._result = result
        self._part: Part = "imported"
        self._open: set[int] = set()
        self._chosen = set(range(len(result.to_fetch)))
        self.sentence = Text(theme, 13, 400, "text2", self)
        self.parts = Segmented(theme, self)
        self.model = Rows(self._spoken, self)
        self.list = ResultList(theme, self)
        self.list.setModel(self.model)
        self.body.addWidget(self.sentence)
        self.body.addWidget(self.parts)
        self.body.addWidget(self.list, 1)
        self.all_button = self.add_button("flat")
        self.open_button = self.add_button()
        self.close_button = self.add_button()
        self.fetch_button = self.add_button("accent", "download")
        self._wire()
        self.set_theme(theme)
        self.retranslate()
        self.show_part(self._first_part())

    def _wire(self) -> None:
        self.parts.chosen.connect(lambda part: self.show_part(part))
        self.list.picked.connect(self._act)
        self.list.doubleClicked.connect(lambda _: self._open_article())
        self.list.selectionModel().currentChanged.connect(lambda *_: self._show_buttons())
        self.all_button.clicked.connect(self._choose_all)
        self.open_button.clicked.connect(self._open_article)
        self.close_button.clicked.connect(self.close)
        self.fetch_button.clicked.connect(self._fetch)

    def _first_part(self) -> Part:
        result = self._result
        has_marks = bool(result.marks or result.files)
        if result.imported or not (result.skipped or result.to_fetch or has_marks):
            return "imported"
        return "to_fetch" if result.to_fetch else "skipped" if result.skipped else "marks"

    # --- rows -----------------------------------------------------------------------------------

    def show_part(self, part: Part) -> None:
        """Turn to one part of the result."""
        self._part = part
        self.parts.set_value(part)
        self._refresh(0)

    def _refresh(self, row: int) -> None:
        lines = {
            "imported": self._imported,
            "skipped": self._skipped,
            "to_fetch": self._to_fetch,
            "marks": self._marks,
        }[self._part]()
        self.model.set_rows(lines)
        if lines:
            self.list.selectRow(min(row, len(lines) - 1))
        self._show_buttons()

    def _imported(self) -> Lines:
        """The articles, below each that is open what was removed from it."""
        places: list[tuple[int, int]] = []
        for key, article in enumerate(self._result.imported):
            places.append((key, -1))
            if key in self._open:
                places += [(key, number) for number in range(len(article.removed))]
        return Lines(places, self._article_line)

    def _article_line(self, place: tuple[int, int]) -> Line:
        key, removed = place
        article = self._result.imported[key]
        if removed >= 0:
            return Line("", article.removed[removed], key=key)
        return Line(
            article.title,
            self._about(article),
            language=article.language,
            picture="check",
            open=key in self._open if article.removed else None,
            key=key,
        )

    def _about(self, article: Imported) -> str:
        parts = [self.tr("updated")] if article.updated else []
        if article.removed:
            parts.append(self.tr("%Ln line(s) removed", "", len(article.removed)))
        parts += [explain(note) for note in article.notes]
        return "  ·  ".join(parts) or str(article.path.name)

    def _skipped(self) -> Lines:
        def line(key: int) -> Line:
            entry = self._result.skipped[key]
            return Line(
                _shown_name(entry.path),
                told(entry),
                _shown_folder(entry.path),
                picture="check" if entry.known else "triangle-alert",
                bad=not entry.known,
                key=key,
            )

        return Lines(range(len(self._result.skipped)), line)

    def _to_fetch(self) -> Lines:
        def line(key: int) -> Line:
            link = self._result.to_fetch[key]
            address = shown_address(link.url)
            title, below = (link.title, address) if link.title else (address, "")
            return Line(title, below, checked=key in self._chosen, key=key)

        return Lines(range(len(self._result.to_fetch)), line)

    def _marks(self) -> Lines:
        """The articles that marks are about, then the files that hold nothing else."""
        groups, files = self._result.marks, self._result.files

        def line(key: int) -> Line:
            if key < len(groups):
                title, number = groups[key].title, len(groups[key].quotes)
            else:
                file = files[key - len(groups)]
                title, number = _shown_name(file.path), file.added + file.existing
            count = self.tr("%Ln mark(s)", "", number)
            return Line(title, count, picture="highlighter", key=key)

        return Lines(range(len(groups) + len(files)), line)

    # --- acts -----------------------------------------------------------------------------------

    def _current(self) -> Line | None:
        row = self.list.currentIndex().row()
        return self.model.rows[row] if 0 <= row < len(self.model.rows) else None

    def _act(self, row: int) -> None:
        """A click or Space: check the address, or open what was removed from an article."""
        line: Line = self.model.rows[row]
        if line.checked is not None:
            self._chosen ^= {line.key}
        elif line.open is not None:
            self._open ^= {line.key}
        else:
            return
        self._refresh(row)

    def _choose_all(self) -> None:
        everything = set(range(len(self._result.to_fetch)))
        self._chosen = set() if self._chosen == everything else everything
        self._refresh(self.list.currentIndex().row())

    def _fetch(self) -> None:
        chosen = tuple(self._result.to_fetch[key] for key in sorted(self._chosen))
        self.fetch_wanted.emit(chosen)

    def _article(self) -> str:
        """The id of the article that the current row is about, "" where there is none."""
        line = self._current()
        if line is None:
            return ""
        if self._part == "imported":
            return self._result.imported[line.key].id
        if self._part == "skipped":
            return self._result.skipped[line.key].known or ""
        return ""

    def _open_article(self) -> None:
        if article := self._article():
            self.article_wanted.emit(article)

    def _show_buttons(self) -> None:
        fetching = self._part == "to_fetch"
        self.fetch_button.setVisible(fetching)
        self.all_button.setVisible(fetching)
        self.fetch_button.setEnabled(bool(self._chosen))
        self.fetch_button.set_label(self.tr("Fetch %Ln page(s)", "", len(self._chosen)))
        everything = len(self._chosen) == len(self._result.to_fetch)
        self.all_button.set_label(self.tr("Choose none") if everything else self.tr("Choose all"))
        self.open_button.setVisible(not fetching)
        self.open_button.setEnabled(bool(self._article()))

    # --- texts ----------------------------------------------------------------------------------

    def set_theme(self, theme: Theme) -> None:
        super().set_theme(theme)
        self.list.set_ground(theme["side"])

    def retranslate(self) -> None:
        result = self._result
        self.set_heading(self._heading())
        has_marks = bool(result.new_marks or result.known_marks)
        text = ""
        if result.imported or not has_marks:
            text = self.tr("%Ln article(s) added.", "", len(result.imported))
        if has_marks:
            text += " " + self.tr("%Ln mark(s) added.", "", result.new_marks)
        if result.known_marks:
            text += " " + self.tr("%Ln mark(s) were already here.", "", result.known_marks)
        if any(article.removed for article in result.imported):
            hint = self.tr("What was taken out is listed below each; the originals are kept.")
            text = f"{text} {hint}"
        if result.cancelled:
            text += " " + self.tr("Stopped before the end; what was finished is kept whole.")
        self.sentence.setText(text.strip())
        self.parts.setAccessibleName(self.tr("Part of the result"))
        self.parts.set_options(self._part_names())
        self.list.setAccessibleName(self.tr("Result"))
        self.open_button.set_label(self.tr("Open article"))
        self.close_button.set_label(self.tr("Close"))
        self._refresh(0)

    def _heading(self) -> str:
        result = self._result
        if result.imported:
            return self.tr("Articles added")
        if result.new_marks:
            return self.tr("Marks added")
        return self.tr("Articles to fetch") if result.to_fetch else self.tr("Nothing was added")

    def _part_names(self) -> list[tuple[object, str]]:
        result, number = self._result, self.locale().toString
        names: list[tuple[object, str, int]] = [
            ("imported", self.tr("Added"), len(result.imported)),
            ("skipped", self.tr("Skipped"), len(result.skipped)),
            ("to_fetch", self.tr("To fetch"), len(result.to_fetch)),
            ("marks", self.tr("Marks"), len(result.marks) + len(result.files)),
        ]
        return [
            (part, f"{name} {number(count)}")
            for part, name, count in names
            if count or part == "imported"
        ]

    def _spoken(self, line: Line) -> str:
        parts = [line.title, line.second, line.where, line.language or ""]
        if line.checked is not None:
            parts.append(self.tr("checked") if line.checked else self.tr("not checked"))
        return ", ".join(part for part in parts if part)
