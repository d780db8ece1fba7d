"""Fuzzing of the import of marks: W3C, Readium, Hypothesis, our own CSV and dump."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from reader import anchors
from reader import annotations as marks_import
from reader.errors import ReaderError
from reader.model import Mark
from reader.store import Store
from tests.torture.fuzz.target import Target

ARTICLE = "The lamp was lit before the fog came in from the sea that evening. " * 3
_MOST_IN_A_STORE = 40


class _Marks:
    """Imports into a store; a store that many imports went through is checked whole."""

    def __init__(self, folder: Path) -> None:
        self._folder, self._number = folder, 0
        self._store = self._fresh()

    def _fresh(self) -> Store:
        return Store(self._folder / f"{self._number}" / "marks.db")

    def __call__(self, data: bytes) -> None:
        self._number += 1
        if self._number % _MOST_IN_A_STORE == 0:
            self._check_whole()
        try:
            outcome = marks_import.import_into(self._store, data, _resolve, _text_of)
        except ReaderError:
            return
        known = {mark.id for mark in self._store.marks(deleted=True)}
        assert known.issuperset(outcome.added), "a mark was told as added and is not there"
        again = marks_import.import_into(self._store, data, _resolve, _text_of)
        assert not again.added, "the same file twice made doubles"

    def _check_whole(self) -> None:
        """The check passes, the dump brings the same marks to a new store, all exports work."""
        report = self._store.verify()
        assert report.ok, report.problems
        marks = {mark.id: mark for mark in self._store.marks(deleted=True)}
        text = json.dumps(self._store.dump())
        self._store.close()
        self._store = self._fresh()
        marks_import.import_into(self._store, text.encode(), _resolve, _text_of)
        there = {mark.id: mark for mark in self._store.marks(deleted=True)}
        assert _facts(marks) == _facts(there), "the dump does not bring back what was there"
        self._store.close()
        self._store = self._fresh_apart()

    def _fresh_apart(self) -> Store:
        self._number += 1
        return self._fresh()


def _facts(marks: Mapping[str, Mark]) -> dict[str, tuple[Any, ...]]:
    return {
        id_: (mark.kind, mark.article_id, mark.anchor, mark.note, mark.tags, mark.deleted)
        for id_, mark in marks.items()
    }


def _resolve(target: marks_import.Target) -> str | None:
    return target.article_id or ("a" if target.url or target.title else None)


def _text_of(article_id: str) -> str | None:
    return ARTICLE if len(article_id) % 2 else None


def w3c_annotation(**more: Any) -> dict[str, Any]:
    selector = [
        {"type": "TextQuoteSelector", "exact": "lamp was", "prefix": "The ", "suffix": " lit"},
        {"type": "TextPositionSelector", "start": 4, "end": 12},
    ]
    return {
        "@context": "http://www.w3.org/ns/anno.jsonld",
        "id": "urn:uuid:6f1c1f0e-5d0b-4c0e-9a55-3f0f4d1c7b22",
        "type": "Annotation",
        "motivation": ["highlighting"],
        "created": "2024-03-01T10:00:00Z",
        "target": {"source": "https://a.example/1", "selector": selector},
        "body": [
            {"type": "TextualBody", "value": "a note", "color": "#ffee00"},
            {"type": "TextualBody", "value": "tag", "purpose": "tagging"},
        ],
        **more,
    }


def _marks_seeds() -> list[bytes]:
    hypothesis = {
        "uri": "https://a.example/1",
        "text": "a note",
        "tags": ["x"],
        "updated": "2024-03-01T10:00:00.000000+00:00",
        "document": {"title": ["A"]},
        "target": [{"selector": w3c_annotation()["target"]["selector"]}],
    }
    table = (
        "id,kind,article_id,quote,prefix,suffix,start,end,text_hash,colour,note,tags,created,"
        "modified,counter,deleted,article_title,path\r\n"
        'c1,highlight,a,lamp was,The , lit,4,12,h,green,"a\nb",x y,2024-01-01T00:00:00.000Z,'
        "2024-01-01T00:00:00.000Z,3,0,A,a.md\r\n"
    )
    documents: list[Any] = [
        w3c_annotation(),
        [w3c_annotation(), w3c_annotation(id="x", body="text")],
        {"@context": "https://readium.org/annotations.jsonld", "items": [w3c_annotation()]},
        {"first": {"items": [w3c_annotation(body=[])]}},
        {"annotations": [hypothesis], "total": 1},
        {"rows": [hypothesis]},
    ]
    made = [json.dumps(document).encode() for document in documents]
    return [*made, table.encode(), _dump()]


def _dump() -> bytes:
    """A full dump of a small store."""
    with tempfile.TemporaryDirectory() as folder:
        store = _small_store(Path(folder))
        dump = json.dumps(store.dump())
        store.close()
    return dump.encode()


def _small_store(folder: Path) -> Store:
    store = Store(folder / "marks.db")
    store.add(Mark("", "highlight", "a", anchors.make(ARTICLE, 4, 12), "green", "a note", ("x",)))
    store.set_article_note("a", "on the whole")
    store.set_progress("a", 0.5, 10)
    store.put_draft("note:a", "half a sen")
    return store


JSON_WORDS = (
    "{", "}", "[", "]", '"', ":", ",", "null", "true", "-1", "1e999", "NaN", "Infinity", '""', "{}",
    "[]", "\\u0000", "\\ud800", '"id"', '"type"', '"target"', '"selector"', '"body"', '"exact"',
    '"start"', '"end"', '"items"', '"marks"', '"annotations"', '"anchor"', '"kind"', '"counter"',
    "9999999999999999999999", "[[[[[[[[", '{"a":', "2024-02-30", "highlight", "note", '"format"',
)  # fmt: skip


TARGETS = (Target("marks", _Marks, _marks_seeds, JSON_WORDS, "marks imported into a store"),)
