"""The left side: search, language chips, view menu, the list and the lines that explain it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeySequence, QResizeEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSizePolicy,
    QStackedLayout,
    QVBoxLayout,
    QWidget,
)

from reader.model import View
from reader.ui import utf16
from reader.ui.access import announce
from reader.ui.articlerow import wrap
from reader.ui.articles import ArticleModel, ArticleView
from reader.ui.chips import LanguageChips
from reader.ui.controls import px, set_colour
from reader.ui.emptystate import EmptyState, Skeleton
from reader.ui.operators import QueryRow
from reader.ui.searchfield import LARGE, SearchField
from reader.ui.theme import Theme, ui_font, ui_scale
from reader.ui.viewmenu import ViewMenu

HINT_PADDING = 32
FLAT_PADDING = 9  # of a flat button in the style sheet, with its border


class Sidebar(QWidget):
    """The list with all that filters it. Signals carry values; nothing here knows the library."""

    search_edited = Signal(str)
    languages_chosen = Signal(tuple)
    view_chosen = Signal(str)
    show_all_languages = Signal()
    hint_chosen = Signal()
    open_folder_wanted = Signal()
    suggestion_chosen = Signal(str)
    entered_list = Signal()
    cancel_wanted = Signal()
    operator_removed = Signal(int)
    operator_chosen = Signal(str)

    def __init__(self, theme: Theme, model: ArticleModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.setAutoFillBackground(True)
        self._unread = 0
        self._hint = ""
        self.search = SearchField(theme, self)
        self.chips = LanguageChips(theme, self)
        self.view_button = ViewMenu(theme, self)
        self.count_label = QLabel(self)
        self.query_row = QueryRow(theme, self)
        self.query_row.hide()
        self.hint = QPushButton(self)
        self.hint.setObjectName("hidden_hint")
        self.hint.setProperty("flat", True)
        self.hint.hide()
        self.hint.clicked.connect(self.hint_chosen)
        self.list = ArticleView(theme, self)
        self.list.setModel(model)
        self.empty = EmptyState(theme, self.list, self)
        self.skeleton = Skeleton(theme, self)
        self.status = QLabel(self)
        self.status.setObjectName("index_status")
        self.status.setWordWrap(True)
        self.cancel_button = QPushButton(self)
        self.cancel_button.setObjectName("index_cancel")
        self.cancel_button.setProperty("flat", True)
        self.cancel_button.clicked.connect(self.cancel_wanted)
        for part in (self.status, self.cancel_button):
            part.hide()
        self._build()
        self._wire()
        self.set_theme(theme)

    def _build(self) -> None:
        top = QVBoxLayout()
        top.setContentsMargins(16, 9, 16, 0)
        top.setSpacing(10)
        top.addWidget(self.search)
        top.addWidget(self.chips)
        large = ui_scale() > LARGE
        line = QBoxLayout(
            QBoxLayout.Direction.TopToBottom if large else QBoxLayout.Direction.LeftToRight
        )
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(0 if large else 6)
        line.addWidget(self.view_button, 0, Qt.AlignmentFlag.AlignLeft)
        line.addStretch(1)
        line.addWidget(self.count_label)
        if large:
            self.count_label.setIndent(ViewMenu.PAD)
        self._stack_host = QWidget(self)
        self._stack = QStackedLayout(self._stack_host)
        for page in (self.list, self.empty, self.skeleton):
            self._stack.addWidget(page)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(top)
        layout.addSpacing(6)
        holder = QWidget(self)
        holder.setLayout(line)
        holder.setContentsMargins(16 - ViewMenu.PAD, 0, 16, 0)
        holder.setFixedHeight(px(52) if large else px(29))
        layout.addWidget(holder)
        query = QVBoxLayout()
        query.setContentsMargins(16, 0, 16, 0)
        query.addWidget(self.query_row)
        layout.addLayout(query)
        hint = QHBoxLayout()
        hint.setContentsMargins(16 - FLAT_PADDING, 0, 0, 0)
        hint.addWidget(self.hint, 0, Qt.AlignmentFlag.AlignLeft)
        layout.addLayout(hint)
        layout.addWidget(self._stack_host, 1)
        foot = QHBoxLayout()
        foot.addWidget(self.status, 1)
        foot.addWidget(self.cancel_button)
        layout.addLayout(foot)
        self.hint.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)

    def _wire(self) -> None:
        self.search.textChanged.connect(self.search_edited)
        self.search.textChanged.connect(self._show_query_row)
        self.search.textChanged.connect(self.view_button.set_query)
        self.search.entered.connect(self.entered_list)
        self.search.operators_wanted.connect(self.query_row.open_menu)
        self.query_row.removed.connect(self.operator_removed)
        self.query_row.chosen.connect(self.operator_chosen)
        self.chips.changed.connect(self.languages_chosen)
        self.view_button.view_chosen.connect(self.view_chosen)

    # --- state ----------------------------------------------------------------------------------

    def set_theme(self, theme: Theme) -> None:
        """Colours and fonts of everything here."""
        self._theme = theme
        set_colour(self, self.backgroundRole(), theme["side"])
        for part in (
            self.search,
            self.chips,
            self.view_button,
            self.query_row,
            self.list,
            self.empty,
            self.skeleton,
        ):
            part.set_theme(theme)
        base = self.list.palette()
        for role in (base.ColorRole.Base, base.ColorRole.Highlight):  # rows paint themselves
            base.setColor(role, theme["side"])
        self.list.setPalette(base)
        self.search.setFont(ui_font(13))
        self.count_label.setFont(ui_font(12.5))
        self.count_label.setStyleSheet(f"color: {theme.colours['text2']};")
        self.status.setFont(ui_font(12))
        self.status.setContentsMargins(16, 6, 16, 8)
        self.status.setStyleSheet(f"color: {theme.colours['text2']};")
        for button in (self.hint, self.cancel_button):
            button.setFont(ui_font(12))

    def set_unread(self, unread: int) -> None:
        self._unread = unread
        self._show_unread()

    def set_count_text(self, text: str) -> None:
        """Replace the unread count, while a search is shown."""
        self.count_label.setText(text)
        announce(self.count_label, text)

    def _show_query_row(self, text: str) -> None:
        self.query_row.setVisible(bool(text.strip()))

    def set_operators(self, labels: Sequence[str]) -> None:
        """The chips of the present query, which is understood."""
        self.query_row.set_fault("")
        self.query_row.set_operators(labels)
        self.search.setAccessibleDescription("")

    def show_fault(self, text: str, place: int) -> None:
        """What is wrong with the query, and where (in code points)."""
        self.query_row.set_fault(text)
        self.search.set_fault(place)
        self.search.setAccessibleDescription(text)
        announce(self.search, text)

    def set_query(self, text: str, cursor: int) -> None:
        """Another query; cursor counts code points of it."""
        self.search.setText(text)
        self.search.setCursorPosition(utf16.units(text[:cursor]))

    def set_hint(self, text: str) -> None:
        """The line that says what is not listed, and shows it; "" hides the line."""
        self._hint = text
        self.hint.setAccessibleName(text)
        self._wrap_hint()
        self.hint.setVisible(bool(text))

    def _wrap_hint(self) -> None:
        lines = wrap(self._hint, ui_font(13), self.width() - HINT_PADDING, 3)
        self.hint.setText("\n".join(lines))

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        super().resizeEvent(event)
        self._wrap_hint()

    def set_status(self, text: str, can_cancel: bool) -> None:
        """The line at the foot of the list, "" hides it."""
        self.status.setText(text)
        self.status.setVisible(bool(text))
        self.cancel_button.setVisible(can_cancel)

    def show_list(self) -> None:
        self._stack.setCurrentWidget(self.list)

    def show_skeleton(self) -> None:
        self._stack.setCurrentWidget(self.skeleton)

    def show_empty_library(self) -> None:
        """No article in any folder."""
        button = QPushButton(self.tr("Open folder …"))
        button.setProperty("accent", True)
        button.clicked.connect(self.open_folder_wanted)
        sentence = self.tr("Open a folder with articles: Markdown, text or HTML files.")
        self.empty.show_state("library", self.tr("No articles yet"), sentence, [button])
        self._stack.setCurrentWidget(self.empty)

    def show_empty_view(self) -> None:
        """The chosen view holds nothing."""
        button = QPushButton(self.tr("Show all articles"))
        button.clicked.connect(lambda: self.view_chosen.emit("all"))
        buttons = [button]
        if self.chips.active:
            languages = QPushButton(self.tr("Show all languages"))
            languages.clicked.connect(self.show_all_languages)
            buttons.append(languages)
        title = self.tr("Nothing in this view")
        self.empty.show_state("library", title, "", buttons)
        self._stack.setCurrentWidget(self.empty)

    def show_no_hits(
        self,
        query: str,
        view: View,
        languages: Sequence[str],
        suggestion: str | None,
        so_far: str = "",
    ) -> None:
        """«Nothing for "x" in Deutsch», with what may help; so_far says what is not searched."""
        names = ", ".join(self.chips.name_of(language) for language in languages)
        title = self.tr("Nothing for “{query}”")
        if view != "all" and names:
            title = self.tr("Nothing for “{query}” in “{view}” ({language})")
        elif view != "all":
            title = self.tr("Nothing for “{query}” in “{view}”")
        elif names:
            title = self.tr("Nothing for “{query}” in {language}")
        shown_view = self.view_button.view_names()[view]
        title = title.format(query=query, language=names, view=shown_view)
        buttons = []
        if suggestion:
            button = QPushButton(self.tr("Did you mean “{word}”?").format(word=suggestion))
            button.clicked.connect(lambda: self.suggestion_chosen.emit(suggestion))
            buttons.append(button)
        if languages:
            button = QPushButton(self.tr("Search all languages"))
            button.clicked.connect(self.show_all_languages)
            buttons.append(button)
        if view != "all":
            button = QPushButton(self.tr("Search all articles"))
            button.clicked.connect(lambda: self.view_chosen.emit("all"))
            buttons.append(button)
        clear = QPushButton(self.tr("Clear"))
        clear.clicked.connect(self.search.clear)
        self.empty.show_state("search", title, so_far, [*buttons, clear])
        self._stack.setCurrentWidget(self.empty)

    def select(self, number: int) -> bool:
        """Select an article without a signal; whether it is listed."""
        return self.list.select_number(number)

    # --- texts ----------------------------------------------------------------------------------

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()

    def retranslate(self) -> None:
        self.search.setPlaceholderText(self.tr("Search titles and text"))
        self.search.setAccessibleName(self.tr("Search titles and text"))
        self.search.operators.setAccessibleName(self.tr("Search operators"))
        self.search.operators.setToolTip(self.tr("Search operators"))
        self.chips.setAccessibleName(self.tr("Language filter"))
        self.list.setAccessibleName(self.tr("Articles"))
        self.cancel_button.setText(self.tr("Cancel"))
        key = QKeySequence("Ctrl+Down").toString(QKeySequence.SequenceFormat.NativeText)
        self.search.recent.setAccessibleName(self.tr("Recent searches"))
        self.search.recent.setToolTip(f"{self.tr('Recent searches')} ({key})")
        self.chips.retranslate()
        self._show_unread()

    def _show_unread(self) -> None:
        self.count_label.setText(self.tr("%Ln unread", "", self._unread))
