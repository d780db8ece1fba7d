"""The language filter: one chip a language with its count, "All", and a "+n" menu for the rest."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QAction, QFontMetrics, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QMenu, QSizePolicy, QWidget

from reader.ui.languages import language_name
from reader.ui.theme import Theme, ui_font

GAP = 6


class Chip(QAbstractButton):
    """A rounded toggle with a label and a count, painted here: style sheets clip such text."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._theme = theme
        self._label = ""
        self._count = ""
        self._lit = False

    def set_lit(self, lit: bool) -> None:
        """Look chosen without being a toggle."""
        self._lit = lit
        self.update()

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        self.update()

    def set_label(self, label: str, count: str, spoken: str) -> None:
        """What the chip shows; spoken is its accessible name."""
        self._label, self._count = label, count
        self.setAccessibleName(spoken)
        self.setToolTip(spoken)
        self.resize(self.sizeHint())
        self.update()

    def sizeHint(self) -> QSize:  # noqa: N802
        metrics, light = QFontMetrics(ui_font(12.5, 500)), QFontMetrics(ui_font(12.5))
        width = 22 + metrics.horizontalAdvance(self._label)
        if self._count:
            width += 6 + light.horizontalAdvance(self._count)
        return QSize(width, max(28, metrics.height() + 12))

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self.updateGeometry()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        theme, checked = self._theme, self.isChecked() or self._lit
        fill = theme["accent"] if checked else theme["hover" if self.underMouse() else "chip"]
        area = QRectF(self.rect())
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(fill)
        painter.drawRoundedRect(area, area.height() / 2, area.height() / 2)
        if self.hasFocus():
            ring = QPen(theme["on_accent"] if checked else theme["accent"], 2)
            painter.setPen(ring)
            painter.setBrush(Qt.BrushStyle.NoBrush)
            inner = area.adjusted(2, 2, -2, -2) if checked else area.adjusted(1, 1, -1, -1)
            painter.drawRoundedRect(inner, inner.height() / 2, inner.height() / 2)
        painter.setFont(ui_font(12.5, 500))
        painter.setPen(theme["on_accent"] if checked else theme["text"])
        box = self.rect().adjusted(11, 0, -11, 0)
        painter.drawText(
            box, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, self._label
        )
        if self._count:
            painter.setFont(ui_font(12.5))
            painter.setPen(theme["on_accent"] if checked else theme["text2"])
            painter.drawText(
                box, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, self._count
            )


class LanguageChips(QWidget):
    """A row of chips; languages are base tags, "" stands for unknown."""

    changed = Signal(tuple)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("language_filter")
        self._theme = theme
        self._counts: list[tuple[str, int]] = []
        self._active: tuple[str, ...] = ()
        self._all = Chip(theme, self)
        self._more = Chip(theme, self)
        self._more.setCheckable(False)
        self._chips: dict[str, Chip] = {}
        self._hidden: list[str] = []
        self._all.toggled.connect(self._on_all_toggled)
        self._more.clicked.connect(self._open_menu)
        self.setFixedHeight(self._all.sizeHint().height())
        self.retranslate()

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        for chip in (self._all, self._more, *self._chips.values()):
            chip.set_theme(theme)

    def set_counts(self, counts: Sequence[tuple[str, int]]) -> None:
        """The languages of the library with their numbers of articles, the most first."""
        if list(counts) == self._counts:
            return
        self._counts = list(counts)
        known = {language for language, _ in counts}
        for language in [k for k in self._chips if k not in known]:
            self._chips.pop(language).deleteLater()
        for language, _ in counts:
            if language not in self._chips:
                self._chips[language] = self._make_chip(language)
        self.retranslate()

    def _make_chip(self, language: str) -> Chip:
        chip = Chip(self._theme, self)
        chip.toggled.connect(lambda on: self._on_toggled(language, on))
        return chip

    def languages(self) -> list[str]:
        """The languages in the order of the chips."""
        return [language for language, _ in self._counts]

    @property
    def active(self) -> tuple[str, ...]:
        return self._active

    def set_active(self, languages: Sequence[str]) -> None:
        """Activate these chips without a signal."""
        self._active = tuple(languages)
        self._show_active()
        self._place()

    def toggle(self, language: str) -> None:
        """Add the language to the filter or take it out."""
        if language in self._active:
            self._choose(tuple(x for x in self._active if x != language))
        else:
            self._choose((*self._active, language))

    def _on_toggled(self, language: str, on: bool) -> None:
        if on != (language in self._active):  # toggled, not clicked: screen readers toggle
            self.toggle(language)

    def _on_all_toggled(self, on: bool) -> None:
        if on == bool(self._active):
            self._choose(())

    def _choose(self, languages: tuple[str, ...]) -> None:
        changed = languages != self._active
        self.set_active(languages)
        if changed:
            self.changed.emit(languages)

    def _show_active(self) -> None:
        self._all.setChecked(not self._active)
        for language, chip in self._chips.items():
            chip.setChecked(language in self._active)

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()

    def retranslate(self) -> None:
        """The labels in the interface's language."""
        total = sum(count for _, count in self._counts)
        number = self.locale().toString(total)
        self._all.set_label(
            self.tr("All"), number, self.tr("All languages, %Ln article(s)", "", total)
        )
        for language, count in self._counts:
            name = self.name_of(language)
            spoken = self.tr("{language}, %Ln article(s)", "", count).format(language=name)
            self._chips[language].set_label(name, self.locale().toString(count), spoken)
        self._show_active()
        self._place()

    def name_of(self, language: str) -> str:
        """The chip's label: the language's own name."""
        return language_name(language) if language else self.tr("Unknown")

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        super().resizeEvent(event)
        self._place()

    def _place(self) -> None:
        """Lay out what fits; the rest goes behind "+n"."""
        x, room = self._all.width() + GAP, self.width()
        self._all.move(0, 0)
        self._more.set_label(f"+{len(self._counts)}", "", "")
        reserve = self._more.width() + GAP
        self._hidden = []
        for number, (language, _) in enumerate(self._counts):
            chip = self._chips[language]
            last = number == len(self._counts) - 1 and not self._hidden
            fits = x + chip.width() + (0 if last else reserve) <= room
            if self._hidden or not fits:
                self._hidden.append(language)
                chip.hide()
                continue
            chip.move(x, 0)
            chip.show()
            x += chip.width() + GAP
        self._place_more(x)
        self._set_tab_order()

    def _place_more(self, x: int) -> None:
        self._more.setVisible(bool(self._hidden))
        active = [language for language in self._hidden if language in self._active]
        label = f"+{len(self._hidden)}"
        spoken = self.tr("%Ln more language(s)", "", len(self._hidden))
        self._more.set_label(label, "", ", ".join([spoken, *map(self.name_of, active)]))
        self._more.set_lit(bool(active))
        self._more.move(x, 0)

    def _set_tab_order(self) -> None:
        previous: QWidget = self._all
        for chip in [*(self._chips[k] for k, _ in self._counts), self._more]:
            QWidget.setTabOrder(previous, chip)
            previous = chip

    def _open_menu(self) -> None:
        menu = QMenu(self)
        for language in self._hidden:
            count = dict(self._counts)[language]
            action = QAction(f"{self.name_of(language)}  {self.locale().toString(count)}", menu)
            action.setCheckable(True)
            action.setChecked(language in self._active)
            action.triggered.connect(lambda _=False, x=language: self.toggle(x))
            menu.addAction(action)
        menu.popup(self._more.mapToGlobal(self._more.rect().bottomLeft()))
        self._place()
