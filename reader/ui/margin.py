"""The notes beside the text: cards in the margin, icons where there is no room, or a drawer."""

from __future__ import annotations

import html
from collections.abc import Callable, Sequence
from typing import Literal

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QFrame,
    QLabel,
    QPushButton,
    QScrollArea,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from reader.ui.access import set_tab_stops
from reader.ui.controls import picture_button, px
from reader.ui.notecards import LATER, Card, DetachedCard, NoteCard, spoken
from reader.ui.notes import ArticleNoteCard, Keeper
from reader.ui.notetext import note_html
from reader.ui.theme import Theme, icon, ui_font, ui_scale
from reader.ui.viewport import meet_viewport

Mode = Literal["margin", "icons", "drawer", "hidden"]
CARD_GAP = 14
CARD_WIDTH = 232
PANEL_WIDTH = 259
DRAWER_WIDTH = 280
NOTE_HEIGHT = 132
MOST_IN_DRAWER = 300


def icon_width() -> int:
    """The side of the button that stands for a note where there is no room for its card."""
    return picture_button(15, 13)


class NotesPanel(QWidget):
    """All notes of the open article; the reader places it and tells where passages stand.

    Tab comes to the notes on passages from `after`.
    """

    mark_hovered = Signal(str)
    mark_left = Signal(str)
    place_wanted = Signal(str)
    delete_wanted = Signal(str)
    attach_wanted = Signal(str)
    open_wanted = Signal()
    detached_wanted = Signal()

    def __init__(
        self,
        theme: Theme,
        keeper: Keeper,
        after: QWidget,
        parent: QWidget,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("notes_panel")
        self.setAccessibleName(self.tr("Notes"))
        self._theme = theme
        self._keeper, self._after = keeper, after
        self.mode: Mode = "hidden"
        self._cards: list[Card] = []
        self._orphans: list[Card] = []
        self._in_part = False
        self._widgets: dict[str, NoteCard] = {}
        self._icons: dict[str, QToolButton] = {}
        self._y_of: Callable[[int], int] = lambda start: 0
        self.note = ArticleNoteCard(theme, keeper, self)
        self.detached = QPushButton(self)
        self.detached.setProperty("flat", True)
        self.detached.setFont(ui_font(12))
        self.detached.clicked.connect(self._show_detached)
        self._scroll = QScrollArea(self)
        meet_viewport(self._scroll)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setWidgetResizable(True)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.hide()
        self._mirrored = False
        self._given: tuple[Card, ...] = ()
        self._has_new = False
        self.set_theme(theme)

    # --- content --------------------------------------------------------------------------------

    def set_cards(
        self, cards: Sequence[Card], orphans: Sequence[Card], *, in_part: bool = False
    ) -> None:
        """The notes of the article by place, and those whose passage is not in the text.

        A card that is being written stays until its editor is left, whatever became of its note.
        in_part says that the article goes on beyond the text, so that they are not lost.
        """
        self._in_part = in_part
        self._given = tuple(cards)
        present = {card.id for card in cards}
        written = [w.card for mark, w in self._widgets.items() if w.editor and mark not in present]
        self._cards = sorted((*cards, *written), key=lambda card: card.start)
        self._orphans = list(orphans)
        known = {card.id: card for card in self._cards}
        for mark in [m for m in self._widgets if m not in known]:
            self._remove(mark)
        for mark, widget in self._widgets.items():
            widget.set_card(known[mark])
        for button in self._icons.values():
            button.deleteLater()
        self._icons = {}
        self._fill_drawer()
        self.relayout()

    def edit_card(self, card: Card) -> None:
        """Open the editor of a note; one without text yet gets a card while it is written."""
        if all(known.id != card.id for known in self._cards):
            self._cards = sorted((*self._cards, card), key=lambda c: c.start)
            self._fill_drawer()
        widget = self._widget(card)
        self.relayout()
        widget.show()
        widget.edit()

    def edit(self, mark_id: str) -> None:
        """Open the editor of one of the cards."""
        card = next((c for c in self._cards if c.id == mark_id), None)
        if card is not None:
            self.edit_card(card)

    def leave(self) -> None:
        """Another article is shown: the editors go, and what they could not save stays a draft."""
        for mark in [mark for mark, widget in self._widgets.items() if widget.editor]:
            self._remove(mark)
        self.set_cards((), ())

    def _remove(self, mark_id: str) -> None:
        widget = self._widgets.pop(mark_id)
        widget.retire()
        widget.deleteLater()

    def _drop_left(self, mark_id: str) -> None:
        """An editor was left: its card goes where its note is empty, deleted or detached."""
        if any(card.id == mark_id for card in self._given):
            return
        text, card = self.parentWidget(), self._widgets.get(mark_id)
        if text is not None and card is not None and card.hasFocus():
            text.setFocus()
        self.set_cards(self._given, self._orphans, in_part=self._in_part)

    def flush(self) -> bool:
        """Save whatever is being written; whether all of it is on the disk."""
        editors = [w.editor for w in self._widgets.values() if w.editor is not None]
        return all([self.note.editor.flush(), *(e.flush() for e in editors)])

    def unsaved_text(self) -> str:
        """What is not on the disk yet, for the clipboard."""
        editors = [self.note.editor, *(w.editor for w in self._widgets.values() if w.editor)]
        return "\n\n".join(e.toPlainText() for e in editors if e.is_dirty())

    def _widget(self, card: Card) -> NoteCard:
        if (found := self._widgets.get(card.id)) is None:
            host = self._scroll.widget() if self.mode == "drawer" else self
            found = NoteCard(card, self._theme, self._keeper, host or self)
            found.set_mirrored(self._mirrored)
            found.hovered.connect(self.mark_hovered)
            found.left.connect(self.mark_left)
            found.delete_wanted.connect(self.delete_wanted)
            found.resized.connect(self.relayout)
            found.editor_left.connect(self._drop_left, LATER)
            self._widgets[card.id] = found
            self._has_new = True
        return found

    # --- placing --------------------------------------------------------------------------------

    def set_mode(self, mode: Mode) -> None:
        """How the notes are shown; cards move between margin and drawer."""
        if mode == self.mode:
            return
        self.flush()
        self.mode = mode
        for mark in list(self._widgets):
            self._remove(mark)
        for button in self._icons.values():
            button.deleteLater()
        self._icons = {}
        self.setVisible(mode != "hidden")
        self.note.setVisible(mode in ("margin", "drawer"))
        self._scroll.setVisible(mode == "drawer")
        self._fill_drawer()
        self.relayout()
        self.update()

    def set_mirrored(self, mirrored: bool) -> None:
        """Whether the notes stand to the left of an article from right to left."""
        self._mirrored = mirrored
        for widget in self._widgets.values():
            widget.set_mirrored(mirrored)

    def set_places(self, y_of: Callable[[int], int]) -> None:
        """How to find the height of an offset in this widget's coordinates; then lay out."""
        self._y_of = y_of
        self.relayout()

    def resizeEvent(self, event: object) -> None:  # noqa: N802
        self.relayout()

    def relayout(self) -> None:
        """Place the note, the cards or the icons."""
        if self.mode == "margin":
            self._layout_margin()
        elif self.mode == "icons":
            self._layout_icons()
        elif self.mode == "drawer":
            self._layout_drawer()
        if self._has_new:
            self._set_tab_order()
        self._label_detached()

    def _set_tab_order(self) -> None:
        """Cards and icons by their passages, before the article's own note."""
        self._has_new = False
        shown = self._icons if self.mode == "icons" else self._widgets
        set_tab_stops(self._after, [shown[card.id] for card in self._cards if card.id in shown])

    def _layout_margin(self) -> None:
        height = self._note_height()
        top = self.height() - height - 20
        self.note.setGeometry(0, top, min(PANEL_WIDTH, self.width()), height)
        self.detached.setVisible(bool(self._orphans))
        if self._orphans:
            height = max(28, self.detached.sizeHint().height())
            top -= height + 6
            self.detached.setGeometry(0, top, PANEL_WIDTH, height)
        free = 0
        for card in self._cards:
            y = self._y_of(card.start)
            if y < -400 or y > self.height() + 100:
                if card.id in self._widgets and self._widgets[card.id].editor is None:
                    self._widgets[card.id].hide()
                continue
            widget = self._widget(card)
            height = widget.height_for(CARD_WIDTH)
            lowest = top - CARD_GAP - height
            y = max(free, lowest if lowest < y < top else y)
            widget.setGeometry(0, y, CARD_WIDTH, height)
            free = y + height + CARD_GAP
            hidden = y + height > top - 8 and y < self.height() and widget.editor is None
            widget.setVisible(not hidden)
            if widget.editor is not None:
                widget.raise_()

    def _note_height(self) -> int:
        return max(NOTE_HEIGHT, min(round(NOTE_HEIGHT * ui_scale()), self.height() * 2 // 5))

    def _layout_icons(self) -> None:
        self.detached.hide()
        free = -100
        for card in self._cards:
            y = self._y_of(card.start)
            if not -40 < y < self.height() + 40:
                if card.id in self._icons:
                    self._icons[card.id].hide()
                continue
            button = self._icon(card)
            y = max(y - 6, free)
            button.move(0, y)
            button.show()
            free = y + icon_width()

    def _icon(self, card: Card) -> QToolButton:
        if (found := self._icons.get(card.id)) is None:
            found = QToolButton(self)
            found.setIcon(icon("message-square-text", self._theme.note_bar(card.colour), px(15)))
            found.setIconSize(QSize(px(15), px(15)))
            found.setFixedSize(icon_width(), icon_width())
            found.setAccessibleName(spoken(card))
            found.setToolTip(f"<qt>{note_html(card.note)}{html.escape(card.tag_line)}</qt>")
            found.clicked.connect(lambda: self._open_from_icon(card.id))
            self._icons[card.id] = found
            self._has_new = True
        return found

    def _open_from_icon(self, mark_id: str) -> None:
        self.open_wanted.emit()
        self.edit(mark_id)

    def _layout_drawer(self) -> None:
        width = self.width()
        height = self._note_height() + 24
        self.note.setGeometry(12, self.height() - height - 12, width - 24, height)
        self._scroll.setGeometry(0, 0, width, self.height() - height - 20)
        self.detached.hide()

    def _fill_drawer(self) -> None:
        if self.mode != "drawer":
            return
        editing = [w for w in self._widgets.values() if w.editor is not None]
        if editing:
            return
        self._widgets = {}
        host = QWidget()
        column = QVBoxLayout(host)
        column.setContentsMargins(16, 16, 16, 16)
        column.setSpacing(CARD_GAP)
        self._scroll.setWidget(host)
        host.setAutoFillBackground(False)  # setWidget fills it with the window's colour
        for card in self._cards[:MOST_IN_DRAWER]:
            column.addWidget(self._widget(card))
        self._add_detached(column, host)
        if not self._cards and not self._orphans:
            column.addWidget(self._hint(host))
        column.addStretch(1)

    def _add_detached(self, column: QVBoxLayout, host: QWidget) -> None:
        if not self._orphans:
            return
        beyond = self.tr("Not in the part that is shown")
        title = QLabel(beyond if self._in_part else self.tr("Detached notes"), host)
        title.setFont(ui_font(13, 600))
        column.addWidget(title)
        for card in self._orphans[:MOST_IN_DRAWER]:
            widget = DetachedCard(card, self._theme, host)
            widget.attach.setVisible(not self._in_part)  # its passage may be in the rest
            widget.attach.clicked.connect(lambda _=False, m=card.id: self.attach_wanted.emit(m))
            widget.delete.clicked.connect(lambda _=False, m=card.id: self.delete_wanted.emit(m))
            column.addWidget(widget)

    def _hint(self, host: QWidget) -> QLabel:
        hint = QLabel(self.tr("Select a passage and press N to write a note on it."), host)
        hint.setWordWrap(True)
        hint.setFont(ui_font(13))
        hint.setStyleSheet(f"color: {self._theme.colours['text2']};")
        return hint

    def _label_detached(self) -> None:
        count = len(self._orphans)
        text = (
            self.tr("%Ln note(s) not in the part that is shown …", "", count)
            if self._in_part
            else self.tr("%Ln detached note(s) …", "", count)
        )
        self.detached.setText(text)

    def _show_detached(self) -> None:
        """The list of detached notes, in a drawer over the margin."""
        self.detached_wanted.emit()

    def focusNextPrevChild(self, forward: bool) -> bool:  # noqa: N802
        """Past the reading pane below, which would go through its links first."""
        return self.window().focusNextPrevChild(forward)

    # --- look -----------------------------------------------------------------------------------

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        self.note.set_theme(theme)
        for widget in self._widgets.values():
            widget.set_theme(theme)
        for mark, button in self._icons.items():
            card = next((c for c in self._cards if c.id == mark), None)
            if card:
                button.setIcon(icon("message-square-text", theme.note_bar(card.colour), px(15)))
        palette = self._scroll.palette()
        palette.setColor(palette.ColorRole.Window, theme["raised"])
        self._scroll.setPalette(palette)
        self._scroll.viewport().setAutoFillBackground(False)
        self.update()

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.setAccessibleName(self.tr("Notes"))
            self._fill_drawer()
            self.relayout()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        if self.mode == "drawer":
            painter = QPainter(self)
            painter.fillRect(self.rect(), self._theme["raised"])
            edge: QColor = self._theme["border"]
            painter.fillRect(0, 0, 1, self.height(), edge)
