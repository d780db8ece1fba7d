"""The command line as a whole: options, statuses, one line for every fault, nothing heavy loaded."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

import reader
from reader import workspace
from reader.__main__ import main
from reader.verbs import VERBS, listing
from reader.verbs.output import line, plain
from tests.verbs import Shell

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def lesesal(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Shell:
    return Shell.fresh(tmp_path, capsys)


def process(
    *arguments: str, code: str | None = None, **more: object
) -> subprocess.CompletedProcess[bytes]:
    """Run the command as a process of its own."""
    command = [sys.executable, *(["-c", code] if code else ["-m", "reader"]), *arguments]
    environment = {**os.environ, "PYTHONPATH": str(ROOT), **more.pop("env", {})}
    return subprocess.run(command, env=environment, capture_output=True, check=False, **more)


def test_version(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--version"]) == 0
    assert capsys.readouterr().out == f"lesesal {reader.__version__}\n"


def test_help_lists_every_verb(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--help"]) == 0
    said = capsys.readouterr().out
    assert [name for name in VERBS if f"lesesal {name} " not in said] == []


@pytest.mark.parametrize("name", VERBS)
def test_every_verb_has_help(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([name, "--help"]) == 0
    assert f"lesesal {name}" in capsys.readouterr().out


@pytest.mark.parametrize("place", [0, 1, 2])
def test_home_may_stand_anywhere(
    lesesal: Shell, place: int, capsys: pytest.CaptureFixture[str]
) -> None:
    arguments = ["list", str(lesesal.library)]
    assert main([*arguments[:place], f"--home={lesesal.home}", *arguments[place:]]) == 0
    assert lesesal.paths.marks.exists()


def test_home_comes_from_the_environment(
    lesesal: Shell, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("LESESAL_HOME", str(lesesal.home))
    assert main(["folder", "list"]) == 0
    assert lesesal.paths.marks.exists()


@pytest.mark.parametrize(
    "arguments",
    [["--home"], ["--home="], ["list", "--nonsense"], ["--nonsense"], ["show"], ["note"],
     ["note", "a", "--text", "x", "--stdin"], ["list", "\0"], ["export", "--format", "pdf"]],
)  # fmt: skip
def test_wrong_usage_is_one_line(lesesal: Shell, arguments: list[str]) -> None:
    answer = lesesal(*arguments) if "--home" not in arguments[0] else lesesal("list", *arguments)
    assert (answer.status, answer.out) == (2, "")
    assert answer.err.startswith("lesesal: ")
    assert answer.err.count("\n") == 1


@pytest.mark.parametrize("name", ["serach", "./list", ""])
def test_a_path_that_is_not_there_opens_no_window(lesesal: Shell, name: str) -> None:
    answer = lesesal(name)
    assert answer.status == 1
    assert answer.err.startswith("lesesal: There is no file, folder or command")


def test_an_error_of_the_disk_is_one_line(lesesal: Shell, tmp_path: Path) -> None:
    (tmp_path / "home").write_text("a file in the way")
    answer = lesesal("list")
    assert answer.status == 3
    assert answer.err.count("\n") == 1


def test_a_bug_is_one_line_and_its_place_is_logged(
    lesesal: Shell, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> int:
        raise ZeroDivisionError("private words")

    monkeypatch.setattr(listing, "list_verb", broken)
    answer = lesesal("list")
    assert answer.status == 3
    assert answer.err.count("\n") == 1
    assert "ZeroDivisionError" in answer.err
    log = lesesal.paths.log.read_text("utf-8")
    assert "in broken" in log
    assert "private words" not in log + answer.err
    assert lesesal.paths.log.stat().st_mode & 0o777 == 0o600


def test_an_interrupt_ends_without_a_word(lesesal: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(*_: object) -> int:
        raise KeyboardInterrupt

    monkeypatch.setattr(listing, "list_verb", interrupted)
    answer = lesesal("list")
    assert (answer.status, answer.err) == (130, "")


def test_only_the_last_looks_at_other_folders_are_kept(lesesal: Shell, tmp_path: Path) -> None:
    for number in range(workspace._MOST_LOOSE + 3):
        folder = tmp_path / f"folder {number}"
        folder.mkdir()
        lesesal("list", folder)
    kept = list((lesesal.paths.index / "loose").iterdir())
    assert len(kept) == workspace._MOST_LOOSE


def test_a_list_loads_nothing_heavy(lesesal: Shell) -> None:
    code = (
        "import sys; from reader.__main__ import main; main(sys.argv[1:]);"
        "print('\\n' + ' '.join(sys.modules), file=sys.stderr)"
    )
    arguments = ["--home", str(lesesal.home), "list", "--json"]
    process(*arguments, code=code)
    done = process(*arguments, code=code)
    loaded = set(done.stderr.decode().split())
    heavy = (
        "PySide6 yaml numpy nh3 markdown rapidfuzz py3langid simplemma pyphen cmarkgfm platformdirs"
    )
    heavy += " trafilatura lxml logging subprocess multiprocessing reader.search reader.sandbox"
    heavy += " reader.settings reader.intake reader.source reader.anchors tomllib html email socket"
    heavy += " ctypes shutil tempfile uuid zipfile concurrent.futures"
    assert "reader.library" in loaded
    assert loaded & set(heavy.split()) == set()


def test_no_verb_brings_qt() -> None:
    modules = ", ".join(sorted({f"reader.verbs.{verb.module}" for verb in VERBS.values()}))
    assert (
        process(code=f"import sys, {modules}; sys.exit('PySide6' in sys.modules)").returncode == 0
    )


def test_utf8_is_spoken_in_every_locale(lesesal: Shell) -> None:
    locale = {
        "LC_ALL": "C",
        "LANG": "C",
        "PYTHONUTF8": "0",
        "PYTHONCOERCECLOCALE": "0",
        "PYTHONIOENCODING": "",
    }
    done = process("--home", str(lesesal.home), "list", str(lesesal.library), "--json", env=locale)
    assert done.returncode == 0
    assert "Eken" in json.loads(done.stdout.decode("utf-8"))["articles"][0]["title"]
    shown = process("--home", str(lesesal.home), "show", str(lesesal.library / "ek.md"), env=locale)
    assert "står på kullen" in shown.stdout.decode("utf-8")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no device that is always full")
def test_a_full_disk_under_standard_output_is_one_line(lesesal: Shell) -> None:
    command = [sys.executable, "-m", "reader", "--home", str(lesesal.home), "list"]
    with open("/dev/full", "wb") as full:
        done = subprocess.run(
            command,
            stdout=full,
            stderr=subprocess.PIPE,
            check=False,
            env={**os.environ, "PYTHONPATH": str(ROOT)},
        )
    assert done.returncode == 3
    assert done.stderr.count(b"\n") == 1


@pytest.mark.skipif(os.name == "nt", reason="POSIX pipes")
def test_a_reader_that_went_away_is_no_fault(lesesal: Shell) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    command = [sys.executable, "-m", "reader", "--home", str(lesesal.home), "list", "--json"]
    done = subprocess.run(
        command,
        check=False,
        stdout=writing,
        stderr=subprocess.PIPE,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )
    os.close(writing)
    assert (done.returncode, done.stderr) == (0, b"")


@pytest.mark.skipif(os.name == "nt", reason="a POSIX shell")
@pytest.mark.parametrize("closed", [">&-", "<&- >&- 2>&-"])
@pytest.mark.parametrize(
    ("verb", "status"),
    [
        ("list --json", 0),
        ("export --format json", 0),
        ("bookmark welcome-en", 0),
        ("note welcome-en --stdin", 2),
        ("show nothing", 1),
        ("--help", 0),
    ],
)
def test_closed_streams_are_no_fault(lesesal: Shell, verb: str, status: int, closed: str) -> None:
    done = subprocess.run(
        [
            "/bin/sh",
            "-c",
            f'"$0" -m reader --home "$1" {verb} {closed}',
            sys.executable,
            lesesal.home,
        ],
        check=False,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )
    assert done.returncode == status
    assert done.stderr.count(b"\n") == (1 if status and closed == ">&-" else 0)
    assert not lesesal.paths.log.exists()


@pytest.mark.skipif(os.name == "nt", reason="POSIX pipes")
def test_nobody_need_hear_the_complaint(lesesal: Shell) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    command = [sys.executable, "-m", "reader", "--home", str(lesesal.home), "show", "nothing"]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    done = subprocess.run(
        command, check=False, stderr=writing, stdout=subprocess.PIPE, env=environment
    )
    os.close(writing)
    assert (done.returncode, done.stdout) == (1, b"")


ODD = st.one_of(
    st.text(st.characters(exclude_characters="/."), max_size=12),  # no real folder
    st.sampled_from(
        ["--json", "--lang", "--", "-o", "--limit", "--quote", "add", "\udcff", "~x", "-"]
    ),
)


@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@example("marks", ["\udcff"])
@example("list", ["~x"])
@given(
    st.sampled_from(["list", "show", "bookmark", "folder", "marks", "restore"]),
    st.lists(ODD, max_size=3),
)
def test_odd_arguments_never_break_it(lesesal: Shell, name: str, odd: list[str]) -> None:
    answer = lesesal(name, *odd)
    assert answer.status in (0, 1, 2)
    assert answer.err.count("\n") <= 1 or answer.status == 0


@given(st.text())
def test_nothing_that_a_terminal_obeys_is_printed(text: str) -> None:
    assert all(c.isprintable() or c == "\n" or not is_control(c) for c in plain(text))
    assert "\n" not in line(text)


def is_control(character: str) -> bool:
    code = ord(character)
    return code < 32 or 0x7F <= code <= 0x9F or 0x202A <= code <= 0x202E or 0x2066 <= code <= 0x2069
