"""Less motion: what it stops, and that it follows the person and the desktop."""

from __future__ import annotations

import contextlib
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import IO

import pytest
from PySide6.QtCore import Qt
from PySide6.QtDBus import QDBusConnection
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from reader import settings as settings_module
from reader.settings import Settings, from_mapping
from reader.ui import theme as themes
from reader.ui.motion import WISHES, Motion, set_motion
from tests.ui.desk import Desk

SYSTEM_PYTHON = "/usr/bin/python3"
APPEARANCE, GNOME = list(WISHES)[:2]


@pytest.fixture(autouse=True)
def motion_comes_back(qapp: QApplication) -> Iterator[None]:
    yield
    set_motion(False)


def is_still() -> bool:
    return bool(QApplication.cursorFlashTime() == 0)


def missing() -> str | None:
    """What this machine lacks for a bus with a portal."""
    if not sys.platform.startswith("linux") or shutil.which("dbus-daemon") is None:
        return "there is no dbus-daemon"
    probe = [SYSTEM_PYTHON, "-c", "from gi.repository import Gio"]
    if shutil.which(SYSTEM_PYTHON) is None or subprocess.run(probe, check=False).returncode:
        return "python3-gi is not installed"
    return None


@contextlib.contextmanager
def process(command: list[str], **environment: str) -> Iterator[subprocess.Popen[str]]:
    """A program that says a line once it is ready, until the block ends."""
    made = subprocess.Popen(
        command,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        env={**os.environ, **environment},
    )
    try:
        yield made
    finally:
        made.kill()
        made.communicate()


@pytest.fixture
def desktop(monkeypatch: pytest.MonkeyPatch) -> Iterator[tuple[QDBusConnection, IO[str]]]:
    """A bus with a portal that wants it dark and still, and what changes its settings."""
    if reason := missing():
        pytest.skip(reason)
    with process(["dbus-daemon", "--session", "--nofork", "--print-address=1"]) as daemon:
        address = output(daemon)
        stub = str(Path(__file__).with_name("portal_stub.py"))
        with process([SYSTEM_PYTHON, stub], DBUS_SESSION_BUS_ADDRESS=address) as portal:
            assert output(portal) == "ready"
            bus = QDBusConnection.connectToBus(address, "a desktop")
            monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", address)
            monkeypatch.setattr(QDBusConnection, "sessionBus", lambda: bus)
            assert portal.stdin is not None
            yield bus, portal.stdin
            QDBusConnection.disconnectFromBus("a desktop")


def output(made: subprocess.Popen[str]) -> str:
    assert made.stdout is not None
    return made.stdout.readline().strip()


def change(changes: IO[str], setting: tuple[str, str], value: str) -> None:
    changes.write(f"{' '.join(setting)} {value}\n")
    changes.flush()


def test_less_motion_stops_caret_and_menus_and_gives_them_back() -> None:
    usual = QApplication.cursorFlashTime()
    set_motion(True)
    assert is_still()
    assert not QApplication.isEffectEnabled(Qt.UIEffect.UI_AnimateMenu)
    set_motion(False)
    assert QApplication.cursorFlashTime() == usual > 0


def test_the_desktop_is_followed_also_when_it_changes(
    desktop: tuple[QDBusConnection, IO[str]], qtbot: QtBot
) -> None:
    bus, changes = desktop
    motion = Motion()
    motion.follow(bus)
    qtbot.waitUntil(is_still)
    change(changes, GNOME, "true")
    qtbot.waitUntil(lambda: not is_still())
    change(changes, APPEARANCE, "1")
    qtbot.waitUntil(is_still)


def test_what_the_person_says_goes_before_the_desktop(
    desktop: tuple[QDBusConnection, IO[str]], qtbot: QtBot
) -> None:
    motion = Motion()
    motion.follow(desktop[0])
    qtbot.waitUntil(is_still)
    motion.set_setting("off")
    assert not is_still()
    motion.set_setting("system")
    assert is_still()


def test_without_a_portal_only_the_setting_counts(qtbot: QtBot) -> None:
    motion = Motion()
    motion.follow(QDBusConnection("nobody"))
    assert not is_still()
    motion.set_setting("on")
    assert is_still()


def test_a_started_window_asks_the_desktop_and_takes_the_setting(
    desktop: tuple[QDBusConnection, IO[str]], desk: Desk, qtbot: QtBot
) -> None:
    program = desk.start()
    qtbot.waitUntil(is_still)
    program.errands.apply(Settings(reduce_motion="off"))
    assert not is_still()


def test_the_setting_of_an_older_version_is_understood() -> None:
    assert from_mapping({"reduce_motion": True}).reduce_motion == "on"
    assert from_mapping({"reduce_motion": False}).reduce_motion == "system"
    assert from_mapping({"reduce_motion": "off"}).reduce_motion == "off"
    assert (
        settings_module.to_mapping(from_mapping({"reduce_motion": "perhaps"}))["reduce_motion"]
        == "perhaps"
    )


def test_the_dark_look_of_a_desktop_is_seen_through_its_portal(
    desktop: tuple[QDBusConnection, IO[str]],
) -> None:
    assert themes.system_is_dark()
