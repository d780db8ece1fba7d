"""What the window and the verbs share: one user's library, marks and index, opened when needed.

Hides which folders make the library, how an article is found by what a person types, and how marks
are placed in the text of today.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Self, TypeVar

import apsw

from reader import resources
from reader.db import patiently, wrapped
from reader.errors import LibraryError, NotFoundError
from reader.library import Library
from reader.model import Article, Changes, Mark, Memory, Place, Problem, Rendered
from reader.paths import Paths, absolute
from reader.scan import forget, scan
from reader.store import Store
from reader.tables import Snapshot, storable

if TYPE_CHECKING:
    from reader.exporters import Entry
    from reader.sandbox import Renderer
    from reader.search import Index, Notes, Results

T = TypeVar("T")

_MOST_LOOSE = 16  # catalogues of folders that are not the user's, the last used ones
_LOCK_MS = 10_000
_ORPHAN = Place(0, 0, "orphan", 0.0)
_WHOLE = Place(0, 0, "exact")


class Workspace:
    """One user's data; where folders are given, these are the library in place of the user's own.

    Each part is opened when it is first used and closed with the workspace. Folders that are not
    the user's have a catalogue and an index of their own, so that a look at one changes nothing.
    """

    def __init__(self, paths: Paths, folders: Sequence[Path] = ()) -> None:
        self.paths = paths
        self._given = list(folders)
        self._open = ExitStack()

    def close(self) -> None:
        """Close what was opened."""
        self._open.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *exception: object) -> None:
        self.close()

    # --- the parts ------------------------------------------------------------------------------

    @cached_property
    def store(self) -> Store:
        """The user's marks; see `ask` for reading and writing beside a window."""
        opened = patiently(lambda: Store(self.paths.marks, backups=self.paths.backups))
        self._open.callback(opened.close)
        return opened

    @contextmanager
    def alone(self) -> Iterator[None]:
        """Keep other verbs from changing marks between a look at one and the change of it."""
        path = self.store.path.with_name("verbs.lock")
        with wrapped(path):
            os.close(os.open(path, os.O_RDWR | os.O_CREAT, 0o600))
            lock = apsw.Connection(os.fspath(path))
            lock.set_busy_timeout(_LOCK_MS)
        try:
            with wrapped(path):
                lock.execute("BEGIN EXCLUSIVE")
            yield
        finally:
            lock.close()

    def ask(self, question: Callable[[Store], T]) -> T:
        """What the store answers, asked again for a while where another program is writing."""
        store = self.store
        return patiently(lambda: question(store))

    @cached_property
    def library(self) -> Library:
        """The catalogue, as the last scan left it."""
        opened = Library(self.index_folder / self.paths.catalogue.name)
        self._open.callback(opened.close)
        return opened

    @cached_property
    def index_folder(self) -> Path:
        """Where the catalogue and the search index of this library are."""
        return _loose_folder(self.paths, self._given) if self._given else self.paths.index

    @cached_property
    def renderer(self) -> Renderer:
        """The process that renders articles."""
        from reader.sandbox import Renderer  # 40 ms that a list need not pay

        opened = Renderer()
        self._open.callback(opened.close)
        return opened

    @cached_property
    def memory(self) -> Memory:
        """What scans must know of the user's data."""
        return self.ask(lambda store: store.memory())

    # --- the library ----------------------------------------------------------------------------

    @cached_property
    def folders(self) -> list[Path]:
        """The library's folders: those given, else the user's, imported ones, the collection."""
        if self._given:
            return self._given
        imported = [self.paths.imported] if self.paths.imported.is_dir() else []
        return [*self.ask(lambda store: store.folders()), *imported, resources.collection()]

    def scan(self) -> Changes:
        """Bring the catalogue up to date with the folders."""
        return scan(self.library, self.folders, self.memory)

    def forget(self, folder: Path) -> None:
        """Drop a folder that is no longer the library's from the catalogue."""
        forget(self.library, folder)

    def problems(self) -> list[Problem]:
        """What could not be taken in below the library's folders."""
        found = self.library.problems()
        return [one for one in found if _is_below(one.path, self.folders)]

    def article(self, reference: str) -> Article:
        """The article a person means by an id or a path, as its file is now. NotFoundError.

        A file outside every folder is looked at without being added to the library.
        """
        if not self.library.count():
            self.scan()
        found = self._refreshed(self._resolved(reference)) or self._at_path(reference)
        if found is None:
            self.scan()
            found = self._resolved(reference) or self._remembered(reference)
        if found is None:
            raise NotFoundError(f"There is no article {reference}; see: lesesal list.")
        return found

    def marked(self, reference: str) -> str:
        """The id of an article that a person means, also of one that is gone and left its marks."""
        try:
            return self.article(reference).id
        except NotFoundError:
            wanted = storable(reference)
            if self.ask(lambda store: store.find_marks(article_ids=[wanted], limit=1)):
                return wanted
            raise

    def _resolved(self, reference: str) -> Article | None:
        """What the catalogue has for an id or a path, as far as either can be one."""
        try:
            reference.encode()
            return self.library.resolve(reference)
        except UnicodeEncodeError:  # a name that is not UTF-8 is no id
            return self.library.by_path(Path(reference))
        except RuntimeError:  # ~name of no one
            return self.library.by_id(reference)

    def _refreshed(self, article: Article | None) -> Article | None:
        """The article after a look at its file; None where the file is not there any more."""
        if article is None or not os.path.lexists(article.path):
            return None
        scan(self.library, [article.folder], self.memory, only=[article.path])
        return self.library.by_id(article.id) or self.library.by_path(article.path)

    def _at_path(self, reference: str) -> Article | None:
        """The article in a file that the catalogue does not have yet."""
        path = _existing_file(reference)
        if path is None:
            return None
        if _is_below(path, self.folders):
            scan(self.library, self.folders, self.memory, only=[path])
            if (found := self.library.by_path(path)) is not None:
                return found
        return self._loose(path)

    def _loose(self, path: Path) -> Article | None:
        """The article in a file, as in a library of its folder alone."""
        folder = _loose_folder(self.paths, [path.parent])
        with Library(folder / self.paths.catalogue.name) as library:
            scan(library, [path.parent], self.memory, only=[path])
            return library.by_path(path)

    def rendered(self, article: Article) -> Rendered:
        """The article's text and structure. LibraryError where its file cannot be read."""
        from reader import source  # with the renderer, not for lists

        read = source.read(article.path, folder=article.folder)
        return self.renderer.render(read, base_language=article.language)

    def rendered_text(self, article: Article) -> str | None:
        """The text that marks count in; None where the article cannot be read."""
        try:
            return self.rendered(article).text
        except LibraryError:
            return None

    def remember(self, article: Article, text: str | None = None) -> None:
        """Keep who an article is that gets a mark, and its text; it is rendered where not known."""
        if text is None:
            known = self.ask(lambda store: store.snapshot(article.id))
            if known is not None and known.content_hash == article.content_hash:
                text = known.text
            text = self.rendered_text(article) if text is None else text
        self.ask(lambda store: store.remember(article, text))

    # --- marks ----------------------------------------------------------------------------------

    def entries(self, article_ids: Collection[str] | None = None) -> list[Entry]:
        """The living marks of these articles (None: all), placed in today's texts; oldest first.

        A mark on an article as a whole stands at 0-0 and is "exact" while the article is there. Of
        an article that is gone or cannot be read every mark is an orphan.
        """
        if article_ids is None:
            marks = self.ask(lambda store: store.marks())
        else:
            wanted = set(article_ids)
            marks = self.ask(lambda store: store.find_marks(article_ids=wanted))
            marks.sort(key=lambda mark: (mark.created, mark.counter, mark.id))
        groups: dict[str, list[Mark]] = {}
        for mark in marks:
            groups.setdefault(mark.article_id, []).append(mark)
        articles = self._articles(groups)
        placed: dict[str, Entry] = {}
        for article_id, group in groups.items():
            for entry in self._placed(article_id, articles.get(article_id), group):
                placed[entry.mark.id] = entry
        return [placed[mark.id] for mark in marks]

    def _articles(self, ids: Iterable[str]) -> dict[str, Article]:
        """The articles of marks: in the library, else in the file where they were last seen."""
        wanted = list(ids)
        found = {a.id: a for a in self.library.articles(self.library.numbers_of(wanted))}
        for article_id in wanted:
            if article_id not in found:
                article = self._remembered(article_id)
                if article is not None:
                    found[article_id] = article
        return found

    def _remembered(self, article_id: str) -> Article | None:
        snapshot = self.ask(lambda store: store.snapshot(storable(article_id)))
        if snapshot is None or not snapshot.path.is_absolute():
            return None
        if not is_file(snapshot.path):
            return None
        article = self._loose(snapshot.path)
        return article if article is not None and article.id == article_id else None

    def _placed(
        self, article_id: str, article: Article | None, marks: Sequence[Mark]
    ) -> list[Entry]:
        from reader.exporters import Entry  # only where there are marks

        needs_text = article is not None and any(mark.anchor for mark in marks)
        text = self.rendered_text(article) if article is not None and needs_text else None
        about = self._snapshot(article_id, article)
        if article is None:
            return [Entry(about, mark, _ORPHAN, "") for mark in marks]
        places = self._places(marks, text)
        return [
            Entry(about, mark, place, (text or "")[place.start : place.end])
            for mark, place in zip(marks, places, strict=True)
        ]

    def _places(self, marks: Sequence[Mark], text: str | None) -> list[Place]:
        """Where each mark stands; those made in the same text are looked for together."""
        from reader import anchors  # with fast-diff-match-patch and rapidfuzz

        found = [_WHOLE if mark.anchor is None else _ORPHAN for mark in marks]
        if text is None:
            return found
        made_in: dict[str, list[int]] = {}
        for position, mark in enumerate(marks):
            if mark.anchor is not None:
                made_in.setdefault(mark.anchor.text_hash, []).append(position)
        for text_hash, positions in made_in.items():
            before = self._text_before(text_hash, text)
            wanted = [anchor for at in positions if (anchor := marks[at].anchor)]
            places = anchors.find_all(wanted, text, before)
            for position, place in zip(positions, places, strict=True):
                found[position] = place
        return found

    def _text_before(self, text_hash: str, text: str) -> str | None:
        """The text that marks were made in, where it is known and another one."""
        if hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest() == text_hash:
            return None
        return self.ask(lambda store: store.text(text_hash))

    def _snapshot(self, article_id: str, article: Article | None) -> Snapshot:
        """What exports say of an article: as it is, else as it was last seen."""

        if article is not None:
            return Snapshot(
                article.id, article.path, article.content_hash, article.title, article.language,
                article.source, article.url, article.author, article.date,
            )  # fmt: skip
        known = self.ask(lambda store: store.snapshot(article_id))
        return known or Snapshot(article_id, Path(), "", article_id)

    # --- search ---------------------------------------------------------------------------------

    def search(
        self, query: str, *, languages: Collection[str | None] = (), limit: int = 50
    ) -> Results:
        """The best hits of a query, in an index that is brought up to date first."""
        self.scan()
        index = self._index()
        numbers = set(self.library.numbers(folders=self.folders))
        whole = len(numbers) == self.library.count()
        return index.search(
            query, languages=languages, limit=limit,
            sets=self._sets() if ":" in query else None, within=None if whole else numbers,
        )  # fmt: skip

    def _index(self) -> Index:
        from reader import indexing  # with the stemmers: for searching alone
        from reader.search import Index

        path = self.index_folder / self.paths.search_index.name
        indexing.index_library(self.library, path)
        index = Index(path)
        self._open.callback(index.close)
        index.put_all_notes(self.ask(notes_for_search), only=True)
        return index

    def _sets(self) -> dict[str, set[str]]:
        """The articles behind is: and has:, by id."""
        return self.ask(
            lambda store: {
                "bookmarked": store.bookmarked_ids(),
                "read": store.read_ids(),
                "note": store.ids_with_notes(),
                "highlight": {mark.article_id for mark in store.find_marks(kinds=["highlight"])},
            }
        )


