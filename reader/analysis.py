"""Makes words of texts comparable: folding, tokens, stems, lemmas; hides Snowball.

A *token* is a word as it is compared exactly: NFKC, case-folded (so that ß is ss), without vowel
points, tatweel, soft hyphens and joiners. Scripts written without spaces give one token a
character. A *key* is what the inflected forms of one word have in common: the stem of the word, and
the stem of its lemma where the two differ.
"""

from __future__ import annotations

import itertools
import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from reader import lexicon
from reader.lexicon import Lexicon

VERSION = 4  # of everything here and in compounds.py that decides what the index holds

MAX_TOKEN = 64  # longer ones are cut: they are data, not words
_TELLING_STEM = 4  # letters from which a stem means one thing
# Where the dictionary is so good that a stem must not join what it keeps apart (Unternehmer and
# Unternehmen, policy and police): there stems only serve for words that it does not have.
_LEMMAS_ALONE = frozenset({"de", "en"})
# The ending of whoever does something, which Snowball takes for inflection.
_DOERS = {"sv": "are"}
LEAST_BRIDGE = 5  # letters of a stem by which an unknown word is taken for a known one
_STEM_OF_KNOWN, _STEM_OF_UNKNOWN = "\ue010", "\ue011"

_SNOWBALL = {
    "ar": "arabic", "hy": "armenian", "eu": "basque", "ca": "catalan", "cs": "czech",
    "da": "danish", "nl": "dutch", "en": "english", "eo": "esperanto", "et": "estonian",
    "fi": "finnish", "fr": "french", "de": "german", "el": "greek", "hi": "hindi",
    "hu": "hungarian", "id": "indonesian", "ga": "irish", "it": "italian", "lt": "lithuanian",
    "ne": "nepali", "nb": "norwegian", "nn": "norwegian", "no": "norwegian", "fa": "persian",
    "pl": "polish", "pt": "portuguese", "ro": "romanian", "ru": "russian", "sr": "serbian",
    "es": "spanish", "sv": "swedish", "ta": "tamil", "tr": "turkish", "yi": "yiddish",
}  # fmt: skip
_CAPITALISED_NOUNS = frozenset({"de", "lb"})
# The English nouns whose f becomes v, a closed class; some are verbs as well.
_F_NOUNS = "calf elf half hoof knife leaf life loaf scarf self sheaf shelf thief wharf wife wolf"
_IN_F = {re.sub("fe?$", "ves", noun): (noun,) for noun in _F_NOUNS.split()}
_STRONG = {
    "brach": ("brechen",), "stand": ("stehen",), "schalt": ("schelten",), "wog": ("wiegen",),
}  # fmt: skip
_SWEDISH_VOWELS = frozenset("aeiouyåäö")
_UMLAUTS = {"ä": "a", "ö": "o", "ü": "u"}
_UMLAUT = {bare: letter for letter, bare in _UMLAUTS.items()}

# Han, kana, Hangul; Thai, Lao, Myanmar, Khmer: written without spaces, or with particles attached.
_SINGLE = (
    "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u2e80-\u2fdf\u3005-\u3007\u3031-\u3035\u3040-\u30ff"
    "\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7a3\uf900-\ufaff\uff66-\uff9f"
    "\U00020000-\U0003ffff"
)
_SINGLE_CHARACTER = re.compile(f"[{_SINGLE}]")
_INVISIBLE = "\u00ad\u0640\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff"
# Vowel points and cantillation of Hebrew and Arabic, then what a reader cannot see.
_DROPPED = re.compile(f"[\u0591-\u05bd\u05bf-\u05c7\u0610-\u061a\u064b-\u065f\u0670{_INVISIBLE}]")
# Where nothing but letters and typographic signs can stand, words need no look at the marks.
_BEYOND_LATIN = re.compile("[^\x00-\u02ff\u2010-\u2027\u2030-\u205e\u20a0-\u20bf]")
_WORD = re.compile(r"[^\W_]+")
_COMMON_SIGNS = "\xa0\xab\xb7\xbb\u2013\u2014\u2018\u2019\u201c\u201d\u201e\u2026"
_LATIN_LETTERS = "".join(filter(str.isalnum, map(chr, range(0x80, 0x300))))
_NO_LATIN_LETTER = re.compile(f"[^\x00-\x7f{_LATIN_LETTERS}]")
_ASCII_WORDS = bytes(code if code > 127 or chr(code).isalnum() else ord(" ") for code in range(256))
_LIGATURES = str.maketrans(
    {"ø": "o", "æ": "ae", "œ": "oe", "đ": "d", "ð": "d", "ł": "l", "þ": "th", "ı": "i"}
)


def base_language(tag: str | None) -> str:
    """The primary subtag of a BCP 47 tag, "" where the language is unknown."""
    return (tag or "").replace("_", "-").partition("-")[0].lower()


