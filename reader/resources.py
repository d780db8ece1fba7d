"""Finds the bundled files; the only code that knows where resources/ and articles/ are."""

from __future__ import annotations

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent


def _root() -> Path:
    """The folder that holds resources/ and articles/: in a wheel, or in the source tree."""
    bundled = _PACKAGE / "_data"
    return bundled if bundled.is_dir() else _PACKAGE.parent


def resource(*parts: str) -> Path:
    """The path of a file or folder below resources/."""
    return _root().joinpath("resources", *parts)


def collection() -> Path:
    """The folder of the bundled articles."""
    return _root() / "articles"
