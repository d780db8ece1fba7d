"""Themes: named colour tokens from resources/themes/*.toml, and all that derives from them.

Hides where a colour is used in QPalette and in the style sheet; nobody else names a hex value.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from PySide6.QtCore import QBuffer, QByteArray, QRect, QSize, Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontDatabase,
    QGuiApplication,
    QIcon,
    QImageReader,
    QPainter,
    QPalette,
    QPixmap,
)
from PySide6.QtWidgets import QApplication

from reader.errors import FormatError
from reader.model import COLOURS, Colour
from reader.resources import resource

SYSTEM = "system"
DEFAULT = "light"
DEFAULT_FACE = "literata"
TOKENS = [
    "reader",
    "side",
    "raised",
    "field",
    "text",
    "text2",
    "text3",
    "border",
    "hairline",
    "control_edge",
    "hover",
    "selected",
    "selected_unfocused",
    "accent",
    "link",
    "on_accent",
    "chip",
    "codebg",
    "progress_track",
    "search_hit",
    "danger",
    "toast",
    "toast_text",
    "toast_action",
]


@dataclass(frozen=True)
class Theme:
    """A theme; colours are "#RRGGBB" by token, highlights and note_bars by highlight colour."""

    key: str
    name: str
    dark: bool
    colours: dict[str, str]
    highlights: dict[Colour, str]
    note_bars: dict[Colour, str]

    def __getitem__(self, token: str) -> QColor:
        return QColor(self.colours[token])

    def highlight(self, colour: Colour | None) -> QColor:
        return QColor(self.highlights[colour or "yellow"])

    def note_bar(self, colour: Colour | None) -> QColor:
        return QColor(self.note_bars[colour or "yellow"])


def load_theme(path: Path) -> Theme:
    """Read one theme file. FormatError where a token is missing or is no colour."""
    try:
        data = tomllib.loads(path.read_text("utf-8"))
        colours = {token: _colour(data["colours"][token]) for token in TOKENS}
        highlights = {colour: _colour(data["highlights"][colour]) for colour in COLOURS}
        bars = {colour: _colour(data["note_bars"][colour]) for colour in COLOURS}
        return Theme(path.stem, str(data["name"]), bool(data["dark"]), colours, highlights, bars)
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise FormatError(f"{path.name} is not a complete theme: {error}.", path) from error


def _colour(value: str) -> str:
    if not QColor.isValidColorName(value):
        raise ValueError(f"{value!r} is no colour")
    return QColor(value).name()


def theme_files() -> dict[str, Path]:
    """The available themes by key, the built-in order first."""
    order = ["light", "sepia", "dark", "high_contrast"]
    found = {path.stem: path for path in sorted(resource("themes").glob("*.toml"))}
    return {key: found[key] for key in [*(k for k in order if k in found), *sorted(found)]}


@cache
def _theme(key: str) -> Theme:
    return load_theme(theme_files()[key])


def choose(setting: str) -> Theme:
    """The theme of a setting; "system" follows the desktop, an unknown one is light."""
    if setting == SYSTEM:
        setting = "dark" if system_is_dark() else DEFAULT
    return _theme(setting if setting in theme_files() else DEFAULT)


def system_is_dark() -> bool:
    """Whether the desktop asks for a dark look: Qt's colour scheme, else the portal's by D-Bus."""
    scheme = QGuiApplication.styleHints().colorScheme()
    if scheme != Qt.ColorScheme.Unknown:
        return scheme == Qt.ColorScheme.Dark
    return _portal_color_scheme() == 1


def _portal_color_scheme() -> int:
    """org.freedesktop.appearance color-scheme: 0 no preference, 1 dark, 2 light."""
    import os

    if not os.environ.get("DBUS_SESSION_BUS_ADDRESS"):
        return 0
    from PySide6.QtDBus import QDBusConnection, QDBusMessage  # 15 ms, only where it is asked

    from reader.ui.portal import INTERFACE, PATH, SERVICE, plain

    call = QDBusMessage.createMethodCall(SERVICE, PATH, INTERFACE, "ReadOne")
    call.setArguments(["org.freedesktop.appearance", "color-scheme"])
    answer = QDBusConnection.sessionBus().call(call, timeout=200).arguments()
    value = plain(answer[0]) if answer else 0
    return value if isinstance(value, int) else 0


# --- fonts --------------------------------------------------------------------------------------


def face_choices() -> list[tuple[str, str]]:
    """The bundled faces for articles as (key in the settings, family name), Literata first."""
    folders = sorted(path.name for path in resource("fonts").iterdir() if path.is_dir())
    keys = sorted(folders, key=lambda key: (key != DEFAULT_FACE, key))
    return [(key, family) for key in keys if (family := _load_face(key))]


def face_family(setting: str) -> str:
    """The family of a face in the settings, Literata's where there is none; its fonts are loaded.

    The others' are when they are to be chosen from: 1 ms of a start each.
    """
    return _load_face(face_key(setting)) or _load_face(DEFAULT_FACE) or ""


@cache
def _load_face(key: str) -> str | None:
    """Register a face's fonts; its family name."""
    family = None
    for path in sorted(resource("fonts").glob("*/*.[to]tf")):
        if path.parent.name == key:
            number = QFontDatabase.addApplicationFont(str(path))
            family = next(iter(QFontDatabase.applicationFontFamilies(number)), family)
    return family