def fold_case(text: str) -> str:
    """Text as tokens are cut from it; words that compare equal are equal strings."""
    if text.isascii():
        return text.lower()
    folded = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", text).casefold())
    if _is_latin_1(folded) and "\xad" not in folded:
        return folded
    return unicodedata.normalize("NFKC", _DROPPED.sub("", folded))  # what they kept apart composes


def _is_latin_1(text: str) -> bool:
    try:
        text.encode("latin-1")
    except UnicodeEncodeError:
        return False
    return True


_FOLDED_LATIN_1 = [fold_case(chr(code)) for code in range(256)]
_LATIN_1_OTHERS = bytes(
    code for code, folded in enumerate(_FOLDED_LATIN_1) if len(folded) != 1 or folded > "\xff"
)
_LATIN_1_TOKENS = bytes(
    ord(folded) if folded.isalnum() and code not in _LATIN_1_OTHERS else ord(" ")
    for code, folded in enumerate(_FOLDED_LATIN_1)
)


@cache
def _marks() -> str:
    """The combining marks of the basic plane, as the inside of a character class."""
    wanted = [n for n in range(0x300, 0x10000) if unicodedata.category(chr(n)) in ("Mn", "Mc")]
    ranges: list[list[int]] = []
    for n in wanted:
        if ranges and ranges[-1][1] == n - 1:
            ranges[-1][1] = n
        else:
            ranges.append([n, n])
    return "".join(f"{chr(first)}-{chr(last)}" for first, last in ranges)


@cache
def _folded_word() -> re.Pattern[str]:
    return re.compile(f"[\\w{_marks()}]+")


@cache
def _written_word() -> re.Pattern[str]:
    return re.compile(f"[{_SINGLE}]|[^\\W_{_SINGLE}](?:[\\w{_marks()}{_INVISIBLE}]*)")


def tokens(text: str) -> list[str]:
    """The tokens of text in reading order."""
    found = _western_tokens(text)
    if found is None:
        found = _tokens_of_folded(fold_case(text))
    if max(map(len, found), default=0) > MAX_TOKEN:
        found = [word[:MAX_TOKEN] for word in found]
    return found


def _western_tokens(text: str) -> list[str] | None:
    """The tokens of a text of which Latin-1 has the letters, in a third of the time; else None."""
    if not text.isascii():
        text = _without_common_signs(text).replace("ß", "ss")
    try:
        written = text.encode("latin-1")
    except UnicodeEncodeError:
        return None
    words = written.translate(_LATIN_1_TOKENS, _LATIN_1_OTHERS)
    return words.decode("latin-1").split() if len(words) == len(written) else None


def _without_common_signs(text: str) -> str:
    for sign in _COMMON_SIGNS:
        text = text.replace(sign, " ")
    return text


def _tokens_of_folded(folded: str) -> list[str]:
    folded = _without_common_signs(folded)
    if not _NO_LATIN_LETTER.search(folded):
        # What is left beside the letters is ASCII: five times as fast as a regular expression.
        found = folded.encode().translate(_ASCII_WORDS).decode().split()
    elif not _BEYOND_LATIN.search(folded):
        found = _WORD.findall(folded)
    else:
        folded = _SINGLE_CHARACTER.sub(r" \g<0> ", folded.replace("_", " "))
        words = _folded_word().findall(folded)
        found = [word for word in words if word[0] < "\u0300" or not _is_mark(word[0])]
    return found


def _is_mark(character: str) -> bool:
    return unicodedata.category(character).startswith("M")


def spans(text: str) -> Iterator[tuple[str, int, int]]:
    """Each token of text with its place: start and end in code points of text as it is."""
    for match in _written_word().finditer(text):
        start = match.start()
        for piece in match.group().split("_"):
            end = start + len(piece)
            yield from _split_singles(piece, start, end)
            start = end + 1


def _split_singles(piece: str, start: int, end: int) -> Iterator[tuple[str, int, int]]:
    if not _SINGLE_CHARACTER.search(piece) or len(piece) == 1:
        found = tokens(piece)
        if found:
            yield "".join(found)[:MAX_TOKEN], start, end
        return
    for match in re.finditer(f"[{_SINGLE}]|[^{_SINGLE}]+", piece):
        found = tokens(match.group())
        if found:
            yield "".join(found)[:MAX_TOKEN], start + match.start(), start + match.end()


def is_single(token: str) -> bool:
    """Whether a token is one character of a script written without spaces."""
    return len(token) == 1 and _SINGLE_CHARACTER.match(token) is not None


def unmarked(token: str) -> str:
    """A token as it is typed without accents: å, ä and ö are a and o, ø is o, æ is ae."""
    if token.isascii():
        return token
    bare = token.translate(_bare_letters())
    return bare if bare.isascii() else _without_marks(bare).translate(_LIGATURES)


