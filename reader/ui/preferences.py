"""The settings: what is chosen holds at once, there is nothing to confirm."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any, Literal

from PySide6.QtCore import Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QStackedWidget, QWidget

from reader.settings import LARGEST_TYPE, LEADINGS, SMALLEST_TYPE, Settings
from reader.ui.controls import Segmented, Switch
from reader.ui.fields import ComboBox, Stepper
from reader.ui.folderspage import Folder, FoldersPage
from reader.ui.keyspage import KeysPage
from reader.ui.sheet import Page, Row, Sheet
from reader.ui.swatches import ThemePicker
from reader.ui.theme import Theme
from reader.ui.typepanel import WIDTHS, leading_options, nearest, width_options

Section = Literal["reading", "interface", "keys", "folders"]
SECTIONS: tuple[Section, ...] = ("reading", "interface", "keys", "folders")
SWITCHES = (
    "hyphenate",
    "letter_keys",
    "group_translations",
    "show_collection",
)


class PreferencesDialog(Sheet):
    """Sends the whole settings with every change. faces are (key, name)."""

    changed = Signal(object)
    folder_add_wanted = Signal()
    folder_remove_wanted = Signal(object)
    folder_language_chosen = Signal(object, object)

    def __init__(
        self,
        settings: Settings,
        theme: Theme,
        faces: Sequence[tuple[str, str]],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(theme, parent, 620, 560)
        self.setObjectName("preferences")
        self._settings = settings
        self._faces = list(faces)
        self.sections = Segmented(theme, self)
        self.pages = QStackedWidget(self)
        self.theme_picker = ThemePicker(theme, self)
        self.face = ComboBox(theme, self)
        self.type_size = Stepper(theme, SMALLEST_TYPE, LARGEST_TYPE, self)
        self.leading = Segmented(theme, self)
        self.measure = Segmented(theme, self)
        self.language = ComboBox(theme, self)
        self.motion = Segmented(theme, self)
        self.switches = {name: Switch(theme, self) for name in SWITCHES}
        self.keys = KeysPage(theme, settings.shortcuts, self)
        self.folders = FoldersPage(theme, self)
        self._rows: dict[str, Row] = {}
        self.close_button = self.add_button()
        self._build()
        self._wire()
        self.set_theme(theme)
        self.retranslate()
        self.set_settings(settings)

    # --- building -------------------------------------------------------------------------------

    def _build(self) -> None:
        reading: dict[str, QWidget] = {
            "theme": self.theme_picker,
            "face": self.face,
            "type_size": self.type_size,
            "leading": self.leading,
            "width": self.measure,
            "hyphenate": self.switches["hyphenate"],
        }
        interface: dict[str, QWidget] = {"ui_language": self.language}
        interface["letter_keys"] = self.switches["letter_keys"]
        interface["reduce_motion"] = self.motion
        interface.update({name: self.switches[name] for name in SWITCHES[2:]})
        for controls in (reading, interface):
            self.pages.addWidget(self._form(controls))
        self.pages.addWidget(self.keys)
        self.pages.addWidget(self.folders)
        self.body.addWidget(self.sections)
        self.body.addWidget(self.pages, 1)

    def _form(self, controls: dict[str, QWidget]) -> Page:
        page = Page(self)
        for name, control in controls.items():
            self._rows[name] = Row(self._theme, control, page.inner)
            page.column.addWidget(self._rows[name])
        page.column.addStretch(1)
        return page

    def _wire(self) -> None:
        self.sections.chosen.connect(lambda section: self.show_section(section))
        self.theme_picker.chosen.connect(lambda key: self._change(theme=key))
        self.face.chosen.connect(lambda face: self._change(face=face))
        self.type_size.valueChanged.connect(lambda size: self._change(type_size=size))
        self.leading.chosen.connect(lambda leading: self._change(leading=leading))
        self.measure.chosen.connect(lambda width: self._change(width=width))
        self.language.chosen.connect(lambda tag: self._change(ui_language=tag))
        self.motion.chosen.connect(lambda motion: self._change(reduce_motion=motion))
        for name, switch in self.switches.items():
            switch.toggled.connect(lambda on, key=name: self._change(**{key: on}))
        self.keys.changed.connect(lambda shortcuts: self._change(shortcuts=shortcuts))
        self.folders.add_wanted.connect(self.folder_add_wanted)
        self.folders.remove_wanted.connect(self.folder_remove_wanted)
        self.folders.language_chosen.connect(self.folder_language_chosen)
        self.close_button.clicked.connect(self.close)

    # --- values ---------------------------------------------------------------------------------

    def _change(self, **values: Any) -> None:
        changed = replace(self._settings, **values)
        if changed != self._settings:
            self._settings = changed
            self.changed.emit(changed)

    def set_settings(self, settings: Settings) -> None:
        """Show these settings without a signal."""
        self._settings = settings
        blocked = self.blockSignals(True)
        self.theme_picker.set_value(settings.theme)
        self.face.set_value(settings.face)
        self.type_size.set_value(settings.type_size)
        self.leading.set_value(nearest(settings.leading, LEADINGS))
        self.measure.set_value(nearest(settings.width, WIDTHS))
        self.language.set_value(settings.ui_language)
        self.motion.set_value(settings.reduce_motion)
        for name, switch in self.switches.items():
            inner = switch.blockSignals(True)
            switch.setChecked(getattr(settings, name))
            switch.blockSignals(inner)
        self.keys.set_shortcuts(settings.shortcuts)
        self.blockSignals(blocked)

    def set_folders(self, folders: Sequence[Folder], languages: Sequence[str]) -> None:
        """Show the folders of the library, and the languages (tags) that one can be set to."""
        self.folders.set_folders(folders, languages)

    def show_section(self, section: Section) -> None:
        """Turn to a section."""
        self.sections.set_value(section)
        self.pages.setCurrentIndex(SECTIONS.index(section))

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802
        super().showEvent(event)
        self.sections.take_focus()

    # --- texts ----------------------------------------------------------------------------------

    def retranslate(self) -> None:
        self.set_heading(self.tr("Settings"))
        self.close_button.set_label(self.tr("Close"))
        names = (self.tr("Reading"), self.tr("Interface"), self.tr("Keys"), self.tr("Folders"))
        self.sections.setAccessibleName(self.tr("Section"))
        self.sections.set_options(list(zip(SECTIONS, names, strict=True)))
        self.sections.set_value(SECTIONS[self.pages.currentIndex()])
        self.leading.set_options(leading_options())
        self.measure.set_options(width_options())
        self.face.set_options(self._faces)
        self.language.set_options(
            [
                ("", self.tr("As the system")),
                ("en", "English"),
                ("sv", "Svenska"),
                ("de", "Deutsch"),
            ]
        )
        self.motion.set_options(
            [("system", self.tr("System")), ("on", self.tr("On")), ("off", self.tr("Off"))]
        )
        self.theme_picker.retranslate()
        for name, (title, hint) in self._texts().items():
            self._rows[name].set_texts(title, hint)
        self.keys.retranslate()
        self.folders.retranslate()
        self.set_settings(self._settings)

    def _texts(self) -> dict[str, tuple[str, str]]:
        return {
            "theme": (self.tr("Theme"), ""),
            "face": (self.tr("Typeface"), ""),
            "type_size": (self.tr("Type size"), ""),
            "leading": (self.tr("Line spacing"), ""),
            "width": (self.tr("Width of the text"), ""),
            "hyphenate": (
                self.tr("Hyphenate"),
                self.tr("Divides long words by the rules of the article's language."),
            ),
            "ui_language": (
                self.tr("Language"),
                self.tr("Of menus and buttons; articles keep their own."),
            ),
            "letter_keys": (
                self.tr("Single letters as keys"),
                self.tr("J and K, S, U, H, N and others act in the list and the text."),
            ),
            "reduce_motion": (self.tr("Less motion"), self.tr("Nothing slides, fades or blinks.")),
            "group_translations": (
                self.tr("One row for translations"),
                self.tr("The same article in several languages stands in the list once."),
            ),
            "show_collection": (
                self.tr("Show the bundled collection"),
                self.tr("The articles that come with the program."),
            ),
        }
