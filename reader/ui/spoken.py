"""Names of languages in the interface's own language, for screen readers and sentences."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from reader.ui.i18n import QT_TRANSLATE_NOOP

_NAMES = {
    "sv": QT_TRANSLATE_NOOP("Languages", "Swedish"),
    "de": QT_TRANSLATE_NOOP("Languages", "German"),
    "en": QT_TRANSLATE_NOOP("Languages", "English"),
    "da": QT_TRANSLATE_NOOP("Languages", "Danish"),
    "no": QT_TRANSLATE_NOOP("Languages", "Norwegian"),
    "nb": QT_TRANSLATE_NOOP("Languages", "Norwegian Bokmål"),
    "nn": QT_TRANSLATE_NOOP("Languages", "Norwegian Nynorsk"),
    "fi": QT_TRANSLATE_NOOP("Languages", "Finnish"),
    "is": QT_TRANSLATE_NOOP("Languages", "Icelandic"),
    "nl": QT_TRANSLATE_NOOP("Languages", "Dutch"),
    "fr": QT_TRANSLATE_NOOP("Languages", "French"),
    "es": QT_TRANSLATE_NOOP("Languages", "Spanish"),
    "pt": QT_TRANSLATE_NOOP("Languages", "Portuguese"),
    "it": QT_TRANSLATE_NOOP("Languages", "Italian"),
    "ro": QT_TRANSLATE_NOOP("Languages", "Romanian"),
    "pl": QT_TRANSLATE_NOOP("Languages", "Polish"),
    "cs": QT_TRANSLATE_NOOP("Languages", "Czech"),
    "hu": QT_TRANSLATE_NOOP("Languages", "Hungarian"),
    "tr": QT_TRANSLATE_NOOP("Languages", "Turkish"),
    "ru": QT_TRANSLATE_NOOP("Languages", "Russian"),
    "uk": QT_TRANSLATE_NOOP("Languages", "Ukrainian"),
    "el": QT_TRANSLATE_NOOP("Languages", "Greek"),
    "ar": QT_TRANSLATE_NOOP("Languages", "Arabic"),
    "he": QT_TRANSLATE_NOOP("Languages", "Hebrew"),
    "fa": QT_TRANSLATE_NOOP("Languages", "Persian"),
    "ja": QT_TRANSLATE_NOOP("Languages", "Japanese"),
    "zh": QT_TRANSLATE_NOOP("Languages", "Chinese"),
    "ko": QT_TRANSLATE_NOOP("Languages", "Korean"),
}

SPOKEN = tuple(_NAMES)


def spoken_language(tag: str) -> str | None:
    """The name of a language in the interface's language; None for an uncommon one."""
    name = _NAMES.get(tag.split("-", maxsplit=1)[0])
    return QCoreApplication.translate("Languages", name) if name else None
