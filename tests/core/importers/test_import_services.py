"""The exports of other programs: what they say comes in, and a damaged one as far as it goes."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from reader.exporters import Words
from reader.exporters import csv as marks_csv
from reader.importers import ImportResult, Quote
from reader.importers.identity import identify
from reader.importers.omnivore import parse_highlights

Bring = Callable[..., ImportResult]
Write = Callable[[str, str | bytes], Path]
STORY = "<p>" + "The lamp was lit before the fog came in from the sea that evening. " * 6 + "</p>"


def _zip(files: dict[str, str | bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def test_pocket_links_keep_tags_times_and_states(bring: Bring, write: Write) -> None:
    table = (
        "title,url,time_added,tags,status\r\n"
        '"Two\nlines",https://a.example/1?utm_source=x,1600000000,sea|old lamps,archive\r\n'
        "https://a.example/2,https://a.example/2,1600000001,,unread\r\n"
    )
    result = bring(write("pocket.zip", _zip({"part_000000.csv": table})))
    first, second = result.to_fetch
    assert (first.url, first.title) == ("https://a.example/1", "Two lines")
    assert (first.tags, first.added) == (("sea", "old lamps"), "2020-09-13T12:26:40.000Z")
    assert (first.read, second.read) == (True, False)


def test_pocket_highlights_are_marks_of_their_address(bring: Bring, write: Write) -> None:
    notes = [
        {
            "url": "https://a.example/1",
            "title": "T",
            "highlights": [{"quote": "q w", "created_at": 1600000000}],
        }
    ]
    result = bring(write("pocket.zip", _zip({"annotations/part_000000.json": json.dumps(notes)})))
    (group,) = result.marks
    assert group.article_id == identify("http://www.a.example/1/", "other title")
    assert group.quotes[0].exact == "q w"


def test_pockets_old_page_is_a_list_of_links(bring: Bring, write: Write) -> None:
    page = (
        "<!DOCTYPE html><html><head><title>Pocket Export</title></head><body><h1>Unread</h1><ul>"
        '<li><a href="https://a.example/1" time_added="1600000000" tags="a,b">One</a></li></ul>'
        '<h1>Read Archive</h1><ul><li><a href="https://a.example/2" time_added="1" tags="">Two</a></li></ul>'
    )
    one, two = bring(write("ril_export.html", page)).to_fetch
    assert (one.title, one.tags, one.read, two.read) == ("One", ("a", "b"), False, True)


@pytest.mark.parametrize(
    "table",
    [
        "URL,Title,Selection,Folder\nhttps://a.example/1,One,,Starred\nhttps://a.example/2,Two,said,Mine\n",
        "URL,Title,Selection,Folder,Timestamp,Tags\n"
        'https://a.example/1,One,,Starred,1600000000,[]\nhttps://a.example/2,Two,said,Mine,1600000000,"[""t""]"\n',
    ],
    ids=["old", "new"],
)
def test_instapaper_folders_are_states_or_tags(bring: Bring, write: Write, table: str) -> None:
    result = bring(write("instapaper.csv", table))
    one, two = result.to_fetch
    assert (one.favourite, two.favourite, two.tags[-1]) == (True, False, "Mine")
    assert result.marks[0].quotes[0].exact == "said"


def _omnivore() -> dict[str, str | bytes]:
    item = {
        "id": "1", "slug": "the-lamp", "title": "The lamp", "url": "https://a.example/lamp",
        "author": "Ada", "state": "Archived", "readingProgress": 40, "labels": ["sea"],
        "savedAt": "2024-01-02T03:04:05.000Z", "publishedAt": "2023-05-06T00:00:00.000Z",
    }  # fmt: skip
    link = {"slug": "gone", "title": "Gone", "url": "https://a.example/gone", "state": "Active"}
    return {
        "content/the-lamp.html": STORY,
        "highlights/the-lamp.md": "> The lamp was lit\n\n#sea\n\nmy note\n\n> fog came in\n",
        "metadata_0_to_2.json": json.dumps([item, link]),
    }


def test_omnivore_articles_come_with_labels_states_and_highlights(
    bring: Bring, write: Write
) -> None:
    result = bring(write("omnivore.zip", _zip(_omnivore())))
    (article,) = result.imported
    assert 'tags: ["sea"]' in article.path.read_text("utf-8")
    assert [link.url for link in result.to_fetch] == ["https://a.example/gone"]
    state = next(one for one in result.states if one.article_id == article.id)
    assert (state.read, state.progress) == (True, 0.4)
    (group,) = result.marks
    assert group.article_id == article.id
    assert [(q.exact, q.note, q.tags) for q in group.quotes] == [
        ("The lamp was lit", "my note", ("sea",)),
        ("fog came in", "", ()),
    ]


def test_a_highlight_of_several_lines_is_one() -> None:
    assert [q.exact for q in parse_highlights("> a\n> b\n\nnote")] == ["a\nb"]


def _wallabag() -> list[dict[str, object]]:
    return [
        {
            "id": 7, "title": "The lamp", "url": "https://a.example/lamp", "is_archived": 1, "is_starred": 1,
            "content": STORY, "created_at": "2020-01-02T03:04:05+0200", "published_at": "2019-01-02T00:00:00+0100",
            "published_by": ["Ada", "Bo"], "language": "en_GB", "tags": ["sea"], "domain_name": "a.example",
            "annotations": [{"text": "why", "quote": "the fog came in", "ranges": []}],
        },
        {"id": 8, "title": "x", "url": "https://a.example/x", "is_archived": 0, "is_starred": 0, "content": "wallabag can't retrieve contents"},
    ]  # fmt: skip


def test_wallabag_articles_come_whole(bring: Bring, write: Write) -> None:
    result = bring(write("wallabag.json", json.dumps(_wallabag())))
    (article,) = result.imported
    assert (article.language, article.title) == ("en-GB", "The lamp")
    assert (result.states[0].read, result.states[0].favourite) == (True, True)
    assert result.marks[0].quotes == (Quote("the fog came in", "why"),)
    assert [link.url for link in result.to_fetch] == ["https://a.example/x"]


def test_a_wallabag_file_cut_short_brings_what_is_whole(bring: Bring, write: Write) -> None:
    text = json.dumps(_wallabag())
    result = bring(write("wallabag.json", text[: text.index('{"id": 8') + 30]))
    assert len(result.imported) == 1
    assert "cut short" in result.skipped[0].reason


def test_readwise_highlights_are_grouped_by_book(bring: Bring, write: Write) -> None:
    table = (
        "Highlight,Book Title,Book Author,Amazon Book ID,Note,Color,Tags,Location Type,Location,Highlighted at\n"
        '"Over\ntwo lines",Salt,Ada,B0,n,orange,"a, b",page,12,2026-07-17 14:00:25+00:00\n'
        "Second,Salt,Ada,B0,,,,page,13,\n"
    )
    (group,) = bring(write("readwise.csv", table)).marks
    assert (group.title, group.author, len(group.quotes)) == ("Salt", "Ada", 2)
    first = group.quotes[0]
    assert (first.exact, first.tags, first.colour) == ("Over\ntwo lines", ("a", "b"), "yellow")
    assert first.created == "2026-07-17T14:00:25.000Z"


def test_readwise_reader_documents_are_links(bring: Bring, write: Write) -> None:
    table = (
        "Title,URL,ID,Document tags,Saved date,Reading progress,Location,Seen\n"
        "T,https://a.example/1,1,\"['it''s', 'two']\",2024-01-02 03:04:05+00:00,0.5,archive,True\n"
    )
    result = bring(write("reader.csv", table.replace("it''s", "its")))
    (link,) = result.to_fetch
    assert (link.tags, link.read) == (("its", "two"), True)
    assert result.states[0].progress == 0.5


def test_hypothesis_annotations_keep_quote_context_and_replies(bring: Bring, write: Write) -> None:
    selector = [
        {"type": "TextQuoteSelector", "exact": "the fog", "prefix": "before ", "suffix": " came"}
    ]
    base = {
        "uri": "https://a.example/1",
        "document": {"title": ["T"]},
        "created": "2024-01-02T03:04:05.678901+00:00",
    }
    notes = [
        {**base, "id": "1", "text": "why", "tags": ["t"], "target": [{"source": "x", "selector": selector}]},
        {**base, "id": "2", "text": "because", "tags": [], "references": ["1"], "target": []},
        {**base, "id": "3", "text": "page note", "tags": [], "target": [{"source": "x"}]},
    ]  # fmt: skip
    text = json.dumps({"export_userid": "u", "client_version": "1", "annotations": notes})
    (group,) = bring(write("hypothesis.json", text)).marks
    kinds = [(quote.kind, quote.exact, quote.note) for quote in group.quotes]
    assert kinds == [
        ("highlight", "the fog", "why"),
        ("note", "the fog", "because"),
        ("note", "", "page note"),
    ]
    assert group.quotes[0].created == "2024-01-02T03:04:05.678Z" or group.quotes[
        0
    ].created.startswith("2024-01-02T03:04:05")


_CLIPPINGS = """\ufeffSalt (a novel) (Ada Holm)
- Your Highlight on page 12 | Location 123-124 | Added on Monday, 5 October 2020 10:15:30

