"""Renders in a process of its own that is ended when an article costs too much.

The parent keeps one warm child (`python -m reader.sandbox`) and speaks with it over pipes: messages
are pickles behind a length of eight bytes. The child has limits on processor time, memory and files
(POSIX), the parent one on wall-clock time (everywhere). A child whose parent died reads the end of
its input and goes.
"""

from __future__ import annotations

import dataclasses
import gc
import io
import math
import os
import pickle
import queue
import signal
import struct
import subprocess
import sys
import threading
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from operator import attrgetter
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any, Literal

from reader.model import Block, Cell, Heading, Image, Rendered, Run

if TYPE_CHECKING:
    from types import FrameType

    from reader.source import Source

WALL_SECONDS = 2.0
WALL_SECONDS_LARGE = 4.0
HYPHEN_SECONDS = 6.0  # a dictionary loads for up to 1 s, and a model of languages may have to
LARGE = 500_000
LONG = 60_000  # characters: the beginning of a longer article is made first
MEMORY_BYTES = 1_000_000_000
OPEN_FILES = 32

_FIRST_SHARE = 0.4
_BEGINNING_SHARE = 0.2
_STARVED_SHARE = 0.7
_MORE = 0.75
_START_SECONDS = 20.0
_MAX_ANSWER = 1_000_000_000
_LENGTH = struct.Struct(">Q")
Hyphens = dict[int, list[int]]
Begun = Callable[[Rendered, Hyphens], object]
_Request = Literal["article", "beginning", "hyphens"]
_TOO_SLOW = "The article took too long to lay out; it is shown as plain text."
_FAILED = "The article could not be laid out; it is shown as plain text."
_CLOSED = "The window is closing; the article is shown as plain text."


class Renderer:
    """Renders articles in a warm child process; its methods may be called from any thread.

    `render` always answers. After an article that took too long the child is replaced.
    """

    def __init__(self) -> None:
        self._turn = threading.Lock()
        self._child: _Child | None = None
        self._is_closed = False

    def start(self) -> None:
        """Start the child, so that the first article finds it ready; returns at once."""
        with self._turn:
            self._ready_child()

    def render(self, source: Source, *, base_language: str | None = None) -> Rendered:
        """The article as `render.render` makes it, else as plain text with the reason."""
        with self._turn:
            return self._render(source, base_language)[0]

    def render_hyphenated(
        self,
        source: Source,
        *,
        base_language: str | None = None,
        hyphenate: bool = True,
        begun: Begun | None = None,
    ) -> tuple[Rendered, Hyphens]:
        """The article as of `render`, and what `hyphens.hyphenate_blocks` says of it.

        The dictionaries, and the model that knows languages, stay in the child. There are no
        breaks where the child fails. Of a long article begun is given `render.beginning` and its
        breaks, while the child goes on.
        """
        with self._turn:
            first = self._beginning(source, base_language, hyphenate) if begun else None
            meanwhile = partial(begun, *first) if begun and first else None
            rendered, child = self._render(source, base_language, meanwhile)
            if child is None or not hyphenate:
                return rendered, {}
            try:
                return rendered, child.hyphens(base_language)
            except _ChildError:
                self._replace_child()
                return rendered, {}

    def _beginning(
        self, source: Source, base_language: str | None, hyphenate: bool
    ) -> tuple[Rendered, Hyphens] | None:
        child = self._ready_child() if len(source.body) > LONG else None
        if child is None:
            return None
        try:
            first = child.beginning(_sent(source), base_language)
            breaks = child.hyphens(base_language) if first and hyphenate else {}
        except _ChildError:
            self._replace_child()
            return None
        return (first, breaks) if first else None

    def _render(
        self,
        source: Source,
        base_language: str | None,
        meanwhile: Callable[[], object] | None = None,
    ) -> tuple[Rendered, _Child | None]:
        """The article, and the child that has it, None where it did not succeed."""
        seconds = WALL_SECONDS_LARGE if len(source.body) > LARGE else WALL_SECONDS
        child = self._ready_child()
        if child is None:
            return _plain(source, _CLOSED if self._is_closed else _FAILED), None
        try:
            try:
                return child.render(_sent(source), base_language, seconds, meanwhile), child
            except _GoneError:  # it was found dead, for no fault of the article's
                child = self._replace_child()
                if child is None:
                    return _plain(source, _CLOSED if self._is_closed else _FAILED), None
                return child.render(_sent(source), base_language, seconds), child
        except _TooSlowError:
            reason = _TOO_SLOW
        except _ChildError:
            reason = _FAILED
        self._replace_child()
        return _plain(source, reason), None

    def close(self) -> None:
        """End the child, also while another thread waits for its answer."""
        self._is_closed = True
        child = self._child
        if child is not None:
            child.end()

    def __enter__(self) -> Renderer:
        return self

    def __exit__(self, *exception: object) -> None:
        self.close()

    def _ready_child(self) -> _Child | None:
        if self._child is not None and self._child.is_running():
            return self._child
        return self._replace_child()

    def _replace_child(self) -> _Child | None:
        if self._child is not None:
            self._child.end()
            self._child = None
        if not self._is_closed:
            try:
                self._child = _Child()
            except OSError:
                return None
        if self._is_closed and self._child is not None:
            self._child.end()
        return self._child


