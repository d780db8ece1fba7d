"""Whether anything slides, fades or blinks: as the person says, else as the desktop wishes.

Hides which of Qt's effects move, and where desktops keep the wish for less of it.
"""

from __future__ import annotations

import os
from functools import cache
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QApplication

from reader.settings import ReduceMotion

if TYPE_CHECKING:
    from PySide6.QtDBus import QDBusConnection

WISHES: dict[tuple[str, str], frozenset[object]] = {
    ("org.freedesktop.appearance", "reduced-motion"): frozenset({1}),
    ("org.gnome.desktop.interface", "enable-animations"): frozenset({False}),
    ("org.kde.kdeglobals.KDE", "AnimationDurationFactor"): frozenset({"0", 0}),
}
"""The settings of desktops, and the values of each that ask for less motion."""

_EFFECTS = (
    Qt.UIEffect.UI_AnimateMenu,
    Qt.UIEffect.UI_FadeMenu,
    Qt.UIEffect.UI_AnimateCombo,
    Qt.UIEffect.UI_AnimateTooltip,
    Qt.UIEffect.UI_FadeTooltip,
    Qt.UIEffect.UI_AnimateToolBox,
)


@cache
def _usual_motion() -> tuple[int, tuple[bool, ...]]:
    """How the desktop's caret blinks and which effects it wants, before anything was changed."""
    effects = tuple(QApplication.isEffectEnabled(effect) for effect in _EFFECTS)
    return QApplication.cursorFlashTime(), effects


def set_motion(reduce: bool) -> None:
    """With less motion nothing slides or fades and no caret blinks, else as the desktop has it."""
    blink, effects = _usual_motion()
    QApplication.setCursorFlashTime(0 if reduce else blink)
    for effect, is_usual in zip(_EFFECTS, effects, strict=True):
        QApplication.setEffectEnabled(effect, is_usual and not reduce)


class Motion(QObject):
    """Keeps the application's motion to a setting; "system" follows the desktop, also later."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._setting: ReduceMotion = "system"
        self._wishes: dict[tuple[str, str], bool] = {}
        self._is_following = False

    def set_setting(self, setting: ReduceMotion) -> None:
        """What the person says from now on."""
        self._setting = setting
        self._apply()

    def follow(self, bus: QDBusConnection | None = None) -> None:
        """Ask the desktop on this bus, else on the session's, and listen to it from now on."""
        has_bus = bus is not None or bool(os.environ.get("DBUS_SESSION_BUS_ADDRESS"))
        if self._is_following or not has_bus:
            return
        self._is_following = True
        from PySide6.QtDBus import QDBusConnection  # 15 ms, once the window is shown

        from reader.ui.portal import Portal

        portal = Portal(bus or QDBusConnection.sessionBus(), self)
        portal.told.connect(self._take)
        for namespace, key in WISHES:
            portal.ask(namespace, key)

    def _take(self, namespace: str, key: str, value: object) -> None:
        if (values := WISHES.get((namespace, key))) is not None:
            self._wishes[namespace, key] = value in values
            self._apply()

    def _apply(self) -> None:
        wished = any(self._wishes.values())
        set_motion(wished if self._setting == "system" else self._setting == "on")
