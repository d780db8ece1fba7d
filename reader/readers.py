"""Reads many files at once: in worker processes where there are many, here where there are few."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from contextlib import closing
from typing import TYPE_CHECKING

from reader.taken import Read, Task

if TYPE_CHECKING:
    from concurrent.futures import Future, ProcessPoolExecutor

    Running = deque[tuple[Sequence[Task], Future[list[Read]]]]

_FEW = 1_000  # starting workers takes as long as reading 500 files
_FEW_OPEN = 200
_FIRST_CHUNK, _CHUNK = 32, 200
_AHEAD = 6


def read_quickly(
    tasks: Sequence[Task], cancelled: Callable[[], bool]
) -> Generator[list[Read], None, None]:
    """Read files as read_many does, but leave open the languages that take the model."""
    return _read_by(_workers_for(tasks), [task._replace(quickly=True) for task in tasks], cancelled)


def read_many(tasks: Sequence[Task], cancelled: Callable[[], bool]) -> Iterator[list[Read]]:
    """Read files and yield them in portions, until cancelled() becomes true.

    Those whose language takes the model come last, and one process alone loads it where they are
    few: that takes as long as reading 800 files.
    """
    left: dict[bytes, Task] = {task.path: task for task in tasks}
    is_open = 0
    with closing(read_quickly(tasks, cancelled)) as portions:
        for portion in portions:
            final = [read for read in portion if read.taken is None or read.taken.is_final]
            for read in final:
                del left[read.path]
            yield final
            is_open += len(portion) - len(final)
            if is_open > _FEW_OPEN:
                break
    if left and not cancelled():
        alone = is_open <= _FEW_OPEN
        try:
            yield from _read_by(1 if alone else _workers_for(tasks), list(left.values()), cancelled)
        finally:
            _let_model_go()


def _read_all(tasks: Iterable[Task]) -> list[Read]:
    from reader import intake  # parsers that a scan which finds nothing new need not load

    return intake.read_all(tasks)


def _workers_for(tasks: Sequence[Task]) -> int:
    return _worker_count() if len(tasks) > _FEW else 1


def _worker_count() -> int:
    import os

    usable = getattr(os, "sched_getaffinity", None)
    return min(8, len(usable(0)) if usable else os.cpu_count() or 1)


def _let_model_go() -> None:
    from reader import detection

    detection.forget()


def _read_here(tasks: Sequence[Task], cancelled: Callable[[], bool]) -> Iterator[list[Read]]:
    for start in range(0, len(tasks), _FIRST_CHUNK):
        if cancelled():
            return
        yield _read_all(tasks[start : start + _FIRST_CHUNK])


def _read_by(
    workers: int, tasks: Sequence[Task], cancelled: Callable[[], bool]
) -> Generator[list[Read], None, None]:
    """Read here, or keep so many workers supplied; where they die, read the rest here too."""
    if workers < 2:
        yield from _read_here(tasks, cancelled)
        return
    import multiprocessing  # 20 ms that a scan of few files need not pay
    from concurrent.futures import ProcessPoolExecutor
    from concurrent.futures.process import BrokenProcessPool

    chunks = deque(_chunks(tasks))
    running: Running = deque()
    pool = ProcessPoolExecutor(workers, multiprocessing.get_context("spawn"), _end_with_parent)
    try:
        while (chunks or running) and not cancelled():
            _submit(chunks, running, pool, workers)
            yield running[0][1].result()
            running.popleft()
    except BrokenProcessPool:
        rest = [*(chunk for chunk, _ in running), *chunks]
        yield from _read_here([task for chunk in rest for task in chunk], cancelled)
    finally:
        pool.shutdown(wait=True, cancel_futures=True)


def _end_with_parent() -> None:
    """Let a worker end when the scanning process is killed; it would wait for work for ever."""
    import multiprocessing
    import os
    import threading

    parent = multiprocessing.parent_process()

    def wait() -> None:
        if parent is not None:
            parent.join()
        os._exit(1)

    threading.Thread(target=wait, daemon=True).start()


def _submit(
    chunks: deque[Sequence[Task]], running: Running, pool: ProcessPoolExecutor, workers: int
) -> None:
    """Give the workers as many chunks as they can keep in hand."""
    while chunks and len(running) < workers * _AHEAD:
        chunk = chunks.popleft()
        running.append((chunk, pool.submit(_read_all, chunk)))


def _chunks(tasks: Sequence[Task]) -> Iterator[Sequence[Task]]:
    """Small portions first, so that the list shows something soon."""
    position, size = 0, _FIRST_CHUNK
    while position < len(tasks):
        yield tasks[position : position + size]
        position += size
        size = min(_CHUNK, size * 2)
