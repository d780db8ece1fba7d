"""Errors in what Python overrides of Qt, on Python before 3.12.

There an error that C code raises (a text that is no number, an index out of range, an object that
Qt has deleted) has no exception object until some `except` asks for it. PySide reads its arguments
without asking, and the program crashes where the error should be logged. So each override gets an
`except`.
"""

from __future__ import annotations

import builtins
import functools
import sys
from collections.abc import Callable
from types import FunctionType
from typing import Any

_VIRTUAL = frozenset(
    """
    addItem clone columnCount count createHandle createMimeDataFromSelection currentChanged data
    doSetSource done event eventFilter expandingDirections flags focusNextPrevChild
    hasHeightForWidth headerData heightForWidth hitButton insertFromMimeData itemAt keyboardSearch
    loadResource minimumSize minimumSizeHint paint redo rowCount scrollContentsBy selectionChanged
    setGeometry sizeHint takeAt undo
    """.split()  # noqa: SIM905 (thirty lines of quotation marks say no more)
)


def is_virtual(name: str) -> bool:
    """Whether Qt calls a method of this name, as far as this program overrides it.

    Not `reject`: buttons are connected to it, and PySide hands all it has to what takes anything.
    """
    return name.endswith("Event") or name in _VIRTUAL


def install() -> None:
    """Let every class of the binding that is made from now on have its overrides guarded."""
    if sys.version_info < (3, 12):
        builtins.__build_class__ = _guarding(builtins.__build_class__)


def _guarding(build: Callable[..., Any]) -> Callable[..., Any]:
    def build_class(*arguments: Any, **options: Any) -> Any:
        made = build(*arguments, **options)
        if type(made).__module__ == "Shiboken":
            for name, value in list(vars(made).items()):
                if isinstance(value, FunctionType) and is_virtual(name):
                    setattr(made, name, _guarded(value))
        return made

    return build_class


def _guarded(override: Callable[..., Any]) -> Callable[..., Any]:
    @functools.wraps(override)
    def call(*arguments: Any) -> Any:
        try:
            return override(*arguments)
        except BaseException:
            raise  # by now it is an object

    return call
