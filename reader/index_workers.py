"""The further processes that read and analyse articles, so that one writer can take them in order.

A worker is this package started with pipes, so that it ends with the process that started it, even
where that one was killed. A worker that dies over an article is replaced, and the article is
indexed by its title alone.
"""

from __future__ import annotations

import gc
import os
import pickle
import queue
import subprocess
import sys
from collections import deque
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor, wait
from contextlib import contextmanager
from itertools import groupby, islice
from pathlib import Path
from typing import Any

import apsw

from reader import analysis, lexicon, postings
from reader.errors import LibraryError
from reader.index_file import lexicons, stored_words
from reader.postings import Document, Entry, Notes, WordAnalyser, WordRow

Noted = tuple[Document, Notes]
Prepare = Callable[[Iterable[Noted]], Iterator[Entry | None]]
"""Turns documents into entries, in order; None says that the next one is not there yet."""

_BATCH = 32
_PATIENCE = 0.1  # seconds until the writer hears that there is nothing yet
_COLLECTED_AFTER = 100_000  # values made and not given back
_AHEAD = 3  # batches a worker, done or under way, that wait for the writer


@contextmanager
def preparer(index: Path, workers: int, languages: Sequence[str] = ()) -> Iterator[Prepare]:
    """A function that turns documents into entries in so many further processes.

    languages are those of the documents, which come in that order. The dictionary that a language
    lacks is made while documents of the languages before it are under way.
    """
    if workers == 0:
        yield _Preparation(index).entries
        return
    folder = lexicons(index)
    missing = [language for language in languages if lexicon.find(language, folder) is None]
    pool = _Pool(index, workers, missing)
    try:
        yield pool.entries
    finally:
        pool.close()


class _Preparation:
    """What a worker does to one document."""

    def __init__(self, index: Path) -> None:
        self._folder = lexicons(index)
        self._analyser = WordAnalyser(_KnownWords(index), self._dictionary)

    def _dictionary(self, language: str) -> analysis.Dictionary:
        return analysis.dictionary(language, self._folder)

    def entries(self, noted: Iterable[Noted]) -> Iterator[Entry | None]:
        for language, documents in groupby(noted, _language):
            if analysis.ready_dictionary(language, self._folder) is None:
                yield None  # what is done need not wait for the dictionary
            yield from map(self.entry, documents)

    def entry(self, noted: Noted) -> Entry:
        document, notes = noted
        if document.text is None and document.packed is None:
            document = document._replace(text=_text_of(document))
        return postings.entry(document, notes, self._analyser)


def _language(noted: Noted) -> str:
    return analysis.base_language(noted[0].language)


def _text_of(document: Document) -> str:
    from reader import source  # reading files is no part of searching

    if document.path is None:
        return ""
    try:
        return source.plain_text(source.read(document.path, folder=document.folder))
    except LibraryError:
        return ""


class _KnownWords:
    """The analysed words of the index, read beside the process that writes it."""

    def __init__(self, index: Path) -> None:
        self._db: apsw.Connection | None = None
        try:
            self._db = apsw.Connection(str(index), flags=apsw.SQLITE_OPEN_READONLY)
        except apsw.Error:
            return

    def __call__(self, language: str, words: Collection[str]) -> Mapping[str, WordRow]:
        if self._db is None:
            return {}
        try:
            return stored_words(self._db, language, words)
        except apsw.Error:
            return {}


