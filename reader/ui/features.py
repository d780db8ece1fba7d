"""Optional forms of Qt's names (snake_case, properties), which PySide calls features.

It reads the source of every module that is imported, to see whether it speaks of PySide and so may
ask for them, and Python keeps the lines of all that was read. Nothing here asks.
"""

from __future__ import annotations

import sys
from typing import Any

NAME = "shibokensupport.feature"


def ask_for_none() -> None:
    """Take every module that is imported from now on for one that uses PySide as it is.

    The place is not part of any promise: a test tells where a release has it elsewhere.
    """
    import PySide6.QtCore  # noqa: F401 (brings that module)

    module: Any = sys.modules.get(NAME)
    if hasattr(module, "_mod_uses_pyside"):
        module._mod_uses_pyside = lambda _: True
