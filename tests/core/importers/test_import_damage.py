"""Every format whole, cut short and garbled: what is whole comes in, the rest has a reason."""

from __future__ import annotations

import io
import json
import random
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from reader.importers import ImportResult

Bring = Callable[..., ImportResult]
Write = Callable[[str, str | bytes], Path]
STORY = "The lamp was lit before the fog came in from the sea that evening. " * 6
COUNT = 6


def _zip(files: dict[str, str]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def _url(number: int) -> str:
    return f"https://a.example/{number}"


def _omnivore() -> bytes:
    items = [
        {"id": str(n), "slug": f"s{n}", "title": f"T{n}", "url": _url(n), "state": "Archived"}
        for n in range(COUNT)
    ]
    files = {f"metadata_{n}_to_{n}.json": json.dumps([item]) for n, item in enumerate(items)}
    pages = {f"content/s{n}.html": f"<p>{STORY}{n}</p>" for n in range(COUNT)}
    return _zip({**files, **pages, "highlights/s0.md": "> the fog came in\n\nmy note\n"})


def _wallabag() -> str:
    items = [
        {"id": n, "title": f"T{n}", "url": _url(n), "is_archived": 1, "content": f"<p>{STORY}</p>"}
        for n in range(COUNT)
    ]
    return json.dumps(items)


def _hypothesis() -> str:
    notes = [
        {"id": str(n), "uri": _url(n), "text": "why", "target": [
            {"selector": [{"type": "TextQuoteSelector", "exact": f"the fog {n}"}]}]}
        for n in range(COUNT)
    ]  # fmt: skip
    return json.dumps({"export_userid": "u", "client_version": "1", "annotations": notes})


def _koreader() -> str:
    books = [
        {"title": f"Book {n}", "author": "Ada", "entries": [{"text": f"The fog {n}", "time": 1}]}
        for n in range(COUNT)
    ]
    return json.dumps({"created_on": 1, "version": "json/1.0.0", "documents": books})


def _rows(head: str, row: str) -> str:
    return head + "".join(row.format(n=n, url=_url(n)) for n in range(COUNT))


def _epub() -> bytes:
    items = "".join(
        f'<item id="i{n}" href="{n}.xhtml" media-type="application/xhtml+xml"/>'
        for n in range(COUNT)
    )
    spine = "".join(f'<itemref idref="i{n}"/>' for n in range(COUNT))
    book = (
        '<package xmlns="http://www.idpf.org/2007/opf"><metadata xmlns:dc="http://purl.org/dc/'
        f'elements/1.1/"><dc:title>Salt</dc:title></metadata><manifest>{items}</manifest>'
        f"<spine>{spine}</spine></package>"
    )
    container = '<container><rootfiles><rootfile full-path="b.opf"/></rootfiles></container>'
    chapters = {f"{n}.xhtml": f"<html><h1>C{n}</h1><p>{STORY}{n}</p></html>" for n in range(COUNT)}
    head = {"mimetype": "application/epub+zip", "META-INF/container.xml": container, "b.opf": book}
    return _zip({**head, **chapters})


def _rss() -> str:
    items = "".join(
        f"<item><title>T{n}</title><link>{_url(n)}</link><content:encoded><![CDATA[<p>{STORY}</p>]]>"
        "</content:encoded></item>"
        for n in range(COUNT)
    )
    space = 'xmlns:content="http://purl.org/rss/1.0/modules/content/"'
    return f'<?xml version="1.0"?><rss version="2.0" {space}><channel>{items}</channel></rss>'


def _mhtml() -> str:
    return (
        "From: <saved>\r\nSnapshot-Content-Location: https://a.example/1\r\nMIME-Version: 1.0\r\n"
        'Content-Type: multipart/related; boundary="b"\r\n\r\n--b\r\nContent-Type: text/html\r\n'
        f"Content-Location: https://a.example/1\r\n\r\n<html><title>T</title><article><p>{STORY}</p>"
        "<p>More.</p></article></html>\r\n--b--\r\n"
    )


def _page() -> str:
    """A page as SingleFile saves it, with its picture inside."""
    picture = "data:image/png;base64,iVBORw0KGgoAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"
    return (
        "<!DOCTYPE html><!--\n Page saved with SingleFile \n url: https://a.example/1 \n-->"
        f'<html lang="en"><title>T</title><article><h1>T</h1><p>{STORY}</p><p>{STORY}</p>'
        f'<img src="{picture}" alt="A"><p>{STORY}</p></article></html>'
    )


_CLIPPING = (
    "Salt (Ada Holm)\n- Your Highlight on page {n} | Location {n}-{n} | Added on Monday, 5 October "
    "2020 10:15:30\n\nThe fog came in {n}.\n==========\n"
)
_BOOKMARK = '<DT><A HREF="{url}" ADD_DATE="1600000000" TAGS="sea">T{n}</A>\n'
_SAMPLES: dict[str, tuple[str | bytes, int]] = {
    "part_000000.csv": (
        _rows("title,url,time_added,tags,status\n", "T{n},{url},1600000000,a|b,archive\n"), COUNT),
    "instapaper.csv": (
        _rows("URL,Title,Selection,Folder\n", "{url},T{n},,Starred\n"), COUNT),
    "readwise.csv": (
        _rows("Highlight,Book Title,Book Author,Amazon Book ID,Note,Color,Tags,Location Type,"
              "Location,Highlighted at\n", '"Fog\n{n}",Book {n},Ada,B,note,blue,,page,1,\n'), COUNT),
    "reader.csv": (
        _rows("Title,URL,ID,Document tags,Saved date,Reading progress,Location,Seen\n",
              "T{n},{url},{n},['a'],2024-01-02 03:04:05+00:00,0.5,archive,True\n"), COUNT),
    "ril_export.html": (
        "<!DOCTYPE NETSCAPE-Bookmark-file-1><DL>" + _rows("", _BOOKMARK) + "</DL>", COUNT),
    "omnivore.zip": (_omnivore(), COUNT),
    "wallabag.json": (_wallabag(), COUNT),
    "hypothesis.json": (_hypothesis(), COUNT),
    "koreader.json": (_koreader(), COUNT),
    "My Clippings.txt": (_rows("", _CLIPPING), 1),
    "salt.epub": (_epub(), COUNT),
    "feed.xml": (_rss(), COUNT),
    "feeds.opml": (
        _rows('<?xml version="1.0"?><opml version="2.0"><body>',
              '<outline text="T{n}" htmlUrl="{url}"/>') + "</body></opml>", COUNT),
    "page.mhtml": (_mhtml(), 1),
    "page.html": (_page(), 1),
}  # fmt: skip
_ALL_OR_NOTHING = ("feeds.opml",)


def _bytes(name: str) -> bytes:
    content = _SAMPLES[name][0]
    return content if isinstance(content, bytes) else content.encode()


def _found(result: ImportResult) -> int:
    return len(result.imported) + len(result.to_fetch) + len(result.marks)


@pytest.mark.parametrize("name", _SAMPLES)
def test_a_whole_file_comes_in_whole(bring: Bring, write: Write, name: str) -> None:
    result = bring(write(name, _bytes(name)))
    expected = _SAMPLES[name][1] + (name == "omnivore.zip")  # one of them has highlights
    assert (_found(result), result.skipped) == (expected, ())


@pytest.mark.parametrize("name", _SAMPLES)
@pytest.mark.parametrize("part", [0.35, 0.65, 0.97])
def test_of_a_file_cut_short_what_is_whole_comes_in(
    bring: Bring, write: Write, name: str, part: float
) -> None:
    data = _bytes(name)
    result = bring(write(name, data[: int(len(data) * part)]))
    assert all(one.reason for one in result.skipped)
    assert _found(result) or result.skipped
    if part > 0.9 and name not in _ALL_OR_NOTHING:
        assert _found(result) >= _SAMPLES[name][1] - 1


@pytest.mark.parametrize("name", _SAMPLES)
def test_a_garbled_file_ends_no_import(
    bring: Bring, write: Write, name: str, tmp_path: Path
) -> None:
    random_ = random.Random(name)
    for number in range(8):
        data = bytearray(_bytes(name))
        for _ in range(random_.randrange(1, 12)):
            data[random_.randrange(len(data))] = random_.randrange(256)
        write(f"{number}/{name}", bytes(data))
    write("good.txt", f"Good\n\n{STORY}")
    result = bring(tmp_path / "from")
    assert "Good" in [one.title for one in result.imported]
    assert not [one for one in result.skipped if "cannot be read: " in one.reason]


def test_an_export_in_the_wrong_form_does_not_end_it(bring: Bring, write: Write) -> None:
    odd: list[object] = [
        None,
        1,
        "x",
        [],
        {"id": [1], "title": {"a": 1}, "url": 5, "tags": "x", "content": 7},
    ]
    items = [*odd, {"id": 9, "title": "T", "url": _url(9), "is_archived": [], "content": STORY}]
    result = bring(
        write("wallabag.json", '[{"is_archived": 0, "content": ""},' + json.dumps(items)[1:])
    )
    assert "T" in [one.title for one in result.imported]
    assert not [one for one in result.skipped if "cannot be read: " in one.reason]
