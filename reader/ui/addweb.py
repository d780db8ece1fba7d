"""Adding one page from the web: its address, how it comes in, what came of it."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from reader.importers.values import Imported, Skipped
from reader.ui.addresses import host_of
from reader.ui.controls import Text, px
from reader.ui.messages import explain
from reader.ui.progress import ProgressBar
from reader.ui.question import Quoted
from reader.ui.sheet import Sheet
from reader.ui.theme import Theme, ui_font


class AddFromWebDialog(Sheet):
    """Asks for one address, shows how the page comes in, and what came of it."""

    fetch_wanted = Signal(str)
    cancel_wanted = Signal()
    article_wanted = Signal(str)

    def __init__(self, theme: Theme, parent: QWidget | None = None, address: str = "") -> None:
        super().__init__(theme, parent, 500, 330)
        self.setObjectName("add_from_web")
        self._article = ""
        self._busy = False
        self.field = QLineEdit(address, self)
        self.field.setMaxLength(4000)
        self.sentence = Text(theme, 13, 400, "text2", self)
        self.bar = ProgressBar(theme, self)
        self.state = Text(theme, 13, 400, "text2", self)
        self.preview = QWidget(self)
        self._preview = QVBoxLayout(self.preview)
        self._preview.setContentsMargins(0, 0, 0, 0)
        for part in (self.field, self.sentence, self.bar, self.state, self.preview):
            self.body.addWidget(part)
        self.body.addStretch(1)
        self.cancel_button = self.add_button()
        self.fetch_button = self.add_button("accent", "download")
        self.field.textChanged.connect(lambda _: self._show())
        self.fetch_button.clicked.connect(self._fetch)
        self.cancel_button.clicked.connect(self.reject)
        self.bar.hide()
        self.set_theme(theme)
        self.retranslate()
        self.field.setFocus()

    def address(self) -> str:
        """The address as it will be fetched: with https:// where it has no scheme."""
        text = self.field.text().strip()
        if text and "://" not in text:
            text = f"https://{text}"
        return text

    def is_fetchable(self) -> bool:
        """Whether the address is one of the web."""
        text = self.address()
        is_web = text.startswith(("http://", "https://"))
        return is_web and bool(host_of(text)) and not any(letter.isspace() for letter in text)

    def _fetch(self) -> None:
        if self._article:
            self.article_wanted.emit(self._article)
            self.accept()
        elif self.is_fetchable():
            self.fetch_wanted.emit(self.address())

    def show_progress(self, text: str, received: int = 0, total: int = 0) -> None:
        """The page is on its way: what happens, and bytes of bytes (0 unknown)."""
        self._busy = True
        self.bar.show()
        self.bar.set_value(received, total)
        self.state.set_token(self._theme, "text2")
        self.state.setText(text)
        self._show()

    def show_failure(self, reason: str) -> None:
        """Nothing came in, and why; the address can be corrected."""
        self._busy = False
        self.bar.hide()
        self.state.set_token(self._theme, "danger")
        self.state.setText(reason)
        self._show()
        self.field.setFocus()

    def show_result(self, article: Imported, start: str = "") -> None:
        """The page is in the library: its title, and how its text begins."""
        self._busy, self._article = False, article.id
        self.bar.hide()
        self.state.setText(article.title)
        self.state.set_token(self._theme, "text")
        while (item := self._preview.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.deleteLater()
        if start:
            self._preview.addWidget(Quoted(self._theme, start[:400], self.preview))
        self._show()
        self.fetch_button.setFocus()

    def show_skipped(self, skipped: Skipped) -> None:
        """The page was not taken in; where it is there already it can be opened."""
        self.show_failure(explain(skipped.reason))
        self._article = skipped.known or ""
        self._show()

    def reject(self) -> None:
        """While a page is on its way this stops it; else the dialog closes."""
        if self._busy:
            self.cancel_wanted.emit()
            self.show_failure(self.tr("Stopped; nothing was added."))
        else:
            super().reject()

    def _show(self) -> None:
        if self.sender() is self.field:
            self._article = ""
        self.field.setEnabled(not self._busy)
        done = bool(self._article)
        self.fetch_button.set_picture("" if done else "download")
        self.fetch_button.set_label(self.tr("Open article") if done else self.tr("Fetch"))
        self.fetch_button.setEnabled(not self._busy and (done or self.is_fetchable()))
        host = host_of(self.address()) or self.tr("the site")
        self.sentence.setVisible(not done)
        self.sentence.setText(
            self.tr(
                "This page alone is fetched from {host}, cleaned and kept as a file on this"
                " computer; nothing else is loaded."
            ).format(host=host)
        )
        self.cancel_button.set_label(self.tr("Stop") if self._busy else self.tr("Close"))

    def set_theme(self, theme: Theme) -> None:
        super().set_theme(theme)
        self.field.setFont(ui_font(14))
        self.field.setMinimumHeight(px(36))

    def retranslate(self) -> None:
        self.set_heading(self.tr("Add from the web"))
        self.field.setPlaceholderText("https://")
        self.field.setAccessibleName(self.tr("Address"))
        self._show()
