"""One file: encodings, titles, HTML heads, plain text and everything that is not an article."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reader import source
from reader.errors import LibraryError

SWEDISH = "Räksmörgås på ön är gott, säger både åländska och svenska läsare.\n"


def parse(text: str | bytes, name: str = "a.md") -> source.Source:
    return source.parse(text.encode() if isinstance(text, str) else text, name)


@pytest.mark.parametrize(
    "encoding",
    ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1252", "iso-8859-1"],
)
def test_a_western_text_is_read_in_any_encoding(encoding: str) -> None:
    assert parse(SWEDISH.encode(encoding)).body == SWEDISH


def test_a_cyrillic_legacy_text_is_guessed_and_says_so() -> None:
    text = "Привет, мир. Это текст в старой кодировке, и он довольно длинный. " * 5
    article = parse(text.encode("cp1251"), "a.txt")
    assert article.body == text
    assert article.problem is not None


def test_the_charset_a_page_declares_counts() -> None:
    page = '<meta charset="iso-8859-2"><p>Zażółć gęślą jaźń, bo jest późno</p>'
    assert "Zażółć" in parse(page.encode("iso-8859-2"), "a.html").body


def test_a_damaged_utf8_file_is_still_utf8() -> None:
    article = parse(SWEDISH.encode() * 3 + b"\xff" + SWEDISH.encode())
    assert article.encoding == "utf-8"
    assert article.problem is not None


def test_newlines_and_nul_are_made_plain() -> None:
    assert parse(b"a\r\nb\rc\0d").body == "a\nb\nc\ufffdd"


@pytest.mark.parametrize("data", [b"", b"  \n\t", b"\xef\xbb\xbf", b"\0\0\0"])
def test_an_empty_file_is_refused(data: bytes) -> None:
    with pytest.raises(LibraryError, match="empty"):
        parse(data)


@pytest.mark.parametrize(
    "data",
    [b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", b"%PDF-1.4\n%", b"PK\x03\x04abc", bytes(range(256)) * 9],
)
def test_a_binary_file_is_refused(data: bytes) -> None:
    with pytest.raises(LibraryError, match="binary"):
        parse(data)


@given(st.binary(max_size=400), st.sampled_from(["a.md", "a.html", "a.txt"]))
@settings(max_examples=200)
def test_any_bytes_are_read_or_refused(data: bytes, name: str) -> None:
    try:
        article = source.parse(data, name)
    except LibraryError:
        return
    source.plain_text(article)
    article.body.encode()
    assert article.title


@pytest.mark.parametrize(
    ("text", "name", "title"),
    [
        ("---\ntitle: Front\n---\n# Head", "a.md", "Front"),
        ("Intro\n\n# *Head* of `it`\n", "a.md", "Head of it"),
        ("Head\n====\n\ntext", "a.md", "Head"),
        ("## Second\n\n# First", "a.md", "First"),
        ("## Only second\n\ntext", "a.md", "Only second"),
        ("```\n# code\n```\n\n# Real", "a.md", "Real"),
        ("# [Linked](http://x.y) title {#id}", "a.md", "Linked title"),
        ('<div>\n<h1 align="center">Raw</h1>\n</div>\n', "a.md", "Raw"),
        ("\n\nA first line\nand more", "a.md", "A first line"),
        ("\n\n  First\nSecond", "a.txt", "First"),
        ("<title>A &amp; B</title><h1>C</h1>", "a.html", "A & B"),
        ("<h1>Only <b>head</b></h1>", "a.html", "Only head"),
        ("<p>para</p><p>more</p>", "a.html", "para"),
        ("![](x.png)", "2014-03-24-my_name.md", "my name"),
    ],
)
def test_the_title_comes_from_the_first_place_that_has_one(
    text: str, name: str, title: str
) -> None:
    assert parse(text, name).title == title


def test_a_title_shows_no_tricks() -> None:
    article = parse('---\ntitle: "a\u202eb\u200bc\\u0007 \\n d"\n---\nx')
    assert article.title == "abc d"


def test_a_title_is_normalised_and_limited() -> None:
    assert parse("# a\u030a").title == "å"
    assert len(parse("# " + "word " * 300).title) <= 300


def test_a_declared_language_is_normalised() -> None:
    assert parse("---\nlang: no\n---\nx").declared_language == "no"
    assert parse("---\nlocale: pt_BR\n---\nx").declared_language == "pt-BR"
    assert parse("---\nlang: klingonish\n---\nx").declared_language is None


def test_an_html_head_is_metadata() -> None:
    head = '<html lang="de-AT"><meta name="author" content="A B"><meta name=date content=2014>'
    article = parse(head + "<p>x", "a.html")
    assert article.declared_language == "de-AT"
    assert article.meta["author"] == "A B"


@pytest.mark.parametrize(
    ("text", "name", "plain"),
    [
        ("# H\n\nA *b* [c](d) `e`\n\n- f\n- g\n", "a.md", "H\nA b c e\nf\ng"),
        ("| a | b |\n|---|---|\n| c | d |\n", "a.md", "a\nb\nc\nd"),
        ("x <script>y</script> z", "a.md", "x   z"),
        ("<p>a<br>b</p><script>no</script><style>no</style>c &amp; d", "a.html", "a\nb\n c & d"),
        ("a < b and <b>c</b>", "a.html", "a < b and c"),
        ("x <script> y", "a.html", "x  y"),
        ("a *b*", "a.txt", "a *b*"),
    ],
)
def test_plain_text_has_no_markup(text: str, name: str, plain: str) -> None:
    assert source.plain_text(parse(text, name)) == plain.replace("\n c", "\nc")


@pytest.mark.parametrize(
    "piece",
    ["[", "[a](", "<![CDATA[", "<a ", "<script>", "<!--", "*a_ ", "> ", "&", "<div>", "`", "|a",
     '<a b="', " ", "\t", "- ", "#", "![", "<svg><title>", "{%", "\n\n- a\n  ", "~~", "</", "[^1]"],
)  # fmt: skip
@pytest.mark.parametrize("name", ["a.md", "a.html"])
@pytest.mark.timeout(10)
def test_hostile_text_is_read_before_the_test_times_out(piece: str, name: str) -> None:
    article = parse(piece * (100_000 // len(piece)) + "\n\nx", name)
    assert "x" in source.plain_text(article) + article.title


# --- files --------------------------------------------------------------------------------------


def test_a_file_is_read_with_the_hash_of_its_bytes(tmp_path: Path) -> None:
    file = tmp_path / "a.md"
    file.write_bytes(b"# A\n")
    assert source.read(file) == source.parse(b"# A\n", "a.md")


def test_a_long_file_is_read_in_part_with_the_hash_of_the_whole(tmp_path: Path) -> None:
    file = tmp_path / "a.txt"
    file.write_text("å" * 1000)
    part = source.read(file, limit=101)
    assert part.partial
    assert part.body.rstrip("\ufffd") == "å" * 50
    assert part.content_hash == source.read(file).content_hash


def test_the_hash_of_a_huge_file_does_not_depend_on_the_part_read(tmp_path: Path) -> None:
    file = tmp_path / "a.txt"
    with file.open("wb") as stream:
        stream.write(b"text " * 500_000)
        stream.truncate(30_000_000)
    hashes = {source.read(file, limit=limit).content_hash for limit in (1000, 2_100_000, 10**9)}
    assert len(hashes) == 1


def test_a_missing_file_says_so(tmp_path: Path) -> None:
    with pytest.raises(LibraryError, match="gone"):
        source.read(tmp_path / "a.md")


def test_a_pipe_is_not_opened(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "a.md")
    with pytest.raises(LibraryError, match="regular"):
        source.read(tmp_path / "a.md")


def test_a_link_is_followed_only_inside_the_folder(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "real.md").write_text("# In")
    (tmp_path / "out.md").write_text("# Out")
    (tmp_path / "in" / "a.md").symlink_to("real.md")
    (tmp_path / "in" / "b.md").symlink_to("../out.md")
    assert source.read(tmp_path / "in" / "a.md", folder=tmp_path / "in").title == "In"
    with pytest.raises(LibraryError, match="outside"):
        source.read(tmp_path / "in" / "b.md", folder=tmp_path / "in")
    with pytest.raises(LibraryError, match="regular"):
        source.read(tmp_path / "in" / "a.md")


def test_a_file_in_pieces_is_the_whole_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(source, "_PIECE", 7)
    text = "En åra på ön,\nän en.\n\nSlut"
    for encoding in ("utf-8", "utf-8-sig", "utf-16", "utf-16-le"):
        (tmp_path / "a.txt").write_bytes(text.replace("\n", "\r\n").encode(encoding))
        made = list(source.pieces(tmp_path / "a.txt"))
        assert "".join(piece.text for piece in made) == text
        assert all(piece.text.endswith("\n") for piece in made[:-1])
        assert made[-1].done == (tmp_path / "a.txt").stat().st_size


def test_an_endless_line_in_pieces_is_broken(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("x" * 300_000)
    text = "".join(piece.text for piece in source.pieces(tmp_path / "a.txt"))
    assert max(map(len, text.split("\n"))) == 10_000
    assert text.replace("\n", "") == "x" * 300_000


def test_what_cannot_come_in_pieces_says_why(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_bytes(b"\0\1\2\3" * 99)
    for name, reason in (("a.md", "binary"), ("b.md", "gone")):
        with pytest.raises(LibraryError, match=reason):
            list(source.pieces(tmp_path / name))
