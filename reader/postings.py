"""Turns a document into what the index stores; pure, so that it runs in worker processes.

The index has two full-text tables. `f` holds the words in order (title, body, notes, extra), for
phrases and for ranking. `fx` holds a set of marked terms for each article, without positions: every
word as it is, and the words of the title, beginnings, compound parts, unaccented spellings, tags
and language behind one private-use letter each. Any boolean question is one look-up in fx.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from reader import analysis, compounds
from reader.model import Article

TITLE = "\ue001"
PART = "\ue002"
TITLE_PART = "\ue003"
BEGINNING = "\ue004"
UNMARKED = "\ue005"
UNMARKED_BEGINNING = "\ue006"
LANGUAGE = "\ue007"
TAG = "\ue008"
AUTHOR = "\ue009"
SOURCE = "\ue00a"
EVERY = "\ue00b"
BREAK = "\ue00d"  # stands where a phrase must not go on
_JOIN = "\ue00e"

LONGEST_BEGINNING = 3
_CACHED_WORDS = 200_000
_NO_TERM = re.compile(r"[^0-9a-z\x80-\ud7ff\ue000-\U0010ffff]")  # what splits words in the index
_HYPHENS = str.maketrans("\u2010\u2011", "--")
_HYPHENATED = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)+")


@dataclass(frozen=True, slots=True)
class Document:
    """An article as the index takes it in.

    number is its row in the catalogue; fingerprint changes whenever it must be indexed anew. text
    is its plain text; where that is None a worker reads path (below folder). translations are ids.
    """

    number: int
    id: str
    title: str
    text: str | None = None
    language: str | None = None
    author: str = ""
    source: str = ""
    tags: tuple[str, ...] = ()
    date: str = ""
    translations: tuple[str, ...] = ()
    fingerprint: str = ""
    path: Path | None = None
    folder: Path | None = None

    @property
    def work(self) -> str:
        """What the translations of one article share, "" where there are none."""
        return min(self.id, *self.translations) if self.translations else ""


def from_article(article: Article, fingerprint: str, text: str | None = None) -> Document:
    """The document of an article of the catalogue; without text, it is read when indexed."""
    return Document(
        article.number,
        article.id,
        article.title,
        text,
        article.language,
        article.author or "",
        article.source or "",
        article.tags,
        article.date or "",
        article.translations,
        fingerprint,
        article.path,
        article.folder,
    )


@dataclass(frozen=True, slots=True)
class Notes:
    """The user's own words about an article: the texts of the notes, and their tags."""

    text: str = ""
    tags: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class WordRow:
    """One analysed word: its keys beyond the plain stem, and the keys of its compound parts."""

    language: str
    word: str
    keys: tuple[str, ...]
    parts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Entry:
    """What the index stores of one document; the four columns are tokens joined by spaces."""

    document: Document
    title: str
    body: str
    notes: str
    extra: str
    terms: str
    packed: bytes
    words: tuple[WordRow, ...]
    noted: Notes = field(default_factory=Notes)


Known = Callable[[str, str], WordRow | None]
Dictionaries = Callable[[str], analysis.Dictionary]


@dataclass(frozen=True, slots=True)
class _Word:
    """What every article with a word has in the index for it."""

    terms: str  # joined by spaces
    bare: str  # the word without its marks, "" where it has none
    parts: tuple[str, ...]


class WordAnalyser:
    """Analyses each distinct word once; known answers for words that the index has already.

    It collects the rows that were not known, until `take` fetches them.
    """

    def __init__(
        self,
        known: Known = lambda language, word: None,
        dictionaries: Dictionaries = analysis.dictionary,
    ) -> None:
        self._known = known
        self._dictionaries = dictionaries
        self._words: dict[str, dict[str, _Word]] = {}
        self._new: list[WordRow] = []

    def words(self, words: Collection[str], language: str) -> dict[str, _Word]:
        """What the index has for words, all those seen lately among them."""
        cache = self._words.setdefault(language, {})
        if len(cache) > _CACHED_WORDS:
            cache.clear()
        for word in words:
            if word not in cache:
                cache[word] = self._word(word, language)
        return cache

    def take(self) -> tuple[WordRow, ...]:
        new, self._new = tuple(self._new), []
        return new

    def _word(self, word: str, language: str) -> _Word:
        parts = self._parts(word, language)
        bare = "" if word.isascii() else analysis.unmarked(word)
        bare = bare if bare.isascii() else ""
        terms = [word, *([UNMARKED + bare] if bare else [])]
        terms += [part_term(key, language) for key in parts]
        return _Word(" ".join(terms), bare, parts)

    def _parts(self, word: str, language: str) -> tuple[str, ...]:
        if not analysis.is_word(word):
            return ()
        row = self._known(language, word)
        if row is None:
            row = analyse_word(word, language, self._dictionaries(language))
            self._new.append(row)
        return row.parts


