"""Gives memory that is free within the program back to the system; hides glibc.

glibc keeps what lies below its latest block, so that a large article, once closed, would go on
taking what it took: 60 MB for 1 MB of text. Other systems' libraries are left to do as they do.
"""

from __future__ import annotations

from functools import cache
from typing import Any


def trim() -> None:
    """Give back what is free; below 1 ms where that is little, up to 50 ms for 60 MB."""
    if (library := _glibc()) is not None:
        library.malloc_trim(0)


@cache
def _glibc() -> Any:
    """The library, None where the system has another one."""
    import ctypes  # not for a start

    try:
        library = ctypes.CDLL(None)
    except (OSError, TypeError):  # Windows
        return None
    return library if hasattr(library, "malloc_trim") else None
