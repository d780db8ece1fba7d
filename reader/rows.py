"""The catalogue's rows as a scan writes them, and what it wrote."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, NamedTuple

import apsw

from reader import catalogue, language, ordering
from reader.catalogue import ARTICLE_COLUMNS, SORT_COLUMNS
from reader.collation import fold
from reader.identity import DUPLICATE, Choice, Identities
from reader.model import Memory
from reader.presence import folder_status
from reader.taken import Status, Taken
from reader.walk import is_below

if TYPE_CHECKING:
    from apsw import SQLiteValue
UNFINISHED = -1
"""The value of settled that means: read the file again, whatever its status says."""


class Seen(NamedTuple):
    """What a scan compares with a file, as the row has it; the times in nanoseconds."""

    number: int
    id: str
    size: int
    mtime_ns: int
    ctime_ns: int
    inode: int
    device: int
    settled: int
    missing: int


_INSERT = "INSERT INTO article({}) VALUES({})".format(
    ", ".join(ARTICLE_COLUMNS), ", ".join(f":{name}" for name in ARTICLE_COLUMNS)
)
_UPDATE = "UPDATE article SET {} WHERE number = :number".format(
    ", ".join(f"{name} = :{name}" for name in ARTICLE_COLUMNS)
)
_SORT = "INSERT OR REPLACE INTO sorting({}) VALUES({})".format(
    ", ".join(SORT_COLUMNS), ", ".join("?" * len(SORT_COLUMNS))
)
_SEEN = f"SELECT path, {', '.join(Seen._fields)}"
_MANY_KEYS = 2_000
_FIRST_LIST = 30


class Rows:
    """The writing side of the catalogue. Everything that writes is called within `writing()`."""

    def __init__(self, connection: apsw.Connection, memory: Memory) -> None:
        self.connection = connection
        self.added: set[int] = set()
        self.changed: set[int] = set()
        self.removed: set[int] = set()
        self._languages = UserLanguages(memory)
        self._roots: dict[bytes, int] = {}
        self._touched: set[int] = set()
        self._keys: set[int] = set()
        self._dirty = False
        self._writes = 0
        self._listed = 0

    @contextmanager
    def writing(self) -> Iterator[None]:
        """One short transaction; the generation grows where rows changed."""
        self.connection.execute("BEGIN IMMEDIATE")
        try:
            yield
            if self._dirty:
                self.connection.execute(
                    "UPDATE meta SET value = value + 1 WHERE key = 'generation'"
                )
                self._writes += 1
            self.connection.execute("COMMIT")
            self._dirty = False
        except BaseException:
            if self.connection.in_transaction:
                self.connection.execute("ROLLBACK")
            raise

    # --- roots ----------------------------------------------------------------------------------

    def register(self, root: bytes) -> bytes:
        """Make root known; the outermost known root that holds it is the one that counts."""
        for path, number in self.connection.execute("SELECT path, id FROM root"):
            self._roots[path] = number
        outer = [path for path in self._roots if is_below(root, path)]
        if outer:
            return min(outer, key=len)
        self.connection.execute("INSERT INTO root(path) VALUES(?)", (root,))
        self._roots[root] = self.connection.last_insert_rowid()
        return root

    def root_status(self, root: bytes) -> tuple[int, int] | None:
        """The (device, inode) of a root at the last scan."""
        row = self.connection.execute("SELECT device, inode FROM root WHERE path = ?", (root,)).get
        return row if row and row[0] is not None else None

    def note_root(self, root: bytes) -> None:
        """Remember a root's device and inode, where it is there."""
        found = folder_status(root)
        if found and found != self.root_status(root):
            query = "UPDATE root SET device = ?, inode = ? WHERE path = ?"
            self.connection.execute(query, (*found, root))

    def forget(self, root: bytes) -> None:
        """Drop a root and its rows, but those that another root holds."""
        self.connection.execute("DELETE FROM root WHERE path = ?", (root,))
        others = [row[0] for row in self.connection.execute("SELECT path FROM root")]
        for path, row in self.below(root).items():
            holder = min((o for o in others if is_below(path, o)), key=len, default=None)
            if holder is None:
                self.remove(row[0])
            else:
                self._dirty = True
                self._touched.add(row[0])
                for table in ("article", "sorting"):
                    self.connection.execute(
                        f"UPDATE {table} SET root = (SELECT id FROM root WHERE path = ?)"
                        " WHERE number = ?",
                        (holder, row[0]),
                    )
        self._note_troubles_below(root, {})

    # --- rows -----------------------------------------------------------------------------------

    def below(self, place: bytes) -> dict[bytes, Seen]:
        """The rows of a file, or of all files below a folder, by path."""
        first, last = catalogue.below(place)
        found = self.connection.execute(
            f"{_SEEN} FROM article WHERE path = ?1 OR (path >= ?2 AND path < ?3)",
            (place, first, last),
        )
        return {row[0]: Seen._make(row[1:]) for row in found}

    def hash_of(self, number: int) -> str:
        """The content hash of a row whose file could be read, else ""."""
        query = "SELECT content_hash FROM article WHERE number = ? AND problem IS NULL"
        found = self.connection.execute(query, (number,)).get
        return found.hex() if isinstance(found, bytes) else ""

    def restore(self, number: int, device: int) -> None:
        """Note that a file is where it was, on this device."""
        self.connection.execute(
            "UPDATE article SET missing = 0, device = ? WHERE number = ?",
            (device, number),
        )
        self.changed.add(number)
        self._dirty = True

    def touch(self, path: bytes, status: Status, *, settled: bool) -> None:
        """Note the new status of a file whose content is as it was."""
        query = "SELECT number FROM article WHERE path = ? AND missing"
        for (number,) in list(self.connection.execute(query, (path,))):
            self.restore(number, status.device)
        self.connection.execute(
            "UPDATE article SET size = ?, mtime_ns = ?, ctime_ns = ?, inode = ?, device = ?, "
            "settled = ?, missing = 0 WHERE path = ?",
            (*status, settled, path),
        )

    def write(
        self,
        path: bytes,
        root: bytes,
        status: Status,
        taken: Taken,
        identities: Identities,
        *,
        settled: bool,
    ) -> None:
        """Write the row of a file that was read."""
        relative = path[len(catalogue.below(root)[0]) :]
        choice = identities.choose(path, relative, taken.content_hash, taken.details.declared_id)
        if not taken.is_shown and choice.number is not None:
            self._write_problem(choice, path, status, taken)
            return
        row = self._row(path, root, status, taken, choice, settled=settled)
        if choice.number is None:
            self.connection.execute(_INSERT, row)
            number = self.connection.last_insert_rowid()
            self.added.add(number)
        else:
            number = choice.number
            self._touch_key(number)
            self.connection.execute(_UPDATE, {**row, "number": number})
            self.changed.add(number)
        self._write_sorting(number, row["root"], row["language"], taken)
        self._touch(number, row["set_key"])

    def _row(
        self,
        path: bytes,
        root: bytes,
        status: Status,
        taken: Taken,
        choice: Choice,
        *,
        settled: bool,
    ) -> dict[str, SQLiteValue]:
        """The values of ARTICLE_COLUMNS by name."""
        about = taken.details
        own = self._own_language(taken, choice.number)
        tag = self._languages.of(choice.id, path)
        effective = (tag, "user") if tag else own
        return {
            "id": choice.id,
            "path": path,
            "root": self._roots[root],
            "title": taken.title,
            "format": taken.format,
            "language": effective[0],
            "language_source": effective[1],
            "own_language": own[0],
            "own_source": own[1],
            "author": about.author,
            "date": about.date,
            "source": about.source,
            "url": about.url,
            "tags": json.dumps(about.tags),
            "summary": about.summary,
            "snippet": taken.snippet,
            "words": taken.words,
            "minutes": taken.minutes,
            "content_hash": bytes.fromhex(taken.content_hash),
            "size": status.size,
            "mtime_ns": status.mtime_ns,
            "ctime_ns": status.ctime_ns,
            "inode": status.inode,
            "device": status.device,
            "problem": choice.problem or taken.problem,
            "missing": False,
            "settled": settled if taken.is_final else UNFINISHED,
            "declared_id": about.declared_id,
            "set_key": self._set_key(root, taken),
        }

    def _own_language(self, taken: Taken, number: int | None) -> tuple[str | None, str]:
        """The language and its source; where it is still open that of the row, if there is one."""
        if not taken.is_final and number is not None:
            query = "SELECT own_language, own_source FROM article WHERE number = ?"
            found: tuple[str | None, str] = next(self.connection.execute(query, (number,)))
            return found
        return taken.language, taken.language_source

    def _write_problem(self, choice: Choice, path: bytes, status: Status, taken: Taken) -> None:
        """Keep a row as it was when its file could be shown, with the reason why it cannot now."""
        self.connection.execute(
            "UPDATE article SET id = ?, path = ?, problem = ?, size = ?, mtime_ns = ?, "
            "ctime_ns = ?, inode = ?, device = ?, settled = 0, missing = 0 WHERE number = ?",
            (choice.id, path, taken.problem, *status, choice.number),
        )
        if choice.number is not None:
            self.changed.add(choice.number)
        self._dirty = True

    def _write_sorting(self, number: int, root: object, tag: object, taken: Taken) -> None:
        date = ordering.date_key(taken.details.date)
        self.connection.execute(
            _SORT,
            (number, root, _base(tag), date, taken.words, *taken.sort_keys, fold(taken.title)),
        )

    def _set_key(self, root: bytes, taken: Taken) -> int | None:
        """The key that the translations of an article share: of its front matter, else its path."""
        if taken.details.translation:
            key = b"k\0" + taken.details.translation.encode()
        elif taken.path_key:
            key = b"p\0%d\0" % self._roots[root] + os.fsencode(taken.path_key)
        else:
            return None
        return int.from_bytes(hashlib.sha256(key).digest()[:8], "big", signed=True)

    def _touch(self, number: int, key: object = None) -> None:
        self._touched.add(number)
        self._dirty = True
        if isinstance(key, int):
            self._keys.add(key)

    def _touch_key(self, number: int) -> None:
        """Note that the translation set a row is in may change."""
        query = "SELECT set_key FROM article WHERE number = ?"
        self._touch(number, self.connection.execute(query, (number,)).get)

    def remove(self, number: int) -> None:
        """Delete a row."""
        self._touch_key(number)
        self.connection.execute("DELETE FROM article WHERE number = ?", (number,))
        self.connection.execute("DELETE FROM sorting WHERE number = ?", (number,))
        self.removed.add(number)

    def mark_missing(self, number: int) -> None:
        """Note that a file's disk or folder is away; its row stays."""
        self.connection.execute("UPDATE article SET missing = 1 WHERE number = ?", (number,))
        self.changed.add(number)
        self._dirty = True

    def is_at(self, number: int, path: bytes) -> bool:
        """Whether a row still is that of path."""
        query = "SELECT 1 FROM article WHERE number = ? AND path = ?"
        return bool(self.connection.execute(query, (number, path)).get)

    # --- what concerns many rows ----------------------------------------------------------------

    def set_languages(self) -> None:
        """Apply the languages the user set, and take back those that are not set any more."""
        wanted = self._wanted_languages()
        query = "SELECT number FROM article WHERE language_source = 'user'"
        for number in [row[0] for row in self.connection.execute(query)]:
            wanted.setdefault(number, None)
        for number, tag in wanted.items():
            row = self.connection.execute(
                "SELECT language, language_source, own_language, own_source FROM article "
                "WHERE number = ?",
                (number,),
            ).get
            effective = (tag, "user") if tag else row[2:]
            if row[:2] != effective:
                self._set_language(number, *effective)

    def _wanted_languages(self) -> dict[int, str | None]:
        wanted: dict[int, str | None] = {}
        for folder, tag in self._languages.folders:
            first, last = catalogue.below(folder)
            query = "SELECT number FROM article WHERE path = ? OR (path >= ? AND path < ?)"
            for (number,) in self.connection.execute(query, (folder, first, last)):
                wanted[number] = tag
        for identity, tag in self._languages.articles.items():
            number = self.connection.execute(
                "SELECT number FROM article WHERE id = ?", (identity,)
            ).get
            if number is not None:
                wanted[number] = tag
        return wanted

    def _set_language(self, number: int, tag: str | None, kind: str) -> None:
        self._touch_key(number)
        self.connection.execute(
            "UPDATE article SET language = ?, language_source = ? WHERE number = ?",
            (tag, kind, number),
        )
        self.connection.execute(
            "UPDATE sorting SET base = ? WHERE number = ?", (_base(tag), number)
        )
        self.changed.add(number)

    def link_translations(self) -> None:
        """Give the articles of one key in at least two languages a common set number."""
        for number, group in list(self._regrouped()):
            self.connection.execute(
                "UPDATE article SET set_number = ? WHERE number = ?", (group, number)
            )
            self._touch(number)
            self.changed.add(number)
        self._keys.clear()

    def _regrouped(self) -> Iterator[tuple[int, int]]:
        """The (number, set number) of articles whose set number is not what it should be."""
        grouped = (
            "SELECT set_key k, CASE WHEN count(DISTINCT ifnull(language, '')) > 1 "
            "THEN min(number) ELSE 0 END g FROM article WHERE set_key {} GROUP BY set_key"
        )
        query = (
            "SELECT a.number, s.g FROM ({}) s JOIN article a ON a.set_key = s.k "
            "WHERE a.set_number != s.g"
        )
        if len(self._keys) > _MANY_KEYS:
            yield from self.connection.execute(query.format(grouped.format("IS NOT NULL")))
            return
        for key in self._keys:
            yield from self.connection.execute(query.format(grouped.format("= ?")), (key,))

    def settle_duplicates(self) -> None:
        """Clear the problem of a duplicate id where its other article is gone."""
        self.connection.execute(
            "UPDATE article SET problem = NULL, settled = 0 WHERE problem LIKE ? || '%' AND NOT "
            "EXISTS (SELECT 1 FROM article b WHERE b.id = article.declared_id "
            "AND b.id != article.id)",
            (DUPLICATE,),
        )

    def note_troubles(self, places: Iterable[bytes], troubles: dict[bytes, str]) -> None:
        """Replace what was wrong with the folders at and below places."""
        for place in places:
            self._note_troubles_below(place, troubles)

    def _note_troubles_below(self, place: bytes, troubles: dict[bytes, str]) -> None:
        self.connection.execute(
            "DELETE FROM trouble WHERE path = ?1 OR (path >= ?2 AND path < ?3)",
            (place, *catalogue.below(place)),
        )
        for path, reason in troubles.items():
            if is_below(path, place):
                query = "INSERT OR REPLACE INTO trouble VALUES(?, ?)"
                self.connection.execute(query, (path, reason))

    # --- the orders -----------------------------------------------------------------------------

    def is_list_stale(self) -> bool:
        """Whether enough has been written since the last publishing to publish again."""
        return len(self._touched) >= max(_FIRST_LIST, self._listed)

    def publish(self) -> None:
        """Bring the orders up to date with the rows, so that readers see them."""
        if not self._touched and ordering.is_current(self.connection):
            return
        ordering.update(self.connection, self._touched, self._writes)
        self._touched.clear()
        self._writes = 0
        self._listed = self.connection.execute("SELECT count(*) FROM sorting").get


class UserLanguages:
    """The languages the user set, normalised: one for an article beats one for a folder."""

    def __init__(self, memory: Memory) -> None:
        self.articles = {
            identity: tag
            for identity, name in memory.languages.items()
            if (tag := language.normalise(name))
        }
        folders = (
            (os.fsencode(os.path.abspath(folder)), language.normalise(name))
            for folder, name in memory.folder_languages.items()
        )
        self.folders = sorted(
            ((folder, tag) for folder, tag in folders if tag),
            key=lambda pair: len(pair[0]),
        )

    def of(self, identity: str, path: bytes) -> str | None:
        """The tag the user set for an article or the nearest folder around it."""
        if identity in self.articles:
            return self.articles[identity]
        return next(
            (tag for folder, tag in reversed(self.folders) if is_below(path, folder)),
            None,
        )


def _base(tag: object) -> str:
    return language.base(tag) if isinstance(tag, str) else ordering.UNKNOWN
