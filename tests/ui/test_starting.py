"""A start shows what was open from the kept page; the window's state is written in a moment."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from reader import page
from reader import settings as settings_module
from reader.model import Rendered
from reader.ui.app import Program
from reader.ui.typesetting import Typesetter
from tests.ui.desk import Desk, write_articles
from tests.ui.test_journeys import open_article

TEXT = "---\nid: {id}\ntitle: {id}\nlang: de\n---\n\nDer Leuchtturmwärter erzählt Geschichten.\n"


@pytest.fixture
def library(tmp_path: Path) -> Path:
    names = ("one", "two", "three")
    return write_articles(tmp_path / "lib", {f"{n}.md": TEXT.format(id=n) for n in names})


def once(desk: Desk, qtbot: QtBot, library: Path, article: str) -> None:
    """A first session that ends with this article open."""
    desk.scan(library)
    program = desk.start(library)
    open_article(qtbot, program, article)
    desk.end()


def forbid_rendering(monkeypatch: pytest.MonkeyPatch) -> None:
    def render(*_: object) -> None:
        raise AssertionError

    monkeypatch.setattr(Program, "render", render)


def test_the_last_article_is_shown_without_being_rendered(
    desk: Desk, qtbot: QtBot, library: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    once(desk, qtbot, library, "two")
    forbid_rendering(monkeypatch)
    program = desk.start(library)
    opened = program.session.window.reader.opened
    assert opened is not None and "Leuchtturmwärter" in opened.text
    assert any(opened.prepared.hyphens.values())
    assert "_renderer" not in program.__dict__


@pytest.mark.parametrize("change", ["edited", "deleted", "damaged"])
def test_a_page_that_may_be_wrong_is_not_shown(
    desk: Desk, qtbot: QtBot, library: Path, change: str
) -> None:
    once(desk, qtbot, library, "two")
    if change == "edited":
        write_articles(library, {"two.md": TEXT.format(id="two") + "Mehr.\n"})
    elif change == "deleted":
        desk.paths.page.unlink()
    else:
        desk.paths.page.write_bytes(desk.paths.page.read_bytes()[:-3])
    program = desk.start(library)
    opened = program.session.window.reader.opened
    assert opened is not None and ("Mehr" in opened.text) == (change == "edited")


def test_a_page_that_the_program_would_make_otherwise_now_is_shown_anew(
    desk: Desk, qtbot: QtBot, library: Path
) -> None:
    once(desk, qtbot, library, "two")
    kept = page.load(desk.paths.page)
    assert kept is not None
    page.save(desk.paths.page, kept._replace(rendered=Rendered((), "of old", "")))
    program = desk.start(library)
    reader = program.session.window.reader
    assert reader.opened is not None and reader.opened.text == "of old"
    qtbot.waitUntil(lambda: reader.opened is not None and "Leuchtturm" in reader.opened.text)


def test_the_article_is_set_once(
    desk: Desk, qtbot: QtBot, library: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    once(desk, qtbot, library, "two")
    made: list[Typesetter] = []
    init = Typesetter.__init__

    def counted(self: Typesetter, *args: Any, **names: Any) -> None:
        made.append(self)
        init(self, *args, **names)

    monkeypatch.setattr(Typesetter, "__init__", counted)
    program = desk.start(library)
    qtbot.waitUntil(lambda: "indexer" in program.session.background.__dict__)
    assert len(made) == 1


def test_the_background_begins_once_the_article_is_on_the_screen(
    desk: Desk, qtbot: QtBot, library: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("reader.ui.window.PAINTED_MS", 2_000)  # a busy machine takes so long
    monkeypatch.setattr("reader.ui.window.LATEST_MS", 60_000)
    desk.scan(library)
    program = desk.start(library)
    assert "indexer" not in program.session.background.__dict__
    qtbot.waitUntil(lambda: "indexer" in program.session.background.__dict__)


def test_without_any_article_the_background_begins_too(
    desk: Desk, qtbot: QtBot, tmp_path: Path
) -> None:
    (tmp_path / "lib").mkdir()
    write_articles(tmp_path / "lib", {"a.md": "# A\n\nText."})
    program = desk.start(tmp_path / "lib")  # the scan finds what is there
    assert program.session.model.rowCount() == 1


def test_what_a_person_chooses_is_written_at_once_and_the_windows_state_soon(
    desk: Desk, qtbot: QtBot, library: Path
) -> None:
    desk.scan(library)
    program = desk.start(library)
    file = desk.paths.settings
    program.session.window.change_settings(theme="dark")
    assert settings_module.load(file).settings.theme == "dark"
    program.session.window.change_settings(order="title")
    assert settings_module.load(file).settings.order == "date"
    qtbot.waitUntil(lambda: settings_module.load(file).settings.order == "title")


def test_the_state_of_the_window_is_on_the_disk_after_the_end(
    desk: Desk, qtbot: QtBot, library: Path
) -> None:
    desk.scan(library)
    program = desk.start(library)
    open_article(qtbot, program, "three")
    program.session.window.change_settings(order="title")
    desk.end()
    settings = settings_module.load(desk.paths.settings).settings
    assert (settings.order, settings.last_article) == ("title", "three")


def test_an_article_that_was_left_at_once_counts_as_opened(
    desk: Desk, qtbot: QtBot, library: Path
) -> None:
    desk.scan(library)
    program = desk.start(library)
    for name in ("one", "two", "three"):
        open_article(qtbot, program, name)
    program.session.keeping.save_all()
    store = program.session.parts.store
    assert all(store.state(name).opened for name in ("one", "two", "three"))