def _sent(source: Source) -> Source:
    """What the child needs of a source: its front matter may hold values of any kind."""
    return dataclasses.replace(source, meta={})


def _plain(source: Source, reason: str) -> Rendered:
    from reader.render import render_plain  # Markdown's own 60 ms, where the child has failed

    return render_plain(source, reason)


class _ChildError(Exception):
    """The child gave no answer."""


class _TooSlowError(_ChildError):
    """The child gave no answer in time."""


class _GoneError(_ChildError):
    """The child was dead before it had the whole request."""


class _Child:
    """One child process and the thread that speaks with it."""

    def __init__(self) -> None:
        self._process = subprocess.Popen(
            _command(),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        )
        self._requests: queue.SimpleQueue[object] = queue.SimpleQueue()
        self._answers: queue.SimpleQueue[object] = queue.SimpleQueue()
        self._is_greeted = False
        self._thread = threading.Thread(target=self._talk, name="renderer", daemon=True)
        self._thread.start()

    def is_running(self) -> bool:
        return self._process.poll() is None and self._thread.is_alive()

    def render(
        self,
        source: Source,
        base_language: str | None,
        seconds: float,
        meanwhile: Callable[[], object] | None = None,
    ) -> Rendered:
        """The rendered article, waited for so long from the moment the child is ready.

        meanwhile is called while the child works.
        """
        self._ask("article", source, base_language, seconds)
        try:
            if meanwhile is not None:
                meanwhile()
        finally:
            answer = self._answer(seconds)  # always taken, or the next request would get it
        if not isinstance(answer, Rendered):
            raise _ChildError(answer)
        return answer

    def beginning(self, source: Source, base_language: str | None) -> Rendered | None:
        """The first screens of an article, None where they cannot be had by themselves."""
        self._ask("beginning", source, base_language, WALL_SECONDS)
        answer = self._answer(WALL_SECONDS)
        return answer if isinstance(answer, Rendered) else None

    def hyphens(self, base_language: str | None) -> Hyphens:
        """The breaks in what was rendered last."""
        self._ask("hyphens", None, base_language, HYPHEN_SECONDS)
        answer = self._answer(HYPHEN_SECONDS)
        if not isinstance(answer, dict):
            raise _ChildError(answer)
        return answer

    def _ask(
        self, what: _Request, source: Source | None, base_language: str | None, seconds: float
    ) -> None:
        if not self._is_greeted:
            self._answer(_START_SECONDS)
            self._is_greeted = True
        self._requests.put((what, source, base_language, seconds))

    def end(self) -> None:
        """Kill the child and wait for it and for the thread."""
        self._process.kill()
        self._requests.put(None)
        self._process.wait()
        if threading.current_thread() is not self._thread:
            self._thread.join()

    def _answer(self, seconds: float) -> object:
        try:
            answer = self._wait(seconds)
        except queue.Empty:
            raise _TooSlowError from None
        if isinstance(answer, BrokenPipeError):
            raise _GoneError from answer
        if isinstance(answer, Exception):
            raise (_TooSlowError if self._was_out_of_time() else _ChildError) from answer
        return answer

    def _was_out_of_time(self) -> bool:
        """Whether the system ended the child because its processor time was up."""
        out_of_time = getattr(signal, "SIGXCPU", None)
        try:
            status = self._process.wait(timeout=1)
        except subprocess.TimeoutExpired:
            return False
        return out_of_time is not None and status == -out_of_time

    def _wait(self, seconds: float) -> object:
        """The next answer; where others kept the processor busy, a little more time is given."""
        before = _cpu_seconds(self._process.pid)
        try:
            return self._answers.get(timeout=seconds)
        except queue.Empty:
            used = _cpu_seconds(self._process.pid) - before
            if not used < seconds * _STARVED_SHARE:  # nan, too, where the system does not say
                raise
        return self._answers.get(timeout=seconds * _MORE)

    def _talk(self) -> None:
        """Carry requests to the child and answers back, until a request is None or it is dead."""
        process = self._process
        if process.stdin is None or process.stdout is None:
            return
        # closing, too, writes what a dead child did not take
        with suppress(OSError), process.stdin as to_child, process.stdout as from_child:
            try:
                self._answers.put(_receive(from_child, trusted=False))
                while (request := self._requests.get()) is not None:
                    _send(to_child, request)
                    self._answers.put(_receive(from_child, trusted=False))
            except (OSError, EOFError, ValueError, pickle.UnpicklingError) as error:
                self._answers.put(error)


