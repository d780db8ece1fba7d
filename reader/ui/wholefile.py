"""A file too large for the reading pane, whole and as plain text; it comes in by pieces."""

from __future__ import annotations

from PySide6.QtGui import QKeySequence, QPalette, QShortcut
from PySide6.QtWidgets import QLineEdit, QWidget

from reader import source
from reader.model import Article
from reader.source import Piece
from reader.ui.controls import Text, set_colour
from reader.ui.longtext import LongText
from reader.ui.messages import explain
from reader.ui.progress import ProgressBar
from reader.ui.sheet import Sheet
from reader.ui.tasks import Tasks
from reader.ui.theme import Theme, ui_font
from reader.ui.words import data_size


class WholeFile(Sheet):
    """Shows a file from its first piece on while the others follow; Cancel keeps what is there.

    Lines of more than 10,000 characters are broken. Marks are made in the article, not here.
    """

    def __init__(self, theme: Theme, article: Article, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent, 760, 640)
        self.setObjectName("whole_file")
        self._article = article
        self._size, self._done, self._reason = article.size, 0, ""
        self._reading: Tasks | None = Tasks("whole file", self)
        self._pieces = source.pieces(article.path, folder=article.folder)
        self.text = LongText(self)
        self.text.setObjectName("whole_text")
        self.text.setFont(ui_font(15))
        self.field = QLineEdit(self)
        self.field.setFont(ui_font(13))
        self.field.returnPressed.connect(lambda: self.text.find_next(self.field.text()))
        QShortcut(QKeySequence(QKeySequence.StandardKey.Find), self, self.field.setFocus)
        self.bar = ProgressBar(theme, self)
        self.count = Text(theme, 12, 400, "text2", self)
        self.body.addWidget(self.field)
        self.body.addWidget(self.text, 1)
        self.body.addWidget(self.bar)
        self.body.addWidget(self.count)
        self.button = self.add_button()
        self.button.clicked.connect(self.reject)
        self.set_theme(theme)
        self.retranslate()
        self._ask(self._reading)

    def is_coming_in(self) -> bool:
        """Whether more of the file is on its way."""
        return self._reading is not None

    def _ask(self, reading: Tasks) -> None:
        pieces = self._pieces
        reading.run(lambda: next(pieces, None), self._take, self._fail)

    def _take(self, piece: Piece | None) -> None:
        if piece is None or self._reading is None:
            self._end()
            return
        self.text.append(piece.text)
        self._done = piece.done
        self._show_count()
        self._ask(self._reading)

    def _fail(self, error: Exception) -> None:
        self._reason = explain(error)
        self._end()

    def _end(self) -> None:
        """Read no more; what came in stays."""
        reading, self._reading = self._reading, None
        if reading is not None:
            reading.close()
            self._pieces.close()
        self.bar.hide()
        self._show_count()

    def _show_count(self) -> None:
        done, size = data_size(self._done), data_size(self._size)
        self.count.setText(
            self._reason or self.tr("{done} of {total}").format(done=done, total=size)
        )
        self.bar.set_value(self._done, self._size)
        self.bar.setAccessibleName(self.count.text())
        self.button.set_label(self.tr("Cancel") if self.is_coming_in() else self.tr("Close"))

    def reject(self) -> None:
        """Cancel, while the file comes in; then close."""
        if self.is_coming_in():
            self._end()
        else:
            super().reject()

    def done(self, result: int) -> None:
        """However it is closed, nothing is read any more."""
        self._end()
        super().done(result)

    def set_theme(self, theme: Theme) -> None:
        super().set_theme(theme)
        set_colour(self.text, QPalette.ColorRole.Base, theme["reader"])
        set_colour(self.text, QPalette.ColorRole.Text, theme["text"])

    def retranslate(self) -> None:
        self.set_heading(self._article.title)
        self.text.setAccessibleName(self.tr("The whole file"))
        self.field.setPlaceholderText(self.tr("Find"))
        self.field.setAccessibleName(self.tr("Find"))
        self._show_count()
