"""Names of languages for people, by QLocale; the one place that overrides its wording."""

from __future__ import annotations

from functools import cache

from PySide6.QtCore import QLocale, Qt

_OVERRIDES = {
    "en": "English",
    "es": "Español",
    "pt": "Português",
    "zh": "中文",
    "sr": "Српски",
    "no": "Norsk",
}


@cache
def language_name(tag: str) -> str:
    """The language's own name, capitalised: "Svenska"; the tag itself where Qt knows none."""
    base = tag.split("-", maxsplit=1)[0]
    if base in _OVERRIDES:
        return _OVERRIDES[base]
    locale = QLocale(base)
    name = locale.nativeLanguageName()
    if not name or locale.language() == QLocale.Language.C:
        return tag
    return name[:1].upper() + name[1:]


@cache
def is_right_to_left(tag: str | None) -> bool:
    """Whether the language is written from right to left."""
    return bool(tag) and QLocale(str(tag)).textDirection() == Qt.LayoutDirection.RightToLeft
