"""The rendering process: always an answer, in bounded time, from a child that cannot do much."""

from __future__ import annotations

import io
import os
import pickle
import queue
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from reader import child, render, sandbox
from reader.hyphens import hyphenate_blocks
from reader.model import Rendered, Run
from reader.source import Source, parse
from tests.core import hostile

POSIX = pytest.mark.skipif(sys.platform == "win32", reason="limits and signals of POSIX")
ROOT = str(Path(sandbox.__file__).parents[1])
HOSTILE = hostile.articles(2000)
ANSWERED = 3.0  # seconds in which any article is to be shown
PLAIN = 0.5  # of them for its plain text


@pytest.fixture(scope="module")
def renderer() -> Iterator[sandbox.Renderer]:
    with sandbox.Renderer() as started:
        started.start()
        yield started


def source(body: str, name: str = "a.md") -> Source:
    return parse(body.encode(), name)


def kill(one: sandbox._Child | None) -> None:
    assert one is not None
    os.kill(one._responder.pid, signal.SIGKILL)
    while one.is_running():
        threading.Event().wait(0.001)


def test_the_answer_is_what_rendering_here_gives(renderer: sandbox.Renderer) -> None:
    made = source("# A\n\n| a | ![x](y.png) |\n|--|--|\n| *b* | 😀 |\n")
    assert renderer.render(made, base_language="sv") == render.render(made)


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_article_is_answered_and_the_next_one_too(
    renderer: sandbox.Renderer, name: str
) -> None:
    for suffix in (".md", ".html", ".txt"):
        shown = renderer.render(source(HOSTILE[name], "a" + suffix))
        assert all(shown.text[b.start : b.start + len(b.text)] == b.text for b in shown.blocks)
    assert renderer.render(source("fine")).text == "fine"


def test_an_article_that_hangs_one_parser_is_given_to_the_other(
    renderer: sandbox.Renderer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(child, "_MORE", 10.0)  # the first parser's share is processor time
    shown = renderer.render(source("[a word or two " * 1_900 + "\n\n*a*"))
    assert shown.blocks[-1].runs == (Run("a", frozenset({"italic"})),)


@given(body=st.text(max_size=300), format_=st.sampled_from(["markdown", "html", "text"]))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60)
def test_any_article_is_answered(renderer: sandbox.Renderer, body: str, format_: str) -> None:
    made = Source(body, format_, {}, "", "utf-8", False, "", None)  # type: ignore[arg-type]
    assert isinstance(renderer.render(made), Rendered)


