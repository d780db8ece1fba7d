"""Writes for terminals and for programs: UTF-8 always, no control characters, one JSON object."""

from __future__ import annotations

import contextlib
import os
import re
import sys
from collections.abc import Mapping
from typing import TextIO

_BIDI = "\u202a-\u202e\u2066-\u2069"
_CONTROL = re.compile(f"[\x00-\x09\x0b-\x1f\x7f-\x9f{_BIDI}]")
_RISKY_IN_JSON = re.compile(f"[\x7f-\x9f\u2028\u2029{_BIDI}]")


def use_utf8() -> None:
    """Speak UTF-8 whatever the locale; bytes of names that are none are shown as \\udc….

    A stream that was closed before the start is nothing to read, or nobody who listens.
    """
    if None in (sys.stdin, sys.stdout, sys.stderr):
        _fill_closed()
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(encoding="utf-8", errors="backslashreplace")


def _fill_closed() -> None:
    """No file that is opened later may get the number of a standard stream, and be written to."""
    while (number := os.open(os.devnull, os.O_RDWR)) <= 2:
        pass
    os.close(number)
    sys.stdin = sys.stdin or open(os.devnull, encoding="utf-8")  # noqa: SIM115 (open for life)
    sys.stdout = sys.stdout or open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115
    sys.stderr = sys.stderr or open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115


def plain(text: str) -> str:
    """Text of any origin without what a terminal would obey; line breaks stay."""
    whole = text.replace("\r\n", "\n").replace("\u2028", "\n").replace("\u2029", "\n")
    return _CONTROL.sub("", whole.replace("\r", "\n").expandtabs(4))


def line(text: object) -> str:
    """The same on one line."""
    return " ".join(plain(str(text)).split())


def show(text: str) -> None:
    """Print text of any origin."""
    sys.stdout.write(plain(text) + "\n")


def show_json(value: Mapping[str, object]) -> None:
    """Print one JSON object; control characters in it are escaped."""
    import json

    text = json.dumps(value, ensure_ascii=False, allow_nan=False)
    sys.stdout.write(json_safe(text) + "\n")


def json_safe(text: str) -> str:
    """JSON text with the control characters that JSON itself would let stand escaped."""
    return _RISKY_IN_JSON.sub(lambda found: f"\\u{ord(found[0]):04x}", text)


def complain(message: object) -> None:
    """One line on standard error, for whoever listens."""
    try:
        print(f"lesesal: {line(message)}", file=sys.stderr, flush=True)
    except (OSError, ValueError):
        _silence(sys.stderr)


def finish() -> None:
    """Write out what is still held back. OSError where the reader is gone or the disk full."""
    sys.stdout.flush()


def abandon() -> None:
    """Let the interpreter's end not try again to write what nobody can take."""
    _silence(sys.stdout)


def _silence(stream: TextIO) -> None:
    if stream in (sys.__stdout__, sys.__stderr__):
        with contextlib.suppress(OSError, ValueError):
            null = os.open(os.devnull, os.O_WRONLY)
            os.dup2(null, stream.fileno())
            os.close(null)
