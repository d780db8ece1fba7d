"""A child process that can be killed: starts it, limits it, and carries messages over its pipes.

What may be hostile is parsed in such a child. A message is bytes behind a length of eight bytes;
what they mean is told by the two functions that make and read them. The child has limits on
processor time, memory and files (POSIX); the parent may have one on wall-clock time (everywhere),
as `Responder` has. A child whose parent died reads the end of its input and goes.
"""

from __future__ import annotations

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
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

if TYPE_CHECKING:
    from types import FrameType

_LENGTH = struct.Struct(">Q")
_MAX_MESSAGE = 2_000_000_000
_SMALL = 1_000_000
_START_SECONDS = 20.0
_STARVED_SHARE = 0.7
_MORE = 0.2


# --- messages -----------------------------------------------------------------------------------


def send(stream: IO[bytes], data: bytes) -> None:
    """Write one message. OSError where the other side is gone."""
    length = _LENGTH.pack(len(data))
    if len(data) < _SMALL:
        stream.write(length + data)  # one write, so that the other side wakes once
    else:
        stream.write(length)
        stream.write(data)
    stream.flush()


def receive(stream: IO[bytes], limit: int = _MAX_MESSAGE) -> bytes:
    """The next message. EOFError where the other side is gone, ValueError for more than limit
    bytes.
    """
    (length,) = _LENGTH.unpack(_exactly(stream, _LENGTH.size))
    if length > limit:
        raise ValueError("The message is too long.")
    return _exactly(stream, length)


def _exactly(stream: IO[bytes], length: int) -> bytes:
    data = stream.read(length)
    if len(data) < length:
        raise EOFError
    return data


class _Unpickler(pickle.Unpickler):
    """Makes values of the allowed classes alone: a child that was taken over gains nothing."""

    def __init__(
        self, data: bytes, allowed: frozenset[tuple[str, str]], known: Mapping[str, bytes]
    ) -> None:
        super().__init__(io.BytesIO(data))
        self._allowed, self._known = allowed, known

    def find_class(self, module: str, name: str) -> Any:
        if (module, name) in self._allowed:
            return super().find_class(module, name)
        raise pickle.UnpicklingError(f"{module}.{name} is not allowed in an answer.")

    def persistent_load(self, name: Any) -> bytes:
        return self._known[name]


def loads(
    data: bytes, allowed: frozenset[tuple[str, str]], known: Mapping[str, bytes] | None = None
) -> object:
    """The answer in data, of the classes allowed by module and name; known are the bytes that were
    left out by their persistent ids. pickle.UnpicklingError for anything else.
    """
    try:
        return _Unpickler(data, allowed, known or {}).load()
    except Exception as error:  # damaged data raises nearly anything, says pickle's documentation
        raise pickle.UnpicklingError("not an answer") from error


# --- the parent's side --------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Program:
    """What a child runs, module and option as of `command`, and how its parent speaks with it; no
    answer may have more bytes than limit.
    """

    module: str
    option: str
    name: str
    encode: Callable[[object], bytes]
    decode: Callable[[bytes], object]
    limit: int = _MAX_MESSAGE


class ChildProcess:
    """A running child and the two threads that carry messages, so that nobody waits for a pipe.

    deliver is called in a thread with every answer as the program's decode reads it, and at last
    with the error that ended the conversation. OSError where the program cannot start.
    """

    def __init__(self, program: Program, deliver: Callable[[object], None]) -> None:
        self._process = subprocess.Popen(
            command(program.module, program.option),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        )
        self._program, self._deliver = program, deliver
        self._has_refused = False
        self._requests: queue.SimpleQueue[object] = queue.SimpleQueue()
        self._threads = [
            threading.Thread(target=self._write, name=f"to {program.name}", daemon=True),
            threading.Thread(target=self._read, name=f"from {program.name}", daemon=True),
        ]
        for thread in self._threads:
            thread.start()

    @property
    def pid(self) -> int:
        return self._process.pid

    def is_running(self) -> bool:
        """Whether it can still be spoken with."""
        return self._process.poll() is None and all(one.is_alive() for one in self._threads)

    def post(self, message: object) -> None:
        """Send a message, not None; returns at once."""
        self._requests.put(message)

    def was_out_of_time(self) -> bool:
        """Whether the system ended the child because its processor time was up."""
        out_of_time = getattr(signal, "SIGXCPU", None)
        try:
            status = self._process.wait(timeout=1)
        except subprocess.TimeoutExpired:
            return False
        return out_of_time is not None and status == -out_of_time

    def has_refused(self) -> bool:
        """Whether the child was dead before it had all that was posted; to be asked after `end`."""
        return self._has_refused

    def end(self) -> None:
        """Kill the child and wait for it and for the threads."""
        self._process.kill()
        self._requests.put(None)
        self._process.wait()
        for thread in self._threads:
            if thread is not threading.current_thread():
                thread.join()

    def _write(self) -> None:
        stream = self._process.stdin
        assert stream is not None
        try:
            with stream:
                while (message := self._requests.get()) is not None:
                    send(stream, self._program.encode(message))
        except OSError:
            self._has_refused = True  # the child is gone: the other thread tells

    def _read(self) -> None:
        stream, program = self._process.stdout, self._program
        assert stream is not None
        with stream:
            try:
                while True:
                    self._deliver(program.decode(receive(stream, program.limit)))
            except (OSError, EOFError, ValueError, pickle.UnpicklingError) as error:
                self._deliver(error)


class ChildError(Exception):
    """The child gave no answer."""


class TooSlowError(ChildError):
    """The child gave no answer in time."""