def _cpu_seconds(pid: int) -> float:
    """The processor time of a process; infinite where the system does not say (not Linux)."""
    try:
        fields = Path(f"/proc/{pid}/stat").read_text("ascii", "replace").rpartition(")")[2].split()
        ticks = int(fields[11]) + int(fields[12])  # utime and stime, proc(5)
        return ticks / os.sysconf("SC_CLK_TCK")
    except (OSError, ValueError, IndexError, AttributeError):
        return math.inf


def _command() -> list[str]:
    """The child's command line; isolated, so that a folder of articles cannot bring in modules."""
    if getattr(sys, "frozen", False):
        return [sys.executable, "--render-child"]
    package_parent = str(Path(__file__).resolve().parent.parent)
    folders = [package_parent, *(entry for entry in sys.path if Path(entry).is_absolute())]
    code = f"import sys; sys.path[:] = {folders!r}; from reader.sandbox import serve; serve()"
    return [sys.executable, "-I", "-c", code]


# --- messages -----------------------------------------------------------------------------------


def _reducer(kind: type[Any]) -> Callable[[Any], tuple[type[Any], tuple[Any, ...]]]:
    """How to pickle a dataclass by position: three times as fast as its own way."""
    fields = attrgetter(*(field.name for field in dataclasses.fields(kind)))
    return lambda value: (kind, fields(value))


_MODEL = (Rendered, Block, Run, Cell, Heading, Image)
_REDUCERS: dict[type, Any] = {kind: _reducer(kind) for kind in _MODEL}


def _send(stream: IO[bytes], message: object) -> None:
    buffer = io.BytesIO()
    pickler = pickle.Pickler(buffer, protocol=pickle.HIGHEST_PROTOCOL)
    pickler.dispatch_table = _REDUCERS
    pickler.dump(message)
    data = buffer.getvalue()
    stream.write(_LENGTH.pack(len(data)) + data)
    stream.flush()


def _receive(stream: IO[bytes], *, trusted: bool) -> object:
    """The next message; EOFError where the other side is gone."""
    (length,) = _LENGTH.unpack(_exactly(stream, _LENGTH.size))
    if length > _MAX_ANSWER:
        raise ValueError("The message is too long.")
    data = _exactly(stream, length)
    return pickle.loads(data) if trusted else _ModelUnpickler(io.BytesIO(data)).load()


def _exactly(stream: IO[bytes], length: int) -> bytes:
    data = stream.read(length)
    if len(data) < length:
        raise EOFError
    return data


class _ModelUnpickler(pickle.Unpickler):
    """Reads the values of reader.model alone: a child that an article took over gains nothing."""

    _NAMES = frozenset(kind.__name__ for kind in _MODEL)

    def find_class(self, module: str, name: str) -> Any:
        if (module == "reader.model" and name in self._NAMES) or (module, name) == (
            "builtins",
            "frozenset",
        ):
            return super().find_class(module, name)
        raise pickle.UnpicklingError(f"{module}.{name} is not allowed in an answer.")


# --- the child ----------------------------------------------------------------------------------


class _OutOfTime(BaseException):
    """The first parser has had its share of the time; no Exception, so that it is not caught."""


