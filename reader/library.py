"""The library as the rest of the program reads it: articles from the catalogue, in any order.

The catalogue is written by `reader.scan`, often in another process; reading never waits for it.
"""

from __future__ import annotations

import functools
import json
import os
from array import array
from collections.abc import Callable, Collection, Iterator, Sequence
from itertools import filterfalse
from pathlib import Path
from typing import NamedTuple, Self, TypeVar, cast

import apsw

from reader import catalogue, collation, language, ordering
from reader.model import Article, Format, LanguageSource, Order, Problem

_T = TypeVar("_T")

_COLUMNS = (
    "a.number, a.id, a.path, r.path, a.title, a.format, a.language, a.language_source, a.author, "
    "a.date, a.source, a.url, a.tags, a.summary, a.snippet, a.words, a.minutes, a.content_hash, "
    "a.size, a.mtime_ns, a.problem, a.missing, a.set_number"
)
_FROM = "FROM article a JOIN root r ON r.id = a.root"
_AWAY = "The folder it is in is not available."
_IDS = "(SELECT value FROM json_each(?))"
_CHUNK = 5_000
_FEW_IDS = 2_000
_FEW_CHANGES = 500


class Mask(NamedTuple):
    """Which articles have one of ids, as one Library knows it and another may keep it."""

    ids: frozenset[str]
    uuid: str
    generation: int
    data: bytes


