"""Qt's enumerations, made in a fifth of the time that Python's `enum` takes for them.

A start meets 260 of them with 3,800 members, a sixth of its processor time. `enum` looks at each
class and member for what else it could be; those of Qt are pairs of a name and a number. So the
class is made as `enum` makes an empty one, and its members are put in here as it would do it.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable
from enum import Enum, EnumType, Flag, IntEnum, IntFlag
from functools import cache, reduce
from operator import or_
from typing import Any

_BASES = (Enum, IntEnum, Flag, IntFlag)
_TAKEN = frozenset(name for base in _BASES for name in dir(base)) | {"mro", "name", "value"}
_CONTAINERS = ("_member_names_", "_member_map_", "_value2member_map_", "_unhashable_values_")
_create: Any = EnumType.__dict__["_create_"]


def install() -> None:
    """Let the enumerations that are made from now on be made so; on other Pythons as ever."""
    if sys.version_info[:2] == (3, 11):
        EnumType._create_ = _created  # type: ignore[attr-defined]


def _created(cls: Any, class_name: str, names: Any, **options: Any) -> Any:
    """As `_create_` of enum's metaclass, which Qt's bindings call with a list of all members."""
    if options.get("module") is None:  # enum looks for it as many calls above
        options["module"] = sys._getframe(2).f_globals.get("__name__")
    is_usual = cls in _BASES and options.get("type") is None
    if not (is_usual and _is_plain(names, issubclass(cls, Flag))):
        return _create(cls, class_name, names, **options)
    made = _empty_class(cls, class_name, options)
    _add_members(made, names)
    if issubclass(made, Flag):
        _add_masks(made)
    return made


def _is_plain(names: Any, is_flag: bool) -> bool:
    """Whether these are pairs of a name that means nothing else to a class, and a number."""
    return type(names) is list and all(
        type(pair) is tuple
        and type(pair[1]) is int
        and (pair[1] >= 0 or not is_flag)
        and pair[0][0] != "_"
        and pair[0] not in _TAKEN
        for pair in names
    )


def _empty_class(base: Any, name: str, options: dict[str, Any]) -> Any:
    body = dict(_empty_body(base, options.get("boundary")))
    for container in _CONTAINERS:
        if container in body:
            body[container] = type(body[container])()
    body.update(__module__=options["module"], __qualname__=options.get("qualname") or name)
    return type.__new__(EnumType, name, (base,), body)


@cache
def _empty_body(base: Any, boundary: Any) -> dict[str, Any]:
    """What stands in the class that enum makes of no members."""
    return dict(vars(_create(base, "Empty", (), module=__name__, boundary=boundary)))


def _add_members(made: Any, names: Iterable[tuple[str, int]]) -> None:
    new, is_number, is_flag = made._new_member_, made._use_args_, issubclass(made, Flag)
    members, by_value, canonical = made._member_map_, made._value2member_map_, made._member_names_
    for name, value in names:
        member = by_value.get(value)
        if member is None:
            member = by_value[value] = new(made, value) if is_number else new(made)
            member._value_, member._name_, member.__objclass__ = value, name, made
            member._sort_order_ = len(canonical)
            if not is_flag or _is_single_bit(value):
                canonical.append(name)
        type.__setattr__(made, name, member)
        members[name] = member


def _add_masks(made: Any) -> None:
    """What the operators of flags go by; the first releases of 3.11 knew no mask of all values."""
    values = list(made._value2member_map_)
    single = [value for value in values if _is_single_bit(value)]
    made._flag_mask_ = mask = reduce(or_, values, 0)
    if hasattr(made, "_singles_mask_"):
        made._singles_mask_ = sum(single)
    else:
        made._flag_mask_ = sum(single)
    made._all_bits_ = 2 ** mask.bit_length() - 1
    if single != sorted(single):
        made._iter_member_ = made._iter_member_by_def_


def _is_single_bit(value: int) -> bool:
    return value > 0 and not value & (value - 1)