def test_too_slow_a_child_is_replaced_and_the_article_shown_plainly(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(sandbox, "WALL_SECONDS", 0.001)
    with sandbox.Renderer() as renderer:
        shown = renderer.render(source("*a* " * 20_000))
        monkeypatch.undo()
        assert "too long" in (shown.simplified or "")
        assert shown.text.startswith("*a*")
        assert renderer.render(source("*b*")).simplified is None


@POSIX
def test_a_killed_child_is_replaced() -> None:
    with sandbox.Renderer() as renderer:
        renderer.render(source("a"))
        kill(renderer._child)
        assert renderer.render(source("*b*")).text == "b"


@POSIX
def test_a_child_found_dead_at_the_request_is_replaced_and_asked_again(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    with sandbox.Renderer() as renderer:
        renderer.render(source("a"))
        kill(renderer._child)
        monkeypatch.setattr(sandbox._Child, "is_running", lambda _: True)
        assert renderer.render(source("*b*")).text == "b"


@pytest.mark.parametrize("hyphenate", [True, False])
def test_the_beginning_of_a_long_article_is_told_before_the_whole(
    renderer: sandbox.Renderer, hyphenate: bool
) -> None:
    told: list[tuple[Rendered, sandbox.Hyphens]] = []
    part = "Läsesalarnas *fönster* är stora[^1] och höga. " + "Bokhyllan vid dörren. " * 12
    made = source("# Rubrik\n\n" + f"{part}\n\n" * 200 + "[^1]: En not.\n")
    whole, breaks = renderer.render_hyphenated(
        made, base_language="sv", hyphenate=hyphenate, begun=lambda *first: told.append(first)
    )
    ((first, early),) = told
    count = len(first.blocks) - 1
    assert 10 < count < len(whole.blocks) / 4
    assert first.blocks[:count] == whole.blocks[:count]
    assert all(breaks[start] == points for start, points in early.items())
    assert bool(early) == hyphenate


def test_after_a_beginning_that_nobody_could_show_each_article_gets_its_own_answer(
    renderer: sandbox.Renderer,
) -> None:
    def fail(*_: object) -> None:
        raise RuntimeError

    with pytest.raises(RuntimeError):
        renderer.render_hyphenated(source(("ett stycke text " * 60 + "\n\n") * 80), begun=fail)
    assert renderer.render(source("*två*")).text == "två"


def test_a_short_article_has_no_beginning(renderer: sandbox.Renderer) -> None:
    told: list[object] = []
    renderer.render_hyphenated(source("ett\n\n" * 9_000), begun=lambda *first: told.append(first))
    assert not told


@POSIX
def test_a_beginning_that_hangs_is_left_out(renderer: sandbox.Renderer) -> None:
    told: list[object] = []
    body = "[a word or two " * 1_500 + "\n\n" + ("ord " * 200 + "\n\n") * 100
    shown, _ = renderer.render_hyphenated(source(body), begun=lambda *first: told.append(first))
    assert not told
    assert shown.text.endswith("ord")


def test_where_even_the_beginning_takes_too_long_the_article_is_shown_plainly_at_once(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def hanging(*_: object) -> None:
        raise child.TooSlowError

    asked: list[object] = []
    with sandbox.Renderer() as renderer:
        monkeypatch.setattr(sandbox._Child, "beginning", hanging)
        monkeypatch.setattr(sandbox._Child, "render", lambda *one: asked.append(one))
        body = "*ord* " * 20_000
        shown, breaks = renderer.render_hyphenated(source(body), begun=lambda *_: None)
        monkeypatch.undo()
        assert "too long" in (shown.simplified or "")
        assert (shown.text[:6], breaks, asked) == ("*ord* ", {}, [])
        assert renderer.render(source("*b*")).text == "b"


def test_a_child_that_cannot_start_leaves_plain_text(monkeypatch: pytest.MonkeyPatch) -> None:
    nothing = os.path.join("no", "such", "program")
    monkeypatch.setattr(child, "command", lambda module, option: [nothing])
    with sandbox.Renderer() as renderer:
        assert "could not" in (renderer.render(source("*a*")).simplified or "")


def test_a_child_that_ends_at_once_leaves_plain_text(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(child, "command", lambda module, option: [sys.executable, "-c", ""])
    with sandbox.Renderer() as renderer:
        assert renderer.render(source("*a*")).text == "*a*"


def test_a_closed_renderer_still_answers_and_leaves_no_thread() -> None:
    before = set(threading.enumerate())
    renderer = sandbox.Renderer()
    renderer.render(source("a"))
    renderer.close()
    renderer.close()
    assert renderer.render(source("*a*")).text == "*a*"
    assert set(threading.enumerate()) <= before


def test_several_threads_get_their_own_answers(renderer: sandbox.Renderer) -> None:
    answers: dict[int, str] = {}

    def ask(number: int) -> None:
        answers[number] = renderer.render(source(f"*{number}*")).text

    threads = [threading.Thread(target=ask, args=(number,)) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert answers == {number: str(number) for number in range(8)}


def test_an_answer_with_anything_but_the_model_is_refused() -> None:
    for answer in ({"call": os.getcwd}, Source, signal.SIGKILL):
        with pytest.raises(pickle.UnpicklingError):
            child.loads(sandbox._dumps(answer), sandbox._ALLOWED)


@pytest.mark.parametrize(
    "data",
    [b"", b"\x80", b"creader.model\nRun\n(tR.", b"Pa name\n.", b"(lp0\nd.", b"Vx\nQ."],
    ids=["nothing", "cut", "too few fields", "bytes not here", "odd", "an unknown name"],
)
def test_a_damaged_answer_is_refused(data: bytes) -> None:
    with pytest.raises(pickle.UnpicklingError):
        child.loads(data, sandbox._ALLOWED)


def renderer_that_first_says(what: str, monkeypatch: pytest.MonkeyPatch) -> sandbox.Renderer:
    """A renderer whose first child does as a text says; the next ones are as always."""
    program = (
        f"import sys; sys.path.insert(0, {ROOT!r})\nfrom reader.child import *\n"
        "from reader.sandbox import _dumps as dumps\nrequests, answers = take_pipes()\n"
        f"send(answers, dumps('ready')); {what}; receive(requests)"
    )
    renderer = sandbox.Renderer()
    with monkeypatch.context() as patch:
        patch.setattr(child, "command", lambda module, option: [sys.executable, "-c", program])
        renderer.start()
    return renderer


def test_an_answer_that_cannot_be_read_is_none_and_the_next_article_has_its_own(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    first = "receive(requests); send(answers, b'Vx\\nQ.')"
    with renderer_that_first_says(first, monkeypatch) as renderer:
        assert "could not" in (renderer.render(source("*a*")).simplified or "")
        assert renderer.render(source("*b*")).text == "b"


def test_an_answer_that_nobody_asked_for_is_not_taken_for_the_next_articles(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    first = "from reader.model import Rendered; send(answers, dumps(Rendered((), 'x', 'x')))"
    with renderer_that_first_says(first, monkeypatch) as renderer:
        assert renderer._child is not None
        while renderer._child._responder._answers.qsize() < 2:
            threading.Event().wait(0.001)
        assert renderer.render(source("*b*")).text == "b"


def test_the_model_travels_whole() -> None:
    shown = render.render(source("# A\n\n[^1] *b* `c`\n\n[^1]: d"))
    assert child.loads(sandbox._dumps(shown), sandbox._ALLOWED) == shown
    assert Run("a") == Run("a", frozenset())


def test_a_message_longer_than_may_be_is_not_read() -> None:
    stream = io.BytesIO()
    child.send(stream, b"x" * 11)
    stream.seek(0)
    with pytest.raises(ValueError, match="too long"):
        child.receive(stream, 10)


@POSIX
def test_a_child_that_others_keep_from_the_processor_is_given_more_time(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    with sandbox.Renderer() as renderer:
        renderer.render(source("a"))
        one = renderer._child
        assert one is not None
        pid = one._responder.pid
        os.kill(pid, signal.SIGSTOP)
        looks: list[float] = []

        def cpu_seconds(_: int) -> float:
            if looks:  # the first time is up
                os.kill(pid, signal.SIGCONT)
            looks.append(1.0)
            return 1.0

        monkeypatch.setattr(child, "cpu_seconds", cpu_seconds)
        assert renderer.render(source("*b*")).simplified is None
        assert (len(looks), renderer._child) == (2, one)


@POSIX
def test_a_starved_child_is_waited_for_so_long_that_plain_text_still_comes_in_time(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    class Silent:
        def __init__(self) -> None:
            self.waited = 0.0

        def empty(self) -> bool:
            return True

        def get(self, timeout: float) -> object:
            self.waited += timeout
            raise queue.Empty

    with sandbox.Renderer() as renderer:
        renderer.render(source("a"))
        one = renderer._child
        assert one is not None
        silent = Silent()
        monkeypatch.setattr(one._responder, "_answers", silent)
        monkeypatch.setattr(child, "cpu_seconds", lambda _: 1.0)
        assert "too long" in (renderer.render(source("*b*")).simplified or "")
    assert sandbox.WALL_SECONDS < silent.waited <= ANSWERED - PLAIN


@POSIX
def test_a_program_that_does_not_close_its_renderer_ends_and_leaves_nothing() -> None:
    code = (
        "from reader import sandbox\nfrom reader.source import parse\n"
        "r = sandbox.Renderer()\nr.render(parse(b'a', 'a.md'))\nprint(r._child._responder.pid)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=ROOT, capture_output=True, text=True, check=False, timeout=60,
    )  # fmt: skip
    assert (done.returncode, done.stderr) == (0, "")
    assert_gone(int(done.stdout))


@POSIX
def test_a_child_ended_for_its_processor_time_was_too_slow(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    code = "from reader import sandbox as s; s.limit_cpu = lambda _: end()"
    end = "end = lambda: signal.raise_signal(signal.SIGXCPU)"
    program = f"import sys, signal; sys.path.insert(0, {ROOT!r}); {end}; {code}; s.serve()"
    monkeypatch.setattr(child, "command", lambda module, option: [sys.executable, "-c", program])
    with sandbox.Renderer() as renderer:
        assert "too long" in (renderer.render(source("*a*")).simplified or "")


def in_child(code: str) -> subprocess.CompletedProcess[str]:
    """Run code in a child with the limits of a renderer."""
    start = "from reader import child, sandbox; sandbox._warm_up()\n"
    start += "child.limit_resources(memory=sandbox.MEMORY_BYTES, open_files=sandbox.OPEN_FILES)\n"
    return subprocess.run(
        [sys.executable, "-c", start + code],
        cwd=ROOT, capture_output=True, text=True, check=False, timeout=60,
    )  # fmt: skip


@POSIX
def test_the_child_cannot_write_files(tmp_path: Path) -> None:
    target = tmp_path / "x"
    in_child(f"open({str(target)!r}, 'w').write('x' * 10)")
    assert not target.exists() or target.read_bytes() == b""


@POSIX
def test_the_child_cannot_take_all_memory() -> None:
    if sys.platform == "darwin":
        pytest.skip("macOS does not limit address space")
    assert "MemoryError" in in_child("x = bytearray(2_000_000_000)").stderr


@POSIX
def test_the_child_is_ended_when_its_processor_time_is_up() -> None:
    assert in_child("child.limit_cpu(0.1)\nwhile True: pass").returncode == -signal.SIGXCPU


def test_the_child_imports_no_qt() -> None:
    code = "import sys; sys.exit(any(name.startswith('PySide6') for name in sys.modules))"
    assert in_child(code).returncode == 0


def test_a_module_beside_the_articles_is_not_imported(tmp_path: Path) -> None:
    (tmp_path / "markdown.py").write_text("raise SystemExit(9)")
    here = Path.cwd()
    os.chdir(tmp_path)
    try:
        with sandbox.Renderer() as renderer:
            assert renderer.render(source("*a*")).text == "a"
    finally:
        os.chdir(here)


@POSIX
def test_the_child_goes_when_its_parent_dies() -> None:
    code = (
        "import os, signal\nfrom reader import sandbox\nfrom reader.source import parse\n"
        "r = sandbox.Renderer()\nr.render(parse(b'a', 'a.md'))\n"
        "print(r._child._responder.pid, flush=True)\nos.kill(os.getpid(), signal.SIGKILL)\n"
    )
    parent = subprocess.Popen(
        [sys.executable, "-c", code], cwd=ROOT, stdout=subprocess.PIPE, text=True
    )
    out, _ = parent.communicate(timeout=60)
    assert_gone(int(out))


def assert_gone(pid: int) -> None:
    with pytest.raises(ProcessLookupError):
        for _ in range(10_000):
            os.kill(pid, 0)
            threading.Event().wait(0.01)
            if _is_zombie(pid):
                raise ProcessLookupError


def _is_zombie(pid: int) -> bool:
    try:
        return ") Z " in Path(f"/proc/{pid}/stat").read_text()
    except OSError:
        return False


def test_the_child_hyphenates_as_is_done_here(renderer: sandbox.Renderer) -> None:
    made = source("# Rubrik\n\nEn läsesalsbesökare och | tabeller |\n\n| självständighet |\n|--|\n")
    rendered, breaks = renderer.render_hyphenated(made, base_language="sv")
    assert rendered == render.render(made)
    assert breaks == hyphenate_blocks(rendered.blocks, "sv") != {}


@POSIX
def test_a_child_that_dies_while_it_hyphenates_leaves_the_article_unbroken(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    with sandbox.Renderer() as renderer:
        renderer.start()
        asked = sandbox._Child.hyphens

        def dying(one: sandbox._Child, language: str | None) -> sandbox.Hyphens:
            kill(one)
            return asked(one, language)

        monkeypatch.setattr(sandbox._Child, "hyphens", dying)
        rendered, breaks = renderer.render_hyphenated(source("självständighet"), base_language="sv")
        assert (rendered.text, breaks) == ("självständighet", {})
        assert renderer.render(source("fine")).text == "fine"
