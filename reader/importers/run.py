"""One import: walks what the user gave, reads each file by its format, writes what comes of it."""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from reader import language as languages
from reader.errors import FormatError, ReaderError
from reader.importers import detect, rules
from reader.importers.context import Context, Entry
from reader.importers.filing import Filing
from reader.importers.readers import READERS
from reader.importers.trees import FolderTree, Tree, ZipTree, entries
from reader.importers.values import (
    Draft,
    Imported,
    ImportedMarks,
    ImportFormat,
    ImportResult,
    ItemState,
    Link,
    Options,
    Piece,
    Skipped,
)

_log = logging.getLogger(__name__)
Progress = Callable[[int, int, str], None]


def import_paths(
    paths: Sequence[Path],
    target: Path,
    *,
    format: ImportFormat = "auto",  # noqa: A002  (the public name of --format)
    language: str | None = None,
    dry_run: bool = False,
    progress: Progress | None = None,
    cancelled: Callable[[], bool] | None = None,
    options: Options | None = None,
) -> ImportResult:
    """Bring files, folders and archives into target; what cannot be had is skipped with a reason.

    progress is called with (done, total, name of the current entry); the total grows while archives
    and exports are opened. When cancelled answers True the import stops between two articles: what
    was written is whole. With dry_run nothing is written and the answer is the same. UsageError for
    a language that is none.
    """
    context = Context(
        rules.load(),
        languages.normalise(language) if language else None,
        options or Options(),
        cancelled or (lambda: False),
    )
    work = _Work(Filing(target, dry_run=dry_run), context, format, progress or _silent)
    for path in paths:
        work.take_path(path.expanduser().absolute())
    return work.result()


def _silent(done: int, total: int, current: str) -> None:
    """No one is watching."""


@dataclass(slots=True)
class _Work:
    """The import so far."""

    filing: Filing
    context: Context
    format: ImportFormat
    progress: Progress
    done: int = 0
    total: int = 0
    stopped: bool = False
    imported: list[Imported] = field(default_factory=list)
    skipped: list[Skipped] = field(default_factory=list)
    marks: list[ImportedMarks] = field(default_factory=list)
    states: list[ItemState] = field(default_factory=list)
    links: dict[str, Link] = field(default_factory=dict)

    def result(self) -> ImportResult:
        return ImportResult(
            tuple(self.imported),
            tuple(self.skipped),
            tuple(replace(one, article_id=self._known(one)) for one in self.marks),
            tuple(link for link in self.links.values() if not self.filing.by_url(link.url)),
            tuple(replace(one, article_id=self._known(one)) for one in self.states),
            self.stopped,
        )

    def _known(self, about: ImportedMarks | ItemState) -> str:
        """The id of the article that is there under its address, else the one it would get."""
        return (about.url and self.filing.by_url(about.url)) or about.article_id

    def take_path(self, path: Path) -> None:
        """Import one path that the user gave."""
        if path.is_dir():
            self._take_tree(FolderTree(path), listed=False)
        elif path.exists():
            real = path.resolve()
            self._take_tree(FolderTree(real.parent, real), listed=True)
        else:
            self.skipped.append(Skipped(path, "There is no such file"))

    def _take_tree(self, tree: Tree, *, listed: bool) -> None:
        names = sorted(entries(tree), key=lambda name: not name.endswith(".json"))
        self.total += len(names)
        for name in names:
            if self._is_stopped():
                return
            if name not in tree.claimed:
                self._take_entry(tree, name, listed)
            self.done += 1
            self.progress(self.done, self.total, Path(name).name)

    def _is_stopped(self) -> bool:
        self.stopped = self.stopped or self.context.is_cancelled()
        return self.stopped

    def _take_entry(self, tree: Tree, name: str, listed: bool) -> None:
        try:
            self._take_file(tree, name, listed)
        except ReaderError as error:
            self.skipped.append(Skipped(tree.path(name), str(error)))
        except OSError as error:
            self.skipped.append(Skipped(tree.path(name), error.strerror or str(error)))
        except Exception as error:  # one file that breaks a parser must not end the import
            _log.exception("An import entry could not be read")
            reason = f"It cannot be read: {type(error).__name__}"
            self.skipped.append(Skipped(tree.path(name), reason))

    def _take_file(self, tree: Tree, name: str, listed: bool) -> None:
        suffix = Path(name).suffix.lower()
        if not listed and suffix in detect.ASSETS:
            return
        if suffix == ".zip" and isinstance(tree, FolderTree):
            self._take_archive(ZipTree(tree.path(name)))
            return
        entry = Entry(tree.read(name), name, tree)
        kind = self._kind(entry)
        if kind == "archive":
            if isinstance(tree, ZipTree):
                raise FormatError("An archive within an archive is not opened", entry.path)
            self._take_archive(ZipTree(entry.path, entry.data))
            return
        found = False
        for piece in READERS[kind](entry, self.context):
            if self._is_stopped():
                return
            found = True
            self._take_piece(piece, entry)
        if not found:
            self.skipped.append(Skipped(entry.path, "Nothing was found in it"))

    def _kind(self, entry: Entry) -> ImportFormat:
        if not entry.data.strip(b"\x00 \r\n\t"):
            raise FormatError("The file is empty", entry.path)
        found = detect.detect(entry.data, entry.name)
        if self.format != "auto" and found != "archive":
            return self.format
        if found is None:
            raise FormatError("Not a format that can be imported", entry.path)
        return found

    def _take_archive(self, tree: ZipTree) -> None:
        try:
            self.skipped += [Skipped(tree.path(name), why) for name, why in tree.problems]
            self._take_tree(tree, listed=False)
        finally:
            tree.close()

    def _take_piece(self, piece: Piece, entry: Entry) -> None:
        if isinstance(piece, Draft):
            self._file(piece)
        elif isinstance(piece, Skipped):
            self.skipped.append(piece)
        elif isinstance(piece, Link):
            self.links.setdefault(piece.url, piece)
        elif isinstance(piece, ItemState):
            self.states.append(piece)
        else:
            self.filing.keep(entry.data, entry.file_name)
            self.marks.append(piece)

    def _file(self, draft: Draft) -> None:
        answer = self.filing.put(draft)
        if isinstance(answer, Imported):
            self.imported.append(answer)
        else:
            self.skipped.append(answer)
