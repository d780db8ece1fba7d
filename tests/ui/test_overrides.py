"""An error in an override of Qt is an exception, and not the end of the program."""

from __future__ import annotations

import importlib
import pkgutil
import subprocess
import sys
from types import FunctionType

import pytest

import reader.ui
from reader.ui.overrides import is_virtual

PLAIN = {"__init__", "addWidget", "reject"}
"""What Qt never calls, or what buttons call too."""
PROGRAM = """
import os, sys
os.environ["QT_QPA_PLATFORM"] = "offscreen"
import reader.ui
from PySide6.QtWidgets import QApplication, QWidget
application = QApplication([])

class Widget(QWidget):
    def resizeEvent(self, event):
        {error}

widget = Widget()
widget.show()
try:
    widget.resize(300, 200)
except Exception as error:
    print(type(error).__name__)
"""


@pytest.mark.parametrize(
    ("error", "name"),
    [("int('x')", "ValueError"), ("[][1]", "IndexError"), ("self.width(1)", "TypeError")],
)
def test_what_c_code_raises_in_an_override_does_not_crash(error: str, name: str) -> None:
    run = subprocess.run(
        [sys.executable, "-c", PROGRAM.format(error=error)],
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert run.returncode in (0, 1), run.stderr
    assert name in run.stdout + run.stderr


def test_all_that_is_overridden_is_known() -> None:
    unknown = set()
    for module in pkgutil.iter_modules(reader.ui.__path__, "reader.ui."):
        for made in vars(importlib.import_module(module.name)).values():
            if type(made).__module__ == "Shiboken" and made.__module__.startswith("reader."):
                unknown |= {f"{made.__name__}.{name}" for name in overridden(made)}
    assert unknown == set()


def overridden(made: type) -> set[str]:
    """The functions of a class that stand for one of Qt's and are not guarded."""
    qt = [base for base in made.__mro__ if base.__module__.startswith("PySide6.")]
    own = {name for name, value in vars(made).items() if isinstance(value, FunctionType)}
    return {
        name
        for name in own - PLAIN
        if not is_virtual(name) and any(name in vars(base) for base in qt)
    }
