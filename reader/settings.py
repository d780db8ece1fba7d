"""The user's preferences and the window's state: typed, frozen, saved so that no crash loses them.

A file that cannot be read is set aside and never overwritten; the copy of the one before it serves
instead. Keys and values this version does not know are kept.
"""

from __future__ import annotations

import contextlib
import math
import os
import re
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Literal, get_args

from reader import toml
from reader.files import free_name, replace_file
from reader.model import Order, View
from reader.paths import make_private_folder

UiLanguage = Literal["", "en", "sv", "de"]
ReduceMotion = Literal["system", "on", "off"]

LEADINGS = (1.45, 1.58, 1.75)
SMALLEST_TYPE, LARGEST_TYPE = 14, 32
WINDOW_STATE = (
    "view",
    "order",
    "languages",
    "list_shown",
    "list_width",
    "notes_open",
    "side_by_side",
    "side_language",
    "window_geometry",
    "last_article",
    "recent_searches",
)
"""How the window was left; the other fields are what a person has chosen."""
MOST_RECENT_SEARCHES = 20


@dataclass(frozen=True, slots=True)
class Settings:
    """Everything the program remembers that is not about an article.

    theme is "system" or a file in resources/themes; one that is not there is shown as light.
    type_size is in pixels, leading a factor of it, width the text column in type sizes. An empty
    ui_language follows the system; reduce_motion "system" does what the desktop wishes. languages
    is the active filter, empty for all, "" the unknown language; side_language the one last chosen
    to stand beside another. window_geometry is what Qt gave, in base64. shortcuts maps action names
    to a key ("" takes it away), saved_searches names to queries. unknown holds what this version
    does not know: it is written back.
    """

    theme: str = "system"
    ui_language: UiLanguage = ""
    face: str = "literata"
    type_size: int = 19
    leading: float = 1.58
    width: float = 31.5
    hyphenate: bool = True
    letter_keys: bool = True
    reduce_motion: ReduceMotion = "system"
    view: View = "all"
    order: Order = "date"
    languages: tuple[str, ...] = ()
    group_translations: bool = False
    show_collection: bool = True
    list_shown: bool = True
    list_width: int = 332
    notes_open: bool = True
    side_by_side: bool = False
    side_language: str = ""
    window_geometry: str = ""
    last_article: str = ""
    recent_searches: tuple[str, ...] = ()
    shortcuts: Mapping[str, str] = field(default_factory=dict)
    saved_searches: Mapping[str, str] = field(default_factory=dict)
    unknown: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class LoadedSettings:
    """The settings, and what to tell the person where their file could not be read."""

    settings: Settings
    problem: str | None = None


# --- checking values ----------------------------------------------------------------------------


def _boolean(value: object) -> bool:
    if isinstance(value, bool):
        return value
    raise ValueError


def _number(low: float, high: float) -> Callable[[object], float]:
    def check(value: object) -> float:
        if isinstance(value, bool) or not isinstance(value, (int, float)):
            raise TypeError
        return low if math.isnan(value) else min(max(float(value), low), high)

    return check


def _whole(low: int, high: int) -> Callable[[object], int]:
    def check(value: object) -> int:
        if isinstance(value, bool) or not isinstance(value, int):
            raise TypeError
        return min(max(value, low), high)

    return check


def _leading(value: object) -> float:
    wanted = _number(1.0, 3.0)(value)
    return min(LEADINGS, key=lambda leading: abs(leading - wanted))


def _text(value: object) -> str:
    if isinstance(value, str):
        return value
    raise ValueError


def _key(value: object) -> str:
    """The name of a file in resources: letters, digits, "-" and "_"."""
    if isinstance(value, str) and re.fullmatch(r"[a-z0-9][a-z0-9_-]{0,60}", value):
        return value
    raise ValueError


def _choice(allowed: tuple[str, ...]) -> Callable[[object], str]:
    def check(value: object) -> str:
        if isinstance(value, str) and value in allowed:
            return value
        raise ValueError

    return check


def _reduce_motion(value: object) -> str:
    """Once a switch that was off unless a person had pressed it."""
    if isinstance(value, bool):
        return "on" if value else "system"
    return _choice(get_args(ReduceMotion))(value)


def _texts(value: object) -> tuple[str, ...]:
    if isinstance(value, (list, tuple)):
        return tuple(_text(item) for item in value)
    raise ValueError


def _text_map(value: object) -> dict[str, str]:
    if isinstance(value, Mapping):
        return {_text(key): _text(item) for key, item in value.items()}
    raise ValueError


