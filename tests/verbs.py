"""Runs verbs in this process on a home of their own, for the tests of the command line."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from reader.__main__ import main
from reader.paths import Paths, find
from reader.store import Store

OAK = """---
id: oak
title: The oak
lang: en
date: 2024-05-01
author: A. Wood
tags: [trees]
---
# The oak

An old oak stands on the hill. It has seen four kings.

## Leaves

Its leaves are lobed, and they fall late.
"""
EK = """---
id: ek
title: Eken
lang: sv
date: 2024-06-01
---
En gammal ek står på kullen. Den har sett fyra kungar.
"""


@dataclass(frozen=True)
class Answer:
    """What a verb said."""

    status: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)

    def articles(self) -> list[str]:
        """The ids that `list --json` gave."""
        return [one["id"] for one in self.json["articles"]]


def make_library(folder: Path) -> Path:
    """Put the two articles into a new folder."""
    folder.mkdir()
    (folder / "oak.md").write_text(OAK, "utf-8")
    (folder / "ek.md").write_text(EK, "utf-8")
    return folder


class Shell:
    """Calls main with a home of the tests."""

    def __init__(self, home: Path, library: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self.home = home
        self.library = library
        self._capsys = capsys

    @classmethod
    def fresh(cls, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Shell:
        """One on an empty home, with a library beside it."""
        return cls(tmp_path / "home", make_library(tmp_path / "library"), capsys)

    @property
    def paths(self) -> Paths:
        return find(self.home)

    def store(self) -> Store:
        """The store as the verbs left it; to be closed by the caller."""
        return Store(self.paths.marks, backups=self.paths.backups)

    def __call__(self, *arguments: object) -> Answer:
        self._capsys.readouterr()
        status = main(["--home", str(self.home), *map(str, arguments)])
        said = self._capsys.readouterr()
        return Answer(status, said.out, said.err)

    def with_library(self) -> Shell:
        """Add the small library to the user's folders."""
        assert self("folder", "add", self.library).status == 0
        return self
