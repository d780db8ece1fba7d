"""The language of a text where nothing declares it; hides the model and its thresholds."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from reader import language
from reader.language_names import ENGLISH_NAMES

if TYPE_CHECKING:
    from py3langid.langid import LanguageIdentifier

_SAMPLE = 3_000
_SHORT_SAMPLE = 1_000
_CLEAR_MARGIN = 80.0
_HINT_BONUS = 15.0
_MARGIN = 12.0
_FEW_LETTERS = 40

# The model's names for what is shown as one language.
_RENAMED = {"no": "nb", "wuu": "zh", "yue": "zh", "ary": "ar", "arz": "ar", "uzs": "uz"}


def detect(text: str, hint: str | None = None) -> str | None:
    """The base language of a text without markup and code, by its first 3,000 characters.

    hint is a tag that the file's name suggests. None where two languages are too close, or where
    there are fewer than 40 letters, and for what looks like no language. The first call loads
    the model (1 s, about 100 MB).
    """
    sample = text[:_SAMPLE]
    if sum(map(str.isalpha, sample)) < _FEW_LETTERS:
        return None
    best, margin = _leader(sample[:_SHORT_SAMPLE], hint)
    if margin < _CLEAR_MARGIN and len(sample) > _SHORT_SAMPLE:
        best, margin = _leader(sample, hint)
    return best if margin >= _MARGIN and best in ENGLISH_NAMES else None


def _leader(sample: str, hint: str | None) -> tuple[str, float]:
    """The most likely language and by how much its score leads."""
    ranked = _rank(sample)
    if hint:
        ranked = _with_hint(ranked, language.base(hint))
    (best, score), (_, second) = ranked[:2]
    return best, score - second


def _with_hint(ranked: list[tuple[str, float]], hint: str) -> list[tuple[str, float]]:
    raised = [(name, score + _HINT_BONUS * (name == hint)) for name, score in ranked]
    return sorted(raised, key=lambda pair: -pair[1])


def _rank(sample: str) -> list[tuple[str, float]]:
    """The languages by likelihood, best first, with the logarithm of their probability."""
    merged: dict[str, float] = {}
    for name, score in _identifier().rank(sample):
        merged.setdefault(_RENAMED.get(name, name), score)
    return list(merged.items())


@lru_cache(maxsize=1)
def _identifier() -> LanguageIdentifier:
    from py3langid.langid import (
        MODEL_FILE,
        LanguageIdentifier,
    )  # numpy and 100 MB of model

    return LanguageIdentifier.from_model_file(MODEL_FILE)


def forget() -> None:
    """Let the model's memory go; the next detection loads it again."""
    _identifier.cache_clear()


def detect_paragraphs(paragraphs: list[str], article: str | None) -> list[str | None]:
    """The language of each paragraph of an article; the article's own where it is doubtful."""
    return [
        detect(paragraph, article) or article if len(paragraph) >= 100 else article
        for paragraph in paragraphs
    ]
