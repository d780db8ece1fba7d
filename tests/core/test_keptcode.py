"""Code that is kept is that of the same source, and a damaged file only costs time."""

from __future__ import annotations

import builtins
import dataclasses
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from reader.keptcode import kept_code

NAME = "shibokensupport/example.py"


def compiled(file: Path, source: bytes) -> tuple[object, bool]:
    """What the source's code gives, and whether it had to be compiled."""
    before, calls = builtins.compile, []

    def counting(*args: object, **names: object) -> object:
        calls.append(args)
        return before(*args, **names)  # type: ignore[call-overload]

    builtins.compile = counting  # type: ignore[assignment]
    try:
        with kept_code(file):
            code = compile(source, NAME, "exec")
        assert builtins.compile is counting
    finally:
        builtins.compile = before
    names: dict[str, object] = {}
    exec(code, names)
    return names["a"], bool(calls)


def test_the_second_time_nothing_is_compiled(tmp_path: Path) -> None:
    file = tmp_path / "code"
    assert compiled(file, b"a = 1") == (1, True)
    assert compiled(file, b"a = 1") == (1, False)


def test_another_source_of_that_name_is_compiled(tmp_path: Path) -> None:
    file = tmp_path / "code"
    compiled(file, b"a = 1")
    assert compiled(file, b"a = 2") == (2, True)


def test_a_damaged_file_is_made_anew(tmp_path: Path) -> None:
    file = tmp_path / "code"
    compiled(file, b"a = 1")
    whole = file.read_bytes()
    for at in range(0, len(whole), 7):
        file.write_bytes(whole[:at] + bytes([whole[at] ^ 1]) + whole[at + 1 :])
        assert compiled(file, b"a = 1") == (1, True)
    file.write_bytes(b"")
    assert compiled(file, b"a = 1") == (1, True)


@pytest.mark.skipif(os.name != "posix", reason="owners and modes of POSIX")
def test_a_file_that_others_may_write_is_not_trusted(tmp_path: Path) -> None:
    file = tmp_path / "code"
    compiled(file, b"a = 1")
    file.chmod(0o622)
    assert compiled(file, b"a = 1") == (1, True)
    assert file.stat().st_mode & 0o777 == 0o600


def test_other_code_is_left_alone(tmp_path: Path) -> None:
    with kept_code(tmp_path / "code"):
        assert eval(compile("1 + 1", "x.py", "eval")) == 2
    assert not (tmp_path / "code").exists()


def test_without_the_folder_nothing_is_kept(tmp_path: Path) -> None:
    assert compiled(tmp_path / "missing" / "code", b"a = 1") == (1, True)


def test_the_bindings_are_imported_from_what_is_kept(tmp_path: Path) -> None:
    code = (
        "import sys; from pathlib import Path; from reader.keptcode import kept_code\n"
        "with kept_code(Path(sys.argv[1])): import PySide6.QtCore\n"
        "print(PySide6.QtCore.QRect(1, 2, 3, 4).bottom())\n"
        "try: PySide6.QtCore.QRect('x')\n"
        "except TypeError as error: print('QRect' in str(error))"
    )
    command = [sys.executable, "-c", code, str(tmp_path / "code")]
    root = Path(__file__).resolve().parents[2]
    for _ in range(2):
        done = subprocess.run(command, cwd=root, capture_output=True, text=True, check=False)
        assert done.stdout.split() == ["5", "True"], done.stderr
    assert (tmp_path / "code").stat().st_size > 50_000


KINDS = """
import dataclasses, re, sys
from pathlib import Path
from reader.keptcode import kept_code

with kept_code(Path(sys.argv[1])):
    @dataclasses.dataclass(frozen=True, slots=True)
    class Point:
        \"\"\"A point.\"\"\"
        x: int
        y: int = 3
    PATTERN = re.compile(r"(?P<word>[\\u3040-\\u9fff]+)|(?i:end)\\b", re.ASCII)
    BYTES = re.compile(b"(a)(b)?")
assert Point(1) == Point(1, 3) and repr(Point(1)) == "Point(x=1, y=3)" and hash(Point(1))
assert Point.__init__.__annotations__ == {"x": int, "y": int, "return": None}
assert PATTERN.search("a \u6f22 b")["word"] == "\u6f22" and PATTERN.fullmatch("END")
assert (PATTERN.pattern, PATTERN.groups, dict(PATTERN.groupindex)) == (
    r"(?P<word>[\\u3040-\\u9fff]+)|(?i:end)\\b", 1, {"word": 1}
)
assert PATTERN.flags == re.ASCII and PATTERN.match("x") is None
assert BYTES.match(b"ab").groups() == (b"a", b"b")
assert re.compile("a") is re.compile("a") and "exec" not in vars(dataclasses)
"""


def test_methods_and_patterns_are_what_they_are_without_it(tmp_path: Path) -> None:
    file = tmp_path / "code"
    times = []
    for _ in range(2):
        command = [sys.executable, "-c", KINDS, str(file)]
        root = Path(__file__).resolve().parents[2]
        done = subprocess.run(command, cwd=root, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr
        times.append(file.stat().st_mtime_ns)
    assert times[0] == times[1]  # the second time everything was there


def test_a_pattern_is_parsed_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    parsed: list[object] = []
    parse = re._parser.parse  # type: ignore[attr-defined]
    monkeypatch.setattr("re._parser.parse", lambda *args: parsed.append(args) or parse(*args))
    for _ in range(2):
        re.purge()
        with kept_code(tmp_path / "code"):
            assert re.compile("(un)?likely pattern").fullmatch("unlikely pattern")
    assert len(parsed) == 1


def test_a_wrong_pattern_is_told_as_ever(tmp_path: Path) -> None:
    with kept_code(tmp_path / "code"), pytest.raises(re.error, match="unterminated"):
        re.compile("(")


def test_what_was_replaced_is_back_after_an_error(tmp_path: Path) -> None:
    before = builtins.compile, vars(dataclasses).get("exec"), re._compiler.compile  # type: ignore[attr-defined]
    with pytest.raises(ZeroDivisionError), kept_code(tmp_path / "code"):
        raise ZeroDivisionError
    after = builtins.compile, vars(dataclasses).get("exec"), re._compiler.compile  # type: ignore[attr-defined]
    assert after == before
