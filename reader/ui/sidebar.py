"""The left side: search, language chips, view menu, the list and the lines that explain it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import get_args

from PySide6.QtCore import QEvent, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import (
    QAction,
    QActionGroup,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
)
from PySide6.QtWidgets import (
    QBoxLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QMenu,
    QPushButton,
    QSizePolicy,
    QStackedLayout,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from reader.model import Order, View
from reader.ui import utf16
from reader.ui.access import announce, set_tab_stops
from reader.ui.articlerow import row_height, wrap
from reader.ui.articles import ArticleModel, ArticleView
from reader.ui.chips import LanguageChips
from reader.ui.controls import MenuButton, Text, picture_button, px, set_colour
from reader.ui.operators import QueryRow
from reader.ui.sheet import Page
from reader.ui.theme import Theme, draw_icon, icon, ui_font, ui_scale

HINT_PADDING = 32
FLAT_PADDING = 9  # of a flat button in the style sheet, with its border
LARGE = 1.3  # from this interface scale on, view and count stand below each other


class SearchField(QLineEdit):
    """The search field with its icon and the "/" hint; Escape clears, then leaves."""

    left = Signal()
    entered = Signal()
    operators_wanted = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("search_field")
        self.setFixedHeight(round(34 * ui_scale()))
        self.setClearButtonEnabled(False)
        self.setMaxLength(1000)
        self.setTextMargins(px(16) + 5, 0, picture_button(16, 12) + 2, 0)
        self._theme = theme
        self._fault = -1
        self.operators = QToolButton(self)
        self.operators.setObjectName("search_operators")
        self.operators.setAutoRaise(True)
        self.operators.setCursor(Qt.CursorShape.PointingHandCursor)
        self.operators.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.operators.setIconSize(QSize(px(16), px(16)))
        self.operators.clicked.connect(self.operators_wanted)
        self.textChanged.connect(lambda _: self.set_fault(-1))
        self._place_button()
        self.set_theme(theme)

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        self.operators.setIcon(icon("sliders-horizontal", theme["text2"], px(16)))
        self.operators.setStyleSheet(
            "QToolButton { border: 2px solid transparent; border-radius: 6px; padding: 0; }"
            f"QToolButton:hover {{ background: {theme.colours['hover']}; }}"
            f"QToolButton:focus {{ border-color: {theme.colours['accent']}; }}"
        )
        self.update()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        super().resizeEvent(event)
        self._place_button()

    def _place_button(self) -> None:
        side = picture_button(16, 12)
        self.operators.setGeometry(self.width() - side - 3, (self.height() - side) // 2, side, side)

    def set_fault(self, place: int) -> None:
        """Underline what stands at place (in code points) as wrong; -1 for nothing."""
        self._fault = place
        self.update()

    def fault_area(self) -> QRect:
        """Where the underline of the fault is, empty without one or where it is scrolled away."""
        if self._fault < 0:
            return QRect()
        text = self.text()
        start = min(self._fault, max(0, len(text.rstrip()) - 1))
        rest = text[start:].split(maxsplit=1)
        end = start + (len(rest[0]) if rest else 1)
        metrics = self.fontMetrics()
        typed = utf16.head(text, self.cursorPosition())
        zero = self.cursorRect().center().x() - metrics.horizontalAdvance(typed)
        left = zero + metrics.horizontalAdvance(text[:start])
        right = zero + metrics.horizontalAdvance(text[:end])
        bottom = self.height() // 2 + metrics.height() // 2 - 1
        return QRect(left, bottom, max(6, right - left), 3).intersected(
            self.rect().adjusted(px(16) + 14, 0, -picture_button(16, 12) - 4, 0)
        )

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        super().paintEvent(event)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        middle, side = self.height() // 2, px(16)
        draw_icon(painter, QRect(7, middle - side // 2, side, side), "search", self._theme["text2"])
        if not self.text() and not self.hasFocus() and ui_scale() <= LARGE:
            self._paint_hint(painter, QRect(self.width() - 54, middle - 9, 19, 18))
        area = self.fault_area()
        if not area.isEmpty():
            painter.setPen(QPen(self._theme["danger"], 1.5))
            steps = range(area.left(), area.right() + 1, 3)
            painter.drawPolyline(
                [QPoint(x, area.bottom() - (2 if i % 2 else 0)) for i, x in enumerate(steps)]
            )

    def _paint_hint(self, painter: QPainter, box: QRect) -> None:
        painter.setPen(QPen(self._theme["border"], 1))
        painter.setBrush(self._theme["side"])
        painter.drawRoundedRect(box, 4, 4)
        painter.setFont(ui_font(11))
        painter.setPen(self._theme["text2"])
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, "/")

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        if event.key() == Qt.Key.Key_Escape:
            if self.text():
                self.clear()
            else:
                self.left.emit()
        elif event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.entered.emit()
        else:
            super().keyPressEvent(event)


class EmptyState(Page):
    """Icon, title, sentence and buttons, where nothing is to be listed; scrolls in little room.

    Tab comes to the buttons from `after`.
    """

    SIDE, LEAST_TOP, TOP = 24, 12, 48

    def __init__(self, theme: Theme, after: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._after = after
        self._picture = "library"
        self.picture = QLabel(self.inner)
        self.title = Text(theme, 14, 600, parent=self.inner)
        self.sentence = Text(theme, 13, parent=self.inner)
        self.buttons = QVBoxLayout()
        self.buttons.setSpacing(8)
        self.column.setContentsMargins(self.SIDE, self.TOP, self.SIDE, self.SIDE)
        self.column.setSpacing(8)
        for label in (self.picture, self.title, self.sentence):
            label.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            self.column.addWidget(label)
        self.column.insertSpacing(1, 8)
        self.column.addSpacing(8)
        self.column.addLayout(self.buttons)
        self.column.addStretch(1)

    def show_state(
        self, picture: str, title: str, sentence: str, buttons: Sequence[QPushButton]
    ) -> None:
        """Fill the state; the buttons become its children."""
        self._picture = picture
        self._show_picture()
        self.title.setText(title)
        self.sentence.setText(sentence)
        self.sentence.setVisible(bool(sentence))
        while (item := self.buttons.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.deleteLater()
        for button in buttons:
            self.buttons.addWidget(button, 0, Qt.AlignmentFlag.AlignHCenter)
        set_tab_stops(self._after, buttons)
        announce(self, title)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        super().resizeEvent(event)
        margins = self.column.contentsMargins()
        spare = self.height() - self.column.totalHeightForWidth(self.viewport().width())
        margins.setTop(max(self.LEAST_TOP, min(self.TOP, margins.top() + spare)))
        self.column.setContentsMargins(margins)

    def _show_picture(self) -> None:
        side = px(32)
        picture = icon(self._picture, self._theme["text3"], side)
        self.picture.setPixmap(picture.pixmap(QSize(side, side), self.devicePixelRatioF()))

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        self.title.set_theme(theme)
        self.sentence.set_theme(theme)
        self._show_picture()


class Skeleton(QWidget):
    """Grey rows while the first list is on its way."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._theme["hairline"])
        for top in range(0, self.height(), row_height()):
            for y, width, height in ((14, 0.7, 13), (36, 0.9, 11), (60, 0.4, 11)):
                box = QRect(28, top + px(y), round((self.width() - 56) * width), px(height))
                painter.drawRoundedRect(box, 4, 4)


