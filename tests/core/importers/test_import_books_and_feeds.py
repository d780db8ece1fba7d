"""Books, feeds, lists of feeds and web archives."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from reader.importers import ImportResult, Options

Bring = Callable[..., ImportResult]
Write = Callable[[str, str | bytes], Path]
STORY = "The lamp was lit before the fog came in from the sea that evening. " * 8
PNG = b"\x89PNG\r\n\x1a\n" + bytes(40)
_OPF = """<?xml version="1.0"?><package xmlns="http://www.idpf.org/2007/opf" version="3.0" unique-identifier="i">
<metadata xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>Salt</dc:title><dc:creator>Ada Holm</dc:creator>
<dc:language>en</dc:language><dc:date>2011-04-05</dc:date><dc:identifier id="i">urn:x</dc:identifier></metadata>
<manifest><item id="b" href="text/two.xhtml" media-type="application/xhtml+xml"/>
<item id="a" href="text/one.xhtml" media-type="application/xhtml+xml"/>
<item id="n" href="nav.xhtml" properties="nav" media-type="application/xhtml+xml"/></manifest>
<spine><itemref idref="n"/><itemref idref="a"/><itemref idref="b"/></spine></package>"""


def _chapter(title: str, extra: str = "") -> str:
    return (
        '<?xml version="1.0" encoding="utf-8"?><html xmlns="http://www.w3.org/1999/xhtml"><head><title>x</title>'
        f"</head><body><h1>{title}</h1><p>{STORY}</p>{extra}</body></html>"
    )


def _epub(**changes: str | bytes) -> bytes:
    files: dict[str, str | bytes] = {
        "mimetype": "application/epub+zip",
        "META-INF/container.xml": '<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container">'
        '<rootfiles><rootfile full-path="OEBPS/book.opf"/></rootfiles></container>',
        "OEBPS/book.opf": _OPF,
        "OEBPS/nav.xhtml": "<html><body><nav>Contents</nav></body></html>",
        "OEBPS/text/one.xhtml": _chapter("One", '<img src="../img/a.png" alt="A"/>'),
        "OEBPS/text/two.xhtml": _chapter("Two"),
        "OEBPS/img/a.png": PNG,
    }
    files.update(changes)
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def test_each_chapter_of_a_book_is_an_article_in_reading_order(bring: Bring, write: Write) -> None:
    result = bring(write("salt.epub", _epub()))
    assert [one.title for one in result.imported] == ["One", "Two"]
    text = result.imported[0].path.read_text("utf-8")
    assert 'author: "Ada Holm"' in text
    assert "# One" not in text
    assert "![A](one_files/" in text


def test_the_whole_book_is_one_article_when_the_user_says_so(bring: Bring, write: Write) -> None:
    (one,) = bring(write("salt.epub", _epub()), options=Options(epub="whole")).imported
    text = one.path.read_text("utf-8")
    assert one.title == "Salt"
    assert text.index("# One") < text.index("# Two")


def test_a_chapter_that_is_missing_is_reported_and_the_others_come(
    bring: Bring, write: Write
) -> None:
    data = _epub(**{"OEBPS/book.opf": _OPF.replace("text/one", "text/none")})
    result = bring(write("salt.epub", data))
    assert [one.title for one in result.imported] == ["Two"]
    assert "missing" in result.skipped[0].reason


def test_a_book_cut_short_brings_the_chapters_that_are_whole(bring: Bring, write: Write) -> None:
    data = _epub()
    result = bring(write("salt.epub", data[: data.index(b"OEBPS/text/two.xhtml") - 30]))
    assert [one.title for one in result.imported] == ["One"]
    assert any("cut short" in one.reason for one in result.skipped)


def test_a_book_with_entity_expansion_is_read_without_it(bring: Bring, write: Write) -> None:
    bomb = '<!DOCTYPE p [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;&a;">]>' + _OPF.split("?>", 1)[1]
    result = bring(write("salt.epub", _epub(**{"OEBPS/book.opf": bomb})))
    assert [one.title for one in result.imported] == ["One", "Two"]


_ATOM = f"""<?xml version="1.0" encoding="utf-8"?><feed xmlns="http://www.w3.org/2005/Atom" xml:lang="de">
<title>Hafenheft</title><link href="https://h.example/"/>
<entry><title>Die &lt;b&gt;Lampe&lt;/b&gt;</title><id>urn:1</id><link href="https://h.example/lampe"/>
<updated>2020-05-06T07:08:09Z</updated><author><name>Ada</name></author><category term="Meer"/>
<content type="html">&lt;p&gt;{STORY}&lt;/p&gt;&lt;script&gt;x()&lt;/script&gt;</content></entry>
<entry><title>Kurz</title><id>urn:2</id><link href="https://h.example/kurz"/><summary>Nur ein Anriss.</summary></entry></feed>"""


def test_feed_entries_with_content_are_articles_and_teasers_are_links(
    bring: Bring, write: Write
) -> None:
    result = bring(write("feed.xml", _ATOM))
    (one,) = result.imported
    assert (one.title, one.language) == ("Die Lampe", "de")
    assert "x()" not in one.path.read_text("utf-8")
    assert [link.url for link in result.to_fetch] == ["https://h.example/kurz"]


def test_a_feed_cut_short_brings_its_whole_entries(bring: Bring, write: Write) -> None:
    result = bring(write("feed.xml", _ATOM[: _ATOM.index("<entry><title>Kurz")]))
    assert len(result.imported) == 1
    assert "damaged" in result.skipped[0].reason


def test_an_rss_file_with_entities_of_its_own_is_refused(bring: Bring, write: Write) -> None:
    text = '<?xml version="1.0"?><!DOCTYPE r [<!ENTITY a "x">]><rss version="2.0"><channel></channel></rss>'
    assert "entities" in bring(write("feed.rss", text)).skipped[0].reason


def test_opml_outlines_are_links_with_their_folders_as_tags(bring: Bring, write: Write) -> None:
    text = (
        '<?xml version="1.0"?><opml version="2.0"><body><outline text="Sea">'
        '<outline text="Hafen" xmlUrl="https://h.example/feed" htmlUrl="https://h.example/"/></outline></body></opml>'
    )
    (link,) = bring(write("feeds.opml", text)).to_fetch
    assert (link.url, link.title, link.tags) == ("https://h.example/", "Hafen", ("Sea",))


def test_opml_with_entity_expansion_is_refused(bring: Bring, write: Write) -> None:
    text = '<?xml version="1.0"?><!DOCTYPE o [<!ENTITY a "x">]><opml><body><outline text="&a;" htmlUrl="https://h.example"/></body></opml>'
    assert "refused" in bring(write("feeds.opml", text)).skipped[0].reason


def _mhtml(encoding: str = "quoted-printable") -> str:
    return (
        "From: <Saved by a browser>\r\nSnapshot-Content-Location: https://h.example/lamp\r\nSubject: The lamp\r\n"
        'MIME-Version: 1.0\r\nContent-Type: multipart/related; type="text/html"; boundary="b"\r\n\r\n'
        f"--b\r\nContent-Type: text/html; charset=iso-8859-1\r\nContent-Transfer-Encoding: {encoding}\r\n"
        "Content-Location: https://h.example/lamp\r\n\r\n"
        f'<html lang=3D"en"><title>The lamp</title><article><p>Caf=E9. {STORY}</p><img src=3D"a.png" alt=3D"A"></article>\r\n'
        "--b\r\nContent-Type: image/png\r\nContent-Transfer-Encoding: base64\r\nContent-Location: https://h.example/a.png\r\n\r\n"
        "iVBORw0KGgoAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA\r\n--b--\r\n"
    )


def test_a_web_archive_brings_its_page_and_pictures(bring: Bring, write: Write) -> None:
    (one,) = bring(write("lamp.mhtml", _mhtml())).imported
    text = one.path.read_text("utf-8")
    assert "Café. The lamp" in text
    assert "![A](the-lamp_files/" in text
    assert 'url: "https://h.example/lamp"' in text


def test_a_web_archive_of_messages_in_messages_ends(bring: Bring, write: Write) -> None:
    inner = _mhtml().encode()
    for _ in range(60):
        inner = b"MIME-Version: 1.0\r\nContent-Type: message/rfc822\r\n\r\n" + inner
    head = b'Subject: x\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related; boundary="q"\r\n\r\n--q\r\n'
    result = bring(write("deep.mhtml", head + inner + b"\r\n--q--\r\n"))
    assert len(result.imported) + len(result.skipped) == 1


@pytest.mark.parametrize("name", ["single", "named.html"])
def test_a_page_is_known_by_its_content_whatever_its_name(
    bring: Bring, write: Write, name: str
) -> None:
    page = f"<!DOCTYPE html><html lang=en><title>T</title><article><p>{STORY}</p></article></html>"
    assert len(bring(write(name, page)).imported) == 1
