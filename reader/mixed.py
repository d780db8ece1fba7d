"""Which paragraphs of an article are written in another language than the rest."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from reader.detection import detect_paragraphs
from reader.language import base
from reader.model import Block

LEAST = 100
_CLEARLY = 0.08
_WORD = re.compile(r"[^\W\d_]+")

# The commonest small words of languages, enough to see that a paragraph is not in one's own.
_SMALL_WORDS = {
    language: frozenset(words.split())
    for language, words in {
        "da": "og at det er en til af som på for med den ikke de der har et jeg han hun",
        "de": "und der die das nicht ist ein eine zu mit den auf für von sich er sie es dem im",
        "en": "the and of to a in that is was it for with as on his her be at by not",
        "es": "de la que el en y los se del las un por con no una su para es al lo",
        "fi": "ja on ei että se hän oli mutta kun niin joka myös ovat tai jos kuin olla",
        "fr": "de la le et les des un une en que qui dans est pour pas sur au il elle du",
        "it": "di e che la il un a per in una sono non con si le da come del ma gli",
        "nb": "og at det er en til av som på for med den ikke de der har et jeg han hun",
        "nl": "de het een en van ik te dat die in is niet zijn op aan met als voor er maar",
        "sv": "och att det som en på är av för med den till inte om ett han hon jag de var",
    }.items()
}
_SPOKEN_IN = {
    word: tuple(language for language, small in _SMALL_WORDS.items() if word in small)
    for word in frozenset().union(*_SMALL_WORDS.values())
}


def paragraph_languages(blocks: Sequence[Block], language: str | None) -> dict[int, str | None]:
    """The language by start of the paragraphs that are in another one than the article.

    The model that knows languages is only asked (and loaded) about paragraphs of LEAST characters
    whose small words are clearly those of another language.
    """
    own = base(language) if language else ""
    if own not in _SMALL_WORDS:
        return {}
    odd = [block for block in blocks if block.language is None and _is_odd(block.text, own)]
    if not odd:
        return {}
    found = detect_paragraphs([block.text for block in odd], language)
    return {
        block.start: spoken for block, spoken in zip(odd, found, strict=True) if spoken != language
    }


def _is_odd(text: str, own: str) -> bool:
    words = [word.lower() for word in _WORD.findall(text[:2_000])]
    if len(text) < LEAST or len(words) < 10:
        return False
    counts = Counter(language for word in words for language in _SPOKEN_IN.get(word, ()))
    return max(counts.values(), default=0) / len(words) > counts[own] / len(words) + _CLEARLY
