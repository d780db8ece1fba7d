"""A desktop's settings portal for test_motion.py, run by the system's Python, which has gi.

Prints "ready"; every line of its input, "NAMESPACE KEY VALUE", is a setting that changes.
"""

from __future__ import annotations

import sys
from typing import Any

from gi.repository import Gio, GLib

PATH = "/org/freedesktop/portal/desktop"
INTERFACE = "org.freedesktop.portal.Settings"
XML = f"""<node><interface name="{INTERFACE}">
<method name="ReadOne"><arg type="s" direction="in"/><arg type="s" direction="in"/>
<arg type="v" direction="out"/></method>
<signal name="SettingChanged"><arg type="s"/><arg type="s"/><arg type="v"/></signal>
</interface></node>"""
SETTINGS: dict[tuple[str, str], Any] = {
    ("org.freedesktop.appearance", "color-scheme"): GLib.Variant("u", 1),
    ("org.gnome.desktop.interface", "enable-animations"): GLib.Variant("b", False),
}


def answer(*call: Any) -> None:
    arguments, invocation = call[5], call[6]
    key = tuple(arguments.unpack())
    if key in SETTINGS:
        invocation.return_value(GLib.Variant("(v)", (SETTINGS[key],)))
    else:
        invocation.return_dbus_error("org.freedesktop.portal.Error.NotFound", "not here")


def change(*_: object) -> bool:
    if not (line := sys.stdin.readline()):
        loop.quit()
        return False
    namespace, key, value = line.split()
    told = (namespace, key, GLib.Variant.parse(None, value, None, None))
    bus.emit_signal(None, PATH, INTERFACE, "SettingChanged", GLib.Variant("(ssv)", told))
    return True


bus = Gio.bus_get_sync(Gio.BusType.SESSION)
bus.register_object(PATH, Gio.DBusNodeInfo.new_for_xml(XML).interfaces[0], answer, None, None)
Gio.bus_own_name_on_connection(
    bus, "org.freedesktop.portal.Desktop", 0, lambda *_: print("ready", flush=True), None
)
GLib.io_add_watch(0, GLib.IO_IN | GLib.IO_HUP, change)
loop = GLib.MainLoop()
loop.run()
