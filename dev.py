#!/usr/bin/env python3
"""Set up the project in .venv and run one of its commands: run, test, lint, bench, torture.

Needs Python >= 3.11 and its pip, nothing else: everything here is standard library. Every package
comes from requirements.lock with its hash; where Qt lacks a system library on Debian, it is
installed (as root) or the one command that does it is printed.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
PYTHON = VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
LOCK = ROOT / "requirements.lock"
STAMP = VENV / "lock.sha256"
DEBIAN_LIBRARIES = [
    "libgl1",
    "libegl1",
    "libxkbcommon0",
    "libfontconfig1",
    "libdbus-1-3",
    "libglib2.0-0",
    "libxcb-cursor0",
    "libxcb-icccm4",
    "libxcb-keysyms1",
    "libxcb-shape0",
    "libxkbcommon-x11-0",
    "libxkbfile1",
]
COMMANDS = {
    "run": ("open the window; arguments go to lesesal", ["-m", "reader"]),
    "test": ("run the tests; arguments go to pytest", ["-m", "pytest"]),
    "lint": ("ruff, mypy --strict and the layering test", []),
    "bench": ("run the benchmarks and print their table", ["-m", "benchmarks"]),
    "torture": ("run the long reliability suite and print its table", ["-m", "tests.torture"]),
}


def run(command: list[str], **options: object) -> subprocess.CompletedProcess[str]:
    """Run a command to its end; its status is the caller's to look at."""
    return subprocess.run(command, check=False, text=True, **options)  # type: ignore[call-overload, no-any-return]


def fail(message: str) -> None:
    """Print one line that says what to do, and stop."""
    sys.exit(f"dev.py: {message}")


def lock_digest() -> str:
    """SHA-256 of the lock file and of the interpreter's version."""
    version = f"{sys.version_info.major}.{sys.version_info.minor}".encode()
    return hashlib.sha256(LOCK.read_bytes() + version).hexdigest()


def make_environment() -> None:
    """Create .venv and install the locked packages, unless it is already up to date."""
    if PYTHON.exists() and STAMP.exists() and STAMP.read_text() == lock_digest():
        return
    if run([sys.executable, "-m", "pip", "--version"], capture_output=True).returncode:
        fail("this Python has no pip; install it first (Debian: apt-get install python3-pip)")
    print("Setting up .venv (once, about a minute) ...", file=sys.stderr)
    venv.EnvBuilder(with_pip=False, clear=VENV.exists(), symlinks=os.name != "nt").create(VENV)
    install = [sys.executable, "-m", "pip", "--python", str(PYTHON), "install"]
    install += [
        "--quiet",
        "--quiet",
        "--disable-pip-version-check",
        "--require-hashes",
        "--only-binary=:all:",
    ]
    if run([*install, "--requirement", str(LOCK)]).returncode:
        fail("installing the packages failed; the lines above say why")
    STAMP.write_text(lock_digest())


def qt_error() -> str:
    """What importing Qt complains of; empty where it works."""
    probe = "import PySide6.QtWidgets, PySide6.QtNetwork, PySide6.QtDBus, PySide6.QtPrintSupport"
    done = run([str(PYTHON), "-c", probe], capture_output=True)
    return done.stderr.strip().rpartition("\n")[2] if done.returncode else ""


def missing_plugin_libraries() -> bool:
    """Whether the X11 platform plugin lacks a library (Linux only)."""
    if not sys.platform.startswith("linux") or not shutil.which("ldd"):
        return False
    plugins = VENV.glob("lib/python*/site-packages/PySide6/Qt/plugins/platforms/libqxcb.so")
    for plugin in plugins:
        return "not found" in run(["ldd", str(plugin)], capture_output=True).stdout
    return False


def make_system_libraries() -> None:
    """Install what Qt needs of the system on Debian as root, else say the one command."""
    error = qt_error()
    if not error and not missing_plugin_libraries():
        return
    command = ["apt-get", "install", "--yes", "--no-install-recommends", *DEBIAN_LIBRARIES]
    if not shutil.which("apt-get"):
        if error:
            fail(f"Qt does not start: {error}. Install the system libraries it names.")
        return
    if os.geteuid() != 0:
        line = f"sudo {' '.join(command)}"
        if error:
            fail(f"Qt lacks a system library ({error}). Run: {line}")
        print(f"dev.py: for a window under X11, run: {line}", file=sys.stderr)
        return
    print("Installing Qt's system libraries ...", file=sys.stderr)
    quiet = {
        "stdout": subprocess.DEVNULL,
        "env": {**os.environ, "DEBIAN_FRONTEND": "noninteractive"},
    }
    run(["apt-get", "update"], **quiet)
    if run(command, **quiet).returncode or (error := qt_error()):
        fail(f"Qt still does not start: {error or 'apt-get failed'}")


def make_translations() -> None:
    """Compile resources/i18n/*.ts into the .qm files beside them where they are older."""
    for source in sorted((ROOT / "resources" / "i18n").glob("*.ts")):
        compiled = source.with_suffix(".qm")
        if compiled.exists() and compiled.stat().st_mtime >= source.stat().st_mtime:
            continue
        release = [str(PYTHON.with_name("pyside6-lrelease")), str(source), "-qm", str(compiled)]
        if run([*release, "-silent"]).returncode:
            fail(f"compiling {source.name} failed")


def lint() -> int:
    """Run ruff, mypy --strict and the layering test; the first failing status is returned."""
    python = str(PYTHON)
    for command in (
        [python, "-m", "ruff", "check", "."],
        [python, "-m", "ruff", "format", "--check", "."],
        [python, "-m", "mypy", "--strict", "reader"],
        [python, "-m", "pytest", "-q", "tests/core/test_layering.py"],
    ):
        print("$", " ".join(command[1:]), flush=True)
        if status := run(command, cwd=ROOT).returncode:
            return status
    return 0


def main(arguments: list[str]) -> int:
    """Set everything up, then run the command; its exit status is returned."""
    if not arguments or arguments[0] not in COMMANDS:
        lines = "\n".join(f"  {name:8} {text}" for name, (text, _) in COMMANDS.items())
        print(f"usage: python3 dev.py COMMAND [ARGUMENT …]\n{lines}")
        return 0 if arguments[:1] in (["-h"], ["--help"]) else 2
    if sys.version_info < (3, 11):
        fail(f"Python 3.11 or newer is needed, this is {sys.version.split()[0]}")
    make_environment()
    make_system_libraries()
    make_translations()
    command, *rest = arguments
    if command == "lint":
        return lint()
    environment = dict(os.environ)
    if command in ("test", "torture"):
        environment.setdefault("QT_QPA_PLATFORM", "offscreen")
    return run(
        [str(PYTHON), *COMMANDS[command][1], *rest],
        cwd=None if command == "run" else ROOT,
        env={**environment, "PYTHONPATH": str(ROOT)},
    ).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
