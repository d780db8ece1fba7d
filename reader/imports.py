"""Imports at a start of the program; imports nothing itself, so that all else comes by it."""

from __future__ import annotations

import gc
from importlib import import_module
from types import ModuleType


def imported(name: str) -> ModuleType:
    """Import without the cyclic collector, now and later: it would find nothing.

    Looking for garbage among modules costs a list a sixth of its time, most of it at the end.
    """
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        return import_module(name)
    finally:
        gc.freeze()
        if was_enabled:
            gc.enable()
