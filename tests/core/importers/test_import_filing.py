"""Where imported articles go: once, whole, updated in place, never for the worse."""

from __future__ import annotations

import os
import stat
from collections.abc import Callable
from pathlib import Path

import pytest

from reader import frontmatter
from reader.importers import ImportResult, import_paths
from reader.importers.filing import slug

Bring = Callable[..., ImportResult]
Write = Callable[[str, str | bytes], Path]
LONG = "The ferry left at noon and came back with the evening tide, as it did every day. " * 8


def _page(body: str, url: str = "https://a.example/p", title: str = "Ferries") -> str:
    return (
        f'<html lang="en"><head><title>{title}</title><link rel="canonical" href="{url}"></head>'
        f"<body><article><h1>{title}</h1><p>{body}</p></article></body></html>"
    )


def test_the_front_matter_says_where_an_article_came_from(bring: Bring, write: Write) -> None:
    (one,) = bring(write("p.html", _page(LONG))).imported
    meta, _ = frontmatter.split(one.path.read_text("utf-8"))
    assert (meta["id"], meta["title"], meta["language"]) == (one.id, "Ferries", "en")
    assert (meta["url"], meta["original_name"]) == ("https://a.example/p", "p.html")
    assert one.path.parent.name == "en"


def test_the_original_is_kept_byte_for_byte(bring: Bring, write: Write, target: Path) -> None:
    path = write("p.html", _page(LONG))
    (one,) = bring(path).imported
    meta, _ = frontmatter.split(one.path.read_text("utf-8"))
    assert (target / str(meta["original"])).read_bytes() == path.read_bytes()


def test_the_same_file_twice_makes_no_double(bring: Bring, write: Write, target: Path) -> None:
    path = write("p.html", _page(LONG))
    first = bring(path).imported[0]
    again = bring(path)
    assert again.imported == ()
    assert again.skipped[0].known == first.id
    assert len(list(target.glob("*/*.md"))) == 1


def test_a_newer_version_of_a_page_updates_the_article_and_keeps_its_id(
    bring: Bring, write: Write
) -> None:
    first = bring(write("p.html", _page(LONG))).imported[0]
    second = bring(write("other.html", _page(LONG + "And once at night."))).imported[0]
    assert second.updated
    assert (second.id, second.path) == (first.id, first.path)
    assert "once at night" in second.path.read_text("utf-8")


def test_a_changed_file_at_the_same_path_updates_its_article(bring: Bring, write: Write) -> None:
    first = bring(write("n.txt", f"Ferries\n\n{LONG}")).imported[0]
    second = bring(write("n.txt", f"Ferries\n\n{LONG}More of it.")).imported[0]
    assert (second.updated, second.id) == (True, first.id)


def test_another_text_at_the_same_path_is_another_article(bring: Bring, write: Write) -> None:
    first = bring(write("n.txt", f"Ferries\n\n{LONG}")).imported[0]
    other = "Bread rises slowly in cold kitchens where nobody hurries or opens windows. " * 8
    second = bring(write("n.txt", f"Bread\n\n{other}")).imported[0]
    assert (second.updated, second.id != first.id) == (False, True)
    assert first.path.exists()


def test_a_much_shorter_version_does_not_replace_a_longer_one(bring: Bring, write: Write) -> None:
    first = bring(write("p.html", _page(LONG))).imported[0]
    before = first.path.read_bytes()
    result = bring(write("q.html", _page("Only this is left of it now, sadly enough for us all.")))
    assert (result.imported, result.skipped[0].known) == ((), first.id)
    assert first.path.read_bytes() == before


def test_an_error_page_does_not_replace_an_article(bring: Bring, write: Write) -> None:
    first = bring(write("p.html", _page(LONG))).imported[0]
    result = bring(write("q.html", _page("x " + LONG[:500], title="404 Not Found")))
    assert result.skipped[0].known == first.id


def test_the_version_not_taken_is_kept_among_the_originals(
    bring: Bring, write: Write, target: Path
) -> None:
    bring(write("p.html", _page(LONG)))
    worse = write("q.html", _page("Only this is left of it now, sadly enough for us all."))
    bring(worse)
    kept = [path.read_bytes() for path in target.glob("originals/*/*")]
    assert worse.read_bytes() in kept


def test_an_article_edited_here_is_not_overwritten(bring: Bring, write: Write) -> None:
    first = bring(write("p.html", _page(LONG))).imported[0]
    first.path.write_text(first.path.read_text("utf-8") + "\nMy own words.\n", "utf-8")
    result = bring(write("q.html", _page(LONG + "Newer.")))
    assert "edited" in result.skipped[0].reason
    assert "My own words." in first.path.read_text("utf-8")