class _Pool:
    """Workers, and the dictionaries that they make: in the order of missing, one ahead."""

    def __init__(self, index: Path, size: int, missing: Sequence[str]) -> None:
        self._index = index
        self._size = size
        self._missing = missing
        self._making: dict[str, Future[Any]] = {}
        self._idle: queue.SimpleQueue[_Worker] = queue.SimpleQueue()
        self._all: list[_Worker] = []
        self._is_closing = False
        self._threads = ThreadPoolExecutor(size, thread_name_prefix="indexing")
        for _ in range(size):
            self._idle.put(self._start())

    def entries(self, noted: Iterable[Noted]) -> Iterator[Entry | None]:
        asked: deque[Future[list[Entry]]] = deque()
        for language, documents in groupby(noted, _language):
            self._make_up_to(language)
            if language in self._making:
                yield from _answers(asked, 0)
                yield from _waiting(self._making[language])
            while batch := list(islice(documents, _BATCH)):
                asked.append(self._threads.submit(self._ask, batch))
                yield from _answers(asked, self._size * _AHEAD)
        yield from _answers(asked, 0)

    def _make_up_to(self, language: str) -> None:
        """Let the dictionary of a language be made where it is missing, and the next one beside it.

        A single worker makes none beside its articles.
        """
        end = self._missing.index(language) + 1 if language in self._missing else 0
        end += self._size > 1
        for wanted in self._missing[:end]:
            if wanted not in self._making:
                self._making[wanted] = self._threads.submit(self._answer, wanted)

    def close(self) -> None:
        """Stop the workers at once, whatever they are doing."""
        self._is_closing = True
        self._threads.shutdown(wait=False, cancel_futures=True)
        for worker in self._all:
            worker.kill()
        self._threads.shutdown(wait=True)
        for worker in self._all:
            worker.kill()  # one may have been started in place of a dead one meanwhile
            worker.close()

    def _start(self) -> _Worker:
        worker = _Worker(["--worker", os.fsdecode(self._index)])
        self._all.append(worker)
        return worker

    def _ask(self, batch: Sequence[Noted]) -> list[Entry]:
        answer: list[Entry] | None = self._answer(batch)
        return self._one_by_one(batch) if answer is None else answer

    def _answer(self, request: object) -> Any:
        """What an idle worker answers; None where it died of the request and was replaced."""
        worker = self._idle.get()
        try:
            return worker.ask(request)
        except (EOFError, OSError, pickle.UnpicklingError):
            if self._is_closing:
                raise
            worker.kill()
            worker = self._start()
            return None
        finally:
            self._idle.put(worker)

    def _one_by_one(self, batch: Sequence[Noted]) -> list[Entry]:
        if len(batch) > 1:
            return [entry for noted in batch for entry in self._ask([noted])]
        document, notes = batch[0]
        plain = WordAnalyser(
            lambda language, words: {word: WordRow(language, word, (), ()) for word in words}
        )
        return [postings.entry(document._replace(text="", packed=None), notes, plain)]


def _answers(asked: deque[Future[list[Entry]]], most: int) -> Iterator[Entry | None]:
    """The entries that were asked for, until at most so many batches are left."""
    while len(asked) > most:
        yield from _waiting(asked[0])
        yield from asked.popleft().result()


def _waiting(future: Future[Any]) -> Iterator[None]:
    """None now and then until future is done."""
    while wait([future], timeout=_PATIENCE).not_done:
        yield None


class _Worker:
    """One further process; asked one thing at a time, it answers in order."""

    def __init__(self, arguments: Sequence[str]) -> None:
        package = os.fspath(Path(__file__).resolve().parent.parent)
        paths = [package, *filter(None, [os.environ.get("PYTHONPATH")])]
        self._process = subprocess.Popen(
            [sys.executable, "-m", "reader.indexing", *arguments],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env={**os.environ, "PYTHONPATH": os.pathsep.join(paths)},
        )

    def ask(self, question: object) -> Any:
        """The answer; EOFError or OSError where the process has died."""
        assert self._process.stdin
        pickle.dump(question, self._process.stdin, pickle.HIGHEST_PROTOCOL)
        self._process.stdin.flush()
        return self.read()

    def read(self) -> Any:
        """What the process says next."""
        assert self._process.stdout
        return pickle.load(self._process.stdout)

    def kill(self) -> None:
        self._process.kill()

    def close(self) -> None:
        self._process.wait()
        for pipe in (self._process.stdin, self._process.stdout):
            if pipe is not None:
                try:
                    pipe.close()
                except OSError:  # what could not be flushed to a dead process
                    continue


def collect_rarely() -> None:
    """Let this process look for cycles seldom: hardly any are made, but a great many values."""
    gc.set_threshold(_COLLECTED_AFTER)


def serve(arguments: Sequence[str]) -> int:
    """The life of a worker process: questions from standard input, answers to standard output."""
    _, index = arguments
    collect_rarely()
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # a stray print must not end up among the answers
    preparation = _Preparation(Path(index))
    while True:
        try:
            asked: str | list[Noted] = pickle.load(sys.stdin.buffer)
        except EOFError:
            return 0
        if isinstance(asked, str):
            lexicon.make(asked, lexicons(Path(index)))
            answer = []
        else:
            answer = [preparation.entry(noted) for noted in asked]
        pickle.dump(answer, answers, pickle.HIGHEST_PROTOCOL)
        answers.flush()
