"""Finds articles: the one public face of the search index, a cache that can be deleted at any time.

Nothing here makes a dictionary: the words of a query are looked up in the analysis that the index
keeps of its own vocabulary, then in the dictionaries that were made for it (see expansion.py), so a
search costs milliseconds.
"""

from __future__ import annotations

import time
from array import array
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import apsw

from reader import analysis, hits, postings, query, snippets
from reader.conditions import Compiler, Condition, Rows, Select, Terms, either, quoted
from reader.errors import LibraryError, ReaderError, SearchQueryError
from reader.expansion import Expander, Expansion
from reader.index_file import IndexDamaged, IndexFile, lexicons
from reader.model import Hit
from reader.postings import Document, Notes
from reader.ranking import MANY, Ranking, count

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["Document", "Index", "Notes", "Progress", "Results", "SearchInterrupted"]

_CHUNK_SECONDS, _CHUNK_SIZE = 0.4, 1_000_000  # a transaction gathers so long, characters
_SET_NAMES = {"with_notes": "note", "notes": "note", "highlights": "highlight"}
_SIMILAR_WORDS = 14

Sets = Mapping[str, Collection[int] | Collection[str]]
Cancelled = Callable[[], bool]
Report = Callable[[int, int], None]


class SearchInterrupted(ReaderError):  # noqa: N818 (nothing went wrong)
    """The search was given up by `Index.interrupt`; its answer is not wanted any more."""


@dataclass(frozen=True, slots=True)
class Results:
    """What a search found.

    total counts the articles (translations of one article count once), exactly where
    total_is_exact, else at least so many. hidden_by_filter counts those in other languages than the
    filter's, 5,001 standing for more. suggestion is the query with its unknown words put right.
    fault is why the query was not understood, then hits is empty. complete is False while the index
    still grows.
    """

    hits: tuple[Hit, ...] = ()
    total: int = 0
    total_is_exact: bool = True
    hidden_by_filter: int = 0
    suggestion: str | None = None
    took_ms: float = 0.0
    fault: SearchQueryError | None = None
    complete: bool = True


@dataclass(frozen=True, slots=True)
class Progress:
    """How many articles of the library the index has, and how many there are."""

    done: int
    total: int

    @property
    def complete(self) -> bool:
        return self.done >= self.total


@dataclass(frozen=True, slots=True)
class _Request:
    """What a search asks for beside its words, as `Index.search` says it.

    bases are the base languages of the filter, spoken those that the words may be in; none: all.
    """

    bases: Sequence[str]
    spoken: Sequence[str]
    sets: Sets
    within: Collection[int] | None
    typing: bool
    limit: int
    passages: int


