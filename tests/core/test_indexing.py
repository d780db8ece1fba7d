"""The background process that brings catalogue and index up to date."""

from __future__ import annotations

import io
import json
import os
import random
import shutil
import subprocess
import sys
import threading
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from reader import index_request, index_workers, indexing, lexicon, postings, source
from reader.library import Library
from reader.model import Known, Memory
from reader.search import Document, Index, Notes


@pytest.fixture(scope="session")
def swedish(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the Swedish dictionary, which takes a second to make."""
    folder = tmp_path_factory.mktemp("words")
    lexicon.make("sv", folder)
    return folder


@pytest.fixture
def articles(tmp_path: Path, swedish: Path) -> Path:
    """A small library of Swedish articles, and beside the index their dictionary."""
    shutil.copytree(swedish, tmp_path / "words")
    folder = tmp_path / "articles"
    folder.mkdir()
    for number in range(40):
        write(folder / f"{number}.md", f"Text nummer{number}x om vargar")
    return folder


def write(path: Path, text: str) -> None:
    path.write_text(f"---\nlang: sv\n---\n# Rubrik {path.stem}\n\n{text}\n", encoding="utf-8")


def run(
    tmp_path: Path, *folders: Path, workers: int = 0, **more: object
) -> list[Mapping[str, object]]:
    messages: list[Mapping[str, object]] = []
    indexing.run(
        tmp_path / "catalogue.db", tmp_path / "index.db", folders, Memory(), workers=workers,
        emit=messages.append, **more,  # type: ignore[arg-type]
    )  # fmt: skip
    return messages


def found(tmp_path: Path, asked: str) -> int:
    index = Index(tmp_path / "index.db")
    try:
        return index.search(asked).total
    finally:
        index.close()


def request(tmp_path: Path, folder: Path) -> str:
    return json.dumps(
        {
            "catalogue": str(tmp_path / "catalogue.db"), "index": str(tmp_path / "index.db"),
            "folders": [str(folder)], "memory": {}, "only": None,
        }
    )  # fmt: skip


def test_what_is_scanned_is_found(tmp_path: Path, articles: Path) -> None:
    run(tmp_path, articles)
    assert found(tmp_path, "varg") == 40


def test_messages_say_the_phases_and_the_changes(tmp_path: Path, articles: Path) -> None:
    messages = run(tmp_path, articles)
    (changes,) = [m["changes"] for m in messages if "changes" in m]
    assert isinstance(changes, dict) and len(changes["added"]) == 40
    assert {"phase": "index", "done": 40, "total": 40} in messages


def test_a_changed_and_a_removed_file_are_caught_up_with(tmp_path: Path, articles: Path) -> None:
    run(tmp_path, articles)
    write(articles / "1.md", "Helt annan text om björnar")
    (articles / "2.md").unlink()
    run(tmp_path, articles)
    assert (found(tmp_path, "nummer1x"), found(tmp_path, "björn")) == (0, 1)
    assert found(tmp_path, "nummer2x") == 0


def test_workers_index_the_same_as_one_process(tmp_path: Path, articles: Path) -> None:
    run(tmp_path, articles, workers=2)
    assert (found(tmp_path, "varg"), found(tmp_path, "nummer39x")) == (40, 1)


def test_cancelling_leaves_the_rest_for_the_next_run(tmp_path: Path, articles: Path) -> None:
    left = iter([False] * 60)
    run(tmp_path, articles, cancelled=lambda: next(left, True))
    run(tmp_path, articles)
    assert found(tmp_path, "varg") == 40


def test_a_deleted_catalogue_makes_a_new_index(tmp_path: Path, articles: Path) -> None:
    run(tmp_path, articles)
    for name in ("catalogue.db", "catalogue.db-wal", "catalogue.db-shm"):
        (tmp_path / name).unlink(missing_ok=True)
    (articles / "0.md").unlink()
    run(tmp_path, articles)
    assert found(tmp_path, "varg") == 39


def test_an_index_that_is_deleted_meanwhile_is_made_again(tmp_path: Path, articles: Path) -> None:
    library = Library(tmp_path / "catalogue.db")
    run(tmp_path, articles)
    removed: list[bool] = []

    def remove_once(message: Mapping[str, object]) -> None:
        if not removed:
            removed.append(True)
            (tmp_path / "index.db").unlink()

    for number in range(5):
        write(articles / f"{number}.md", "Nu om järvar")
    indexing.run(
        tmp_path / "catalogue.db", tmp_path / "index.db", [articles], Memory(), workers=0,
        emit=remove_once,
    )  # fmt: skip
    library.close()
    assert (found(tmp_path, "varg"), found(tmp_path, "järv")) == (35, 5)


def test_the_process_answers_in_json_lines(tmp_path: Path, articles: Path) -> None:
    answers = io.StringIO()
    assert indexing.serve(_Open(request(tmp_path, articles) + "\n"), answers) == 0
    messages = [json.loads(line) for line in answers.getvalue().splitlines()]
    assert messages[-1] == {"finished": True}
    assert found(tmp_path, "varg") == 40


def test_the_end_of_the_commands_cancels(tmp_path: Path, articles: Path) -> None:
    process = start()
    output, _ = process.communicate(request(tmp_path, articles) + "\ncancel\n", timeout=60)
    assert json.loads(output.splitlines()[-1]) in ({"finished": True}, {"finished": False})
    run(tmp_path, articles)
    assert found(tmp_path, "varg") == 40


def test_cancelling_busy_workers_ends_the_process(tmp_path: Path, articles: Path) -> None:
    for number in range(40, 400):
        write(articles / f"{number}.md", f"Artikel om vargar, nummer{number}x. " * 300)
    process = start()
    assert process.stdin and process.stdout
    process.stdin.write(request(tmp_path, articles) + "\n")
    process.stdin.flush()
    while "changes" not in process.stdout.readline():
        continue
    while not (tmp_path / "index.db").exists():
        continue
    output, _ = process.communicate("cancel\n", timeout=60)
    assert json.loads(output.splitlines()[-1]) == {"finished": False}


def test_kills_at_any_moment_leave_usable_files(tmp_path: Path, articles: Path) -> None:
    chance = random.Random(5)
    for round_number in range(6):
        process = start()
        assert process.stdin and process.stdout
        process.stdin.write(request(tmp_path, articles) + "\n")
        process.stdin.flush()
        for _ in range(chance.randrange(1, 5)):
            process.stdout.readline()
        process.kill()
        process.communicate()
        write(articles / f"{round_number}.md", f"Omgång {round_number} om vargar")
        assert found(tmp_path, "varg") <= 40
    run(tmp_path, articles)
    assert found(tmp_path, "varg") == 40


def test_a_machine_that_refuses_is_told(tmp_path: Path, articles: Path) -> None:
    (tmp_path / "index.db").mkdir()
    answers = io.StringIO()
    assert indexing.serve(_Open(request(tmp_path, articles) + "\n"), answers) == 3
    assert "error" in json.loads(answers.getvalue().splitlines()[-1])


def test_a_memory_travels_whole() -> None:
    memory = Memory((Known("a", Path("/x/\udcff.md"), "00"),), {"a": "sv"}, {Path("/x"): "de"})
    message = json.loads(json.dumps(index_request.write_memory(memory)))
    assert index_request.read_memory(message) == memory


def test_a_worker_that_dies_costs_only_the_text_of_its_article(tmp_path: Path) -> None:
    index = Index(tmp_path / "index.db")
    good = Document(1, "a", "God", "vargar", "sv")
    bad = Document(2, "b", "Rubrik", "text", "sv", path=_Deadly())  # type: ignore[arg-type]
    with index_workers.preparer(tmp_path / "index.db", 1) as prepare:
        entries = list(prepare([(good, Notes()), (bad, Notes())]))
    index.put(entries)
    assert index.search("rubrik").total == 1
    assert index.search("vargar").total == 1
    index.close()


def test_irregular_forms_that_no_article_has_are_known_to_the_dictionary(tmp_path: Path) -> None:
    index = Index(tmp_path / "index.db")
    index.update([Document(1, "a", "The child", "A mouse and a goose", "en")])
    found = [index.search(word).total for word in ("children", "mice", "geese", "went")]
    assert found == [1, 1, 1, 0]
    index.close()


def test_the_dictionaries_are_made_once_for_all_workers(tmp_path: Path, articles: Path) -> None:
    shutil.rmtree(tmp_path / "words")
    run(tmp_path, articles, workers=2)
    (made,) = (tmp_path / "words").iterdir()
    assert made.name == "sv.lexicon"
    first = made.stat().st_mtime_ns
    write(articles / "new.md", "Helt nya ord om järvar")
    run(tmp_path, articles, workers=2)
    assert made.stat().st_mtime_ns == first


TWO_LANGUAGES = [Document(1, "a", "Om vargar", "", "sv"), Document(2, "b", "Kucing", "", "ms")]


def test_what_lacks_no_dictionary_does_not_wait_for_one(tmp_path: Path, articles: Path) -> None:
    with index_workers.preparer(tmp_path / "index.db", 0) as prepare:
        entries = list(prepare((document, Notes()) for document in TWO_LANGUAGES))
    assert [entry.document.id if entry else None for entry in entries] == ["a", None, "b"]


@pytest.mark.parametrize("workers", [1, 2])
def test_workers_make_a_dictionary_before_its_articles_come(
    tmp_path: Path, articles: Path, workers: int
) -> None:
    made = tmp_path / "words" / "ms.lexicon"
    with index_workers.preparer(tmp_path / "index.db", workers, ["sv", "ms"]) as prepare:
        entries = filter(None, prepare((document, Notes()) for document in TWO_LANGUAGES))
        assert [(entry.document.id, made.exists()) for entry in entries][1:] == [("b", True)]


def test_what_is_done_is_found_while_the_next_article_takes_long(tmp_path: Path) -> None:
    index = Index(tmp_path / "index.db")
    totals: list[int] = []

    def entries() -> Iterator[postings.Entry | None]:
        analyser = postings.WordAnalyser()
        yield postings.entry(Document(1, "a", "wolf"), Notes(), analyser)
        yield None
        totals.append(found(tmp_path, "wolf"))
        yield postings.entry(Document(2, "b", "wolf"), Notes(), analyser)

    index.put(entries())
    index.close()
    assert [*totals, found(tmp_path, "wolf")] == [1, 2]


def test_a_worker_that_dies_over_a_dictionary_leaves_the_others_to_work(tmp_path: Path) -> None:
    index = Index(tmp_path / "index.db")
    with index_workers.preparer(tmp_path / "index.db", 1, [_DeadlyTag("sv")]) as prepare:
        index.put(prepare([(Document(1, "a", "God", "vargar", "xx"), Notes())]))
    assert index.search("vargar").total == 1
    index.close()


def start() -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-m", "reader.indexing"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )


class _Open(io.StringIO):
    """Commands that stay open behind their first line, as a pipe does."""

    def __iter__(self) -> _Open:
        return self

    def __next__(self) -> str:
        threading.Event().wait()
        raise StopIteration


class _Deadly:
    """Stands in a document and cannot be read by a worker: unpickling it ends the process."""

    def __reduce__(self) -> tuple[object, tuple[object, ...]]:
        return (os._exit, (9,))


class _DeadlyTag(str):
    """A language over which a worker dies."""

    __slots__ = ()

    def __reduce__(self) -> tuple[object, tuple[object, ...]]:
        return (os._exit, (9,))


def test_what_the_scan_has_read_is_not_read_again(
    tmp_path: Path, articles: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def read(path: Path, **how: object) -> None:
        raise AssertionError(f"{path} is read twice")

    monkeypatch.setattr(source, "read", read)
    run(tmp_path, articles)
    assert found(tmp_path, "vargar") == 40
