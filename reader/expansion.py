"""What a typed word may stand for in the library's own vocabulary, tier by tier.

exact: the word as it is (and the other German spellings of it). near: the inflected forms that the
library contains, in the languages asked for. prefix: what begins with it. part: compounds that have
it as a part. fold: what it is when the accents were not typed.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import IntEnum
from pathlib import Path

import apsw

from reader import analysis, compounds, postings
from reader.index_file import IndexFile

_MOST_FORMS = 80  # a language
_LIKE_A = frozenset("åäöæøü")  # letters of their own, never typed in place of a, o, u


class Tier(IntEnum):
    """How well a word matches, best first; each tier includes the ones before it."""

    EXACT = 0
    NEAR = 1
    PREFIX = 2
    PART = 3
    FOLD = 4


@dataclass(frozen=True, slots=True)
class Expansion:
    """The stand-ins of one token; forms and part keys are by base language."""

    token: str
    spellings: Mapping[str, frozenset[str]] = field(default_factory=dict)
    near: Mapping[str, frozenset[str]] = field(default_factory=dict)
    parts: Mapping[str, frozenset[str]] = field(default_factory=dict)
    bare: str = ""  # the token where it was typed in ASCII, so that marks may be missing
    unaccented: str = ""  # the token without accents that are no letters of their own
    fold_near: Mapping[str, frozenset[str]] = field(default_factory=dict)
    fold_parts: Mapping[str, frozenset[str]] = field(default_factory=dict)
    shared: frozenset[str] = frozenset()  # the forms that articles of several languages have

    def forms(self) -> frozenset[str]:
        """Every whole word it may stand for, in any language."""
        found = {self.token}
        for group in (self.spellings, self.near, self.fold_near):
            found.update(*group.values())
        if self.unaccented:
            found.add(self.unaccented)
        return frozenset(found)

    def part_keys(self, language: str) -> frozenset[str]:
        none: frozenset[str] = frozenset()
        return self.parts.get(language, none) | self.fold_parts.get(language, none)

    def all_part_keys(self) -> frozenset[str]:
        """The part keys of all languages together."""
        return frozenset().union(*self.parts.values(), *self.fold_parts.values())


class Expander:
    """Expands tokens by the index's own vocabulary, and by the dictionaries that words has."""

    def __init__(self, file: IndexFile, languages: Sequence[str], words: Path) -> None:
        self._file = file
        self._languages = languages
        self._words = words

    def expand(self, token: str) -> Expansion:
        """The stand-ins of a token in the languages of this expander."""
        if not analysis.is_word(token):
            return Expansion(token)
        spellings = self._spellings(token)
        keys = self._keys_by_language(token, spellings)
        near = {
            language: self._forms(language, found) - {token} - spellings.get(language, frozenset())
            for language, found in keys.items()
        }
        bare = token if token.isascii() else ""
        fold_keys = self._fold_keys(token, spellings)
        fold_keys = fold_keys if bare else {}
        fold_near = {language: self._forms(language, k) for language, k in fold_keys.items()}
        groups = (*spellings.values(), *near.values(), *fold_near.values())
        return Expansion(
            token,
            spellings,
            _filled(near),
            _parts(token, keys),
            bare,
            _without_accents(token),
            _filled(fold_near),
            _parts(token, fold_keys),
            self._shared(frozenset().union(*groups)),
        )

    def _shared(self, forms: Collection[str]) -> frozenset[str]:
        if not forms:
            return frozenset()
        found = self._file.rows(
            "SELECT word FROM languages CROSS JOIN words ON language=base"
            " WHERE word IN (SELECT value FROM carray(?)) GROUP BY word HAVING count(*)>1",
            (apsw.carray(tuple(forms)),),
        )
        return frozenset(str(word) for (word,) in found)

    def _spellings(self, token: str) -> dict[str, frozenset[str]]:
        if "de" not in self._languages:
            return {}
        others = analysis.german_spellings(token)
        known = frozenset(word for word in others if self._has(word, "de"))
        return {"de": known} if known else {}

    def _keys_by_language(
        self, token: str, spellings: Mapping[str, frozenset[str]]
    ) -> dict[str, set[str]]:
        """The keys in each language whose articles have the word, in the others the word itself.

        Where none has it, the languages whose dictionary has it; else its stem in all of them.
        """
        words = {language: spellings.get(language) or {token} for language in self._languages}
        known = self._keys_of(words, self._known_keys) or self._keys_of(words, self._keys_of_form)
        if known:
            return {language: known.get(language, {token}) for language in self._languages}
        return {
            language: analysis.wanted_keys(analysis.keys(token, language, None))
            for language in self._languages
        }

    def _keys_of(
        self,
        words: Mapping[str, Iterable[str]],
        keys_of: Callable[[str, str], Sequence[str]],
    ) -> dict[str, set[str]]:
        found = {
            language: {key for word in forms for key in keys_of(word, language)}
            for language, forms in words.items()
        }
        return {language: analysis.wanted_keys(keys) for language, keys in found.items() if keys}

    def _known_keys(self, word: str, language: str) -> Sequence[str]:
        """The keys of a word of the vocabulary; none where it is in no article."""
        row = self._file.word(language, word)
        if row is None:
            return ()
        if self._is_lemma(word, language):
            return (word,)
        unlikely = analysis.unlikely_lemmas(word, language, self._words)
        return [key for key in row.keys if key not in unlikely]

    def _keys_of_form(self, word: str, language: str) -> Sequence[str]:
        """The keys of an inflected form that the library lacks, where it has others of the word."""
        if (words := self._dictionary_of(word, language)) is None:
            return ()
        keys = analysis.keys(word, language, words)
        return [key for key in keys if self._stands(language, key)]

    def _dictionary_of(self, word: str, language: str) -> analysis.Dictionary | None:
        """The dictionary of a language where it is at hand and has the word."""
        words = analysis.ready_dictionary(language, self._words)
        return words if words is not None and words.knows(word) else None

    def _stands(self, language: str, key: str) -> bool:
        """Whether an article has a word with this key, or a compound with it as a part."""
        if self._forms(language, analysis.wanted_keys([key])):
            return True
        part = postings.quoted(postings.part_term(key, language))
        return bool(self._file.rows("SELECT 1 FROM fx WHERE fx MATCH ? LIMIT 1", (part,)))

    def _is_lemma(self, word: str, language: str) -> bool:
        """Whether another word is an inflected form of it: then gås is the goose, not gå's form."""
        sql = "SELECT 1 FROM stems WHERE language=? AND key=? AND word<>? LIMIT 1"
        return bool(self._file.rows(sql, (language, word, word)))

    def _forms(self, language: str, keys: Iterable[str]) -> frozenset[str]:
        """The words of the vocabulary with one of the keys."""
        found: set[str] = set()
        for key in keys:
            rows = self._file.rows(
                "SELECT word FROM stems WHERE language=?1 AND key=?2"
                " UNION ALL SELECT word FROM words WHERE language=?1 AND word=?2 LIMIT ?3",
                (language, key, _MOST_FORMS),
            )
            found.update(str(word) for (word,) in rows)
        return frozenset(found)

    def _fold_keys(
        self, token: str, spellings: Mapping[str, frozenset[str]]
    ) -> dict[str, set[str]]:
        """By language; one that lacks a word which another has knows it in this very form only."""
        has = {lang for lang in self._languages if spellings.get(lang) or self._has(token, lang)}
        return {
            language: self._folded_keys(token, language, inflected=not has or language in has)
            for language in self._languages
        }

    def _has(self, token: str, language: str) -> bool:
        """Whether the articles of a language have the word, in this form or another."""
        is_there = self._file.word(language, token) is not None
        return is_there or bool(self._keys_of_form(token, language))

    def _folded_keys(self, token: str, language: str, *, inflected: bool) -> set[str]:
        """The keys of the words that are token without its marks, inflected or not."""
        key = analysis.unmarked(analysis.lemma_key(token, language))
        keys: set[str] = set()
        for bare in {token, key} if inflected else {token}:
            for form, is_key in self._file.db.execute(
                "SELECT form,is_key FROM unmarked WHERE bare=? AND language=?", (bare, language)
            ):
                if not is_key:
                    keys |= analysis.wanted_keys(self._known_keys(str(form), language))
                elif inflected:
                    keys |= analysis.wanted_keys([str(form)])
        is_open = language == "de" and inflected and not keys
        if is_open and self._dictionary_of(token, language) is None:
            for form in analysis.umlauted(token):
                keys |= analysis.wanted_keys(self._keys_of_form(form, language))
        return {key for key in keys if not key.isascii() or len(key) >= compounds.LEAST_PART - 1}


def _parts(token: str, keys: Mapping[str, Iterable[str]]) -> dict[str, frozenset[str]]:
    """The keys under which compounds may have token as a part, where it is long enough for one."""
    if len(token) < compounds.LEAST_PART:
        return {}
    return _filled(
        {lang: frozenset(k) for lang, k in keys.items() if compounds.is_compounding(lang)}
    )


def _filled(groups: Mapping[str, frozenset[str]]) -> dict[str, frozenset[str]]:
    return {language: words for language, words in groups.items() if words}


def _without_accents(token: str) -> str:
    """Café without its accent, "" where there is none; å, ä, ö, ü, æ and ø stay."""
    if token.isascii():
        return ""
    bare = "".join(c if c in _LIKE_A else analysis.unmarked(c) for c in token)
    return bare if bare != token else ""
