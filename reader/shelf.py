"""What the user's data remembers of articles and folders: snapshots, languages, library folders."""

from __future__ import annotations

import zlib
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import cast

from reader.db import Database, Writer, damaged
from reader.model import Article, Known, Memory
from reader.tables import (
    ARTICLES,
    FOLDERS,
    LANGUAGES,
    TEXTS,
    Row,
    Snapshot,
    path_from,
    path_value,
    storable,
)

LONGEST_TEXT = 100_000


class Shelf:
    """Snapshots, languages and folders of one database; clock gives the time as ISO 8601."""

    def __init__(self, database: Database, clock: Callable[[], str]) -> None:
        self._database = database
        self._clock = clock

    # --- snapshots ---

    def remember(self, article: Article, text: str | None) -> None:
        """Keep what an article with marks is; nothing is written where it is known already."""
        known = self._database.get(ARTICLES, article.id)
        packed, text_hash = _packed(text)
        if text_hash is None and known is not None:
            text_hash = cast("str | None", ARTICLES.column(known, "text_hash"))
        content = _content(article, text_hash)
        has_text = packed is None or self._has_text(text_hash, article.id)
        if known is not None and known[: len(content)] == content and has_text:
            return
        with self._database.writing() as writer:
            writer.put(ARTICLES, (*content, self._clock(), writer.tick()))
            if packed is not None and text_hash is not None:
                writer.put(TEXTS, (text_hash, content[0], packed))
                self._drop_unused_texts(writer, str(content[0]), text_hash)

    def keep(self, snapshots: Iterable[Snapshot]) -> int:
        """Add the snapshots of articles nothing is known of; how many there were."""
        added = 0
        with self._database.writing() as writer:
            for snapshot in snapshots:
                if self._database.get(ARTICLES, snapshot.id) is None:
                    self._put_snapshot(writer, snapshot)
                    added += 1
        return added

    def _put_snapshot(self, writer: Writer, snapshot: Snapshot) -> None:
        packed, text_hash = _packed(snapshot.text)
        text_hash = text_hash or snapshot.text_hash
        writer.put(ARTICLES, (*_content(snapshot, text_hash), self._clock(), writer.tick()))
        if packed is not None:
            writer.put(TEXTS, (text_hash, snapshot.id, packed))

    def _has_text(self, text_hash: str | None, article_id: str) -> bool:
        return self._database.get(TEXTS, text_hash, article_id) is not None

    def _drop_unused_texts(self, writer: Writer, article_id: str, latest: str) -> None:
        """Earlier texts are kept only while a mark, even a deleted one, was made in them."""
        unused = self._database.rows(
            "SELECT text_hash FROM texts WHERE article_id = ?1 AND text_hash <> ?2 AND text_hash"
            " NOT IN (SELECT text_hash FROM marks WHERE article_id = ?1 AND text_hash NOT NULL)",
            (article_id, latest),
        )
        for (text_hash,) in unused:
            writer.remove(TEXTS, text_hash, article_id)

    def snapshot(self, article_id: str) -> Snapshot | None:
        row = self._database.get(ARTICLES, article_id)
        if row is None:
            return None
        text_hash = cast("str | None", ARTICLES.column(row, "text_hash"))
        language, source, url, author, date = cast("tuple[str | None, ...]", row[4:9])
        return Snapshot(
            str(row[0]),
            path_from(row[1]),
            str(row[2]),
            str(row[3]),
            language,
            source,
            url,
            author,
            date,
            None if text_hash is None else self.text(text_hash),
            text_hash,
        )

    def text(self, text_hash: str) -> str | None:
        """The text marks were made in, by the hash their anchors carry; None where not kept."""
        rows = self._database.read(TEXTS, "WHERE text_hash = ? LIMIT 1", (text_hash,))
        return None if not rows else unpacked(cast(bytes, rows[0][2]), self._database.path)

    def memory(self) -> Memory:
        """What a scan must know: identities of articles with marks, and languages set by hand."""
        known = self._database.read(ARTICLES)
        languages = self._database.read(LANGUAGES, "WHERE tag NOT NULL")
        return Memory(
            tuple(Known(str(row[0]), path_from(row[1]), str(row[2])) for row in known),
            {_name(row): str(row[2]) for row in languages if row[0] == "article"},
            {Path(_name(row)): str(row[2]) for row in languages if row[0] == "folder"},
        )

    # --- languages ---

    def set_language(self, article_id: str, tag: str | None) -> None:
        self._set_language("article", article_id.encode(), tag)

    def set_folder_language(self, folder: Path, tag: str | None) -> None:
        self._set_language("folder", path_value(folder), tag)

    def _language(self, scope: str, name: bytes) -> str | None:
        row = self._database.get(LANGUAGES, scope, name)
        return None if row is None else cast("str | None", row[2])

    def _set_language(self, scope: str, name: bytes, tag: str | None) -> None:
        with self._database.writing() as writer:
            if self._language(scope, name) != tag:
                self._put_language(writer, scope, name, tag)

    def _put_language(self, writer: Writer, scope: str, name: bytes, tag: str | None) -> None:
        writer.put(LANGUAGES, (scope, name, tag, self._clock(), writer.tick()))

    # --- folders ---

    def folders(self) -> list[Path]:
        """The library's folders in the order they were added."""
        rows = self._database.read(FOLDERS, "WHERE deleted = 0 ORDER BY added")
        return [path_from(row[0]) for row in rows]

    def add_folder(self, folder: Path) -> None:
        self._set_folder(folder, deleted=False)

    def remove_folder(self, folder: Path) -> None:
        """Forget the folder; the marks on its articles stay."""
        self._set_folder(folder, deleted=True)

    def _set_folder(self, folder: Path, *, deleted: bool) -> None:
        name = path_value(folder)
        with self._database.writing() as writer:
            row = self._database.get(FOLDERS, name)
            if (row is None and deleted) or (row is not None and row[2] == int(deleted)):
                return
            counter = writer.tick()
            added = counter if row is None or not deleted else row[1]
            writer.put(FOLDERS, (name, added, int(deleted), self._clock(), counter))


def _content(article: Article | Snapshot, text_hash: str | None) -> Row:
    """An article's row without its stamps."""
    optional = (
        article.language,
        article.source,
        article.url,
        article.author,
        article.date,
    )
    return (
        article.id,
        path_value(article.path),
        article.content_hash,
        storable(article.title),
        *(None if value is None else storable(value) for value in optional),
        text_hash,
    )


def _packed(text: str | None) -> tuple[bytes | None, str | None]:
    """A text as it is kept and its hash; (None, None) where there is none or it is too long."""
    if text is None or len(text) >= LONGEST_TEXT:
        return None, None
    data = storable(text).encode()
    if len(data) >= LONGEST_TEXT:
        return None, None
    import hashlib  # OpenSSL with it: not for a start

    return zlib.compress(data), hashlib.sha256(data).hexdigest()


def unpacked(data: bytes, path: Path) -> str:
    """The text of a row of TEXTS; path names the database in the error."""
    try:
        return zlib.decompress(data).decode()
    except (zlib.error, UnicodeDecodeError) as error:
        raise damaged(path, "a text it keeps cannot be read") from error


def _name(row: Row) -> str:
    value = path_from(row[1]) if row[0] == "folder" else cast(bytes, row[1]).decode()
    return str(value)
