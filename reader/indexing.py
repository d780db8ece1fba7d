"""Brings the catalogue and the search index up to date, in the background or in this process.

`python -m reader.indexing` reads one JSON object from standard input,

    {"catalogue": path, "index": path, "folders": [path], "only": [path] or null,
     "memory": {"known": [{"id", "path", "content_hash"}], "languages": {id: tag},
                "folder_languages": {path: tag}}}

(paths that are not UTF-8 with surrogate escapes) and writes JSON lines to standard output:
`{"phase": "scan" or "index", "done": n, "total": n}` at most ten a second, `{"listed": true}` where
the catalogue lists more than before while the scan goes on, after the scan
`{"changes": {"added": [number], "changed": [number], "removed": [number], "problems": [[path,
reason]]}}`, `{"error": reason}` where the machine refuses (exit status 3), and at the end
`{"finished": true}`, false where it was cancelled. A line "cancel", or the end of standard input,
stops it; what is done stays, and the next run goes on.
"""

from __future__ import annotations

import contextlib
import itertools
import json
import os
import sys
import threading
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

from reader import analysis, index_workers, lexicon, postings
from reader.errors import ReaderError
from reader.index_file import IndexDamaged, lexicons
from reader.index_request import read_memory
from reader.model import Changes, Memory
from reader.packing import HandedOn
from reader.search import Index

if TYPE_CHECKING:
    from reader.library import Library

Emit = Callable[[Mapping[str, object]], None]
Cancelled = Callable[[], bool]
TextOf = Callable[[bytes], bytes | None]

_LEAST_SECONDS = 0.1  # between two messages of a phase
_FEW = 24  # articles that are indexed in this process, without starting others
_BATCH = 200
_ATTEMPTS = 3
_NICENESS = 10


def run(
    catalogue: Path,
    index: Path,
    folders: Sequence[Path],
    memory: Memory,
    *,
    only: Sequence[Path] | None = None,
    emit: Emit = lambda message: None,
    cancelled: Cancelled = lambda: False,
    workers: int | None = None,
) -> Changes:
    """Scan folders into the catalogue, then index what is new or changed.

    workers is the number of further processes (by default as many as processors, none for a few
    articles). LibraryError where the machine refuses a file of ours.
    """
    from reader.library import Library  # the part of the scan, which the index does without
    from reader.scan import scan

    with contextlib.closing(Library(catalogue)) as library, HandedOn(index.parent) as texts:
        changes = scan(
            library, folders, memory,
            progress=_throttled(emit, "scan"), listed=lambda: emit({"listed": True}),
            cancelled=cancelled, only=only, keep=texts.put,
        )  # fmt: skip
        emit({"changes": _changes_message(changes)})
        if not cancelled():
            index_library(
                library, index, texts.take, emit=emit, cancelled=cancelled, workers=workers
            )
    return changes


def index_library(
    library: Library,
    path: Path,
    text_of: TextOf = lambda path: None,
    *,
    emit: Emit = lambda message: None,
    cancelled: Cancelled = lambda: False,
    workers: int | None = None,
) -> None:
    """Make the index hold what the catalogue holds; starts anew where the file was replaced.

    text_of has the packed plain text of some files; the others are read.
    """
    for _ in range(_ATTEMPTS):
        index = Index(path)
        try:
            _catch_up(library, index, path, text_of, emit, cancelled, workers)
            return
        except IndexDamaged:
            continue
        finally:
            index.close()


def _catch_up(
    library: Library,
    index: Index,
    path: Path,
    text_of: TextOf,
    emit: Emit,
    cancelled: Cancelled,
    workers: int | None,
) -> None:
    index.bind(library.uuid)
    languages: dict[int, str] = {}
    fingerprints = dict(_fingerprints(library, languages))
    index.remove(index.gone(fingerprints))
    pending = index.pending(fingerprints)
    spoken = lexicon.quickest_first({languages[number] for number in pending}, lexicons(path))
    numbers = sorted(pending, key=lambda number: (spoken.index(languages[number]), number))
    report = _throttled(emit, "index")
    documents = _documents(library, numbers, fingerprints, text_of)
    count = _worker_count(len(numbers), workers)
    with index_workers.preparer(path, count, spoken) as prepare:
        entries = prepare(index.with_notes(documents))
        index.put(entries, cancelled=cancelled, progress=report, total=len(numbers))


def _fingerprints(library: Library, languages: dict[int, str]) -> Iterator[tuple[int, str]]:
    """Each article's number and fingerprint; its base language goes into languages."""
    for portion in library.fingerprints():
        for number, identity, content, language, title in portion:
            languages[number] = analysis.base_language(language)
            yield number, "\n".join((identity, content, language or "", title))


def _documents(
    library: Library, numbers: Sequence[int], fingerprints: Mapping[int, str], text_of: TextOf
) -> Iterator[postings.Document]:
    for start in range(0, len(numbers), _BATCH):
        for article in library.articles(numbers[start : start + _BATCH]):
            packed = text_of(os.fsencode(article.path))
            yield postings.from_article(article, fingerprints[article.number], packed)


def _worker_count(pending: int, wanted: int | None) -> int:
    if wanted is not None:
        return wanted
    return 0 if pending <= _FEW else min(4, os.cpu_count() or 1)


def _throttled(emit: Emit, phase: str) -> Callable[[int, int], None]:
    last = 0.0

    def report(done: int, total: int) -> None:
        nonlocal last
        now = time.monotonic()
        if now - last >= _LEAST_SECONDS or done >= total:
            last = now
            emit({"phase": phase, "done": done, "total": total})

    return report


def _changes_message(changes: Changes) -> dict[str, object]:
    return {
        "added": list(changes.added),
        "changed": list(changes.changed),
        "removed": list(changes.removed),
        "problems": [[str(problem.path), problem.reason] for problem in changes.problems],
    }


# --- the process --------------------------------------------------------------------------------


def serve(commands: TextIO, answers: TextIO) -> int:
    """Answer the one request that commands begins with; the exit status."""
    request = json.loads(commands.readline())
    stop = threading.Event()
    threading.Thread(target=_wait_for_cancel, args=(commands, stop), daemon=True).start()

    def emit(message: Mapping[str, object]) -> None:
        try:
            answers.write(json.dumps(message) + "\n")
            answers.flush()
        except BrokenPipeError:
            stop.set()

    only = request.get("only")
    try:
        run(
            Path(request["catalogue"]), Path(request["index"]),
            [Path(folder) for folder in request["folders"]],
            read_memory(request.get("memory") or {}),
            only=None if only is None else [Path(path) for path in only],
            emit=emit, cancelled=stop.is_set,
        )  # fmt: skip
    except ReaderError as error:
        emit({"error": str(error)})
        return 3
    emit({"finished": not stop.is_set()})
    return 0


def _wait_for_cancel(commands: Iterable[str], stop: threading.Event) -> None:
    for line in itertools.chain(commands, ["cancel"]):
        if line.strip() == "cancel":
            stop.set()
            return


def main() -> int:
    if len(sys.argv) > 1:
        return index_workers.serve(sys.argv[1:])
    index_workers.collect_rarely()
    with contextlib.suppress(AttributeError, OSError):
        os.nice(_NICENESS)
    status = serve(sys.stdin, sys.stdout)
    sys.stdout.flush()
    os._exit(status)  # the thread that waits for "cancel" cannot be joined


if __name__ == "__main__":
    sys.exit(main())