class Library:
    """The reading side of a catalogue; cheap to open, whatever its size.

    Opening makes an empty catalogue where there is none, or where the file is damaged or of
    another version: it is a cache. One connection, to be used by one thread at a time. Numbers of
    articles are valid as long as `uuid` is the same.
    """

    def __init__(self, catalogue_path: Path) -> None:
        self.path = catalogue_path
        self._connection = catalogue.connect(catalogue_path)
        self._inode = os.stat(catalogue_path).st_ino
        self._masks: dict[frozenset[str], tuple[int, bytes]] = {}

    def close(self) -> None:
        """Let go of the file; the library cannot be used afterwards."""
        self._connection.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *exception: object) -> None:
        self.close()

    @property
    def uuid(self) -> str:
        """A random name of this catalogue file: another one means that numbers are reassigned."""
        return cast(
            str,
            self._read(lambda db: _one(db, "SELECT value FROM meta WHERE key='uuid'")),
        )

    @property
    def generation(self) -> int:
        """A number that grows with each change of the rows."""
        query = "SELECT value FROM meta WHERE key = 'generation'"
        return cast(int, self._read(lambda db: _one(db, query)))

    def count(self) -> int:
        """How many articles there are."""
        return cast(int, self._read(lambda db: _one(db, "SELECT count(*) FROM sorting")))

    def folders(self) -> list[Path]:
        """The folders that have been scanned, in the order of their paths."""
        query = "SELECT path FROM root ORDER BY path"
        return self._read(lambda db: [_path(row[0]) for row in db.execute(query)])

    # --- lists of numbers -----------------------------------------------------------------------

    def numbers(
        self,
        *,
        folders: Sequence[Path] | None = None,
        languages: Collection[str | None] = (),
        order: Order = "date",
        locale: str = "en",
        only: Collection[str] | None = None,
        excluding: Collection[str] = (),
        opened: Sequence[str] = (),
        group_translations: bool = False,
    ) -> array[int]:
        """The numbers of the articles that pass the filters, in order.

        languages are tags, compared by their base language, None for unknown; empty means all.
        only and excluding are ids (a frozenset is looked up once). order "date" is newest first,
        "length" shortest first, "opened" that of the ids in opened, the rest by date; titles sort
        as locale sorts, within "language" as the article's own language does. With
        group_translations one article stands for its set: the one in the language of locale if
        there is one, else the first in order.
        """

        def read(db: apsw.Connection) -> array[int]:
            found = ordering.read(db, ordering.name_of(order, collation.tailoring(locale)))
            mask = self._mask(db, folders, languages, only, excluding)
            if mask is not None:
                found = ordering.select(found, mask)
            if order == "opened":
                found = _first(self._to_numbers(db, opened), found)
            if group_translations:
                found = _one_a_set(db, found, language.base(locale.replace("_", "-")))
            return found

        return self._read(read)

    def language_counts(
        self,
        folders: Sequence[Path] | None = None,
        *,
        only: Collection[str] | None = None,
        excluding: Collection[str] = (),
    ) -> dict[str | None, int]:
        """How many articles there are of each base language, None for unknown."""

        def read(db: apsw.Connection) -> dict[str | None, int]:
            mask = self._mask(db, folders, (), only, excluding)
            counts = ordering.read_counts(db)
            if mask is not None:
                spoken, bases = ordering.read_languages(db)
                present = ordering.both(spoken, mask)
                counts = {base: present.count(index) for index, base in enumerate(bases, 1)}
            return {base or None: count for base, count in counts.items() if count}

        return self._read(read)

    def _mask(
        self,
        db: apsw.Connection,
        folders: Sequence[Path] | None,
        languages: Collection[str | None],
        only: Collection[str] | None,
        excluding: Collection[str],
    ) -> bytes | None:
        """255 for each number that passes the filters; None where there is no filter."""
        within = self._folder_mask(db, folders) if folders is not None else None
        if within is None and not languages and only is None and not excluding:
            return None
        spoken, known = ordering.read_languages(db)
        masks = [] if within is None else [within]
        if languages:
            bases = {language.base(tag) if tag else ordering.UNKNOWN for tag in languages}
            wanted = {at for at, base in enumerate(known, 1) if base in bases}
            masks.append(ordering.chosen(spoken, wanted))
        if only is not None:
            masks.append(self._id_mask(db, only, len(spoken)))
        if excluding:
            hidden = self._id_mask(db, excluding, len(spoken))
            masks.append(hidden.translate(bytes([255]) + bytes(255)))
        return functools.reduce(ordering.both, masks)

    def _folder_mask(self, db: apsw.Connection, folders: Sequence[Path]) -> bytes | None:
        """The mask of what lies in folders; None where that is everything."""
        roots = {row[0]: row[1] for row in db.execute("SELECT path, id FROM root")}
        places = [os.fsencode(os.path.abspath(folder)) for folder in folders]
        wanted = {number for path, number in roots.items() if _is_in(path, places)}
        if all(place in roots or not _is_in(place, roots) for place in places) and (
            max(wanted, default=0) < 255
        ):
            if len(wanted) == len(roots):
                return None
            return ordering.chosen(ordering.read_roots(db), wanted)
        query = "SELECT number FROM article WHERE path >= ? AND path < ? OR path = ?"
        found = (
            row[0]
            for place in places
            for row in db.execute(query, (*catalogue.below(place), place))
        )
        return ordering.mask_of(found, len(ordering.read_roots(db)))

    def _id_mask(self, db: apsw.Connection, ids: Collection[str], size: int) -> bytes:
        """The mask of ids; of frozensets the last few answers are kept, and serve similar ones."""
        if not isinstance(ids, frozenset):
            return _mask_of_ids(db, ids, size)
        generation = self._drop_outdated(db, size)
        if ids not in self._masks:
            made = self._similar_mask(db, ids) or _mask_of_ids(db, ids, size)
            self._keep(ids, generation, made)
        return self._masks[ids][1]

    def _drop_outdated(self, db: apsw.Connection, size: int) -> int:
        """Forget the masks of earlier generations; the present one."""
        generation = cast(int, _one(db, "SELECT value FROM meta WHERE key = 'generation'"))
        for ids, (made_at, mask) in list(self._masks.items()):
            if made_at != generation or len(mask) != size:
                del self._masks[ids]
        return generation

    def _keep(self, ids: frozenset[str], generation: int, mask: bytes) -> None:
        while len(self._masks) > 3:
            del self._masks[next(iter(self._masks))]
        self._masks[ids] = (generation, mask)

    def _similar_mask(self, db: apsw.Connection, ids: frozenset[str]) -> bytes | None:
        """The mask of a set that differs by a few ids from one whose mask is kept."""
        if (other := self._similar_set(ids)) is None:
            return None
        changed = bytearray(self._masks[other][1])
        for which, value in ((ids - other, 255), (other - ids, 0)):
            for number in self._to_numbers(db, which):
                changed[number] = value
        return bytes(changed)

    def _similar_set(self, ids: frozenset[str]) -> frozenset[str] | None:
        """A set that differs by a few ids and whose mask is kept."""
        for other in reversed(self._masks):
            is_as_large = abs(len(other) - len(ids)) <= _FEW_CHANGES < len(ids)
            if is_as_large and len(ids ^ other) <= _FEW_CHANGES:
                return other
        return None

    # --- large sets of ids ----------------------------------------------------------------------

    def knows(self, ids: frozenset[str]) -> bool:
        """Whether a list of or without ids is answered at once; else their mask is made first.

        That takes 0.5 s of 300,000 ids, 50 ms of 30,000: another thread can make it beforehand.
        """

        def read(db: apsw.Connection) -> bool:
            self._drop_outdated(db, len(ordering.read_languages(db)[0]))
            return ids in self._masks or self._similar_set(ids) is not None

        return len(ids) <= _FEW_IDS or self._read(read)

    def mask(self, ids: frozenset[str]) -> Mask:
        """What `keep` of another Library on the same file takes."""

        def read(db: apsw.Connection) -> Mask:
            data = self._id_mask(db, ids, len(ordering.read_languages(db)[0]))
            uuid = cast(str, _one(db, "SELECT value FROM meta WHERE key = 'uuid'"))
            return Mask(ids, uuid, self._masks[ids][0], data)

        return self._read(read)

    def keep(self, mask: Mask) -> None:
        """Answer by a mask that was made elsewhere, as long as the rows stay as they are."""
        if mask.uuid == self.uuid:
            self._keep(mask.ids, mask.generation, mask.data)

    @staticmethod
    def _to_numbers(db: apsw.Connection, ids: Collection[str]) -> list[int]:
        if not ids:
            return []
        if len(ids) <= _FEW_IDS:
            found = dict(
                db.execute(
                    f"SELECT id, number FROM article WHERE id IN {_IDS}",
                    (json.dumps([*ids]),),
                )
            )
        else:
            found = dict(db.execute("SELECT id, number FROM article"))
        return [found[identity] for identity in ids if identity in found]

    # --- articles -------------------------------------------------------------------------------

    def articles(self, numbers: Sequence[int]) -> list[Article]:
        """The articles of these numbers, in this order; those that are gone are left out."""

        def read(db: apsw.Connection) -> list[Article]:
            found: dict[int, Article] = {}
            for start in range(0, len(numbers), _CHUNK):
                chunk = json.dumps(list(numbers[start : start + _CHUNK]))
                found.update((a.number, a) for a in _select(db, f"a.number IN {_IDS}", chunk))
            return [found[number] for number in numbers if number in found]

        return self._read(read)

    def by_id(self, identity: str) -> Article | None:
        """The article of an identity."""
        return self._read(lambda db: next(iter(_select(db, "a.id = ?", identity)), None))

    def by_path(self, path: Path) -> Article | None:
        """The article in a file."""
        name = os.fsencode(os.path.abspath(path))
        return self._read(lambda db: next(iter(_select(db, "a.path = ?", name)), None))

    def resolve(self, id_or_path: str) -> Article | None:
        """The article a person means: an id, or a path from here or from a folder."""
        found = self.by_id(id_or_path)
        if found or not id_or_path or "\0" in id_or_path:
            return found
        places = [Path(id_or_path).expanduser()]
        places += [folder / id_or_path for folder in self.folders()]
        return next((article for place in places if (article := self.by_path(place))), None)

    def ids_of(self, numbers: Sequence[int]) -> list[str]:
        """The ids of these numbers, in this order; those that are gone are left out."""
        query = f"SELECT number, id FROM article WHERE number IN {_IDS}"
        found = self._read(lambda db: dict(db.execute(query, (json.dumps(list(numbers)),))))
        return [found[number] for number in numbers if number in found]

    def numbers_of(self, ids: Collection[str]) -> list[int]:
        """The numbers of these ids, in this order; unknown ones are left out."""
        return self._read(lambda db: self._to_numbers(db, ids))

    def title_matches(self, text: str, limit: int = 50) -> list[int]:
        """The numbers of articles whose title contains text, whatever case and accents it has."""
        escaped = collation.fold(text).replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
        query = (
            "SELECT number FROM sorting WHERE folded LIKE ?1 ESCAPE '\\' "
            "ORDER BY folded NOT LIKE ?2 ESCAPE '\\', length(folded), number LIMIT ?3"
        )
        values = (f"%{escaped}%", f"{escaped}%", limit)
        return self._read(lambda db: [row[0] for row in db.execute(query, values)])

    def fingerprints(self) -> Iterator[list[tuple[int, str, str, str | None, str]]]:
        """All articles as (number, id, content hash, language, title), by number, in portions.

        For whoever keeps something made of the articles up to date, such as the search index.
        """
        last = 0
        query = (
            "SELECT number, id, lower(hex(content_hash)), language, title FROM article "
            "WHERE number > ? ORDER BY number LIMIT ?"
        )
        while True:
            start = last
            portion = self._read(lambda db: list(db.execute(query, (start, _CHUNK))))  # noqa: B023
            if not portion:
                return
            yield portion
            last = portion[-1][0]

    def problems(self) -> list[Problem]:
        """The folders and files that could not be taken in as they are, and why."""

        def read(db: apsw.Connection) -> list[Problem]:
            folders = db.execute("SELECT path, reason FROM trouble ORDER BY path")
            rows = db.execute(
                "SELECT path, ifnull(problem, ?) FROM article "
                "WHERE problem IS NOT NULL OR missing ORDER BY path",
                (_AWAY,),
            )
            return [
                Problem(_path(path), reason) for found in (folders, rows) for path, reason in found
            ]

        return self._read(read)

    def _read(self, work: Callable[[apsw.Connection], _T]) -> _T:
        """Do work in one read transaction; a file that was replaced or is damaged is reopened."""
        with catalogue.machine_errors(self.path):
            self._reopen_if_replaced()
            try:
                return self._within_transaction(work)
            except catalogue.DamagedError:
                self._connection.close()
                catalogue.delete(self.path)
                self._reopen()
                return self._within_transaction(work)

    def _within_transaction(self, work: Callable[[apsw.Connection], _T]) -> _T:
        with catalogue.damage():
            self._connection.execute("BEGIN")
            try:
                return work(self._connection)
            finally:
                if self._connection.in_transaction:
                    self._connection.execute("COMMIT")

    def _reopen_if_replaced(self) -> None:
        try:
            inode = os.stat(self.path).st_ino
        except FileNotFoundError:
            inode = 0
        if inode != self._inode:
            self._connection.close()
            self._reopen()

    def _reopen(self) -> None:
        self._connection = catalogue.connect(self.path)
        self._inode = os.stat(self.path).st_ino
        self._masks.clear()


