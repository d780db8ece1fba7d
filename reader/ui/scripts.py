"""Whether the system has fonts for the scripts of a text, and what to install where it has not."""

from __future__ import annotations

import re
from collections.abc import Callable

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QFontDatabase

_Writing = QFontDatabase.WritingSystem
# Script, its characters and the Debian package that has them; Fedora and Arch name theirs alike.
_SCRIPTS = (
    (_Writing.Japanese, re.compile("[\u3040-\u30ff]"), "fonts-noto-cjk"),
    (_Writing.Korean, re.compile("[\uac00-\ud7af]"), "fonts-noto-cjk"),
    (_Writing.SimplifiedChinese, re.compile("[\u4e00-\u9fff]"), "fonts-noto-cjk"),
    (_Writing.Arabic, re.compile("[\u0620-\u06ff]"), "fonts-noto-core"),
    (_Writing.Hebrew, re.compile("[\u05d0-\u05ea]"), "fonts-noto-core"),
    (_Writing.Thai, re.compile("[\u0e01-\u0e5b]"), "fonts-noto-core"),
    (_Writing.Devanagari, re.compile("[\u0904-\u0970]"), "fonts-noto-core"),
)
_SAMPLE = 4_000
_ENOUGH = 20  # a single foreign word is no reason to complain


def has_font(system: QFontDatabase.WritingSystem) -> bool:
    """Whether any installed font has the script."""
    return bool(QFontDatabase.families(system))


def missing_package(
    text: str, has: Callable[[QFontDatabase.WritingSystem], bool] = has_font
) -> str | None:
    """The package of fonts that a text needs and the system lacks; None where all is well."""
    sample = text[:_SAMPLE]
    if sample.isascii():
        return None
    for system, letters, package in _SCRIPTS:
        if len(letters.findall(sample)) >= _ENOUGH and not has(system):
            return package
    return None


def missing_font_message(text: str) -> str | None:
    """What to tell a person about a missing font, None where none is missing."""
    package = missing_package(text)
    if package is None:
        return None
    message = QCoreApplication.translate(
        "Scripts", "No font for this article's script is installed (Debian: {package})."
    )
    return message.format(package=package)