def serve() -> None:
    """Answer requests from standard input until it ends."""
    from reader.hyphens import hyphenate_blocks  # here and not above: for the child alone

    requests, answers = _take_pipes()
    _warm_up()
    blocks: tuple[Block, ...] = ()
    _limit_resources()
    gc.freeze()
    gc.disable()  # a fifth of the time of a large article; done between articles instead
    _send(answers, "ready")
    while True:
        gc.collect()
        try:
            request: Any = _receive(requests, trusted=True)
        except EOFError:
            return
        what, source, base_language, seconds = request
        _limit_cpu(seconds)
        try:
            answer: object
            if what == "hyphens":
                answer = hyphenate_blocks(blocks, base_language)
            else:
                make = _render if what == "article" else _begin
                answer = rendered = make(source, base_language, seconds)
                blocks = rendered.blocks if rendered else ()
        except (MemoryError, RecursionError, _OutOfTime):
            answer = "The article needs too much memory."
        _send(answers, answer)


def _render(source: Source, base_language: str | None, seconds: float) -> Rendered:
    """Render with the first parser in its share of the time, else with the steadier one."""
    from reader.render import engine_for, forget_converter, render

    engine = engine_for(source)
    try:
        if engine == "markdown":
            _set_alarm(seconds * _FIRST_SHARE)
        rendered = render(source, base_language=base_language, engine=engine)
        _set_alarm(0)
        return rendered
    except (_OutOfTime, RecursionError, MemoryError):
        _set_alarm(0)
    forget_converter()
    return render(source, base_language=base_language, engine="cmark")


def _begin(source: Source, base_language: str | None, seconds: float) -> Rendered | None:
    """The beginning of a long article, None where it takes more than a small share of the time."""
    from reader.render import beginning, forget_converter

    try:
        _set_alarm(seconds * _BEGINNING_SHARE)
        first = beginning(source, base_language=base_language)
        _set_alarm(0)
        return first
    except (_OutOfTime, RecursionError, MemoryError):
        _set_alarm(0)
    forget_converter()
    return None


def _take_pipes() -> tuple[IO[bytes], IO[bytes]]:
    """The parent's pipes; whatever else would read or print goes to the null device."""
    requests = os.fdopen(os.dup(0), "rb")
    answers = os.fdopen(os.dup(1), "wb")
    null = os.open(os.devnull, os.O_RDWR)
    for standard in (0, 1, 2):
        os.dup2(null, standard)
    os.close(null)
    return requests, answers


def _warm_up() -> None:
    """Import and build all that a request needs, before limits forbid it."""
    import cmarkgfm  # noqa: F401
    import pyphen  # noqa: F401

    from reader.render import render
    from reader.source import Source

    warm = Source("*a*\n\n[^1]\n\n[^1]: b", "markdown", {}, "", "utf-8", False, "", None)
    render(warm)
    render(warm, engine="cmark")


def _limit_resources() -> None:
    if sys.platform == "win32":
        return
    import resource

    sys.dont_write_bytecode = True
    for kind, limit in (
        (resource.RLIMIT_AS, MEMORY_BYTES),
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_NOFILE, OPEN_FILES),
    ):
        try:
            resource.setrlimit(kind, (limit, limit))
        except (ValueError, OSError):
            continue  # macOS refuses RLIMIT_AS; the parent's clock still holds


def _limit_cpu(seconds: float) -> None:
    """Let the system end this process after so many seconds of its processor time from now."""
    if sys.platform == "win32":
        return
    import resource

    usage = resource.getrusage(resource.RUSAGE_SELF)
    used = usage.ru_utime + usage.ru_stime
    _, hard = resource.getrlimit(resource.RLIMIT_CPU)
    resource.setrlimit(resource.RLIMIT_CPU, (math.ceil(used + seconds), hard))


def _set_alarm(seconds: float) -> None:
    """Raise _OutOfTime after so many seconds of processor time; 0 takes the alarm back."""
    if sys.platform == "win32":
        return
    signal.signal(signal.SIGPROF, _raise_out_of_time)
    signal.setitimer(signal.ITIMER_PROF, seconds)


def _raise_out_of_time(signal_number: int, frame: FrameType | None) -> None:
    raise _OutOfTime


if __name__ == "__main__":
    serve()
