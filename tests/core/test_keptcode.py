"""Code that is kept is that of the same source, and a damaged file only costs time."""

from __future__ import annotations

import builtins
import os
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
