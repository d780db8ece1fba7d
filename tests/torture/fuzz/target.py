"""What a target of fuzzing is, and what all of them share."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]
LONGEST = 8_192
"""Inputs are at most so many bytes: what grows with its input shows it well before."""

Check = Callable[[bytes], None]


@dataclass(frozen=True)
class Target:
    """prepare gets an empty folder and returns the check, which raises where a promise is broken.

    seeds are inputs to begin with, words what the grammar is made of.
    """

    name: str
    prepare: Callable[[Path], Check]
    seeds: Callable[[], list[bytes]]
    words: tuple[str, ...]
    about: str


def any_text(data: bytes) -> str:
    """Any text, with lone surrogates where the bytes are no UTF-8."""
    return data.decode("utf-8", "surrogateescape")


def beginnings(*patterns: str) -> list[bytes]:
    """The beginnings of files of the project."""
    files = itertools.chain.from_iterable(sorted(ROOT.glob(pattern)) for pattern in patterns)
    return [file.read_bytes()[:3_000] for file in files]


def chosen_by(number: int, inputs: list[bytes]) -> list[bytes]:
    """Inputs of a target whose first byte chooses the format."""
    return [bytes([number]) + data for data in inputs]