def notes_for_search(store: Store) -> dict[str, Notes]:
    """The user's own words about each article, as the search index takes them."""
    from reader.search import Notes

    texts: dict[str, list[str]] = {}
    tags: dict[str, set[str]] = {}
    for mark in store.marks():
        if mark.note:
            texts.setdefault(mark.article_id, []).append(mark.note)
        if mark.tags:
            tags.setdefault(mark.article_id, set()).update(mark.tags)
    return {
        article_id: Notes(
            "\n".join(texts.get(article_id, ())), tuple(sorted(tags.get(article_id, ())))
        )
        for article_id in {*texts, *tags}
    }


def is_file(path: Path) -> bool:
    """Whether there is a file; a name that no file can have is no error."""
    return os.path.lexists(path) and path.is_file()


def _existing_file(reference: str) -> Path | None:
    try:
        path = absolute(reference)
    except NotFoundError:
        return None
    return path if is_file(path) else None


def _is_below(path: Path, folders: Sequence[Path]) -> bool:
    return any(path.is_relative_to(os.path.abspath(folder)) for folder in folders)


def _loose_folder(paths: Paths, folders: Sequence[Path]) -> Path:
    """Where catalogue and index of folders that are not the user's are; the oldest make room."""
    above = paths.index / "loose"
    names = sorted(os.fsencode(os.path.abspath(folder)) for folder in folders)
    here = above / hashlib.sha256(b"\0".join(names)).hexdigest()[:16]
    if not here.is_dir():
        _make_room(above)
    return here


def _make_room(above: Path) -> None:
    try:
        known = sorted(above.iterdir(), key=lambda folder: folder.stat().st_mtime)
    except OSError:
        return
    import shutil  # seldom needed

    for folder in known[: max(0, len(known) - _MOST_LOOSE + 1)]:
        shutil.rmtree(folder, ignore_errors=True)