def test_the_pictures_of_a_page_lie_beside_its_article(bring: Bring, pages: Path) -> None:
    (one,) = bring(pages / "wordpress_en.html").imported
    (picture,) = one.path.with_name(f"{one.path.stem}_files").iterdir()
    assert picture.read_bytes() == (pages / "wordpress_en_files" / "wall.png").read_bytes()
    assert f"{one.path.stem}_files/{picture.name})" in one.path.read_text("utf-8")


def test_the_folder_of_a_saved_page_makes_no_articles(
    bring: Bring, write: Write, tmp_path: Path
) -> None:
    write("page.html", _page(LONG))
    write("page_files/frame.html", _page(LONG, "https://a.example/frame"))
    write("page_files/style.css", "p{}")
    result = bring(tmp_path / "from")
    assert (len(result.imported), result.skipped) == (1, ())


def test_a_dry_run_says_the_same_and_writes_nothing(
    bring: Bring, write: Write, target: Path
) -> None:
    path = write("p.html", _page(LONG))
    trial = bring(path, dry_run=True)
    assert not target.exists()
    assert trial.imported[0].id == bring(path).imported[0].id


def test_what_is_written_is_private(bring: Bring, write: Write, target: Path) -> None:
    before = os.umask(0)
    try:
        (one,) = bring(write("p.html", _page(LONG))).imported
    finally:
        os.umask(before)
    assert stat.S_IMODE(one.path.stat().st_mode) == 0o600
    assert stat.S_IMODE(one.path.parent.stat().st_mode) == 0o700


def test_cancelling_leaves_whole_articles_only(write: Write, target: Path, tmp_path: Path) -> None:
    for number in range(300):
        write(f"{number}.txt", f"Title {number}\n\n{LONG}{number}")
    done: list[int] = []
    result = import_paths(
        [tmp_path / "from"],
        target,
        progress=lambda count, total, name: done.append(count),
        cancelled=lambda: len(done) >= 4,
    )
    assert result.cancelled
    assert 4 <= len(result.imported) < 300
    files = [path for path in target.rglob("*") if path.is_file() and path.name != ".ignore"]
    assert {path for path in files if path.parent.name == "en"} == {o.path for o in result.imported}
    assert len(files) == 2 * len(result.imported)  # each with its original
    assert all(one.path.read_text("utf-8").endswith("\n") for one in result.imported)


def test_progress_counts_up_to_the_total(bring: Bring, write: Write, tmp_path: Path) -> None:
    for number in range(3):
        write(f"{number}.txt", f"Title {number}\n\n{LONG}")
    seen: list[tuple[int, int]] = []
    bring(tmp_path / "from", progress=lambda done, total, name: seen.append((done, total)))
    assert seen == [(1, 3), (2, 3), (3, 3)]


def test_a_disk_that_refuses_is_a_reason_for_each_file(
    write: Write, target: Path, tmp_path: Path
) -> None:
    write("a.txt", f"A\n\n{LONG}")
    write("b.txt", f"B\n\n{LONG}")
    target.parent.mkdir(parents=True)
    target.write_text("a file where the folder should be")
    result = import_paths([tmp_path / "from"], target)
    assert (len(result.imported), len(result.skipped)) == (0, 2)


def test_markdown_keeps_its_front_matter_and_takes_its_pictures_along(
    bring: Bring, write: Write
) -> None:
    png = b"\x89PNG\r\n\x1a\n" + bytes(40)
    write("img/a b.png", png)
    text = "---\ntitle: no\nlang: sv\ncustom: [a, b]\n---\n# Rubrik\n\n![x](img/a%20b.png) text\n"
    (one,) = bring(write("post.md", text)).imported
    meta, body = frontmatter.split(one.path.read_text("utf-8"))
    assert (meta["title"], meta["language"], meta["custom"]) == ("no", "sv", ["a", "b"])
    assert "img/" not in body
    assert next(one.path.with_name("no_files").iterdir()).read_bytes() == png


@pytest.mark.parametrize("title", ["con", "..", "a/b\\c", "🙂", "x" * 400, "ÅÄÖ", "COM1", "\x00"])
def test_a_slug_is_a_safe_name(title: str) -> None:
    name = slug(title)
    assert len(name.encode()) <= 110
    assert not set(name) & set('/\\:*?"<>|\0. ')
    assert name.lower() not in ("con", "com1")