_CHECKS: Mapping[str, Callable[[object], object]] = {
    "theme": _key,
    "ui_language": _choice(get_args(UiLanguage)),
    "face": _text,
    "type_size": _whole(SMALLEST_TYPE, LARGEST_TYPE),
    "leading": _leading,
    "width": _number(20.0, 60.0),
    "hyphenate": _boolean,
    "letter_keys": _boolean,
    "reduce_motion": _reduce_motion,
    "view": _choice(get_args(View)),
    "order": _choice(get_args(Order)),
    "languages": _texts,
    "group_translations": _boolean,
    "show_collection": _boolean,
    "list_shown": _boolean,
    "list_width": _whole(260, 420),
    "notes_open": _boolean,
    "side_by_side": _boolean,
    "side_language": _text,
    "window_geometry": _text,
    "last_article": _text,
    "recent_searches": lambda value: _texts(value)[:MOST_RECENT_SEARCHES],
    "shortcuts": _text_map,
    "saved_searches": _text_map,
}


def from_mapping(data: Mapping[str, Any]) -> Settings:
    """Settings out of a TOML document; a value that cannot be one is kept among the unknown."""
    known: dict[str, Any] = {}
    unknown: dict[str, object] = {}
    for key, value in data.items():
        try:
            known[key] = _CHECKS[key](value)
        except (KeyError, TypeError, ValueError):
            unknown[key] = value
    return Settings(**known, unknown=unknown)


def to_mapping(settings: Settings) -> dict[str, object]:
    """Settings as a TOML document; a value at its default does not hide an unknown one."""
    default = Settings()
    document: dict[str, object] = {}
    for name in (item.name for item in fields(Settings) if item.name != "unknown"):
        value = getattr(settings, name)
        if name in settings.unknown and value == getattr(default, name):
            value = settings.unknown[name]
        document[name] = value
    return {
        **document,
        **{k: v for k, v in settings.unknown.items() if k not in document},
    }


# --- the file -----------------------------------------------------------------------------------


def backup_of(path: Path) -> Path:
    """The settings as they were before the last save."""
    return path.with_name(path.name + ".bak")


def load(path: Path, *, now: datetime | None = None) -> LoadedSettings:
    """The settings in a file; the defaults where there is none, its backup where it is unreadable.

    An unreadable file is renamed to "….damaged-<stamp>" and the problem says so.
    """
    data = _read(path)
    if data is not None and (data or not backup_of(path).exists()):
        return LoadedSettings(from_mapping(data))
    exists = os.path.lexists(path)
    earlier = _read(backup_of(path))
    settings = Settings() if earlier is None else from_mapping(earlier)
    if not exists:
        return LoadedSettings(settings)
    return LoadedSettings(settings, _set_aside(path, earlier is not None, now))


def _read(path: Path) -> dict[str, Any] | None:
    """A file's document, None where it is missing or unreadable."""
    try:
        return tomllib.loads(path.read_bytes().decode("utf-8-sig"))
    except (OSError, ValueError, RecursionError):
        return None


def _set_aside(path: Path, has_backup: bool, now: datetime | None) -> str:
    stamp = (now or datetime.now(UTC)).astimezone(UTC).strftime("%Y%m%d-%H%M%S")
    aside = free_name(path.with_name(f"{path.name}.damaged-{stamp}"))
    used = "those before them are used" if has_backup else "the defaults are used"
    try:
        os.rename(path, aside)
    except OSError:
        return f"The settings in {path} cannot be read; {used}."
    return f"The settings could not be read; {used}. The file is kept as {aside}."


def read(path: Path) -> Settings | None:
    """The settings in a file as it is now; None where it is missing, empty or unreadable."""
    data = _read(path)
    return from_mapping(data) if data else None


def merged(ours: Settings, base: Settings, theirs: Settings) -> Settings:
    """Two changes of the same settings: ours where we have changed base, theirs elsewhere."""
    names = [item.name for item in fields(Settings)]
    same = [name for name in names if getattr(ours, name) == getattr(base, name)]
    return replace(ours, **{name: getattr(theirs, name) for name in same})


def save(path: Path, settings: Settings, base: Settings | None = None) -> None:
    """Write the settings, durable when this returns; the ones before them stay as .bak.

    base are those that were read or saved here last: what another program has changed in the file
    since then is kept. An unreadable file is set aside. StoreError where the machine refuses; the
    file then holds what it held.
    """
    make_private_folder(path.parent)
    sound = _read(path)
    if sound and base is not None:
        settings = merged(settings, base, from_mapping(sound))
    data = toml.dumps(to_mapping(settings)).encode()
    with contextlib.suppress(OSError):
        if path.read_bytes() == data:
            return
    if sound is None and path.is_file():
        _set_aside(path, False, None)
    replace_file(path, data, keep=backup_of(path) if sound else None)


def differ_in_state_alone(one: Settings, other: Settings) -> bool:
    """Whether two settings are the same but for the fields of WINDOW_STATE."""
    return with_state_of(other, one) == one


def with_state_of(settings: Settings, other: Settings) -> Settings:
    """The settings with the window as it is in the others."""
    return replace(settings, **{name: getattr(other, name) for name in WINDOW_STATE})


def with_recent_search(settings: Settings, query: str) -> Settings:
    """The settings with query as the most recent search."""
    others = tuple(item for item in settings.recent_searches if item != query)
    return replace(settings, recent_searches=(query, *others)[:MOST_RECENT_SEARCHES])
