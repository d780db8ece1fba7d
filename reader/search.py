"""Finds articles: the one public face of the search index, a cache that can be deleted at any time.

Nothing here makes a dictionary: the words of a query are looked up in the analysis that the index
keeps of its own vocabulary, then in the dictionaries that were made for it (see expansion.py), so a
search costs milliseconds.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

import apsw

from reader import analysis, hits, packing, postings, query, snippets
from reader.answering import Answering, Request, Results, Sets, spoken_languages
from reader.conditions import Select
from reader.errors import LibraryError, ReaderError, SearchQueryError
from reader.expansion import Expansion
from reader.index_file import IndexDamaged, IndexFile, lexicons
from reader.model import Hit
from reader.postings import Document, Notes

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["Document", "Index", "Notes", "Progress", "Results", "SearchInterrupted"]

_CHUNK_SECONDS, _CHUNK_SIZE = 0.8, 2_000_000  # a transaction gathers so long, characters
_SIMILAR_WORDS = 14

Cancelled = Callable[[], bool]
Report = Callable[[int, int], None]


class SearchInterrupted(ReaderError):  # noqa: N818 (nothing went wrong)
    """The search was given up by `Index.interrupt`; its answer is not wanted any more."""


@dataclass(frozen=True, slots=True)
class Progress:
    """How many articles of the library the index has, and how many there are."""

    done: int
    total: int

    @property
    def complete(self) -> bool:
        return self.done >= self.total


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
        request = Request(
            bases=[analysis.base_language(language) for language in languages],
            spoken=spoken_languages(languages, library_languages),
            sets=sets or {},
            within=within,
            typing=typing,
            limit=limit,
            passages=limit if passages is None else passages,
        )
        try:
            asked = query.parse(wanted) if isinstance(wanted, str) else wanted
            with self._reading():
                complete = self._is_complete()
                results = self._answering().results(asked, request)
        except SearchQueryError as fault:
            complete, results = True, Results(fault=fault)
        except IndexDamaged:
            complete, results = False, Results()
        took = round((time.perf_counter() - started) * 1000, 2)
        return replace(results, complete=complete, took_ms=took)

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
                expand = self._answering().expander(spoken_languages(languages, library_languages))
                return hits.with_passages(self._file, found, query.parse(wanted).words(), expand)
        except (SearchQueryError, IndexDamaged):
            return tuple(found)

    def more_like(self, number: int, limit: int = 10) -> tuple[Hit, ...]:
        """The articles that share the most telling words with one, also with its translations."""
        from reader import similar

        try:
            with self._reading():
                ranked = similar.ranked(self._file, number, limit * 2, _SIMILAR_WORDS)
                everything = Select("SELECT rowid FROM docs", ())
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
                    words, self._answering().expander(()), hits.part_keys(self._file), base
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
                int(number), article_id, _text(title), packing.unpack(bytes(packed)),
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

    def _answering(self) -> Answering:
        return Answering(self._file, lexicons(self._path))

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