class GoneError(ChildError):
    """The child was dead, or had said what nobody asked, before it had the whole request."""


class Responder:
    """A child that says when it is ready, and then answers each request once.

    One thread at a time may ask, any may end it. After a ChildError it is of no more use.
    """

    def __init__(self, program: Program) -> None:
        self._answers: queue.SimpleQueue[object] = queue.SimpleQueue()
        self._process = ChildProcess(program, self._answers.put)
        self._is_ready = False

    @property
    def pid(self) -> int:
        return self._process.pid

    def is_running(self) -> bool:
        """Whether it can still be asked."""
        return self._process.is_running()

    def ask(
        self, request: object, seconds: float, meanwhile: Callable[[], object] | None = None
    ) -> object:
        """The answer, waited for so many seconds of wall-clock time from the moment that the child
        is ready; ChildError. meanwhile is called while the child works.
        """
        if not self._is_ready:
            self._answer(_START_SECONDS)
            self._is_ready = True
        if not self._answers.empty():
            raise GoneError
        self._process.post(request)
        try:
            if meanwhile is not None:
                meanwhile()
        finally:
            answer = self._answer(seconds)  # always taken, or the next request would get it
        return answer

    def end(self) -> None:
        """Kill the child and wait for it, also while another thread asks."""
        self._process.end()

    def _answer(self, seconds: float) -> object:
        try:
            answer = self._wait(seconds)
        except queue.Empty:
            raise TooSlowError from None
        if not isinstance(answer, Exception):
            return answer
        was_out_of_time = self._process.was_out_of_time()
        self._process.end()
        if self._process.has_refused():
            raise GoneError from answer
        raise (TooSlowError if was_out_of_time else ChildError) from answer

    def _wait(self, seconds: float) -> object:
        """The next answer; where others kept the processor busy, a little more time is given."""
        before = cpu_seconds(self.pid)
        try:
            return self._answers.get(timeout=seconds)
        except queue.Empty:
            used = cpu_seconds(self.pid) - before
            if not used < seconds * _STARVED_SHARE:  # nan, too, where the system does not say
                raise
        return self._answers.get(timeout=seconds * _MORE)


def cpu_seconds(pid: int) -> float:
    """The processor time of a process; infinite where the system does not say (not Linux)."""
    try:
        fields = Path(f"/proc/{pid}/stat").read_text("ascii", "replace").rpartition(")")[2].split()
        ticks = int(fields[11]) + int(fields[12])  # utime and stime, proc(5)
        return ticks / os.sysconf("SC_CLK_TCK")
    except (OSError, ValueError, IndexError, AttributeError):
        return math.inf


def command(module: str, option: str) -> list[str]:
    """The command line of a child that runs module.serve(), by its option in a frozen program.

    Isolated, so that a folder of articles cannot bring in modules.
    """
    if getattr(sys, "frozen", False):
        return [sys.executable, option]
    package_parent = str(Path(__file__).resolve().parent.parent)
    folders = [package_parent, *(entry for entry in sys.path if Path(entry).is_absolute())]
    code = f"import sys; sys.path[:] = {folders!r}; from {module} import serve; serve()"
    return [sys.executable, "-I", "-c", code]


# --- the child's side ---------------------------------------------------------------------------


class OutOfTime(BaseException):
    """A parser has had its share of the time; no Exception, so that no parser catches it."""


def take_pipes() -> tuple[IO[bytes], IO[bytes]]:
    """The parent's pipes; whatever else would read or print goes to the null device."""
    requests = os.fdopen(os.dup(0), "rb")
    answers = os.fdopen(os.dup(1), "wb")
    null = os.open(os.devnull, os.O_RDWR)
    for standard in (0, 1, 2):
        os.dup2(null, standard)
    os.close(null)
    return requests, answers


def limit_resources(*, memory: int, open_files: int, file_bytes: int = 0) -> None:
    """Bound this process's address space in bytes and its files, and let it write none; file_bytes
    is how large a file may be within `writing`.
    """
    if sys.platform == "win32":
        return
    import resource

    sys.dont_write_bytecode = True
    for kind, limits in (
        (resource.RLIMIT_AS, (memory, memory)),
        (resource.RLIMIT_CORE, (0, 0)),
        (resource.RLIMIT_FSIZE, (0, file_bytes)),
        (resource.RLIMIT_NOFILE, (open_files, open_files)),
    ):
        try:
            resource.setrlimit(kind, limits)
        except (ValueError, OSError):
            continue  # macOS refuses RLIMIT_AS; the parent's clock still holds


@contextmanager
def writing() -> Iterator[None]:
    """Let a library that must unpack its data into a temporary file do so."""
    if sys.platform == "win32":
        yield
        return
    import resource

    _, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (hard, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (0, hard))


def limit_cpu(seconds: float) -> None:
    """Let the system end this process after so many seconds of its processor time from now."""
    if sys.platform == "win32":
        return
    import resource

    usage = resource.getrusage(resource.RUSAGE_SELF)
    used = usage.ru_utime + usage.ru_stime
    _, hard = resource.getrlimit(resource.RLIMIT_CPU)
    resource.setrlimit(resource.RLIMIT_CPU, (math.ceil(used + seconds), hard))


def set_alarm(seconds: float) -> None:
    """Raise OutOfTime after so many seconds of processor time; 0 takes the alarm back."""
    if sys.platform == "win32":
        return
    signal.signal(signal.SIGPROF, _raise_out_of_time)
    signal.setitimer(signal.ITIMER_PROF, seconds)


def _raise_out_of_time(signal_number: int, frame: FrameType | None) -> None:
    raise OutOfTime
