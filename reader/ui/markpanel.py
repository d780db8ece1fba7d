"""The panel about one row of all marks: all of its text, and what can be done with it."""

from __future__ import annotations

from PySide6.QtCore import QRect, Signal, SignalInstance
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from reader.ui.controls import Button, Text, px
from reader.ui.flow import FlowLayout
from reader.ui.marksmodel import MarkRow
from reader.ui.notecards import DELETING, tag_line
from reader.ui.popover import TextPopover
from reader.ui.theme import Theme


class MarkPanel(TextPopover):
    """Quote and note in full. A mark that stands nowhere can be attached to the selection.

    Its signals carry the mark's id, `open_wanted` that of the article before it.
    """

    most_text = None

    open_wanted = Signal(str, str)
    attach_wanted = Signal(str)
    copy_wanted = Signal(str)
    delete_wanted = Signal(str)

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        self._row: MarkRow | None = None
        super().__init__(theme, parent)
        self.setObjectName("mark_panel")
        self.title = Text(theme, 14, 600, parent=self)
        self.about = Text(theme, 12, 400, "text2", self)
        self.hint = Text(theme, 12, 400, "text2", self)
        self.open_button = Button(theme, "accent", "", self)
        self.attach_button = Button(theme, "plain", "", self)
        self.copy_button = Button(theme, "plain", "copy", self)
        self.delete_button = Button(theme, "plain", "trash-2", self)
        self.box.setSpacing(10)
        self.box.insertWidget(0, self.title)
        self.box.insertWidget(1, self.about)
        self.box.addWidget(self.hint)
        line = FlowLayout(gap=8)
        line.addWidget(self.open_button)
        self.open_button.clicked.connect(self._open)
        for button, wish in (
            (self.attach_button, self.attach_wanted),
            (self.copy_button, self.copy_wanted),
            (self.delete_button, self.delete_wanted),
        ):
            line.addWidget(button)
            button.clicked.connect(lambda _=False, signal=wish: self._want(signal))
        self.box.addLayout(line)
        self.retranslate()

    def set_row(self, row: MarkRow, *, can_attach: bool) -> None:
        """The mark that it is about; can_attach says that a passage is selected."""
        self._row = row
        self.set_text("\n\n".join(filter(None, (row.quote, row.note, tag_line(row.tags)))))
        self.open_button.setVisible(not row.is_missing)
        self.attach_button.setVisible(row.is_orphan)
        self.attach_button.setEnabled(can_attach)
        self.hint.setVisible(row.is_orphan and not can_attach)
        self.retranslate()

    def _open(self) -> None:
        row = self._row
        self.close()
        if row is not None:
            self.open_wanted.emit(row.article_id, row.id)

    def _want(self, signal: SignalInstance) -> None:
        row = self._row
        self.close()
        if row is not None:
            signal.emit(row.id)

    def fit(self, bounds: QRect) -> None:
        super().fit(bounds)
        width = min(px(440), bounds.width() - 80)
        self._text.setFixedWidth(width)
        for label in (self.title, self.about, self.hint):
            label.setFixedWidth(width)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        if event.key() in DELETING:
            self._want(self.delete_wanted)
        else:
            super().keyPressEvent(event)

    def retranslate(self) -> None:
        row = self._row
        if row is None:
            return
        self.title.setText(row.title)
        gone = self.tr("This article is not in the library now.")
        about = self.tr("Its passage is no longer in the article.") if row.is_orphan else row.date
        self.about.setText(gone if row.is_missing else about)
        self.hint.setText(self.tr("To attach it, select a passage in an article first."))
        self.setAccessibleName(self.tr("Mark"))
        self._text.setAccessibleName(self.tr("Quote and note"))
        self.open_button.set_label(self.tr("Open article"))
        self.attach_button.set_label(self.tr("Attach to the selection"))
        self.copy_button.set_label(self.tr("Copy"))
        self.delete_button.set_label(self.tr("Delete"))