class Sidebar(QWidget):
    """The list with all that filters it. Signals carry values; nothing here knows the library."""

    search_edited = Signal(str)
    languages_chosen = Signal(tuple)
    view_chosen = Signal(str)
    order_chosen = Signal(str)
    saved_search_chosen = Signal(str)
    save_search_wanted = Signal()
    show_all_languages = Signal()
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
        self._view: View = "all"
        self._order: Order = "date"
        self._saved: tuple[str, ...] = ()
        self._unread = 0
        self._hint = ""
        self.search = SearchField(theme, self)
        self.chips = LanguageChips(theme, self)
        self.view_button = MenuButton(theme, self)
        self.view_button.setObjectName("view_filter")
        self.count_label = QLabel(self)
        self.query_row = QueryRow(theme, self)
        self.query_row.hide()
        self.hint = QPushButton(self)
        self.hint.setObjectName("hidden_hint")
        self.hint.setProperty("flat", True)
        self.hint.hide()
        self.hint.clicked.connect(self.show_all_languages)
        self.list = ArticleView(theme, self)
        self.list.setModel(model)
        self.empty = EmptyState(theme, self.list, self)
        self.skeleton = Skeleton(theme, self)
        self.status = QLabel(self)
        self.status.setObjectName("index_status")
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
            self.count_label.setIndent(MenuButton.PAD)
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
        holder.setContentsMargins(16 - MenuButton.PAD, 0, 16, 0)
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
        self.search.entered.connect(self.entered_list)
        self.search.operators_wanted.connect(self.query_row.open_menu)
        self.query_row.removed.connect(self.operator_removed)
        self.query_row.chosen.connect(self.operator_chosen)
        self.chips.changed.connect(self.languages_chosen)
        menu = QMenu(self.view_button)
        menu.aboutToShow.connect(lambda: self._fill_view_menu(menu))
        self.view_button.setMenu(menu)

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

    def set_view(self, view: View, order: Order) -> None:
        """Show which view and order are chosen."""
        self._view, self._order = view, order
        self._retranslate_view()

    def set_saved_searches(self, searches: Sequence[str]) -> None:
        """The searches kept in the view menu."""
        self._saved = tuple(searches)

    def set_unread(self, unread: int) -> None:
        self._unread = unread
        self._retranslate_view()

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
        """The line that says what the filter hides; "" hides the line."""
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

    def set_status(self, text: str) -> None:
        """The line at the foot of the list, "" hides it."""
        self.status.setText(text)
        for part in (self.status, self.cancel_button):
            part.setVisible(bool(text))

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
        languages: Sequence[str],
        suggestion: str | None,
        so_far: str = "",
    ) -> None:
        """«Nothing for "x" in Deutsch», with what may help; so_far says what is not searched."""
        names = ", ".join(self.chips.name_of(language) for language in languages)
        title = self.tr("Nothing for “{query}”").format(query=query)
        if names:
            title = self.tr("Nothing for “{query}” in {language}").format(
                query=query, language=names
            )
        buttons = []
        if suggestion:
            button = QPushButton(self.tr("Did you mean “{word}”?").format(word=suggestion))
            button.clicked.connect(lambda: self.suggestion_chosen.emit(suggestion))
            buttons.append(button)
        if names:
            button = QPushButton(self.tr("Search all languages"))
            button.clicked.connect(self.show_all_languages)
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
        self.chips.retranslate()
        self._retranslate_view()

    def view_names(self) -> dict[View, str]:
        """The views in the interface's language."""
        return {
            "all": self.tr("All articles"),
            "unread": self.tr("Unread"),
            "in_progress": self.tr("In progress"),
            "bookmarked": self.tr("Bookmarked"),
            "with_notes": self.tr("With notes"),
        }

    def order_names(self) -> dict[Order, str]:
        """The sort orders in the interface's language."""
        return {
            "date": self.tr("Newest first"),
            "title": self.tr("Title"),
            "language": self.tr("Language"),
            "length": self.tr("Length"),
            "opened": self.tr("Last opened"),
        }

    def _retranslate_view(self) -> None:
        name = self.view_names()[self._view]
        self.view_button.setText(name)
        self.view_button.updateGeometry()
        self.view_button.setAccessibleName(self.tr("View: {name}").format(name=name))
        self.view_button.setToolTip(self.tr("View and sort order"))
        self.count_label.setText(self.tr("%Ln unread", "", self._unread))

    def _fill_view_menu(self, menu: QMenu) -> None:
        menu.clear()
        views = QActionGroup(menu)
        for view, name in self.view_names().items():
            self._entry(menu, views, name, view == self._view, self.view_chosen, view)
        menu.addSection(self.tr("Sort by"))
        orders = QActionGroup(menu)
        for order in get_args(Order):
            name = self.order_names()[order]
            self._entry(menu, orders, name, order == self._order, self.order_chosen, order)
        if self._saved or self.search.text().strip():
            menu.addSection(self.tr("Saved searches"))
        for query in self._saved:
            action = QAction(query, menu)
            action.triggered.connect(lambda _=False, q=query: self.saved_search_chosen.emit(q))
            menu.addAction(action)
        query = self.search.text().strip()
        if query and query not in self._saved:
            action = QAction(self.tr("Save this search"), menu)
            action.triggered.connect(lambda: self.save_search_wanted.emit())
            menu.addAction(action)

    def _entry(
        self, menu: QMenu, group: QActionGroup, name: str, checked: bool, signal: object, value: str
    ) -> None:
        action = QAction(name, menu)
        action.setCheckable(True)
        action.setChecked(checked)
        action.triggered.connect(lambda: signal.emit(value))  # type: ignore[attr-defined]
        group.addAction(action)
        menu.addAction(action)
