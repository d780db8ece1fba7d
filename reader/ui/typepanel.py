"""The panel below the "Aa" button: theme, type size, leading, face and width of the text."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from PySide6.QtCore import QCoreApplication, QRect, Qt, Signal
from PySide6.QtWidgets import QWidget

from reader.settings import LARGEST_TYPE, LEADINGS, SMALLEST_TYPE, Settings
from reader.ui.controls import Segmented, px
from reader.ui.fields import ComboBox, Stepper
from reader.ui.popup import Popup
from reader.ui.sheet import Page, Row
from reader.ui.swatches import ThemePicker
from reader.ui.theme import Theme

WIDTHS = (27.0, 31.5, 34.5)
"""Narrow, normal, wide, in type sizes: about 55, 64 and 70 characters a line."""


def nearest(value: float, choices: Sequence[float]) -> float:
    """The choice that a value comes closest to."""
    return min(choices, key=lambda choice: abs(choice - value))


class TypePanel(Popup):
    """Every change is sent at once as new settings. faces are (key, name)."""

    changed = Signal(object)

    def __init__(
        self,
        settings: Settings,
        theme: Theme,
        faces: Sequence[tuple[str, str]],
        parent: QWidget,
    ) -> None:
        super().__init__(theme, parent)
        self.setObjectName("type_panel")
        self.set_padding(14)
        self._settings = settings
        self._faces = list(faces)
        self.theme_picker = ThemePicker(theme, self)
        self.type_size = Stepper(theme, SMALLEST_TYPE, LARGEST_TYPE, self)
        self.leading = Segmented(theme, self)
        self.measure = Segmented(theme, self)
        self.face = ComboBox(theme, self)
        self.page = Page(self)
        self._rows = [
            Row(theme, control, self.page.inner, 96)
            for control in (self.type_size, self.leading, self.measure, self.face)
        ]
        self._build()
        self._wire()
        self.retranslate()
        self.set_settings(settings)

    def _build(self) -> None:
        column = self.page.column
        column.setContentsMargins(2, 2, 2, 2)
        column.setSpacing(0)
        column.addWidget(self.theme_picker)
        column.addSpacing(6)
        for row in self._rows:
            column.addWidget(row)
        self.page.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self.box.addWidget(self.page)

    def fit(self, bounds: QRect) -> None:
        """As wide as the rows want, no larger than the window; what does not fit scrolls."""
        width = min(px(330), bounds.width() - 16 - 28)
        for row in self._rows:
            row.fit_width(width - 4)
        most = bounds.height() - 16 - 28
        self.page.inner.setFixedWidth(width)
        height = self.page.column.totalHeightForWidth(width)
        self.page.setFixedSize(width, min(most, height))
        self.page.inner.setFixedWidth(width - (12 if height > most else 0))

    def _wire(self) -> None:
        self.theme_picker.chosen.connect(lambda key: self._change(theme=key))
        self.type_size.valueChanged.connect(lambda size: self._change(type_size=size))
        self.leading.chosen.connect(lambda leading: self._change(leading=leading))
        self.measure.chosen.connect(lambda width: self._change(width=width))
        self.face.chosen.connect(lambda face: self._change(face=face))

    def _change(self, **values: Any) -> None:
        self._settings = replace(self._settings, **values)
        self.changed.emit(self._settings)

    def set_settings(self, settings: Settings) -> None:
        """Show these settings without a signal."""
        self._settings = settings
        self.theme_picker.set_value(settings.theme)
        self.type_size.set_value(settings.type_size)
        self.leading.set_value(nearest(settings.leading, LEADINGS))
        self.measure.set_value(nearest(settings.width, WIDTHS))
        self.face.set_value(settings.face)

    def take_focus(self) -> None:
        self.type_size.setFocus(Qt.FocusReason.PopupFocusReason)

    def retranslate(self) -> None:
        self.setAccessibleName(self.tr("Type and theme"))
        self.theme_picker.setAccessibleName(self.tr("Theme"))
        self.theme_picker.retranslate()
        names = (self.tr("Size"), self.tr("Line spacing"), self.tr("Width"), self.tr("Typeface"))
        for row, name in zip(self._rows, names, strict=True):
            row.set_texts(name)
        self.leading.set_options(leading_options())
        self.measure.set_options(width_options())
        self.face.set_options(self._faces)
        self.set_settings(self._settings)


def leading_options() -> list[tuple[float, str]]:
    """The line spacings with their names in the interface's language."""
    names = (
        QCoreApplication.translate("Type", "Tight"),
        QCoreApplication.translate("Type", "Normal"),
        QCoreApplication.translate("Type", "Loose"),
    )
    return list(zip(LEADINGS, names, strict=True))


def width_options() -> list[tuple[float, str]]:
    """The widths of the column with their names in the interface's language."""
    names = (
        QCoreApplication.translate("Type", "Narrow"),
        QCoreApplication.translate("Type", "Normal"),
        QCoreApplication.translate("Type", "Wide"),
    )
    return list(zip(WIDTHS, names, strict=True))