def _mask_of_ids(db: apsw.Connection, ids: Collection[str], size: int) -> bytes:
    query = (
        "SELECT json_group_array(a.number) FROM json_each(?) given "
        "CROSS JOIN article a ON a.id = given.value"
    )
    found = db.execute(query, (json.dumps(sorted(ids)),)).get  # sorted: neighbours in the index
    return ordering.mask_of(json.loads(cast(str, found)), size)


def _one(db: apsw.Connection, query: str) -> object:
    return db.execute(query).get


def _path(name: bytes) -> Path:
    return Path(os.fsdecode(name))


def _is_in(path: bytes, places: Collection[bytes]) -> bool:
    """Whether path is one of places or lies below one."""
    return any(path == place or path.startswith(catalogue.below(place)[0]) for place in places)


def _first(leading: list[int], numbers: array[int]) -> array[int]:
    """The numbers with the leading ones, as far as they are among them, in front."""
    present = set(leading).intersection(numbers)
    front = [number for number in dict.fromkeys(leading) if number in present]
    return array(ordering.NUMBERS, [*front, *filterfalse(present.__contains__, numbers)])


def _one_a_set(db: apsw.Connection, numbers: array[int], preferred: str) -> array[int]:
    """One number for each translation set: the preferred language's, else the first."""
    sets = ordering.read_sets(db)
    if not sets:
        return numbers
    languages, bases = ordering.read_languages(db)
    wanted = bases.index(preferred) + 1 if preferred in bases else -1
    return ordering.one_a_set(numbers, sets, languages, wanted)


