"""Qt's enumerations are what Python's own `enum` makes of their names and numbers."""

from __future__ import annotations

import enum
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6 import QtCore, QtGui, QtWidgets

from reader.ui import enumerations

pytestmark = pytest.mark.skipif(sys.version_info[:2] != (3, 11), reason="Python's own serve there")
ROOT = Path(__file__).resolve().parents[2]
MODULES = (QtCore, QtGui, QtWidgets)


def enumerations_of_qt() -> Iterator[Any]:
    for module in MODULES:
        for name in dir(module):
            found = getattr(module, name)
            inner = [getattr(found, n) for n in vars(found)] if isinstance(found, type) else []
            yield from (one for one in [found, *inner] if isinstance(one, enum.EnumType))


def made(create: Any, of: Any) -> Any:
    names = [(name, member.value) for name, member in of.__members__.items()]
    base = of.__bases__[0]
    return create(base, of.__name__, names, module="m", qualname="Q", boundary=enum.KEEP)


def described(value: Any, of: Any) -> Any:
    """A value of a class's namespace without the class itself, which two cannot share."""
    if isinstance(value, of):
        return value._name_, value._value_, value._sort_order_, value.__objclass__ is of
    if isinstance(value, dict):
        return [(name, described(inner, of)) for name, inner in value.items()]
    return getattr(value, "__func__", value)  # of a function in the body, type makes a method


def body(of: Any) -> dict[str, Any]:
    return {name: described(value, of) for name, value in vars(of).items()}


def test_every_enumeration_of_qt_is_made_as_enum_makes_it() -> None:
    seen = list(enumerations_of_qt())
    assert len(seen) > 500
    for one in seen:
        ours, theirs = made(enumerations._created, one), made(enumerations._create, one)
        assert body(ours) == body(theirs), one


@pytest.mark.parametrize("base", [enum.Enum, enum.IntEnum, enum.Flag, enum.IntFlag])
def test_they_behave_alike(base: Any) -> None:
    names = [("None_", 0), ("B", 2), ("A", 1), ("Both", 3), ("Again", 2), ("Far", 64)]

    def answers(create: Any) -> list[str]:
        cls = create(base, "Some", names, module=__name__, boundary=enum.KEEP)
        told = [repr(list(cls)), repr(cls.__members__), repr(cls.Again is cls.B), repr(cls(64))]
        told += [repr((hash(m), str(m), f"{m}", isinstance(m, cls), m in cls)) for m in cls]
        if issubclass(cls, enum.Flag):
            told += [repr((~m, m | cls.Far, m & cls.Both, m ^ cls.B, list(m), m.name)) for m in cls]
            told += [repr(cls(3)), repr(~cls.None_), repr(cls.B | cls.Far)]
        else:
            with pytest.raises(ValueError) as error:
                cls(77)
            told.append(str(error.value))
        with pytest.raises(AttributeError):
            cls.B = 5
        return told

    assert answers(enumerations._created) == answers(enumerations._create)


@pytest.mark.parametrize(
    "names",
    ["A B", ["A", "B"], {"A": 1}, [("A", "text")], [("name", 1)], [("_a_", 1)], [("A", True)]],
)
def test_what_is_no_list_of_names_and_numbers_goes_to_enum_itself(names: Any) -> None:
    def told(create: Any) -> str:
        try:
            return repr(create(enum.Enum, "Some", names, module="m").__members__)
        except ValueError as error:
            return str(error)

    assert told(enumerations._created) == told(enumerations._create)


def test_the_module_is_that_of_the_caller() -> None:
    assert enum.Enum("Some", [("A", 1)]).__module__ == __name__


def test_the_bindings_make_theirs_so() -> None:
    code = "import sys, reader.ui; from PySide6.QtCore import Qt; "
    code += "sys.exit(not isinstance(vars(Qt.Key)['__new__'], staticmethod))"
    assert subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=False).returncode == 0
