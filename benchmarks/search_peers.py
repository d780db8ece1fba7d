"""What the search is measured beside: FTS5 with unicode61, and Recoll where it is installed."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from collections.abc import Iterable, Sequence
from pathlib import Path

import apsw

from reader.postings import Document

HITS = 50
_SYSTEM_PYTHON = "/usr/bin/python3"  # Recoll's module is the system's


class Plain:
    """What one gets from SQLite alone: FTS5 with unicode61, BM25 and its own snippets."""

    def __init__(self, path: Path) -> None:
        self._db = apsw.Connection(str(path))
        self._db.execute("PRAGMA journal_mode=WAL")
        self._db.execute(
            "CREATE VIRTUAL TABLE IF NOT EXISTS f USING fts5(id UNINDEXED, title, body)"
        )

    def put(self, documents: Iterable[Document]) -> None:
        with self._db:
            for one in documents:
                self._db.execute("INSERT INTO f VALUES(?,?,?)", (one.id, one.title, one.text))

    def search(self, asked: str, prefix: bool = False) -> list[str]:
        words = [f'"{word}"' for word in asked.replace('"', " ").split()]
        if asked.startswith('"'):
            words = [asked]
        if prefix:
            words[-1] += "*"
        sql = (
            "SELECT id, snippet(f,2,'[',']','…',24) FROM f WHERE f MATCH ?"
            f" ORDER BY bm25(f,0,10,1) LIMIT {HITS}"
        )
        return [str(row[0]) for row in self._db.execute(sql, (" ".join(words),))]

    def close(self) -> None:
        self._db.close()


class Recoll:
    """Recoll with a configuration of its own in folder."""

    def __init__(self, folder: Path, library: Path) -> None:
        self._folder = folder
        folder.mkdir(exist_ok=True)
        languages = "indexstemminglanguages = swedish german english"
        lines = f"topdirs = {library}\nidxabsmlen = 250\n{languages}\n"
        (folder / "recoll.conf").write_text(lines, "utf-8")

    @staticmethod
    def is_installed() -> bool:
        return shutil.which("recollindex") is not None

    def index(self) -> int:
        """Index the library; the bytes of what it keeps."""
        subprocess.run(["recollindex", "-c", self._folder], check=True, capture_output=True)
        return sum(path.stat().st_size for path in self._folder.rglob("*") if path.is_file())

    def times(self, queries: Sequence[tuple[str, bool]]) -> list[float] | None:
        """The processor time of each query in ms, with HITS passages; None without its module.

        The flag says that the last word may go on.
        """
        script = Path(__file__).with_name("recoll_queries.py")
        environment = {k: v for k, v in os.environ.items() if not k.startswith("PYTHON")}
        asked = json.dumps({"folder": str(self._folder), "hits": HITS, "queries": queries})
        done = subprocess.run(
            [_SYSTEM_PYTHON, str(script)],
            input=asked, env=environment, capture_output=True, text=True, check=False,
        )  # fmt: skip
        if done.returncode:
            return None
        times: list[float] = json.loads(done.stdout)
        return times


def size_of(path: Path) -> int:
    """The bytes of a database with its log."""
    names = (path.name, path.name + "-wal")
    return sum(p.stat().st_size for p in map(path.with_name, names) if p.exists())


def processor_seconds() -> float:
    """What this process and its children that are over have taken of processors."""
    times = os.times()
    return times.user + times.system + times.children_user + times.children_system
