"""The real program, used as a screen reader uses it: from another process, by names and roles."""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import IO, Any

import pytest

from reader.paths import find
from reader.store import Store

ROOT = Path(__file__).parents[2]
DRIVER = Path(__file__).with_name("driver.py")
SYSTEM_PYTHON = "/usr/bin/python3"
NOTE = "Läst med öronen: ”grüß Gott”"
SECONDS = 60


def missing() -> str | None:
    """What this machine lacks for the test."""
    if not sys.platform.startswith("linux"):
        return "AT-SPI is Linux's"
    for program in ("Xvfb", "dbus-daemon", SYSTEM_PYTHON):
        if shutil.which(program) is None:
            return f"{program} is not installed"
    if not Path("/usr/share/dbus-1/services/org.a11y.Bus.service").exists():
        return "at-spi2-core is not installed"
    probe = "import gi; gi.require_version('Atspi', '2.0'); from gi.repository import Atspi"
    if subprocess.run([SYSTEM_PYTHON, "-c", probe], capture_output=True, check=False).returncode:
        return "gir1.2-atspi-2.0 or python3-gi is not installed"
    return None


REASON = missing()
pytestmark = pytest.mark.skipif(REASON is not None, reason=REASON or "")


@contextlib.contextmanager
def process(
    command: Sequence[str], log: IO[str], **options: Any
) -> Iterator[subprocess.Popen[str]]:
    """A process in a group of its own, which ends with the block and takes its children along."""
    made = subprocess.Popen(command, stderr=log, text=True, start_new_session=True, **options)
    try:
        yield made
    finally:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(made.pid, signal.SIGTERM)
        try:
            made.wait(10)
        except subprocess.TimeoutExpired:
            os.killpg(made.pid, signal.SIGKILL)
            made.wait()
        if made.stdout:
            made.stdout.close()


def first_line(made: subprocess.Popen[str]) -> str:
    """What a server says once it is ready."""
    assert made.stdout is not None
    return made.stdout.readline().strip()


@contextlib.contextmanager
def screen(log: IO[str]) -> Iterator[str]:
    """A virtual display of its own; its name."""
    command = ["Xvfb", "-displayfd", "1", "-screen", "0", "1400x1000x24", "-nolisten", "tcp"]
    with process(command, log, stdout=subprocess.PIPE) as server:
        yield f":{first_line(server)}"


@contextlib.contextmanager
def bus(environment: Mapping[str, str], log: IO[str]) -> Iterator[str]:
    """A session bus of its own, which starts the accessibility bus when it is asked; its address."""
    command = ["dbus-daemon", "--session", "--nofork", "--print-address=1"]
    with process(command, log, stdout=subprocess.PIPE, env=environment) as daemon:
        yield first_line(daemon)


@pytest.fixture
def surroundings(tmp_path: Path) -> Iterator[dict[str, str]]:
    """The environment of a fresh desktop: display, bus, home, all of them thrown away after."""
    log_file = tmp_path / "log"
    with (
        tempfile.TemporaryDirectory(prefix="lesesal-") as runtime,  # sockets want short paths
        log_file.open("w", encoding="utf-8") as log,
        screen(log) as display,
    ):
        environment = {
            **{k: v for k, v in os.environ.items() if not k.startswith(("QT_", "LC_", "XDG_"))},
            "DISPLAY": display,
            "HOME": str(tmp_path),
            "XDG_RUNTIME_DIR": runtime,
            "LANG": "C.UTF-8",
            "LANGUAGE": "en",
            "LESESAL_HOME": str(tmp_path / "lesesal"),
            "QT_QPA_PLATFORM": "xcb",
            "QT_ACCESSIBILITY": "1",
            "QT_LINUX_ACCESSIBILITY_ALWAYS_ON": "1",
        }
        with bus(environment, log) as address:
            yield {**environment, "DBUS_SESSION_BUS_ADDRESS": address}


def drive(environment: Mapping[str, str], log: IO[str]) -> dict[str, Any]:
    """Run the program and the driver beside it; what the driver met."""
    program = [sys.executable, "-m", "reader"]
    with process(program, log, env=environment, cwd=ROOT, stdout=log) as running:
        done = subprocess.run(
            [SYSTEM_PYTHON, str(DRIVER), NOTE],
            env=environment,
            capture_output=True,
            text=True,
            timeout=SECONDS,
            check=False,
        )
        assert running.poll() is None, "the program ended by itself"
    assert done.returncode == 0, done.stderr
    met = json.loads(done.stdout)
    assert isinstance(met, dict)
    return met


def test_an_article_is_found_read_bookmarked_and_noted_through_a_screen_reader(
    surroundings: dict[str, str], tmp_path: Path
) -> None:
    with (tmp_path / "program.log").open("w", encoding="utf-8") as log:
        met = drive(surroundings, log)
    assert met["query"] == ["blacksmit*", "bakery OR ", "blacksmith title:like", "blacksmith"]
    assert met["order"] == ["Search titles and text", "Articles", "Article"]
    assert all(", English, " in row for row in met["filtered"])
    assert met["title"].startswith("The blacksmith")
    assert "the advocates of social media" in met["text"]
    assert "\u00ad" not in met["text"]
    assert met["lines"][1] == "The blacksmith and the like button"
    assert met["nameless"] == []
    with contextlib.closing(Store(find(tmp_path / "lesesal").marks)) as store:
        marks = store.marks()
    assert {mark.kind for mark in marks} == {"bookmark", "note"}
    assert [mark.note for mark in marks if mark.kind == "note"] == [NOTE]
    assert "Traceback" not in (tmp_path / "program.log").read_text("utf-8")