@cache
def _bare_letters() -> dict[int, str]:
    """The Latin letters with marks, all at once: this runs for every word that is indexed."""
    letters = [chr(n) for n in (*range(0xC0, 0x250), *range(0x1E00, 0x1F00))]
    bare = {ord(c): _without_marks(c).translate(_LIGATURES) for c in letters}
    return {n: plain for n, plain in bare.items() if plain.isascii()}


def _without_marks(text: str) -> str:
    return "".join(c for c in unicodedata.normalize("NFD", text) if not unicodedata.combining(c))


def german_spellings(token: str) -> list[str]:
    """The other ways to write a German word: ae for ä and the reverse; ß is ss in every token."""
    written_out = token.replace("ä", "ae").replace("ö", "oe").replace("ü", "ue")
    contracted = re.sub(r"(?<![aeq])ue", "ü", token.replace("ae", "ä").replace("oe", "ö"))
    return [s for s in dict.fromkeys((written_out, contracted)) if s != token]


def umlauted(token: str) -> Iterator[str]:
    """What a German word may be that was typed without one or two of its umlauts."""
    places = [place for place, letter in enumerate(token) if letter in "aou"]
    for size in (1, 2):
        for chosen in itertools.combinations(places, size):
            letters = list(token)
            for place in chosen:
                letters[place] = _UMLAUT[letters[place]]
            yield "".join(letters)


def is_word(token: str) -> bool:
    """Whether a token can be inflected: letters only (ö is a word, a letter of ASCII is none)."""
    if len(token) < 2 and token.isascii():
        return False
    return len(token) <= 48 and token.isalpha() and not _SINGLE_CHARACTER.search(token)


@cache
def _stemmer(language: str) -> Any:
    import Stemmer  # 5 ms that starting does not pay

    name = _SNOWBALL.get(language)
    if name not in Stemmer.algorithms():
        return None
    return Stemmer.Stemmer(name, 0)  # without its cache, which takes longer than stemming


def stem(word: str, language: str) -> str:
    """The Snowball stem of a token; in German the umlauts of the word stay (schön is not schon)."""
    stemmer = _stemmer(language)
    if stemmer is None:
        return word
    stemmed: str = stemmer.stemWord(word)
    if language == "de" and not word.isascii():
        stemmed = _restore_umlauts(word, stemmed)
    return stemmed if len(stemmed) > 1 else word


def _restore_umlauts(word: str, stemmed: str) -> str:
    restored = list(stemmed)
    for position, letter in enumerate(word[: len(stemmed)]):
        if _UMLAUTS.get(letter) == stemmed[position]:
            restored[position] = letter
        elif letter != stemmed[position]:
            break
    return "".join(restored)


class Dictionary:
    """The word forms of one language, folded as tokens are; empty where it has none."""

    def __init__(self, language: str, forms: Lexicon) -> None:
        self._capitalises = language in _CAPITALISED_NOUNS
        self._forms = forms

    def __bool__(self) -> bool:
        return len(self._forms) > 0

    def lemmas(self, word: str) -> list[str]:
        """The folded lemmas of a word in lower case, noun and other readings where they differ."""
        return list(dict.fromkeys(filter(None, self.readings(word))))

    def readings(self, word: str) -> tuple[str, ...]:
        """The folded lemma of the noun, then of the other word, where capitals tell; or "" each."""
        if self._capitalises:
            return self._lemma(_capitalised(word)), self._lemma(word)
        return (self._lemma(word),)

    def _lemma(self, form: str) -> str:
        return _folded_lemma(form, self._forms)

    def knows(self, word: str) -> bool:
        return self.knows_noun(word) or (self._capitalises and word in self._forms)

    def knows_noun(self, word: str) -> bool:
        """Whether word is a noun, where the language's spelling tells; else whether it is known."""
        return (word[:1].upper() + word[1:] if self._capitalises else word) in self._forms

    def release(self) -> None:
        """Give back the memory of what was read of it."""
        self._forms.release()


@lru_cache(maxsize=1 << 12)
def _folded_lemma(form: str, forms: Lexicon) -> str:
    """The folded lemma of a form, "" where there is none; a word's is asked for several times."""
    lemma = forms.lemma(form)
    return fold_case(lemma) if lemma else ""


def _capitalised(word: str) -> str:
    return word[:1].upper() + word[1:]


_loaded: dict[str, Dictionary] = {}


def dictionary(language: str, folder: Path | None = None) -> Dictionary:
    """The dictionary of a language, opened once a process; made in folder where it is not there."""
    if language not in _loaded:
        _loaded[language] = Dictionary(language, lexicon.load(language, folder))
    return _loaded[language]


