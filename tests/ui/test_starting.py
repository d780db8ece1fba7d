"""A start shows what was open from the kept page; the window's state is written in a moment."""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import Any

import apsw
import pytest
from pytestqt.qtbot import QtBot

from reader import catalogue, ordering, page
from reader import library as library_module
from reader import settings as settings_module
from reader.library import Library
from reader.model import Article, Order, Rendered
from reader.settings import Settings
from reader.store import Store
from reader.ui.app import Program
from reader.ui.background import Background
from reader.ui.listing import Filter
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


def test_where_many_read_articles_are_is_found_by_a_worker(
    desk: Desk, qtbot: QtBot, library: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("reader.library._FEW_IDS", 0)
    monkeypatch.setattr("reader.ui.visits.SAVE_MS", 600_000)  # no article is read meanwhile
    threads: list[str] = []
    find = library_module._mask_of_ids

    def found(*arguments: Any) -> bytes:
        threads.append(threading.current_thread().name)
        return find(*arguments)

    monkeypatch.setattr(library_module, "_mask_of_ids", found)
    desk.scan(library)
    with contextlib.closing(Store(desk.paths.marks)) as store:
        store.set_read("two", True)
    program = desk.start(library)
    counts: list[int] = []
    program.session.listing.counted.connect(lambda _, unread: counts.append(unread))
    program.session.listing.recount()
    qtbot.waitUntil(lambda: bool(counts))
    assert counts[0] == 2
    assert len(program.session.listing._ask((), "date")) == 3
    program.session.listing.set_filter(Filter(view="unread"))
    assert program.session.model.rowCount() == 2
    assert threads and not {name for name in threads if not name.startswith("searching")}


def fill(catalogue_path: Path, count: int) -> None:
    """Put so many rows like "one", without a date, behind those of the catalogue."""
    connection = catalogue.connect(catalogue_path)
    columns = [name for name in catalogue.ARTICLE_COLUMNS if name not in ("id", "path")]
    copied, sorting = ", ".join(columns), ", ".join(f"s.{n}" for n in catalogue.SORT_COLUMNS[4:])
    with connection:
        connection.execute(
            "WITH RECURSIVE n(i) AS (VALUES(1) UNION ALL SELECT i + 1 FROM n WHERE i < ?) "
            f"INSERT INTO article(id, path, {copied}) "
            f"SELECT 'x' || i, CAST(path || i AS BLOB), {copied} FROM article, n WHERE id = 'one'",
            (count,),
        )
        connection.execute(
            "INSERT INTO sorting SELECT a.number, s.root, s.base, x'ff', "
            f"{sorting} FROM article a, sorting s WHERE a.id LIKE 'x%' "
            "AND s.number = (SELECT number FROM article WHERE id = 'one')"
        )
        connection.execute("UPDATE meta SET value = value + 1 WHERE key = 'generation'")
        ordering.update(connection, (), 0)
    connection.close()


@pytest.mark.parametrize("order", ["date", "title"])
def test_a_start_does_as_much_in_a_large_library_as_in_a_small_one(
    desk: Desk, qtbot: QtBot, library: Path, monkeypatch: pytest.MonkeyPatch, order: Order
) -> None:
    """What SQLite does, in instructions of its machine, and the rows that are asked for."""
    steps, asked = [0], [0]
    connect, articles = catalogue.connect, Library.articles

    def counted() -> bool:
        steps[0] += 1
        return False

    def counting(path: Path) -> apsw.Connection:
        connection = connect(path)
        connection.set_progress_handler(counted, 1)
        return connection

    def counting_rows(self: Library, numbers: Sequence[int]) -> list[Article]:
        asked[0] += len(numbers)
        return articles(self, numbers)

    monkeypatch.setattr(Background, "begin", lambda self: None)  # it would miss the rows' files
    settings_module.save(desk.paths.settings, Settings(last_article="two", order=order))
    figures = []
    for count in (10, 100, 4_000):  # the first one leaves the article for the others
        desk.paths.catalogue.unlink(missing_ok=True)
        desk.scan(library)
        fill(desk.paths.catalogue, count)
        with monkeypatch.context() as patched:
            patched.setattr("reader.library.catalogue.connect", counting)
            patched.setattr(Library, "articles", counting_rows)
            steps[0] = asked[0] = 0
            window = desk.start(library).session.window
            qtbot.waitUntil(partial(getattr, window, "_has_told"))
            assert window.sidebar.list.articles().rowCount() == 3 + count
        figures.append((steps[0], asked[0]))
        desk.end()
    _, (few_steps, few_rows), (many_steps, many_rows) = figures
    assert many_steps < 2 * few_steps and many_rows < 2 * few_rows
