"""The disk fills up, fails or turns read-only while articles are imported: told, nothing half."""

from __future__ import annotations

import errno
import os
import random
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from unittest import mock

from reader import files, frontmatter
from reader.importers import ImportResult, import_paths
from reader.importers.filing import ORIGINALS
from tests.torture.small_disk import NO_RIGHT, mounted
from tests.torture.table import Result

_ERRORS = (errno.ENOSPC, errno.EIO, errno.EDQUOT, errno.EROFS)
_SENTENCE = "The ferry left at noon and came back with the evening tide, as it did every day. "
_PNG = b"\x89PNG\r\n\x1a\n"
_ARTICLES = 12


class _FailingSystem:
    """The os module as files.py sees it, until it is told to fail."""

    def __init__(self) -> None:
        self.passes = -1
        self.error = errno.ENOSPC
        self.is_lasting = False

    def __getattr__(self, name: str) -> Any:
        return getattr(os, name)

    def _count(self, path: object) -> None:
        if self.passes < 0:
            return
        if self.passes > 0:
            self.passes -= 1
            return
        if not self.is_lasting:
            self.passes = -1
        raise OSError(self.error, os.strerror(self.error), path)

    def open(self, path: Any, flags: int, mode: int = 0o777) -> int:
        if flags & os.O_CREAT:
            self._count(path)
        return os.open(path, flags, mode)

    def fdopen(self, descriptor: int, mode: str) -> Any:
        stream = os.fdopen(descriptor, mode)
        write = stream.write

        def torn(data: bytes) -> int:
            try:
                self._count(None)
            except OSError:
                write(data[: len(data) // 2])
                stream.flush()
                raise
            return write(data)

        proxy = mock.MagicMock(wraps=stream)
        proxy.write = torn
        proxy.__enter__.return_value = proxy
        proxy.__exit__.side_effect = lambda *_: stream.close()
        return proxy

    def fsync(self, descriptor: int) -> None:
        self._count(None)
        os.fsync(descriptor)

    def replace(self, source: Any, target: Any) -> None:
        self._count(source)
        os.replace(source, target)

    @contextmanager
    def installed(self) -> Iterator[None]:
        """files.py writes through this; folders are made by paths.py."""
        make = Path.mkdir

        def mkdir(path: Path, *arguments: Any, **options: Any) -> None:
            self._count(path)
            make(path, *arguments, **options)

        with mock.patch.object(files, "os", self), mock.patch.object(Path, "mkdir", mkdir):
            yield


def import_fails(rounds: int, folder: Path, seed: int) -> Result:
    """Each round imports on a disk that fails after some calls, then on one that is well."""
    result, random_ = Result(rounds), random.Random(seed)
    told = 0
    for number in range(rounds):
        place = folder / str(number)
        system = _FailingSystem()
        source, target, known = _prepared(place, random_)
        system.error, system.is_lasting = random_.choice(_ERRORS), random_.random() < 0.6
        with result.step():
            try:
                with system.installed():
                    system.passes = random_.randrange(8 * _ARTICLES)
                    found = import_paths([source], target)
            except Exception as error:
                result.crash(f"round {number}: {error!r}")
                continue
        told += len(found.skipped)
        _check(found, source, target, known, f"round {number}", result)
        _check_whole(import_paths([source], target), target, f"round {number}", result)
        shutil.rmtree(place)
    result.note = f"{told} files told as not written"
    return result


def import_small_disk(rounds: int, folder: Path, seed: int) -> Result:
    """The same on a tmpfs that has a few KB left (needs the right to mount; else it says so)."""
    result, random_ = Result(rounds), random.Random(seed)
    told = 0
    with mounted(folder, "2m") as disk:
        if disk is None:
            return Result(0, note=NO_RIGHT)
        for number in range(rounds):
            source, target, known = _prepared(folder / str(number), random_, disk / "articles")
            ballast = disk / "ballast"
            free = shutil.disk_usage(disk).free
            ballast.write_bytes(bytes(max(0, free - random_.randrange(100_000))))
            with result.step():
                try:
                    found = import_paths([source], target)
                except Exception as error:
                    result.crash(f"round {number}: {error!r}")
                    continue
            told += len(found.skipped)
            _check(found, source, target, known, f"round {number}", result)
            ballast.unlink()
            _check_whole(import_paths([source], target), target, f"round {number}", result)
            shutil.rmtree(target)
    result.note = f"{told} files told as not written"
    return result


def _prepared(
    place: Path, random_: random.Random, target: Path | None = None
) -> tuple[Path, Path, dict[Path, bytes]]:
    """A folder to import, a target that holds the older versions of two of its files, and what is
    in that target.
    """
    source, target = place / "from", target or place / "articles"
    source.mkdir(parents=True)
    for number in range(2):
        _write(source / f"{number}.html", number, 2)
    import_paths([source], target)
    known = {path: path.read_bytes() for path in target.rglob("*") if path.is_file()}
    for number in range(_ARTICLES):
        _write(source / f"{number}.html", number, random_.randrange(3, 60))
    return source, target, known


def _write(path: Path, number: int, length: int) -> None:
    picture = path.with_name(f"{number}_files") / "a.png"
    picture.parent.mkdir(exist_ok=True)
    picture.write_bytes(_PNG + bytes([number]) * 50 * length)
    page = (
        f'<html lang="en"><title>Ferry {number}</title><link rel="canonical" '
        f'href="https://a.example/{number}"><article><p>{_SENTENCE * 8}</p>'
        f'<p>{_SENTENCE * length}</p><img src="{number}_files/a.png" alt="a"></article></html>'
    )
    path.write_text(page, "utf-8")


def _check(
    found: ImportResult,
    source: Path,
    target: Path,
    known: dict[Path, bytes],
    where: str,
    result: Result,
) -> None:
    """What is said to be imported is whole, what is not has a reason and has left nothing."""
    for one in found.imported:
        if (problem := _problem(one.path, target)) is not None:
            result.lose(f"{where}: {one.path.name} is told as imported, but {problem}")
    told = {one.path for one in found.skipped}
    pages = set(source.glob("*.html"))
    if len(found.imported) + len(told & pages) != len(pages):
        result.lose(f"{where}: {len(found.imported)} imported, {len(told)} told of {len(pages)}")
    if any(not one.reason.strip() for one in found.skipped):
        result.lose(f"{where}: a file without a reason")
    updated = {one.path for one in found.imported}
    for path, data in known.items():
        if path not in updated and (not path.exists() or path.read_bytes() != data):
            result.lose(f"{where}: {path.name}, which was there, was harmed")
    _check_leftovers(target, {*updated, *known}, where, result)


def _check_leftovers(target: Path, expected: set[Path], where: str, result: Result) -> None:
    """Nothing half: no temporary file, no article that nobody was told of, no stray picture."""
    files_ = [path for path in target.rglob("*") if path.is_file()]
    articles = {path for path in files_ if path.suffix == ".md"}
    for path in files_:
        if path.name.endswith(".new"):
            result.lose(f"{where}: {path.name} was left behind")
        if path.parent.name.endswith("_files"):
            article = path.parent.with_name(path.parent.name.removesuffix("_files") + ".md")
            if article not in articles:
                result.lose(f"{where}: pictures without their article {article.name}")
    if stray := articles - expected:
        result.lose(f"{where}: nobody was told of {stray}")
    metas = [frontmatter.split(path.read_text("utf-8"))[0] for path in articles]
    kept = {target / str(meta.get("original")) for meta in metas} | expected
    if stray := {path for path in files_ if ORIGINALS in path.parts} - kept:
        result.lose(f"{where}: originals without their article: {stray}")


def _problem(path: Path, target: Path) -> str | None:
    """What an article lacks, None where it is whole with its pictures and its original."""
    if not path.exists():
        return "it is not there"
    meta, body = frontmatter.split(path.read_text("utf-8"))
    if not meta.get("id") or not body.rstrip().endswith(")"):
        return "it is cut short"
    if not (target / str(meta.get("original"))).is_file():
        return "its original is missing"
    pictures = path.with_name(f"{path.stem}_files")
    return None if any(pictures.iterdir()) else "its picture is missing"


def _check_whole(found: ImportResult, target: Path, where: str, result: Result) -> None:
    """On a disk that is well everything comes, once, and nothing is left from before."""
    reasons = [one.reason for one in found.skipped if one.known is None]
    if reasons:
        result.lose(f"{where}: not imported on a disk that is well: {reasons[:2]}")
    articles = [path for path in target.glob("*/*.md") if path.parent.name != ORIGINALS]
    if len(articles) != _ARTICLES or any(_problem(path, target) for path in articles):
        result.lose(f"{where}: {len(articles)} articles in the end, not {_ARTICLES} whole ones")
