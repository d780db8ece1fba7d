"""The main window: layout, the wiring of its parts, its saved state. No domain logic."""

from __future__ import annotations

import base64
from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import QByteArray, QEvent, QObject, QPoint, Qt, QTimer, QUrl, Signal
from PySide6.QtGui import (
    QCloseEvent,
    QDesktopServices,
    QDragEnterEvent,
    QDropEvent,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QShowEvent,
)
from PySide6.QtWidgets import (
    QApplication,
    QMainWindow,
    QMenu,
    QSplitter,
    QSplitterHandle,
    QWidget,
)

from reader.settings import Settings
from reader.ui.actions import Actions
from reader.ui.articles import ArticleModel
from reader.ui.formats import COLUMN, MEASURE, Look
from reader.ui.notes import Keeper
from reader.ui.reader import Reader
from reader.ui.sidebar import Sidebar
from reader.ui.theme import Theme, apply, choose, face_family
from reader.ui.toast import Toast

WIDE, NARROW = 1180, 760
PAINTED_MS, LATEST_MS = 50, 1500  # an article is on the screen so soon after it is set, or never
MORE = (
    *("bookmark_place", "read", "set_language", "side_by_side", "more_like", "contents"),
    "find",
)
ALT_IS_USED = frozenset(
    {
        QEvent.Type.ShortcutOverride,
        QEvent.Type.KeyPress,
        QEvent.Type.MouseButtonPress,
        QEvent.Type.Wheel,
        QEvent.Type.WindowDeactivate,
    }
)
LIST_WIDTH, LIST_SMALLEST, LIST_LARGEST, LIST_MEDIUM = 332, 260, 420, 288


class Handle(QSplitterHandle):
    """One pixel of border in a grip of seven."""

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        splitter = self.splitter()
        assert isinstance(splitter, Splitter)
        painter = QPainter(self)
        x = self.width() // 2
        painter.fillRect(0, 0, x, self.height(), splitter.theme["side"])
        painter.fillRect(x, 0, 1, self.height(), splitter.theme["border"])
        painter.fillRect(x + 1, 0, self.width(), self.height(), splitter.theme["reader"])


