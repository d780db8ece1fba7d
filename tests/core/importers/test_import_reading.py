"""Foreign files are read in a process that is ended when one of them costs too much."""

from __future__ import annotations

import io
import json
import os
import pickle
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from reader import child
from reader.errors import FormatError
from reader.importers import ImportResult, import_paths, reading_child, reading_pool
from reader.importers.context import Context, Entry, reason_of
from reader.importers.reading_pool import CancelledError, ReadingPool
from reader.importers.rules import load
from reader.importers.trees import FolderTree
from reader.importers.values import Draft, Piece, Skipped

Bring = Callable[..., ImportResult]
Write = Callable[[str, str | bytes], Path]
STORY = "The lamp was lit before the fog came in from the sea that evening. " * 8
ROOT = str(Path(reading_child.__file__).parents[2])
POSIX = pytest.mark.skipif(sys.platform == "win32", reason="limits and signals of POSIX")


@pytest.fixture
def spoilt(monkeypatch: pytest.MonkeyPatch, idle: list[reading_pool._Reader]) -> Iterator[None]:
    """The child does as a text says: "spin", "sleep", "crash", "eat" or "fail" stand for what
    parsers have been seen to do.
    """
    code = f"""
import os, signal, sys, time
sys.path[:] = [{ROOT!r}, *{sys.path!r}]
from reader.importers import reading_child, plaintext, webpage, extract
parse, fragment, by_trafilatura = plaintext.parse, webpage.fragment, extract.by_trafilatura
def act(text):
    if "spin" in text:
        signal.pthread_sigmask(signal.SIG_BLOCK, [signal.SIGPROF])
        while True: pass
    if "turn" in text:
        while True: pass
    if "sleep" in text: time.sleep(1000)
    if "crash" in text: os.kill(os.getpid(), signal.SIGKILL)
    if "eat" in text: bytearray(10 ** 12)
    if "fail" in text: raise KeyError("a text")
def spoilt_parse(text, rules):
    act(text)
    return parse(text, rules)
def spoilt_fragment(html, load, base=None):
    act(html)
    return fragment(html, load, base)
def spoilt_trafilatura(root, html):
    act(html)
    return by_trafilatura(root, html)
plaintext.parse, webpage.fragment = spoilt_parse, spoilt_fragment
extract.by_trafilatura = spoilt_trafilatura
reading_child.SECONDS = 0.2
reading_child.serve()
"""
    kept, idle[:] = list(idle), []
    monkeypatch.setattr(child, "command", lambda module, option: [sys.executable, "-c", code])
    yield
    for one in idle:
        one.child.end()
    idle[:] = kept


@POSIX
@pytest.mark.usefixtures("spoilt")
@pytest.mark.parametrize(
    ("deed", "reason"),
    [
        ("spin", "took too long"),
        ("turn", "took too long"),
        ("crash", "ended over it"),
        ("eat", "too much memory"),
        ("fail", "KeyError"),
    ],
)
def test_what_a_file_does_to_its_reader_is_its_reason_and_the_rest_comes(
    bring: Bring, write: Write, tmp_path: Path, deed: str, reason: str
) -> None:
    for number in range(4):
        write(f"{number}.txt", f"Title {number}\n\n{STORY}")
    write("2a.txt", f"Title\n\n{deed}")
    result = bring(tmp_path / "from")
    assert [one.title for one in result.imported] == [f"Title {number}" for number in range(4)]
    assert [(one.path.name, reason in one.reason) for one in result.skipped] == [("2a.txt", True)]


@POSIX
@pytest.mark.usefixtures("spoilt")
@pytest.mark.parametrize("deed", ["turn", "crash"])
def test_of_an_export_only_the_article_at_fault_is_left_out(
    bring: Bring, write: Write, deed: str
) -> None:
    def entry(number: int, text: str) -> dict[str, object]:
        url = f"https://a.example/{number}"
        return {"id": number, "title": f"T{number}", "url": url, "is_archived": 0, "content": text}

    entries = [entry(n, f"<p>{deed if n == 1 else STORY}{n}</p>") for n in range(4)]
    result = bring(write("wallabag.json", json.dumps(entries)))
    assert [one.title for one in result.imported] == ["T0", "T2", "T3"]
    assert [one.reason.startswith("Entry 2: ") for one in result.skipped] == [True]
    assert len(result.states) == 3


@POSIX
@pytest.mark.usefixtures("spoilt")
@pytest.mark.parametrize("deed", ["spin"])
def test_a_page_that_takes_too_long_is_read_in_the_simpler_way(
    bring: Bring, write: Write, deed: str
) -> None:
    page = f"<title>T</title><body><div>{f'<p>{STORY}</p>' * 3}</div><div>{deed}</div></body>"
    (one,) = bring(write("p.html", page)).imported
    assert STORY.strip() in one.path.read_text("utf-8")
    assert any("the simple way was used" in note for note in one.notes)


