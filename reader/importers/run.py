"""One import: walks what the user gave, reads each file by its format, writes what comes of it."""

from __future__ import annotations

import logging
from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from reader import language as languages
from reader.errors import FormatError, ReaderError
from reader.importers import detect
from reader.importers.context import Entry, reason_of
from reader.importers.filing import Filing
from reader.importers.reading_pool import CancelledError, Job, ReadingPool
from reader.importers.trees import FolderTree, Tree, ZipTree, entries
from reader.importers.values import (
    Draft,
    Imported,
    ImportedMarks,
    ImportFormat,
    ImportResult,
    ItemState,
    Link,
    MarkFile,
    Options,
    Piece,
    Skipped,
)

_AHEAD = 8
_AHEAD_BYTES = 50_000_000
_log = logging.getLogger(__name__)
Progress = Callable[[int, int, str], None]
_Begun = Job | Skipped | ZipTree | MarkFile | None


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

    progress is called with (done, total, name of the entry that was done last), once it is on the
    disk; the total grows while archives are opened. cancelled is asked every 50 ms: when it answers
    True what is being read is given up, and what was read is whole. With dry_run nothing is written
    and the answer is the same. UsageError for a language that is none.
    """
    tag = languages.normalise(language) if language else None
    with (
        Filing(target, dry_run=dry_run) as filing,
        ReadingPool(tag, options, cancelled) as pool,
    ):
        work = _Work(filing, pool, format, progress or _silent, cancelled or (lambda: False))
        work.take(paths)
        return work.result()


def _silent(done: int, total: int, current: str) -> None:
    """No one is watching."""


@dataclass(slots=True)
class _Work:
    """The import so far; what is counted as done is on the disk."""

    filing: Filing
    pool: ReadingPool
    format: ImportFormat
    progress: Progress
    is_cancelled: Callable[[], bool]
    done: int = 0
    total: int = 0
    stopped: bool = False
    counted: list[str] = field(default_factory=list)
    imported: list[Imported] = field(default_factory=list)
    skipped: list[Skipped] = field(default_factory=list)
    marks: list[ImportedMarks] = field(default_factory=list)
    states: list[ItemState] = field(default_factory=list)
    links: dict[str, Link] = field(default_factory=dict)
    files: list[MarkFile] = field(default_factory=list)

    def result(self) -> ImportResult:
        return ImportResult(
            tuple(self.imported),
            tuple(self.skipped),
            tuple(replace(one, article_id=self._known(one)) for one in self.marks),
            tuple(link for link in self.links.values() if not self.filing.by_url(link.url)),
            tuple(replace(one, article_id=self._known(one)) for one in self.states),
            self.stopped,
            tuple(self.files),
        )

    def _known(self, about: ImportedMarks | ItemState) -> str:
        """The id of the article that is there under its address, else the one it would get."""
        return (about.url and self.filing.by_url(about.url)) or about.article_id

    def take(self, paths: Sequence[Path]) -> None:
        """Import what the user gave, until the end or until it is cancelled."""
        try:
            for path in paths:
                self._take_path(path.expanduser().absolute())
        except CancelledError:
            self.stopped = True
        self._settle()

    def _take_path(self, path: Path) -> None:
        if path.is_dir():
            self._take_tree(FolderTree(path), listed=False)
        elif path.exists():
            real = path.resolve()
            self._take_tree(FolderTree(real.parent, real), listed=True)
        else:
            self.skipped.append(Skipped(path, "There is no such file"))

    def _take_tree(self, tree: Tree, *, listed: bool) -> None:
        """Import every entry of a folder or an archive: some are read while one is filed."""
        names = sorted(entries(tree), key=lambda name: not name.endswith(".json"))
        self.total += len(names)
        begun: deque[tuple[str, _Begun]] = deque()
        for name in names:
            begun.append((name, self._begin(tree, name, listed)))
            while _is_enough(begun):
                self._finish(*begun.popleft())
        while begun:
            self._finish(*begun.popleft())

    def _begin(self, tree: Tree, name: str, listed: bool) -> _Begun:
        """What an entry turns out to be; None for one that is not worth a word."""
        if self.is_cancelled():
            raise CancelledError
        if name in tree.claimed:
            return None
        try:
            return self._opened(tree, name, listed)
        except ReaderError as error:
            return Skipped(tree.path(name), str(error))
        except OSError as error:
            return Skipped(tree.path(name), error.strerror or str(error))
        except Exception as error:  # one file that breaks a parser must not end the import
            _log.exception("An import entry could not be read")
            return Skipped(tree.path(name), reason_of(error))

    def _opened(self, tree: Tree, name: str, listed: bool) -> Job | ZipTree | MarkFile | None:
        suffix = Path(name).suffix.lower()
        if not listed and suffix in detect.ASSETS:
            return None
        if suffix == ".zip" and isinstance(tree, FolderTree):
            return ZipTree(tree.path(name))
        entry = Entry(tree.read(name), name, tree)
        kind = self._kind(entry)
        if kind in detect.MARK_FILES:
            return MarkFile(entry.path, entry.data)
        if kind != "archive":
            return self.pool.submit(entry, kind, tree.prefix)
        if isinstance(tree, ZipTree):
            raise FormatError("An archive within an archive is not opened", entry.path)
        return ZipTree(entry.path, entry.data)

    def _finish(self, name: str, found: _Begun) -> None:
        """Take in all of an entry, and count it."""
        if isinstance(found, Job):
            self._take_pieces(found)
        elif isinstance(found, ZipTree):
            self._take_archive(found)
        elif isinstance(found, MarkFile):
            self.filing.keep(found.data, found.path.name)
            self.files.append(found)
        elif found is not None:
            self.skipped.append(found)
        self.counted.append(Path(name).name)
        self._settle_if_due()

    def _settle_if_due(self) -> None:
        if self.filing.is_due():
            self._settle()

    def _settle(self) -> None:
        """Wait until all is on the disk, and tell how far it is."""
        for answer in self.filing.settle():
            if isinstance(answer, Imported):
                self.imported.append(answer)
            else:
                self.skipped.append(answer)
        names, self.counted = self.counted, []
        for name in names:
            self.done += 1
            self.progress(self.done, self.total, name)

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

    def _take_pieces(self, job: Job) -> None:
        found = False
        try:
            for piece in self.pool.pieces(job, self._settle_if_due):
                found = True
                self._take_piece(piece, job.entry)
                self._settle_if_due()
        except ReaderError as error:
            self.skipped.append(Skipped(job.entry.path, str(error)))
        except OSError as error:
            self.skipped.append(Skipped(job.entry.path, error.strerror or str(error)))
        else:
            if not found:
                self.skipped.append(Skipped(job.entry.path, "Nothing was found in it"))

    def _take_piece(self, piece: Piece, entry: Entry) -> None:
        if isinstance(piece, Draft):
            self.filing.put(piece)
        elif isinstance(piece, Skipped):
            self.skipped.append(piece)
        elif isinstance(piece, Link):
            self.links.setdefault(piece.url, piece)
        elif isinstance(piece, ItemState):
            self.states.append(piece)
        else:
            self.filing.keep(entry.data, entry.file_name)
            self.marks.append(piece)


def _is_enough(begun: Sequence[tuple[str, _Begun]]) -> bool:
    """Whether the oldest entry is to be finished before another is begun: what is read ahead is
    kept in memory, and an export may claim other entries as its own.
    """
    if not begun:
        return False
    name, last = begun[-1]
    size = sum(len(one.order.data) for _, one in begun if isinstance(one, Job))
    alone = name.endswith(".json") or isinstance(last, ZipTree)
    return alone or len(begun) > _AHEAD or size > _AHEAD_BYTES
