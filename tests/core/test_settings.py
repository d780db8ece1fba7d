"""Settings come back as they were saved, and no damaged file costs them."""

from __future__ import annotations

import math
import os
import tomllib
from dataclasses import replace
from datetime import UTC, date, datetime, time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import settings as relaxed
from hypothesis import strategies as st

from reader import settings, toml
from reader.errors import StoreError
from reader.settings import Settings

NOW = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "config" / "settings.toml"


texts = st.text(st.characters(exclude_categories=["Cs"]))
toml_values = st.recursive(
    st.booleans()
    | st.integers(-(2**63), 2**63 - 1)
    | st.floats(allow_nan=False)
    | texts
    | st.dates()
    | st.datetimes()
    | st.times(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(texts, inner, max_size=3),
    max_leaves=8,
)


@given(st.dictionaries(texts, toml_values, max_size=5))
@relaxed(deadline=None)
def test_what_is_written_as_toml_is_read_back_equal(data):
    assert tomllib.loads(toml.dumps(data)) == data


def test_toml_keeps_not_a_number_and_leaves_out_nothing():
    assert math.isnan(tomllib.loads(toml.dumps({"x": math.nan, "y": None}))["x"])
    assert toml.dumps({"y": None}) == ""


def test_toml_has_no_place_for_an_object():
    with pytest.raises(TypeError):
        toml.dumps({"x": object()})


def test_toml_replaces_lone_surrogates():
    assert tomllib.loads(toml.dumps({"x": "a\ud800"})) == {"x": "a?"}


def test_without_a_file_there_are_the_defaults(path):
    assert settings.load(path) == settings.LoadedSettings(Settings())


some_settings = st.builds(
    Settings,
    theme=st.sampled_from(["system", "light", "sepia", "dark", "high_contrast"]),
    ui_language=st.sampled_from(["", "en", "sv", "de"]),
    face=texts,
    type_size=st.integers(14, 32),
    leading=st.sampled_from(settings.LEADINGS),
    hyphenate=st.booleans(),
    languages=st.lists(texts, max_size=3).map(tuple),
    list_width=st.integers(260, 420),
    recent_searches=st.lists(texts, max_size=3).map(tuple),
    shortcuts=st.dictionaries(texts, texts, max_size=3),
    saved_searches=st.dictionaries(texts, texts, max_size=3),
)


@given(some_settings)
@relaxed(deadline=None, max_examples=30)
def test_settings_come_back_as_they_were(tmp_path_factory, saved):
    path = tmp_path_factory.mktemp("settings") / "settings.toml"
    settings.save(path, saved)
    assert settings.load(path).settings == saved


def test_a_value_out_of_range_comes_to_its_limit():
    read = settings.from_mapping({"type_size": 900, "width": math.nan, "leading": 1.6})
    assert (read.type_size, read.width, read.leading) == (32, 20.0, 1.58)


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("theme", "../neon"),
        ("type_size", "19"),
        ("type_size", True),
        ("width", "wide"),
        ("hyphenate", 1),
        ("languages", "sv"),
        ("languages", [1]),
        ("shortcuts", ["x"]),
        ("shortcuts", {"a": 1}),
        ("face", 3),
        ("from_the_future", date(2030, 1, 1)),
    ],
)
def test_what_is_not_understood_is_the_default_and_is_kept(path, key, value):
    read = settings.from_mapping({key: value})
    assert replace(read, unknown={}) == Settings()
    settings.save(path, read)
    assert tomllib.loads(path.read_text())[key] == value


def test_a_changed_setting_wins_over_a_value_not_understood():
    read = settings.from_mapping({"theme": "../neon"})
    assert settings.to_mapping(replace(read, theme="dark"))["theme"] == "dark"


def test_the_settings_before_the_last_save_are_kept(path):
    settings.save(path, Settings(theme="dark"))
    settings.save(path, Settings(theme="sepia"))
    assert settings.load(settings.backup_of(path)).settings.theme == "dark"


def test_saving_the_same_writes_nothing(path):
    settings.save(path, Settings(theme="dark"))
    before = path.stat()
    settings.save(path, Settings(theme="dark"))
    assert path.stat().st_ino == before.st_ino