@POSIX
@pytest.mark.usefixtures("spoilt")
def test_cancelling_does_not_wait_for_the_file_that_is_being_read(
    write: Write, target: Path, tmp_path: Path
) -> None:
    for number in range(3):
        write(f"{number}.txt", f"Title {number}\n\n{STORY}{number}")
    write("9.txt", "Title\n\nsleep")
    done: list[int] = []
    result = import_paths(
        [tmp_path / "from"],
        target,
        progress=lambda count, total, name: done.append(count),
        cancelled=lambda: len(done) >= 3,
    )
    assert (result.cancelled, len(result.imported)) == (True, 3)
    assert not [path for path in target.rglob("*") if ".new" in path.name]


def test_a_pool_that_is_cancelled_has_ended_its_children(write: Write) -> None:
    path = write("a.txt", f"T\n\n{STORY}")
    pool = ReadingPool(cancelled=lambda: True)
    job = pool.submit(Entry(path.read_bytes(), path.name, FolderTree(path.parent)), "text", "")
    (reader,) = pool._readers
    with pytest.raises(CancelledError):
        list(pool.pieces(job))
    assert not reader.child.is_running()


def test_a_child_that_cannot_start_is_the_reason(
    bring: Bring, write: Write, monkeypatch: pytest.MonkeyPatch, idle: list[reading_pool._Reader]
) -> None:
    for one in idle:
        one.child.end()
    idle.clear()
    nothing = os.path.join("no", "such", "program")
    monkeypatch.setattr(child, "command", lambda module, option: [nothing])
    result = bring(write("a.txt", f"T\n\n{STORY}"), write("b.txt", f"T\n\n{STORY}"))
    assert ["cannot start" in one.reason for one in result.skipped] == [True, True]


def test_a_large_export_is_taken_piece_by_piece(bring: Bring, write: Write) -> None:
    rows = "".join(f"T{n},https://a.example/{n},1600000000,,archive\n" for n in range(1_000))
    result = bring(write("p.csv", "title,url,time_added,tags,status\n" + rows))
    assert (len(result.to_fetch), len(result.states)) == (1_000, 1_000)


def test_an_answer_that_holds_anything_but_values_is_refused() -> None:
    for answer in (("piece", os.getcwd), ("piece", Path), ("piece", signal.SIGKILL)):
        with pytest.raises(pickle.UnpicklingError):
            reading_child.loads(pickle.dumps(answer), b"")


def test_the_values_travel_whole_and_the_original_stays_at_home() -> None:
    original = os.urandom(100_000)
    draft = Draft("T", "body", original, "a.txt", "/a.txt", pictures={"x.png": b"p"}, tags=("t",))
    message = ("piece", draft, Skipped(Path("/a"), "why"))
    data = reading_child.dumps(message, original)
    assert len(data) < 2_000
    assert reading_child.loads(data, original) == message


def test_the_reason_of_every_error_is_a_sentence() -> None:
    errors = [child.OutOfTime(), MemoryError(), RecursionError(), FormatError("Bad"), KeyError("x")]
    assert [reason_of(one) for one in errors] == [
        "It took too long to read",
        "It needs too much memory",
        "It needs too much memory",
        "Bad",
        "It cannot be read: KeyError",
    ]


def test_without_a_child_one_article_of_many_that_fails_is_left_out() -> None:
    def read(number: int, item: str) -> list[Piece]:
        if item == "bad":
            raise ValueError(item)
        return [Skipped(Path(item), str(number))]

    context = Context(load())
    found = list(context.each(["a", "bad", "c"], read, Path("/x")))
    assert [one.reason for one in found if isinstance(one, Skipped)] == [
        "0",
        "Entry 2: It cannot be read: ValueError",
        "2",
    ]


@POSIX
def test_the_child_of_a_program_that_is_killed_goes_too(tmp_path: Path) -> None:
    code = (
        "import os, signal, time\nfrom pathlib import Path\n"
        "from reader.importers.reading_pool import ReadingPool\n"
        "from reader.importers.context import Entry\nfrom reader.importers.trees import FolderTree\n"
        "pool = ReadingPool()\n"
        "job = pool.submit(Entry(b'T\\n\\ntext', 'a.txt', FolderTree(Path('/'))), 'text', '')\n"
        "list(pool.pieces(job))\nprint(pool._readers[0].child.pid, flush=True)\n"
        "os.kill(os.getpid(), signal.SIGKILL)\n"
    )
    parent = subprocess.Popen(
        [sys.executable, "-c", code], cwd=ROOT, stdout=subprocess.PIPE, text=True
    )
    out, _ = parent.communicate(timeout=60)
    end = time.monotonic() + 20
    while Path(f"/proc/{int(out)}").exists() and time.monotonic() < end:
        threading.Event().wait(0.02)
    assert not Path(f"/proc/{int(out)}").exists()


def test_reading_child_messages_end_with_the_pipe() -> None:
    with pytest.raises(EOFError):
        child.receive(io.BytesIO(b"\0\0"))
    with pytest.raises(ValueError, match="too long"):
        child.receive(io.BytesIO(b"\xff" * 8))


def test_a_frozen_program_starts_its_child_by_an_option() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "reader", "--reading-child"],
        cwd=ROOT, stdin=subprocess.DEVNULL, capture_output=True, check=False, timeout=60,
    )  # fmt: skip
    assert (done.returncode, b"ready" in done.stdout) == (0, True)