def ready_dictionary(language: str, folder: Path) -> Dictionary | None:
    """The dictionary of a language if opening it takes no time, else None."""
    if language not in _loaded:
        found = lexicon.find(language, folder)
        if found is None:
            return None
        _loaded[language] = Dictionary(language, found)
    return _loaded[language]


def release_dictionaries() -> None:
    """Give back the memory of the dictionaries; a word that is looked up brings back its part."""
    for words in list(_loaded.values()):
        words.release()


def unlikely_lemmas(word: str, language: str, folder: Path) -> frozenset[str]:
    """The verbs that word may be a form of though it is more likely a noun's: Sprachen, sprechen.

    Only German tells the two apart; where word is a noun or a verb as it stands, both are likely.
    """
    if language not in _CAPITALISED_NOUNS:
        return frozenset()
    words = ready_dictionary(language, folder)
    readings = words.readings(word) if words else ()
    if len(readings) < 2 or not readings[0] or word in readings:
        return frozenset()
    return frozenset(readings[1:]) - {readings[0]}


def keys(word: str, language: str, words: Dictionary | None) -> tuple[str, ...]:
    """What the inflected forms of a word share: the keys of its lemmas, and of itself.

    A word that the dictionary does not have, or that is asked for without one, has its stem.
    """
    lemmas = _lemmas(word, language, words) if words else []
    if language in _LEMMAS_ALONE:
        mark = _STEM_OF_KNOWN if lemmas else _STEM_OF_UNKNOWN
        return tuple(dict.fromkeys((*lemmas, word, mark + stem(word, language))))
    if not lemmas:
        return tuple(dict.fromkeys((stem(word, language), word)))
    is_doer = any(_is_doer(lemma, language) for lemma in lemmas)
    forms = lemmas if is_doer else [*lemmas, word]
    return tuple(dict.fromkeys(lemma_key(form, language) for form in forms))


def _is_doer(lemma: str, language: str) -> bool:
    return language in _DOERS and lemma.endswith(_DOERS[language])


def is_short_guess(key: str) -> bool:
    """Whether a key is the stem of an unknown word and too short to tell anything."""
    return key.startswith(_STEM_OF_UNKNOWN) and len(key) <= LEAST_BRIDGE


def is_stem(key: str) -> bool:
    """Whether a key is the stem of a word, kept apart from the words."""
    return key.startswith((_STEM_OF_KNOWN, _STEM_OF_UNKNOWN))


def wanted_keys(found: Iterable[str]) -> set[str]:
    """The keys by which a word with these keys finds others.

    The stem that two known words share is none: their lemmas say whether they are one word.
    """
    wanted: set[str] = set()
    for key in found:
        if key.startswith(_STEM_OF_UNKNOWN):
            wanted.add(key)
            if len(key) > LEAST_BRIDGE:
                wanted.add(_STEM_OF_KNOWN + key[1:])
        elif key.startswith(_STEM_OF_KNOWN):
            wanted.add(_STEM_OF_UNKNOWN + key[1:])
        else:
            wanted.add(key)
    return wanted


def _lemmas(word: str, language: str, words: Dictionary) -> list[str]:
    found = words.lemmas(word)
    if language == "de" and "ss" in word:  # it was folded so, and may stand there with ß
        found += words.lemmas(word.replace("ss", "ß"))
    return found + _other_lemmas(word, language, found, words)


def _other_lemmas(word: str, language: str, lemmas: Sequence[str], words: Dictionary) -> list[str]:
    """What the dictionaries lack: lives (life), Werkstätten (Werkstatt), sålt (sälja, not såld)."""
    if language == "en":
        return list(_IN_F.get(word, ()))
    if language == "de":
        places = [lemma[:-6] + "statt" for lemma in lemmas if lemma.endswith("stätte")]
        return [*_STRONG.get(word, ()), *filter(words.knows_noun, places)]
    if language == "sv":
        verbs = [v for lemma in lemmas if lemma.endswith("d") for v in words.lemmas(lemma)]
        vowels = set(map(_vowel, lemmas)) if verbs else set()
        return [verb for verb in verbs if verb.endswith("a") and _vowel(verb) not in vowels]
    return []


def _vowel(word: str) -> str:
    return next((letter for letter in word if letter in _SWEDISH_VOWELS), "")


def lemma_key(lemma: str, language: str) -> str:
    """The key of a lemma: its stem where that is long enough to mean one thing, else itself.

    Short stems make one of lära, lärare and lärd; longer ones mend what the dictionary has as a
    form of another word (vargar, of varga). Who does a thing is another word than the thing:
    följare and följa, grundare and grund.
    """
    if _is_doer(lemma, language):
        return lemma
    stemmed = stem(lemma, language)
    return lemma if language in _LEMMAS_ALONE or len(stemmed) < _TELLING_STEM else stemmed