class Index:
    """The search index at path: made where missing, remade where damaged or of another version.

    One thread at a time may use it; `interrupt` alone may be called from any. Another process may
    write meanwhile. LibraryError where the machine refuses the file.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._counted: tuple[object, bool] | None = None  # the file's state, whether it is whole
        with _machine_faults(path):
            self._file = IndexFile(path)

    def close(self) -> None:
        self._file.close()

    def interrupt(self) -> None:
        """Make the running search raise SearchInterrupted as soon as it can."""
        self._file.db.interrupt()

    # --- searching ------------------------------------------------------------------------------

    def search(
        self,
        wanted: str | query.Query,
        *,
        languages: Collection[str | None] = (),
        limit: int = 50,
        sets: Sets | None = None,
        within: Collection[int] | None = None,
        library_languages: Collection[str] = (),
        typing: bool = False,
        passages: int | None = None,
    ) -> Results:
        """The best limit articles for a query, within the filter's languages (none: all).

        within holds the numbers of the only articles that count, those of a folder or a view.

        sets holds the articles behind is: and has: (bookmarked, unread or read, note, highlight),
        by number or id. library_languages are those whose words the query may be in, by default all
        that the index has. typing says that the last word may go on. Only the first hits, so many
        as passages, have a snippet, all where it is None.
        """
        started = time.perf_counter()
        request = _Request(
            bases=[analysis.base_language(language) for language in languages],
            spoken=_spoken(languages, library_languages),
            sets=sets or {},
            within=within,
            typing=typing,
            limit=limit,
            passages=limit if passages is None else passages,
        )
        try:
            asked = query.parse(wanted) if isinstance(wanted, str) else wanted
            with self._reading():
                results = self._search(asked, request)
        except SearchQueryError as fault:
            results = Results(fault=fault)
        except IndexDamaged:
            results = Results(complete=False)
        return replace(results, took_ms=round((time.perf_counter() - started) * 1000, 2))

    def _search(self, asked: query.Query, request: _Request) -> Results:
        complete = self._is_complete()
        root = asked.root if request.typing else query.finished(asked.root)
        if root is None:
            return Results(complete=complete)
        scope = self._scope(request.within)
        expand = self._expander(request.spoken)
        compiler = Compiler(expand, self._is_mixed(), _set_selects(request.sets))
        filters = [*scope, *([_in_languages(request.bases)] if request.bases else [])]
        ranking = Ranking(self._file, compiler, root, filters)
        everything = ranking.widest()
        ranked = ranking.top(request.limit * 2)
        total = ranking.total()  # after the narrower questions, which may answer it
        found = hits.hits(self._file, ranked, everything, request.limit)
        words, first = query.words(root), found[: request.passages]
        found = (
            *hits.with_passages(self._file, first, words, expand),
            *found[request.passages :],
        )
        return Results(
            found,
            total - self._duplicates(everything, total),
            total <= MANY,
            self._hidden(compiler, root, request.bases, scope),
            self._suggestion(asked, compiler, request.spoken) if not total else None,
            complete=complete,
        )

    def _expander(self, spoken: Sequence[str]) -> Callable[[str], Expansion]:
        languages = [language for language in self._languages() if not spoken or language in spoken]
        return cache(Expander(self._file, languages, lexicons(self._path)).expand)

    def _languages(self) -> list[str]:
        return [str(base) for (base,) in self._file.rows("SELECT base FROM languages")]

    def _is_mixed(self) -> bool:
        return len(self._languages()) > 1

    def _hidden(
        self,
        compiler: Compiler,
        root: query.Node,
        bases: Sequence[str],
        scope: Sequence[Condition],
    ) -> int:
        if not bases:
            return 0
        others = Terms(f"{quoted(postings.EVERY)} NOT {either(_language_terms(bases))}")
        return Ranking(self._file, compiler, root, [*scope, others]).total()

    def _scope(self, within: Collection[int] | None) -> list[Condition]:
        """The condition that a number is in within, which is written down once for all tiers."""
        if within is None:
            return []
        numbers = array("q", within)
        self._file.rows("CREATE TEMP TABLE IF NOT EXISTS scope(number INTEGER PRIMARY KEY)")
        self._file.rows("DELETE FROM temp.scope")
        if numbers:
            sql = "INSERT OR IGNORE INTO temp.scope SELECT value FROM carray(?)"
            self._file.rows(sql, (apsw.carray(numbers),))
        return [Rows(Select("SELECT number FROM temp.scope", ()))]

    def _duplicates(self, everything: Select, total: int) -> int:
        """How many of the articles are translations of another one of them."""
        if total > MANY or not self._has_works():
            return 0
        sql = (
            "SELECT count(*) - count(DISTINCT work) FROM docs"
            f" WHERE work<>'' AND number IN ({everything.sql})"
        )
        return int(self._file.rows(sql, everything.bindings)[0][0])

    def _has_works(self) -> bool:
        return bool(self._file.rows("SELECT 1 FROM docs WHERE work<>'' LIMIT 1"))

    def _suggestion(
        self, asked: query.Query, compiler: Compiler, spoken: Sequence[str]
    ) -> str | None:
        from reader import suggest  # with rapidfuzz, wanted only where nothing is found

        languages = [language for language in self._languages() if not spoken or language in spoken]
        text, changed = asked.text, False
        for words in reversed(asked.words()):
            if len(words.tokens) > 1 or words.exact or words.scope:
                continue
            known = Ranking(self._file, compiler, words, []).widest()
            if count(self._file, known, 1):
                continue
            better = suggest.nearest(self._file, languages, words.tokens[0])
            if better is not None:
                text = text[: words.span[0]] + better + text[words.span[1] :]
                changed = True
        return text if changed else None

    def passages(
        self,
        wanted: str,
        found: Sequence[Hit],
        *,
        languages: Collection[str | None] = (),
        library_languages: Collection[str] = (),
    ) -> tuple[Hit, ...]:
        """Hits of a query, asked for while it was typed, with the snippets that they lack."""
        try:
            with self._reading():
                expand = self._expander(_spoken(languages, library_languages))
                return hits.with_passages(self._file, found, query.parse(wanted).words(), expand)
        except (SearchQueryError, IndexDamaged):
            return tuple(found)

    def more_like(self, number: int, limit: int = 10) -> tuple[Hit, ...]:
        """The articles that share the most telling words with one, also with its translations."""
        from reader import similar

        try:
            with self._reading():
                ranked = similar.ranked(self._file, number, limit * 2, _SIMILAR_WORDS)
                everything = Select("SELECT number FROM docs", ())
                found = hits.hits(self._file, ranked, everything, limit)
                return hits.with_passages(self._file, found, (), Expansion)
        except IndexDamaged:
            return ()

    def highlight_terms(
        self, wanted: str | query.Query, language: str | None, text: str
    ) -> list[tuple[int, int]]:
        """Every place of the query's words in an article's text: start and end in code points."""
        try:
            asked = query.parse(wanted) if isinstance(wanted, str) else wanted
            words = [w for w in asked.words() if w.scope in ("", "text")]
            with self._reading():
                base = analysis.base_language(language)
                finder = snippets.Finder(
                    words, self._expander(()), hits.part_keys(self._file), base
                )
                return [(place.start, place.end) for place in finder.all_places(text)]
        except (SearchQueryError, IndexDamaged):
            return []

    # --- keeping up -----------------------------------------------------------------------------

    def bind(self, library: str) -> None:
        """Start anew where the index belongs to another catalogue, whose numbers mean nothing here.

        The user's notes are kept: they are held by article id.
        """
        with self._changing():
            stored = dict(self._file.rows("SELECT key,value FROM meta"))
            if stored.get("library", library) == library:
                self._remember("library", library)
                return
            notes = self._file.rows("SELECT id,text,tags FROM notes")
            self._file.discard()
            self._file = IndexFile(self._path)
            self._remember("library", library)
            with self._file.writing():
                for row in notes:
                    self._file.db.execute("INSERT INTO notes VALUES(?,?,?)", row)

    def _remember(self, key: str, value: object) -> None:
        self._file.rows("INSERT OR REPLACE INTO meta VALUES(?,?)", (key, value))

    def pending(self, fingerprints: Mapping[int, str]) -> tuple[int, ...]:
        """The numbers that the index lacks or has otherwise; it remembers how many there are."""
        with self._changing():
            stored = self._fingerprints()
            self._remember("known", len(fingerprints))
        return tuple(n for n, mark in fingerprints.items() if stored.get(n) != mark)

    def gone(self, numbers: Collection[int]) -> tuple[int, ...]:
        """The numbers that the index has and the library has not."""
        with self._changing():
            return tuple(number for number in self._fingerprints() if number not in numbers)

    def _fingerprints(self) -> dict[int, str]:
        rows = self._file.rows("SELECT number,fingerprint FROM docs")
        return {int(number): str(mark) for number, mark in rows}

    def update(
        self,
        documents: Iterable[Document],
        *,
        cancelled: Cancelled = lambda: False,
        progress: Report = lambda done, total: None,
        total: int = 0,
    ) -> int:
        """Index documents in this process and return how many were.

        Stops between two documents where cancelled; what is done stays.
        """
        analyser = postings.WordAnalyser(self._file.words, self._dictionary)
        entries = (
            postings.entry(document, notes, analyser)
            for document, notes in self.with_notes(documents)
        )
        return self.put(entries, cancelled=cancelled, progress=progress, total=total)

    def put(
        self,
        entries: Iterable[postings.Entry | None],
        *,
        cancelled: Cancelled = lambda: False,
        progress: Report = lambda done, total: None,
        total: int = 0,
    ) -> int:
        """Write prepared entries, in transactions short enough for another process to get in.

        None among the entries says that the next one takes a while: then those before are written.
        """
        done = 0
        if total:
            progress(0, total)
        with self._changing():
            for chunk in _chunks(entries, cancelled):
                self._put_chunk(chunk)
                done += len(chunk)
                progress(done, max(total, done))
        return done

    def _put_chunk(self, chunk: Sequence[postings.Entry]) -> None:
        with self._file.writing():
            for entry in chunk:
                self._file.put(entry)
            self._file.put_words(row for entry in chunk for row in entry.words)

    def remove(self, numbers: Iterable[int]) -> None:
        """Forget articles; unknown numbers are no error."""
        wanted = list(numbers)
        with self._changing():
            for start in range(0, len(wanted), 500):
                with self._file.writing():
                    self._file.drop(wanted[start : start + 500])

    def with_notes(self, documents: Iterable[Document]) -> Iterator[tuple[Document, Notes]]:
        """Each document with the user's words about it, as an entry is made of."""
        for document in documents:
            yield document, self._file.notes_of(document.id)

    def put_notes(self, article_id: str, text: str, tags: Sequence[str] = ()) -> None:
        """Make the user's own words about an article findable, in place of what was there."""
        self.put_all_notes({article_id: Notes(text, tuple(tags))})

    def put_all_notes(self, notes: Mapping[str, Notes], *, only: bool = False) -> int:
        """The same for many; where only is set, all others are forgotten. Returns the changes."""
        with self._changing():
            stored = self._stored_notes()
            changed = {i: n for i, n in notes.items() if stored.get(i, Notes()) != n}
            if only:
                changed |= {i: Notes() for i in stored if i not in notes}
            for article_id, noted in changed.items():
                with self._file.writing():
                    self._file.put_note(article_id, noted)
                    self._reindex(article_id)
        return len(changed)

    def _stored_notes(self) -> dict[str, Notes]:
        rows = self._file.rows("SELECT id FROM notes")
        return {str(i): self._file.notes_of(str(i)) for (i,) in rows}

    def _reindex(self, article_id: str) -> None:
        """Write the postings of an article again, whose notes have changed."""
        for row in self._file.rows(
            "SELECT d.number,d.title,d.language,d.author,d.source,d.tags,t.packed"
            " FROM docs d JOIN texts t USING(number) WHERE d.id=?",
            (article_id,),
        ):
            number, title, language, author, source, tags, packed = row
            document = Document(
                int(number), article_id, _text(title), postings.unpack(bytes(packed)),
                _text(language) or None, _text(author), _text(source),
                tuple(_text(tags).split("\n")) if tags else (),
            )  # fmt: skip
            analyser = postings.WordAnalyser(self._known_or_plain)
            noted = self._file.notes_of(article_id)
            self._file.drop_postings(document.number)
            self._file.put_postings(postings.entry(document, noted, analyser))

    def _dictionary(self, language: str) -> analysis.Dictionary:
        return analysis.dictionary(language, lexicons(self._path))

    def _known_or_plain(
        self, language: str, words: Collection[str]
    ) -> Mapping[str, postings.WordRow]:
        """The stored analysis, or a new one; the stem alone where that would take seconds."""
        known = self._file.words(language, words)
        new = [self._quickly_analysed(language, word) for word in words if word not in known]
        self._file.put_words(new)
        return known | {row.word: row for row in new}

    def _quickly_analysed(self, language: str, word: str) -> postings.WordRow:
        words = analysis.ready_dictionary(language, lexicons(self._path))
        if words is None:
            return postings.WordRow(language, word, (analysis.stem(word, language),), ())
        return postings.analyse_word(word, language, words)

    def _is_complete(self) -> bool:
        """Whether the index has every article; counted anew where something was written."""
        file = self._file
        state = (file, file.db.pragma("data_version"), file.db.total_changes())
        if self._counted is None or self._counted[0] != state:
            self._counted = (state, self.progress().complete)
        return self._counted[1]

    def progress(self) -> Progress:
        """How far the index is; where nothing has been counted yet, all of nothing."""
        done = int(self._file.rows("SELECT count(*) FROM docs")[0][0])
        known = self._file.rows("SELECT value FROM meta WHERE key='known'")
        return Progress(done, int(known[0][0]) if known else done)

    def size(self) -> int:
        """The bytes of the file and its log."""
        names = (self._path.name, self._path.name + "-wal")
        paths = [self._path.with_name(name) for name in names]
        return sum(path.stat().st_size for path in paths if path.exists())

    @contextmanager
    def _reading(self) -> Iterator[None]:
        """Follows a file that was replaced, and gives up quietly on a damaged one."""
        with self._changing():
            if not self._file.is_current():
                self._file.close()
                self._file = IndexFile(self._path)
            yield

    @contextmanager
    def _changing(self) -> Iterator[None]:
        with _machine_faults(self._path):
            try:
                yield
            except IndexDamaged:
                self._file.close()
                self._file = IndexFile(self._path)
                raise
            except apsw.InterruptError as error:
                raise SearchInterrupted("The search was given up.") from error
            finally:
                analysis.release_dictionaries()


