"""The command line as a whole: opens the window, or runs a verb; every fault becomes one line."""

from __future__ import annotations

import contextlib
import os
import signal
import sys
from collections.abc import Sequence
from pathlib import Path

import reader
from reader.errors import (
    DamagedStoreError,
    NotFoundError,
    ReaderError,
    SearchQueryError,
    UsageError,
)
from reader.imports import imported
from reader.keptcode import kept_code
from reader.paths import Paths, absolute, find
from reader.verbs import VERBS, output, run

DONE, NOT_FOUND, WRONG_USAGE, MACHINE = 0, 1, 2, 3
INTERRUPTED = 130
_WITH_ANY_VALUE = frozenset({"--text", "--quote"})


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line; the exit status as the help lists them."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    if given[:1] == ["--render-child"]:
        from reader.sandbox import serve  # how a frozen program starts its renderer

        serve()
        return DONE
    if given[:1] == ["--reading-child"]:
        from reader.importers.reading_child import serve as serve_reading  # as above, of imports

        serve_reading()
        return DONE
    output.use_utf8()
    try:
        if any("\0" in argument for argument in given):
            raise UsageError("an argument holds a NUL character")
        home, rest = _split_home(given)
        paths = find(home)
    except (UsageError, RuntimeError) as error:  # RuntimeError: ~name of no one
        return _failed(WRONG_USAGE, error)
    return _guarded(paths, rest)


def _split_home(arguments: Sequence[str]) -> tuple[str | None, list[str]]:
    """The value of --home, wherever it stands, and the other arguments."""
    home: str | None = None
    rest: list[str] = []
    waiting = iter(arguments)
    for argument in waiting:
        if argument == "--":
            return home, [*rest, argument, *waiting]
        name, equals, value = argument.partition("=")
        if name == "--home":
            home = value if equals else next(waiting, "")
            if not home:
                raise UsageError("--home needs a folder")
        elif argument in _WITH_ANY_VALUE and (following := next(waiting, None)) is not None:
            rest.append(f"{argument}={following}")  # it may begin with a minus
        else:
            rest.append(argument)
    return home, rest


def _guarded(paths: Paths, arguments: list[str]) -> int:
    """Run, and turn whatever is raised into a status and one line."""
    try:
        status = _run(paths, arguments)
        output.finish()
        return status
    except SystemExit as error:  # argparse after --help
        return error.code if isinstance(error.code, int) else DONE
    except KeyboardInterrupt:
        output.abandon()
        return INTERRUPTED
    except BrokenPipeError:  # whoever was reading has seen enough
        output.abandon()
        return DONE
    except Exception as error:
        return _failed(*_explained(paths, error))


def _failed(status: int, message: object) -> int:
    output.complain(message)
    return status


def _explained(paths: Paths, error: Exception) -> tuple[int, object]:
    """The status that an error means, and the sentence about it."""
    if isinstance(error, NotFoundError):
        return NOT_FOUND, error
    if isinstance(error, (UsageError, SearchQueryError)):
        return WRONG_USAGE, error
    if isinstance(error, DamagedStoreError):
        return MACHINE, f"{error} See: lesesal check, lesesal restore FILE."
    if isinstance(error, ReaderError):
        return MACHINE, error
    if isinstance(error, OSError):
        output.abandon()
        name = f"{os.fsdecode(error.filename)}: " if error.filename else ""
        return MACHINE, f"{name}{error.strerror or error}."
    return MACHINE, _logged(paths, error)


def _run(paths: Paths, arguments: list[str]) -> int:
    first, *rest = arguments or [""]
    if first in ("-h", "--help"):
        from reader.verbs import options

        output.show(options.overview())
        return DONE
    if first == "--version":
        output.show(f"lesesal {reader.__version__}")
        return DONE
    if first in VERBS:
        return run(first, rest, paths)
    if first == "--":
        return _open_window(paths, rest)
    if unknown := next((a for a in arguments if a.startswith("-")), None):
        raise UsageError(f"there is no option {unknown} here (see: lesesal --help)")
    return _open_window(paths, arguments)


def _open_window(paths: Paths, names: Sequence[str]) -> int:
    targets = [absolute(name) for name in names]
    for name, target in zip(names, targets, strict=True):
        if not (name and os.path.lexists(target)):
            return _failed(
                NOT_FOUND,
                f"There is no file, folder or command {name}; see: lesesal --help.",
            )
    # an import of Qt that Ctrl+C breaks off aborts; the window waits for the signal by itself
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    try:
        with kept_code(paths.code):
            run_window = imported("reader.ui.app").run  # Qt
    except ImportError as error:
        if "reader" in str(error.name):
            raise
        return _failed(MACHINE, f"The window cannot open: {error}. The verbs work without it.")
    status: int = run_window(paths, targets)
    return status


def _logged(paths: Paths, error: Exception) -> str:
    """Keep where an error came from, without its message, which may quote the user's texts."""
    import traceback

    frames = traceback.extract_tb(error.__traceback__)
    places = [f"  {Path(frame.filename).name}:{frame.lineno} in {frame.name}" for frame in frames]
    text = "\n".join([f"lesesal {reader.__version__}: {type(error).__name__}", *places, ""])
    with contextlib.suppress(OSError, ReaderError):
        paths.create()
        descriptor = os.open(paths.log, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
        with os.fdopen(descriptor, "a", encoding="utf-8", errors="replace") as log:
            log.write(text)
    return f"Something went wrong inside ({type(error).__name__}); its place is in {paths.log}."
