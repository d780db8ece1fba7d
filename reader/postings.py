"""Turns a document into what the index stores; pure, so that it runs in worker processes.

The index has two full-text tables. `f` holds the words in order (title, body, notes, extra), for
phrases and for ranking. `fx` holds a set of marked terms for each article, without positions: every
word as it is, and the words of the title, beginnings, compound parts, unaccented spellings, tags
and language behind one private-use letter each. Any boolean question is one look-up in fx.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Mapping
from pathlib import Path
from typing import NamedTuple

from reader import analysis, compounds
from reader.model import Article
from reader.packing import pack, unpack

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
_HYPHEN = re.compile(r"-(?<=[^\W\d_]-)(?=[^\W\d_])")
_HYPHENATED = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)+")


class Document(NamedTuple):
    """An article as the index takes it in.

    number is its row in the catalogue; fingerprint changes whenever it must be indexed anew. text
    is its plain text; where that is None it is packed, or a worker reads path (below folder).
    translations are ids.
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
    packed: bytes | None = None

    @property
    def work(self) -> str:
        """What the translations of one article share, "" where there are none."""
        return min(self.id, *self.translations) if self.translations else ""


def from_article(article: Article, fingerprint: str, packed: bytes | None = None) -> Document:
    """The document of an article of the catalogue; without its text, that is read when indexed."""
    return Document(
        article.number,
        article.id,
        article.title,
        None,
        article.language,
        article.author or "",
        article.source or "",
        article.tags,
        article.date or "",
        article.translations,
        fingerprint,
        article.path,
        article.folder,
        packed,
    )


class Notes(NamedTuple):
    """The user's own words about an article: the texts of the notes, and their tags."""

    text: str = ""
    tags: tuple[str, ...] = ()


class WordRow(NamedTuple):
    """One analysed word: its keys beyond the plain stem, and the keys of its compound parts."""

    language: str
    word: str
    keys: tuple[str, ...]
    parts: tuple[str, ...]


class Entry(NamedTuple):
    """What the index stores of one document; the four columns are tokens joined by spaces.

    The document comes without its text, of which packed has what hits show.
    """

    document: Document
    title: str
    body: str
    notes: str
    extra: str
    terms: str
    packed: bytes
    words: tuple[WordRow, ...]


Known = Callable[[str, Collection[str]], Mapping[str, WordRow]]
"""(language, words) -> the rows of those words that are analysed already."""
Dictionaries = Callable[[str], analysis.Dictionary]


class _Vocabulary:
    """What each article with a word has in the index for it, of one language."""

    def __init__(self) -> None:
        self.terms: dict[str, str] = {}  # joined by spaces
        self.parts: dict[str, tuple[str, ...]] = {}  # of compounds only


class WordAnalyser:
    """Analyses each distinct word once; known answers for words that the index has already.

    It collects the rows that were not known, until `take` fetches them.
    """

    def __init__(
        self,
        known: Known = lambda language, words: {},
        dictionaries: Dictionaries = analysis.dictionary,
    ) -> None:
        self._known = known
        self._dictionaries = dictionaries
        self._vocabularies: dict[str, _Vocabulary] = {}
        self._new: list[WordRow] = []

    def vocabulary(self, words: set[str], language: str) -> _Vocabulary:
        """What the index has for words, those seen lately among them."""
        found = self._vocabularies.get(language)
        if found is None or len(found.terms) > _CACHED_WORDS:
            found = self._vocabularies[language] = _Vocabulary()
        new = words.difference(found.terms)
        if new:
            self._learn(new, language, found)
        return found

    def take(self) -> tuple[WordRow, ...]:
        new, self._new = tuple(self._new), []
        return new

    def _learn(self, new: set[str], language: str, vocabulary: _Vocabulary) -> None:
        words = list(filter(analysis.is_word, new))
        known = self._known(language, words)
        for word in words:
            row = known.get(word)
            if row is None:
                row = analyse_word(word, language, self._dictionaries(language))
                self._new.append(row)
            if row.parts:
                vocabulary.parts[word] = row.parts
        for word in new:
            vocabulary.terms[word] = _terms(word, vocabulary.parts.get(word, ()), language)


def _terms(word: str, parts: Iterable[str], language: str) -> str:
    """The terms of a word but its beginnings, which are an article's."""
    found = [word, *[part_term(key, language) for key in parts]]
    bare = "" if word.isascii() else analysis.unmarked(word)
    if bare and bare.isascii():
        found += (UNMARKED + bare, _beginnings([bare], UNMARKED_BEGINNING))
    return " ".join(found)


def analyse_word(word: str, language: str, words: analysis.Dictionary) -> WordRow:
    """The full analysis of one word."""
    keys = analysis.keys(word, language, words)
    parts = compounds.part_keys(word, language, words) if compounds.is_compounding(language) else ()
    return WordRow(language, word, keys, parts)


def entry(document: Document, notes: Notes, analyser: WordAnalyser) -> Entry:
    """What the index stores of a document whose text is there, packed or not."""
    text = unpack(document.packed) if document.packed else document.text or ""
    language = analysis.base_language(document.language)
    title = _with_joined(document.title)
    body = _with_joined(text)
    noted = _with_joined(notes.text)
    about = [*document.tags, *notes.tags, document.author, document.source]
    extra = [token for one in filter(None, about) for token in (*analysis.tokens(one), BREAK)]
    distinct = {*body, *title, *noted, *extra} - {BREAK}
    vocabulary = analyser.vocabulary(distinct, language)
    terms = [
        *map(vocabulary.terms.__getitem__, distinct),
        _beginnings(distinct, BEGINNING),
        *_title_terms({*title} - {BREAK}, vocabulary, language),
        *_facets(document, notes, language),
    ]
    return Entry(
        document._replace(text=None, packed=None),
        " ".join(title),
        " ".join(body),
        " ".join(noted),
        " ".join([*extra, LANGUAGE + language]),
        " ".join(terms),
        document.packed or pack(text),
        analyser.take(),
    )


def _with_joined(text: str) -> list[str]:
    """The tokens, and behind them the hyphenated words written as one (e-post, epost)."""
    found = analysis.tokens(text)
    text = text.replace("\u2010", "-").replace("\u2011", "-")
    if not _HYPHEN.search(text):
        return found
    hyphenated = " ".join(piece for piece in text.split() if "-" in piece)
    for word in sorted(set(_HYPHENATED.findall(hyphenated))):
        together = "".join(analysis.tokens(word))
        if len(together) <= analysis.MAX_TOKEN:
            found += (BREAK, together)
    return found


def _beginnings(words: Iterable[str], mark: str) -> str:
    """The terms of each beginning of up to LONGEST_BEGINNING letters, joined by spaces."""
    starts = same_length = {word[:LONGEST_BEGINNING] for word in words}
    for size in range(LONGEST_BEGINNING - 1, 0, -1):
        same_length = {start[:size] for start in same_length}
        starts = starts | same_length
    return mark + f" {mark}".join(starts) if starts else ""


def _title_terms(title: Iterable[str], vocabulary: _Vocabulary, language: str) -> list[str]:
    parts = {key for word in title for key in vocabulary.parts.get(word, ())}
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


def quoted(term: str) -> str:
    """A term as an FTS5 expression."""
    return '"' + term.replace('"', '""') + '"'


def language_term(value: str) -> str:
    """The term of a language tag, or of its base language; one term whatever a query asks for."""
    return LANGUAGE + _NO_TERM.sub(_JOIN, value.lower())
