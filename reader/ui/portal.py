"""The desktop's settings by its portal: asked without waiting, and told when they change.

Hides D-Bus. Where there is no portal, or none that knows a setting, nothing is ever told.
https://flatpak.github.io/xdg-desktop-portal/docs/doc-org.freedesktop.portal.Settings.html
"""

from __future__ import annotations

from PySide6.QtCore import SLOT, QObject, Signal, Slot
from PySide6.QtDBus import (
    QDBusConnection,
    QDBusMessage,
    QDBusPendingCallWatcher,
    QDBusVariant,
)

SERVICE = "org.freedesktop.portal.Desktop"
PATH = "/org/freedesktop/portal/desktop"
INTERFACE = "org.freedesktop.portal.Settings"
PATIENCE_MS = 5000


class Portal(QObject):
    """The settings of one desktop; bus is where its portal is.

    `told` carries namespace, key and value (a bool, int, float or str) of a setting that was asked
    for, and of every one that changes.
    """

    told = Signal(str, str, object)

    def __init__(self, bus: QDBusConnection, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._bus = bus
        slot = SLOT("_take_change(QString,QString,QDBusVariant)")
        # Qt takes the text; the stub asks for bytes, which Qt refuses
        bus.connect(  # type: ignore[call-overload]
            SERVICE, PATH, INTERFACE, "SettingChanged", self, slot
        )

    def ask(self, namespace: str, key: str) -> None:
        """Ask for a setting; `told` follows where the desktop has it."""
        call = QDBusMessage.createMethodCall(SERVICE, PATH, INTERFACE, "ReadOne")
        call.setArguments([namespace, key])
        watcher = QDBusPendingCallWatcher(self._bus.asyncCall(call, PATIENCE_MS), self)
        watcher.finished.connect(lambda: self._take_answer(watcher, namespace, key))

    def _take_answer(self, watcher: QDBusPendingCallWatcher, namespace: str, key: str) -> None:
        reply = watcher.reply()
        if reply.type() == QDBusMessage.MessageType.ReplyMessage:
            for value in reply.arguments():
                self.told.emit(namespace, key, plain(value))
        watcher.deleteLater()

    @Slot(str, str, QDBusVariant)
    def _take_change(self, namespace: str, key: str, value: QDBusVariant) -> None:
        self.told.emit(namespace, key, plain(value))


def plain(value: object) -> object:
    """What a D-Bus variant holds."""
    while isinstance(value, QDBusVariant):
        value = value.variant()
    return value