The fog came in.
==========
Salt (a novel) (Ada Holm)
- Your Note on page 12 | Location 124 | Added on Monday, 5 October 2020 10:16:00

my note
==========
Salz (Ada Holm)
- Ihre Markierung auf Seite 7 | bei Position 96-96 | Hinzugefügt am Freitag, 8. Mai 2020 17:23:15

Der Nebel kam.
==========
Salz (Ada Holm)
- Ihr Lesezeichen auf Seite 9 | bei Position 99 | Hinzugefügt am Freitag, 8. Mai 2020 17:24:15


==========
Okänd (Ada Holm)
- Något annat språk | plats 3-4 | den femte maj

Dimman kom.
==========
"""


def test_kindle_clippings_come_in_three_languages(bring: Bring, write: Write) -> None:
    result = bring(write("My Clippings.txt", _CLIPPINGS))
    by_title = {group.title: group for group in result.marks}
    (english,) = by_title["Salt (a novel)"].quotes
    assert (english.exact, english.note) == ("The fog came in.", "my note")
    assert english.created == "2020-10-05T10:15:30.000Z"
    german, bookmark = by_title["Salz"].quotes
    assert (german.created, bookmark.kind) == ("2020-05-08T17:23:15.000Z", "bookmark")
    assert by_title["Okänd"].quotes[0].exact == "Dimman kom."
    assert by_title["Okänd"].author == "Ada Holm"


def test_koreader_entries_are_marks_of_the_book(bring: Bring, write: Write) -> None:
    book = {
        "title": "Salt", "author": "Ada Holm", "file": "/x/salt.epub", "number_of_pages": 9, "version": "json/1.0.0",
        "entries": [{"text": "The fog", "note": "n", "chapter": "One", "page": 3, "time": 1600000000, "sort": "highlight", "color": "red"}],
    }  # fmt: skip
    (group,) = bring(write("salt.json", json.dumps({"documents": [book], "created_on": 1}))).marks
    (quote,) = group.quotes
    assert (quote.exact, quote.note, quote.colour, quote.place) == (
        "The fog",
        "n",
        "pink",
        "One, p. 3",
    )


@pytest.mark.parametrize("name", ["a.json", "a.jsonld", "a.annotation"])
def test_w3c_annotations_are_handed_on_whole(bring: Bring, write: Write, name: str) -> None:
    item = {"@context": "http://www.w3.org/ns/anno.jsonld", "type": "Annotation", "target": "x"}
    data = json.dumps([item]).encode()
    (file,) = bring(write(name, data)).files
    assert (file.path.name, file.data) == (name, data)


def test_our_own_tables_and_dumps_are_handed_on_whole(bring: Bring, write: Write) -> None:
    words = Words(columns=tuple(f"Spalte {name}" for name in marks_csv.COLUMNS))
    tables = {"a.csv": marks_csv.dumps([]), "b.csv": marks_csv.dumps([], words)}
    for name, text in {**tables, "c.json": '{"format": "lesesal-dump", "marks": []}'}.items():
        (file,) = bring(write(name, text)).files
        assert file.data == text.encode()