@pytest.mark.parametrize(
    "damaged",
    [
        b"",
        b"theme = ",
        b"\0" * 500,
        b"\xff\xfe",
        b"x = " + b"[" * 9000,
        b'theme = "dark"\n[',
    ],
)
def test_a_damaged_file_is_set_aside_and_the_one_before_it_used(path, damaged):
    settings.save(path, Settings(theme="dark"))
    settings.save(path, Settings(theme="sepia"))
    path.write_bytes(damaged)
    loaded = settings.load(path, now=NOW)
    assert loaded.settings.theme == "dark"
    aside = path.with_name("settings.toml.damaged-20260301-120000")
    assert str(aside) in loaded.problem
    assert aside.read_bytes() == damaged


def test_a_damaged_file_never_becomes_the_backup(path):
    settings.save(path, Settings(theme="dark"))
    settings.save(path, Settings(theme="sepia"))
    path.write_bytes(b"damaged")
    settings.save(path, Settings(theme="light"))
    assert settings.load(settings.backup_of(path)).settings.theme == "dark"


def test_a_damaged_file_is_set_aside_by_a_save_too(path):
    settings.save(path, Settings(theme="dark"))
    path.write_bytes(b"theme = ")
    settings.save(path, Settings(theme="light"))
    assert settings.load(path).settings.theme == "light"
    (aside,) = path.parent.glob("settings.toml.damaged-*")
    assert aside.read_bytes() == b"theme = "


def test_what_another_program_has_changed_is_not_overwritten(path):
    base = Settings(theme="dark", type_size=20)
    settings.save(path, base)
    settings.save(path, replace(base, theme="sepia", face="other"))  # the other program
    ours = replace(base, type_size=25, face="mine")
    settings.save(path, ours, base=base)
    saved = settings.load(path).settings
    assert (saved.theme, saved.type_size, saved.face) == ("sepia", 25, "mine")
    settings.save(path, replace(ours, type_size=26), base=ours)
    assert settings.load(path).settings.theme == "sepia"


def test_settings_that_cannot_be_read_now_are_none(path):
    assert settings.read(path) is None
    settings.save(path, Settings(theme="dark"))
    assert settings.read(path) == Settings(theme="dark")
    path.write_bytes(b"theme = ")
    assert settings.read(path) is None and path.read_bytes() == b"theme = "


def test_a_damaged_file_without_a_backup_gives_the_defaults(path):
    path.parent.mkdir()
    path.write_bytes(b"damaged")
    loaded = settings.load(path)
    assert loaded.settings == Settings()
    assert "defaults" in loaded.problem


def test_a_missing_file_beside_its_backup_is_no_first_run(path):
    settings.save(path, Settings(theme="dark"))
    settings.save(path, Settings(theme="sepia"))
    path.unlink()
    assert settings.load(path).settings.theme == "dark"


def test_a_folder_in_its_place_is_told_and_not_replaced(path):
    path.mkdir(parents=True)
    with pytest.raises(StoreError, match="cannot be written"):
        settings.save(path, Settings())
    assert path.is_dir()


def test_nothing_is_left_beside(path):
    settings.save(path, Settings(theme="dark"))
    settings.save(path, Settings(theme="sepia"))
    assert sorted(os.listdir(path.parent)) == ["settings.toml", "settings.toml.bak"]


@pytest.mark.skipif(os.name == "nt", reason="POSIX permissions")
def test_settings_are_private(path):
    settings.save(path, Settings())
    assert path.stat().st_mode & 0o777 == 0o600


def test_a_link_to_the_settings_stays_a_link(path, tmp_path):
    path.parent.mkdir()
    target = tmp_path / "dotfiles.toml"
    settings.save(target, Settings(theme="dark"))
    path.symlink_to(target)
    settings.save(path, Settings(theme="sepia"))
    assert path.is_symlink()
    assert settings.load(target).settings.theme == "sepia"


def test_a_recent_search_comes_first_and_once():
    recent = Settings(recent_searches=tuple("abc"))
    assert settings.with_recent_search(recent, "b").recent_searches == ("b", "a", "c")


def test_times_of_day_are_toml_too():
    assert tomllib.loads(toml.dumps({"x": time(1, 2)})) == {"x": time(1, 2)}


def test_a_damaged_file_that_cannot_be_renamed_is_told(path, monkeypatch):
    path.parent.mkdir()
    path.write_bytes(b"damaged")

    def refuse(*_: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("os.rename", refuse)
    assert "cannot be read" in settings.load(path).problem
    assert path.read_bytes() == b"damaged"