def analyse_word(word: str, language: str, words: analysis.Dictionary) -> WordRow:
    """The full analysis of one word."""
    keys = analysis.keys(word, language, words)
    parts = compounds.part_keys(word, language, words) if compounds.is_compounding(language) else ()
    return WordRow(language, word, keys, parts)


def entry(document: Document, notes: Notes, analyser: WordAnalyser) -> Entry:
    """What the index stores of a document whose text is known."""
    text = document.text or ""
    language = analysis.base_language(document.language)
    title = _with_joined(document.title)
    body = _with_joined(text)
    noted = _with_joined(notes.text)
    about = [*document.tags, *notes.tags, document.author, document.source]
    extra = analysis.tokens(f" {BREAK} ".join(about))
    distinct = set(body)
    distinct.update(title, noted, extra)
    distinct.discard(BREAK)
    known = analyser.words(distinct, language)
    terms = _terms([known[word] for word in distinct])
    terms += _beginnings(distinct, BEGINNING)
    terms += _title_terms(set(title) - {BREAK}, known, language)
    terms += _facets(document, notes, language)
    return Entry(
        document,
        " ".join(title),
        " ".join(body),
        " ".join(noted),
        " ".join([*extra, LANGUAGE + language]),
        " ".join(terms),
        pack(text),
        analyser.take(),
        notes,
    )


def _with_joined(text: str) -> list[str]:
    """The tokens, and behind them the hyphenated words written as one (e-post, epost)."""
    found = analysis.tokens(text)
    if not text.isascii():
        text = text.translate(_HYPHENS)
    hyphenated = [piece for piece in text.split() if "-" in piece]
    joined = set(_HYPHENATED.findall(" ".join(hyphenated))) if hyphenated else set()
    for word in sorted(joined):
        together = "".join(analysis.tokens(word))
        if len(together) <= analysis.MAX_TOKEN:
            found += (BREAK, together)
    return found


def _terms(words: Sequence[_Word]) -> list[str]:
    bare = {word.bare for word in words if word.bare}
    return [*(word.terms for word in words), *_beginnings(bare, UNMARKED_BEGINNING)]


def _beginnings(words: Collection[str], mark: str) -> list[str]:
    """Each beginning of up to LONGEST_BEGINNING letters, once."""
    longest = {word[:LONGEST_BEGINNING] for word in words}
    shorter = (start[:n] for start in longest for n in range(1, LONGEST_BEGINNING))
    return [mark + start for start in longest.union(shorter)]


def _title_terms(title: Collection[str], known: Mapping[str, _Word], language: str) -> list[str]:
    parts = {key for word in title for key in known[word].parts}
    terms = [part_term(key, language, TITLE_PART) for key in parts]
    return [TITLE + word for word in title] + terms


def part_term(key: str, language: str, kind: str = PART) -> str:
    return f"{kind}{language}{_JOIN}{key}"


def _facets(document: Document, notes: Notes, language: str) -> list[str]:
    terms = [EVERY, LANGUAGE + language]
    full = (document.language or "").lower().replace("_", "-")
    if full and full != language:
        terms.append(LANGUAGE + full.replace("-", _JOIN))
    terms += [facet_term(TAG, tag) for tag in (*document.tags, *notes.tags)]
    terms += [AUTHOR + word for word in analysis.tokens(document.author)]
    terms += [SOURCE + word for word in analysis.tokens(document.source)]
    return terms


def facet_term(kind: str, value: str) -> str:
    """The term of a whole value, such as a tag of several words."""
    return kind + _JOIN.join(analysis.tokens(value))


def language_term(value: str) -> str:
    """The term of a language tag, or of its base language; one term whatever a query asks for."""
    return LANGUAGE + _NO_TERM.sub(_JOIN, value.lower())


def pack(text: str) -> bytes:
    return zlib.compress(text.encode("utf-8", "replace"), 1)


def unpack(packed: bytes) -> str:
    return zlib.decompress(packed).decode("utf-8", "replace")