def _select(db: apsw.Connection, where: str, value: object) -> list[Article]:
    rows = list(db.execute(f"SELECT {_COLUMNS} {_FROM} WHERE {where}", (value,)))
    groups = _set_members(db, {row[-1] for row in rows if row[-1]})
    return [_article(row, groups.get(row[-1], ())) for row in rows]


def _set_members(db: apsw.Connection, groups: Collection[int]) -> dict[int, list[tuple[str, str]]]:
    """The (id, language) of the articles of each translation set."""
    members: dict[int, list[tuple[str, str]]] = {}
    if groups:
        query = (
            "SELECT set_number, id, ifnull(language, '') FROM article "
            f"WHERE set_number > 0 AND set_number IN {_IDS} ORDER BY language, number"
        )
        for group, identity, tag in db.execute(query, (json.dumps([*groups]),)):
            members.setdefault(group, []).append((identity, tag))
    return members


def _article(row: tuple[object, ...], members: Sequence[tuple[str, str]]) -> Article:
    (
        number,
        identity,
        path,
        root,
        title,
        kind,
        tag,
        source,
        author,
        date,
        site,
        url,
        tags,
    ) = row[:13]
    (summary, snippet, words, minutes, digest, size, mtime, problem, missing, _) = row[13:]
    own = (identity, tag or "")
    return Article(
        number=cast(int, number),
        id=cast(str, identity),
        path=_path(cast(bytes, path)),
        folder=_path(cast(bytes, root)),
        title=cast(str, title),
        format=cast(Format, kind),
        language=cast("str | None", tag),
        language_source=cast(LanguageSource, source),
        author=cast("str | None", author),
        date=cast("str | None", date),
        source=cast("str | None", site),
        url=cast("str | None", url),
        tags=tuple(json.loads(cast(str, tags))),
        summary=cast("str | None", summary),
        snippet=cast(str, snippet),
        words=cast(int, words),
        minutes=cast(int, minutes),
        translations=tuple(m[0] for m in members if m[0] != own[0] and m[1] != own[1]),
        content_hash=cast(bytes, digest).hex(),
        size=cast(int, size),
        mtime_ns=cast(int, mtime),
        problem=_AWAY if missing else cast("str | None", problem),
    )
