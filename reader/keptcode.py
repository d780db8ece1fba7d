"""Keeps what would be compiled anew at each start; Python's own cache holds code of files alone.

Three kinds, with what the imports of the window would take of processor time without them, 250 ms
with all three (loaded machine, least of five turns): the modules that Qt's bindings carry as text
within a library; the methods that `dataclasses` writes as text for 60 classes (+115; the imports of
`list` take 95 instead of 55); and regular expressions, half of them the bindings' own (+75).

Each is kept at the one place where the library that makes it calls the compiler. That place is not
part of any promise: the tests tell where a release has it elsewhere.
"""

from __future__ import annotations

import builtins
import contextlib
import dataclasses
import marshal
import os
import re
import sys
import zlib
from collections.abc import Callable, Iterator
from importlib import import_module
from importlib.util import MAGIC_NUMBER
from pathlib import Path
from types import ModuleType
from typing import Any

_EMBEDDED = "shibokensupport/"  # the names that the modules have as files
_patterns = import_module("re._compiler")
_engine = import_module("_sre")


@contextlib.contextmanager
def kept_code(file: Path) -> Iterator[None]:
    """While this lasts, what is named above is compiled only where its code is not in the file.

    It is for imports: patterns that are made of a person's words do not belong in the file.
    A file that is damaged, of another Python or not this user's own is replaced.
    """
    kept = _Kept(_load(file))
    with contextlib.ExitStack() as replaced:
        replaced.enter_context(_replaced(builtins, "compile", kept.embedded))
        replaced.enter_context(_replaced(dataclasses, "exec", kept.executed))
        replaced.enter_context(_replaced(_patterns, "compile", kept.pattern))
        yield
    if kept.has_grown:
        with contextlib.suppress(OSError):  # the cache is made later at a first start
            _save(file, kept.codes)


@contextlib.contextmanager
def _replaced(module: ModuleType, name: str, function: Callable[..., Any]) -> Iterator[None]:
    """While this lasts, a module finds the function below a name, of its own or built in."""
    before = vars(module).get(name)
    setattr(module, name, function)
    try:
        yield
    finally:
        if before is None:
            delattr(module, name)
        else:
            setattr(module, name, before)


class _Kept:
    """What was compiled, by its kind and its source (of a module its length and checksum)."""

    def __init__(self, codes: dict[tuple[object, ...], Any]) -> None:
        self.codes = codes
        self.has_grown = False
        self._compile = builtins.compile
        self._compile_pattern = _patterns.compile

    def _code(self, key: tuple[object, ...], made: Callable[[], object]) -> Any:
        found = self.codes.get(key)
        if found is None:
            found = self.codes[key] = made()
            self.has_grown = True
        return found

    def embedded(self, source: Any, filename: Any, mode: str, *args: Any, **names: Any) -> Any:
        """As `compile`: what calls it shares this module's __future__."""
        if not _is_embedded(source, filename, mode) or args or names:
            return self._compile(source, filename, mode, *args, **names)
        key = (filename, len(source), zlib.crc32(source))
        return self._code(key, lambda: self._compile(source, filename, mode))

    def executed(self, source: str, names: dict[str, Any], own: dict[str, Any]) -> None:
        """As `exec`, for the methods of a dataclass."""

        def made() -> object:
            return self._compile(source, "<string>", "exec", dont_inherit=True)

        exec(self._code(("exec", source), made), names, own)

    def pattern(self, source: Any, flags: int = 0) -> Any:
        """As the function that compiles for `re`: what it gives the engine is kept."""
        if type(source) not in (str, bytes) or flags & re.DEBUG:
            return self._compile_pattern(source, flags)
        return _engine.compile(
            *self._code((source, int(flags)), lambda: self._parts(source, flags))
        )

    def _parts(self, source: str | bytes, flags: int) -> tuple[object, ...]:
        recorder = _Recorder()
        with _replaced(_patterns, "_sre", recorder):  # type: ignore[arg-type]
            self._compile_pattern(source, flags)
        return recorder.parts


class _Recorder:
    """Stands for the engine of `re` and notes what it is given."""

    parts: tuple[object, ...] = ()

    def compile(self, source: Any, flags: int, code: list[int], *groups: object) -> object:
        self.parts = (source, int(flags), [int(one) for one in code], *groups)
        return _engine.compile(*self.parts)

    def __getattr__(self, name: str) -> object:
        return getattr(_engine, name)


def _is_embedded(source: object, filename: object, mode: str) -> bool:
    is_ours = isinstance(filename, str) and filename.startswith(_EMBEDDED)
    return is_ours and isinstance(source, bytes) and mode == "exec"


def _load(file: Path) -> dict[tuple[object, ...], Any]:
    try:
        status = file.stat()
        if os.name == "posix" and (status.st_uid != os.geteuid() or status.st_mode & 0o022):
            return {}
        head, _, data = file.read_bytes().partition(b"\n")
    except OSError:
        return {}
    if head != _head(data):
        return {}
    codes: dict[tuple[object, ...], Any] = marshal.loads(data)
    return codes


def _save(file: Path, codes: dict[tuple[object, ...], Any]) -> None:
    data = marshal.dumps(codes)
    beside = file.with_name(f".{file.name}.{os.getpid()}.new")
    descriptor = os.open(beside, os.O_CREAT | os.O_TRUNC | os.O_WRONLY, 0o600)
    with os.fdopen(descriptor, "wb") as stream:
        stream.write(_head(data) + b"\n" + data)
    os.replace(beside, file)


def _head(data: bytes) -> bytes:
    return f"code 2 {MAGIC_NUMBER.hex()} {sys.hexversion:x} {zlib.crc32(data):08x}".encode()