def face_key(family: str) -> str:
    """How a family is called in the settings: "Literata" is "literata"."""
    return family.lower().replace(" ", "-")


def ui_font(pixels: float, weight: int = 400, spacing: float = 0.0) -> QFont:
    """The system's font at a size in pixels (at 100 % interface scale)."""
    font = QFont(QApplication.font())
    font.setPixelSize(round(pixels * ui_scale()))
    font.setWeight(QFont.Weight(weight))
    if spacing:
        font.setLetterSpacing(QFont.SpacingType.AbsoluteSpacing, spacing)
    return font


def ui_scale() -> float:
    """The interface's scale: 1.0, more where the desktop asks for larger text."""
    points = QApplication.font().pointSizeF()
    return max(1.0, min(2.0, points / 11.0)) if points > 0 else 1.0


# --- icons --------------------------------------------------------------------------------------


@cache
def _svg(name: str, colour: str, filled: bool) -> bytes:
    text = resource("icons", f"{name}.svg").read_text("utf-8").replace("currentColor", colour)
    return (text.replace('fill="none"', f'fill="{colour}"', 1) if filled else text).encode()


@cache
def pixmap(name: str, colour: str, size: int, ratio: float = 1.0, filled: bool = False) -> QPixmap:
    """The icon in one colour, size in logical pixels."""
    data = QByteArray(_svg(name, colour, filled))
    buffer = QBuffer(data)
    buffer.open(QBuffer.OpenModeFlag.ReadOnly)
    reader = QImageReader(buffer, b"svg")
    reader.setScaledSize(QSize(round(size * ratio), round(size * ratio)))
    result = QPixmap.fromImage(reader.read())
    result.setDevicePixelRatio(ratio)
    return result


def icon(name: str, colour: QColor, size: int = 18, filled: bool = False) -> QIcon:
    """The icon as a QIcon, sharp on screens of ratio 1 and 2."""
    result = QIcon()
    for ratio in (1.0, 2.0):
        result.addPixmap(pixmap(name, colour.name(), size, ratio, filled))
    return result


def draw_icon(
    painter: QPainter, rect: QRect, name: str, colour: QColor, filled: bool = False
) -> None:
    """Paint the icon into rect at the painter's device resolution."""
    ratio = painter.device().devicePixelRatioF()
    painter.drawPixmap(rect, pixmap(name, colour.name(), rect.width(), ratio, filled))


# --- what derives from the tokens ---------------------------------------------------------------


def make_palette(theme: Theme) -> QPalette:
    """QPalette for every role that Fusion asks for."""
    role = QPalette.ColorRole
    palette = QPalette()
    for name, token in {
        role.Window: "side",
        role.WindowText: "text",
        role.Base: "reader",
        role.AlternateBase: "side",
        role.Text: "text",
        role.PlaceholderText: "text3",
        role.Button: "chip",
        role.ButtonText: "text",
        role.BrightText: "danger",
        role.Highlight: "accent",
        role.HighlightedText: "on_accent",
        role.ToolTipBase: "toast",
        role.ToolTipText: "toast_text",
        role.Link: "link",
        role.LinkVisited: "link",
        role.Light: "raised",
        role.Midlight: "hairline",
        role.Mid: "border",
        role.Dark: "control_edge",
        role.Shadow: "border",
        role.Accent: "accent",
    }.items():
        palette.setColor(name, theme[token])
    for name in (role.Text, role.WindowText, role.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, name, theme["text3"])
    return palette


def style_sheet(theme: Theme) -> str:
    """The application's style sheet: the template in resources with the tokens put in."""
    sheet = resource("themes", "style.qss").read_text("utf-8")
    for token in sorted(TOKENS, key=len, reverse=True):
        sheet = sheet.replace(f"@{token}", theme.colours[token])
    scale = ui_scale()
    return re.sub(
        r"font-size: (\d+)px", lambda size: f"font-size: {round(int(size[1]) * scale)}px", sheet
    )


def apply(application: QApplication, theme: Theme) -> None:
    """Give the whole application the theme."""
    application.setPalette(make_palette(theme))
    application.setStyleSheet(style_sheet(theme))