class Splitter(QSplitter):
    """List and reader side by side."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self.theme = theme
        self.setHandleWidth(1)
        self.setChildrenCollapsible(False)

    def createHandle(self) -> QSplitterHandle:  # noqa: N802
        return Handle(self.orientation(), self)


class Window(QMainWindow):
    """Sidebar and reader; everything that means something is a signal or an action."""

    settings_changed = Signal(object)
    paths_dropped = Signal(list)
    closing = Signal()
    shown_first = Signal()
    resized = Signal()

    def __init__(self, settings: Settings, model: ArticleModel, keeper: Keeper) -> None:
        super().__init__()
        self.setObjectName("main_window")
        self.setMinimumSize(480, 400)
        self.setAcceptDrops(True)
        self.settings = settings
        self.theme = choose(settings.theme)
        self._apply_theme()  # before there are parts: each takes it as it is made
        self.actions_ = Actions(self, settings.shortcuts)
        self.sidebar = Sidebar(self.theme, model)
        self.reader = Reader(self.theme, keeper)
        self.splitter = Splitter(self.theme, self)
        self.splitter.addWidget(self.sidebar)
        self.splitter.addWidget(self.reader)
        self.sidebar.lower()  # a splitter turns its children round; screen readers go by them
        self.splitter.setStretchFactor(1, 1)
        self.sidebar.setMinimumWidth(LIST_SMALLEST)
        self.setCentralWidget(self.splitter)
        self.toast = Toast(self.theme, self)
        self.may_close: Callable[[], bool] = lambda: True
        self._pane = "list"
        self._focus_mode = False
        self._placing = False
        self._was_shown = False
        self._is_filled = False
        self._has_told = False
        self._is_alt_alone = False
        self._before_menu: QWidget | None = None
        self.splitter.splitterMoved.connect(self._keep_list_width)
        self.actions_.attach(self, (self.sidebar.list, self.reader.pane))
        self._build_menus()
        self._bind_bar()
        self._restore_geometry()
        self.apply_settings(settings)
        self.retranslate()

    def _build_menus(self) -> None:
        self._fill_menu_bar()
        if not self.menuBar().isNativeMenuBar():
            self.menuBar().hide()
        self.more_menu = QMenu(self)
        self.more_menu.aboutToShow.connect(self._fill_more)

    def _fill_menu_bar(self) -> None:
        for menu in self.actions_.fill_bar(self.menuBar()):
            menu.aboutToHide.connect(lambda: QTimer.singleShot(0, self, self._leave_menu_bar))

    def _fill_more(self) -> None:
        self.more_menu.clear()
        for name in MORE:
            self.more_menu.addAction(self.actions_[name])
        self.more_menu.addSeparator()
        for menu in self.actions_.menus(self.more_menu):
            self.more_menu.addMenu(menu)

    def _bind_bar(self) -> None:
        bar = self.reader.bar
        bar.bind(bar.list_button, self.actions_["list"], "panel-left")
        bar.bind(bar.highlight_button, self.actions_["highlight"], "highlighter")
        bar.bind(bar.bookmark_button, self.actions_["bookmark"], "bookmark")
        bar.bind(bar.notes_button, self.actions_["notes"], "notebook-pen")
        bar.more_button.clicked.connect(self.open_more)
        self.actions_["menu"].triggered.connect(self.open_menu_bar)

    # --- settings and look ----------------------------------------------------------------------

    def apply_settings(self, settings: Settings) -> None:
        """Show the settings at once: theme, type, keys, list and notes."""
        self.settings = settings
        theme = choose(settings.theme)
        if theme is not self.theme:
            self.set_theme(theme)
        self.reader.set_look(look_of(settings, theme))
        self.actions_.set_keys(settings.shortcuts, letters=settings.letter_keys)
        self.actions_["group_translations"].setChecked(settings.group_translations)
        self.actions_["list"].setChecked(settings.list_shown)
        self._show_notes_state()
        self._place_panes()

    def set_theme(self, theme: Theme) -> None:
        """Give everything the theme's colours."""
        self.theme = theme
        self._apply_theme()
        self.sidebar.set_theme(theme)
        self.reader.set_theme(theme)
        self.toast.set_theme(theme)
        self.splitter.theme = theme
        self.update()

    def _apply_theme(self) -> None:
        application = QApplication.instance()
        assert isinstance(application, QApplication)
        apply(application, self.theme)

    def change_settings(self, **fields: object) -> None:
        """Change some settings, show and keep them."""
        self.settings = replace(self.settings, **fields)  # type: ignore[arg-type]
        self.settings_changed.emit(self.settings)

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()

    def retranslate(self) -> None:
        self.actions_.retranslate()
        self._fill_menu_bar()
        bar = self.reader.bar
        bar.type_button.setAccessibleName(self.tr("Type and theme"))
        bar.type_button.setToolTip(self.tr("Type and theme"))
        bar.language_button.setAccessibleName(self.tr("Languages of this article"))
        bar.language_button.setToolTip(self.tr("Languages of this article"))
        bar.more_button.setAccessibleName(self.tr("More"))
        bar.more_button.setToolTip(self.tr("More (F10)"))
        self.reader.pane.setAccessibleName(self.tr("Article"))

    # --- panes ----------------------------------------------------------------------------------

    def is_narrow(self) -> bool:
        """Whether only one pane is shown."""
        return self.width() < NARROW

    def show_pane(self, name: str) -> None:
        """In a narrow window: which pane is shown."""
        self._pane = name
        self._change_panes()

    def _change_panes(self) -> None:
        """Place them anew; the focus leaves what is hidden."""
        focused = self.focusWidget()
        self._place_panes()
        if focused is not None and self.isVisible() and not focused.isVisible():
            (self.sidebar.list if self.sidebar.isVisible() else self.reader.pane).setFocus()

    def _place_panes(self) -> None:
        narrow = self.is_narrow()
        shown = self.settings.list_shown and not self._focus_mode
        self.sidebar.setVisible(self._pane == "list" if narrow else shown)
        self.reader.setVisible(self._pane != "list" if narrow else True)
        if not narrow and shown:
            width = self.settings.list_width
            if self.width() < WIDE:
                width = min(width, LIST_MEDIUM)
            self._placing = True
            self.sidebar.setMaximumWidth(LIST_LARGEST)
            self.splitter.setSizes([width, max(1, self.width() - width - 1)])
            self._placing = False
        else:
            self.sidebar.setMaximumWidth(16_777_215)
        self.actions_["list"].setChecked(self.sidebar.isVisibleTo(self))
        self.reader.set_window_width(self.width())
        self._show_notes_state()

    def _keep_list_width(self) -> None:
        if not self._placing and not self.is_narrow() and self.sidebar.isVisible():
            width = self.sidebar.width()
            if self.width() >= WIDE and width != self.settings.list_width:
                self.change_settings(list_width=max(LIST_SMALLEST, min(width, LIST_LARGEST)))

    def show_list(self) -> None:
        """Bring the list into sight."""
        if self._focus_mode:
            self.set_focus_mode(False)
        if not self.sidebar.isVisible():
            self.toggle_list()

    def show_text(self) -> None:
        """Bring the article into sight."""
        if self.is_narrow():
            self.show_pane("reader")

    def toggle_list(self) -> None:
        """Show or hide the list; in a narrow window change to it."""
        if self.is_narrow():
            self.show_pane("list" if self._pane != "list" else "reader")
            return
        self.change_settings(list_shown=not self.settings.list_shown)
        self.actions_["list"].setChecked(self.settings.list_shown)
        self._change_panes()

    def toggle_notes(self) -> None:
        """Show or hide the cards or the drawer; a list of detached notes gives way to the cards."""
        if self.reader.close_detached():
            self._show_notes_state()
            return
        self.show_notes(not self.reader.notes_open())

    def show_notes(self, is_open: bool) -> None:
        """Open or close the notes."""
        self.reader.set_notes_open(is_open)
        if self.reader.is_wide() and is_open != self.settings.notes_open:
            self.change_settings(notes_open=is_open)
        self._show_notes_state()

    def _show_notes_state(self) -> None:
        if self.reader.is_wide():
            self.reader.set_notes_open(self.settings.notes_open)
        self.actions_["notes"].setChecked(self.reader.notes_open())

    def is_focus_mode(self) -> bool:
        """Whether nothing but the article is shown."""
        return self._focus_mode

    def toggle_focus_mode(self) -> None:
        """Nothing but the article, or all again."""
        self.set_focus_mode(not self._focus_mode)

    def set_focus_mode(self, on: bool) -> None:
        """Nothing but the article."""
        self._focus_mode = on
        self.actions_["focus_mode"].setChecked(on)
        self.reader.bar.setVisible(not on)
        self.setWindowState(
            self.windowState() | Qt.WindowState.WindowFullScreen
            if on
            else self.windowState() & ~Qt.WindowState.WindowFullScreen
        )
        self._place_panes()
        if on:
            self.reader.pane.setFocus()

    def next_pane(self) -> None:
        """Search, list, text, notes in turn."""
        order: list[QWidget] = [
            self.sidebar.search,
            self.sidebar.list,
            *self.reader.panes(),
            self.reader.notes.note.editor,
        ]
        reachable = [part for part in order if part.isVisible()]
        focused = QApplication.focusWidget()
        here = next((i for i, part in enumerate(reachable) if part is focused), -1)
        if reachable:
            reachable[(here + 1) % len(reachable)].setFocus(Qt.FocusReason.TabFocusReason)

    # --- menus ----------------------------------------------------------------------------------

    def open_more(self) -> None:
        """The menu of the "more" button."""
        button = self.reader.bar.more_button
        corner = button.mapToGlobal(button.rect().bottomRight())
        self.more_menu.popup(corner - QPoint(self.more_menu.sizeHint().width(), -2))

    def open_menu_bar(self) -> None:
        """Show the menu bar with its first menu open."""
        bar = self.menuBar()
        if bar.isNativeMenuBar() or not bar.actions():
            return
        self._before_menu = self.focusWidget()
        bar.show()
        bar.setActiveAction(bar.actions()[0])

    def _leave_menu_bar(self) -> None:
        """Once no menu is open: the bar goes, and the focus to where it was."""
        bar = self.menuBar()
        if QApplication.activePopupWidget() is None and not bar.isNativeMenuBar():
            if self.focusWidget() is bar and self._before_menu is not None:
                self._before_menu.setFocus()
            bar.hide()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        """While Alt is held: anything else that is done makes it a part of that."""
        is_key = event.type() in (QEvent.Type.ShortcutOverride, QEvent.Type.KeyPress)
        if event.type() in ALT_IS_USED and not (
            is_key and isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Alt
        ):
            self._await_alt(False)
        return False

    def _await_alt(self, is_alone: bool) -> None:
        if is_alone != self._is_alt_alone:
            self._is_alt_alone = is_alone
            application = QApplication.instance()
            assert application is not None
            if is_alone:
                application.installEventFilter(self)
            else:
                application.removeEventFilter(self)

    def keyReleaseEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        if event.key() == Qt.Key.Key_Alt and self._is_alt_alone:
            self._await_alt(False)
            self.open_menu_bar()
        super().keyReleaseEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        if event.key() == Qt.Key.Key_Escape and self._focus_mode:
            self.set_focus_mode(False)
            return
        others = event.modifiers() & ~Qt.KeyboardModifier.AltModifier
        if event.key() == Qt.Key.Key_Alt and not others:
            self._await_alt(True)
        super().keyPressEvent(event)

    # --- drops, geometry, closing ---------------------------------------------------------------

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:  # noqa: N802
        if any(url.isLocalFile() for url in event.mimeData().urls()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:  # noqa: N802
        paths = [url.toLocalFile() for url in event.mimeData().urls() if url.isLocalFile()]
        if paths:
            event.acceptProposedAction()
            self.paths_dropped.emit(paths)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        super().resizeEvent(event)
        self._place_panes()
        self.resized.emit()

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802
        super().showEvent(event)
        if not self._was_shown:
            self._was_shown = True
            QTimer.singleShot(PAINTED_MS if self._is_filled else LATEST_MS, self._tell_shown)

    def filled(self) -> None:
        """What is shown first has been set: `shown_first` follows when it is on the screen."""
        if self._was_shown and not self._is_filled:
            QTimer.singleShot(PAINTED_MS, self._tell_shown)
        self._is_filled = True

    def _tell_shown(self) -> None:
        if not self._has_told:
            self._has_told = True
            self.shown_first.emit()

    def _restore_geometry(self) -> None:
        stored = self.settings.window_geometry
        if not stored or not self.restoreGeometry(QByteArray(_decoded(stored))):
            self.resize(1280, 800)

    def geometry_text(self) -> str:
        """The window's place and size, for the settings."""
        return base64.b64encode(self.saveGeometry().data()).decode("ascii")

    def closeEvent(self, event: QCloseEvent) -> None:  # noqa: N802
        if not self.may_close():
            event.ignore()
            return
        self.closing.emit()
        super().closeEvent(event)


def _decoded(text: str) -> bytes:
    try:
        return base64.b64decode(text, validate=True)
    except ValueError:
        return b""


def look_of(settings: Settings, theme: Theme) -> Look:
    """How articles are set by these settings."""
    width = round(COLUMN * settings.width / MEASURE)
    return Look(theme, face_family(settings.face), settings.type_size, settings.leading, width)


def open_outside(address: str) -> bool:
    """Hand an address or a file to the system's own program."""
    return QDesktopServices.openUrl(QUrl(address))
