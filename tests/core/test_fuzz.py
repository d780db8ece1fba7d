"""Fuzzing in short, the inputs that once broke something, and that a broken promise is seen."""

from __future__ import annotations

import itertools
import time
from pathlib import Path
from types import SimpleNamespace

import pytest

from tests.torture import fuzzing
from tests.torture.fuzz import engine, imports, marks, parsers
from tests.torture.fuzz.target import LONGEST, Target

TARGETS = {target.name: target for target in (*parsers.TARGETS, *marks.TARGETS, *imports.TARGETS)}
KEPT = sorted(fuzzing.KEPT.glob("*/*"))


@pytest.mark.parametrize("target", TARGETS.values(), ids=TARGETS)
def test_no_promise_is_broken(target: Target, tmp_path: Path) -> None:
    check = target.prepare(tmp_path)
    for data in engine.Mutator(target.seeds(), target.words, 7).inputs(80):
        check(data[:2_000])


@pytest.mark.parametrize("kept", KEPT, ids=lambda file: f"{file.parent.name}-{file.name}")
def test_what_was_found_once_is_mended(kept: Path, tmp_path: Path) -> None:
    assert engine.fault_of(TARGETS[kept.parent.name], kept.read_bytes(), tmp_path) == ""


def test_inputs_are_the_same_for_the_same_seed_and_never_too_long() -> None:
    made = [list(engine.Mutator([b"abc", b"x" * 9_000], ("&", "ö"), 3).inputs(60)) for _ in (1, 2)]
    assert made[0] == made[1]
    assert len(made[0]) == 60 and len(set(made[0])) > 40
    assert max(map(len, made[0])) == LONGEST


def test_what_breaks_a_promise_is_kept_once_for_each_place(tmp_path: Path) -> None:
    def check(data: bytes) -> None:
        assert b"x" not in data

    clock = itertools.chain([0, 1, 1, 2, 2, 3, 3, 4, 4, 9], itertools.repeat(9))
    trial = engine.Trial(check, tmp_path, lambda: float(next(clock)))
    for data in (b"a long x", b"x", b"not x again", b"fine", b"slow", b"fine too"):
        trial(data)
    kept = {file.read_bytes() for file in (tmp_path / "found").iterdir()}
    assert kept == {b"x", b"slow"}


_BEGINS = """
import sys
from pathlib import Path
from tests.torture.fuzz.engine import Current
folder = Path(sys.argv[1])
current = Current(folder / "current")
"""
_DIES = f"""{_BEGINS}
if "try" in sys.argv:
    print("a fault", end="")
else:
    for data in (b"one", b"boom"):
        current.begin(data)
    sys.exit(3 if current.number < 6 else 0)
"""


def test_a_process_that_dies_is_a_crash_and_its_input_is_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def command(name: str, folder: Path, *rest: str) -> list[str]:
        return [engine.sys.executable, "-c", _DIES, str(folder), *rest]

    monkeypatch.setattr(fuzzing, "_command", command)
    monkeypatch.setattr(fuzzing, "KEPT", tmp_path / "kept")
    result = fuzzing.fuzz("source", 6, tmp_path, 1)
    assert (result.rounds, result.crashed) == (6, 1), result.failures
    assert [file.read_bytes() for file in tmp_path.glob("kept/source/*")] == [b"boom"]


def test_a_process_that_stands_still_is_ended_and_its_input_is_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    program = f"import time\n{_DIES.replace('sys.exit(3', 'time.sleep(60 * 3')}"
    places: list[Path] = []

    def command(name: str, folder: Path, *rest: str) -> list[str]:
        places.append(folder)
        return [engine.sys.executable, "-c", program, str(folder), *rest]

    def clock() -> float:
        current = engine.Current(places[0] / "current")
        return next(minutes) if current.number == 2 else 0.0

    minutes = itertools.count(0.0, 60.0)
    monkeypatch.setattr(fuzzing, "_command", command)
    monkeypatch.setattr(fuzzing, "time", SimpleNamespace(monotonic=clock, sleep=time.sleep))
    monkeypatch.setattr(fuzzing, "_MOST_STARTS", 1)
    monkeypatch.setattr(fuzzing, "_confirm", lambda name, data, *rest: kept.append(data))
    kept: list[bytes] = []
    result = fuzzing.fuzz("source", 6, tmp_path, 1)
    assert kept == [b"boom"] and result.rounds == 2


def test_what_was_led_by_coverage_is_mutated_further(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ways: list[tuple[str, str]] = []

    def command(name: str, folder: Path, *rest: str) -> list[str]:
        ways.append((rest[0], rest[2]))
        tried = f"for _ in range({rest[0]}): current.begin(b'a')"
        return [engine.sys.executable, "-c", f"{_BEGINS}{tried}", str(folder)]

    monkeypatch.setattr(fuzzing, "_command", command)
    monkeypatch.setattr(fuzzing, "has_atheris", lambda: True)
    result = fuzzing.fuzz("source", 100, tmp_path, 1)
    assert (ways, result.ok) == ([("5", "led"), ("95", "blind")], True)
    assert result.note.startswith("5 led by coverage")


def test_memory_over_the_limit_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fuzzing, "_try_all", lambda *arguments: (0, 600_000_000))
    assert fuzzing.fuzz("source", 1, tmp_path, 1).failures == ["crashed: 600 MB of memory"]


def test_a_corpus_is_mutated_beside_the_seeds(tmp_path: Path) -> None:
    tried: list[bytes] = []
    (tmp_path / "corpus").mkdir()
    (tmp_path / "corpus" / "1").write_bytes(b"C" * 500)
    target = Target("t", lambda folder: tried.append, lambda: [b"S" * 500], ("w",), "")
    engine._blindly(target, tmp_path, 100, 1)
    assert len(tried) == 100
    for word in (b"CCC", b"SSS"):
        assert sum(word in data for data in tried) > 20


def test_without_atheris_the_case_says_how_to_get_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(fuzzing, "has_atheris", lambda: False)
    monkeypatch.setattr(fuzzing, "_try_all", lambda *arguments: (0, 0))
    assert "requirements-fuzz.lock" in fuzzing.fuzz("source", 1, tmp_path, 1).note


def test_inputs_that_were_not_tried_are_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(fuzzing, "_command", lambda *words: [engine.sys.executable, "-c", "1"])
    result = fuzzing.fuzz("source", 5, tmp_path, 1)
    assert result.rounds == 0 and not result.ok


def test_the_memory_is_that_of_the_process_that_tries_and_not_of_the_one_that_watches(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def command(name: str, folder: Path, *rest: str) -> list[str]:
        tried = f"held = b'x' * {size}; import time; time.sleep(0.5); current.begin(b'a')"
        return [engine.sys.executable, "-c", f"{_BEGINS}{tried}", str(folder)]

    monkeypatch.setattr(fuzzing, "_command", command)
    monkeypatch.setattr(fuzzing, "has_atheris", lambda: False)
    monkeypatch.setattr(fuzzing, "_MEMORY_BYTES", 200_000_000)
    size = 0
    weight = b"x" * 300_000_000
    small = fuzzing.fuzz("source", 1, tmp_path, 1)
    size = len(weight)
    large = fuzzing.fuzz("source", 1, tmp_path, 1)
    assert (small.ok, large.ok) == (True, False), (small.failures, large.failures)
    assert "MB of memory" in large.failures[0]