def _chunks(
    entries: Iterable[postings.Entry | None], cancelled: Cancelled
) -> Iterator[list[postings.Entry]]:
    """What came within a short time each, or before a None; when cancelled, what came so far."""
    chunk: list[postings.Entry] = []
    size, until = 0, 0.0
    for entry in entries:
        if not chunk:
            size, until = 0, time.monotonic() + _CHUNK_SECONDS
        if entry is not None:
            chunk.append(entry)
            size += len(entry.body)
        if chunk and (entry is None or size >= _CHUNK_SIZE or time.monotonic() >= until):
            yield chunk
            chunk = []
        if cancelled():
            break
    if chunk:
        yield chunk


def _spoken(
    filter_languages: Collection[str | None], library_languages: Collection[str]
) -> list[str]:
    """The base languages that a query may be in; none stands for all that the index has."""
    return [analysis.base_language(tag) for tag in filter_languages or library_languages]


def _in_languages(bases: Sequence[str]) -> Condition:
    return Terms(either(_language_terms(bases)))


def _language_terms(bases: Sequence[str]) -> list[str]:
    return [quoted(postings.LANGUAGE + base) for base in bases]


def _set_selects(sets: Sets) -> dict[str, Select]:
    return {_SET_NAMES.get(name, name): _set_select(members) for name, members in sets.items()}


def _set_select(members: Collection[int] | Collection[str]) -> Select:
    values = list(members)
    if not values:
        return Select("SELECT number FROM docs WHERE 0", ())
    if isinstance(values[0], int):
        return Select("SELECT value FROM carray(?)", (apsw.carray(array("q", values)),))
    sql = "SELECT number FROM docs WHERE id IN (SELECT value FROM carray(?))"
    return Select(sql, (apsw.carray(tuple(map(str, values))),))


def _text(value: object) -> str:
    return "" if value is None else str(value)


@contextmanager
def _machine_faults(path: Path) -> Iterator[None]:
    try:
        yield
    except (apsw.FullError, apsw.ReadOnlyError, apsw.CantOpenError, apsw.PermissionsError) as error:
        raise LibraryError(f"The search index cannot be written: {error}.", path) from error
    except apsw.BusyError as error:
        raise LibraryError("The search index is in use; try again.", path) from error
