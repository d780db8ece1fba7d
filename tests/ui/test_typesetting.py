"""Positions in the document and offsets in the text; how blocks and tables are set."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage, QTextDocument
from PySide6.QtWidgets import QApplication

from reader.hyphens import hyphenate_blocks
from reader.mixed import paragraph_languages
from reader.model import Article, Block, Image, Run
from reader.render import render
from reader.resources import collection
from reader.source import read
from reader.ui import theme as themes
from reader.ui.formats import Look
from reader.ui.opening import prepare
from reader.ui.scripts import missing_package
from reader.ui.tablesetting import plan
from reader.ui.typesetting import LONG, PIECE, Prepared, Typesetter
from tests.ui.pages import HEADER, paragraph, placed, shown, table

BUNDLED = render(read(min(collection().glob("sv/*.md"))))
PICTURE = Image("a.png", "A picture")
LETTERS = "ab äß\u0301é😀👩\u200d💻漢אب\n\u00a0-"
TEXTS = st.text(LETTERS, min_size=1, max_size=40).filter(lambda t: bool(t.strip()))
FEW = settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)


def _runs(parts: list[tuple[str, bool]]) -> tuple[Run, ...]:
    runs: list[Run] = []
    for text, has_picture in parts:
        runs.append(Run(text, frozenset({"bold"}) if len(runs) % 2 else frozenset()))
        if has_picture:
            runs.append(Run("", image=PICTURE))
    return tuple(runs)


RUNS = st.lists(st.tuples(TEXTS, st.booleans()), min_size=1, max_size=3).map(_runs)
BLOCKS = st.one_of(
    RUNS.map(lambda runs: Block("paragraph", runs, 0)),
    RUNS.map(lambda runs: Block("paragraph", runs, 0, marker="•", indent=1)),
    RUNS.map(lambda runs: Block("paragraph", runs, 0, quote=1)),
    TEXTS.map(lambda text: Block("heading", (Run(text),), 0, level=2)),
    TEXTS.map(lambda text: Block("code", (Run(text),), 0)),
    st.just(Block("rule", (), 0)),
    st.just(Block("paragraph", (Run("", image=PICTURE),), 0)),
    st.integers(1, 3).flatmap(
        lambda n: st.lists(
            st.lists(st.one_of(st.just(""), TEXTS), min_size=n, max_size=n), min_size=1, max_size=3
        ).map(table)
    ),
)


def _set(blocks: tuple[Block, ...], *, right_to_left: bool = False, width: int = 598) -> Typesetter:
    image = QImage(8, 8, QImage.Format.Format_RGB32)
    hyphens = {
        start: list(range(2, max(2, len(text) - 1), 3))
        for block in blocks
        for start, text in (
            [(c.start, "".join(r.text for r in c.runs)) for row in block.rows for c in row]
            or [(block.start, block.text)]
        )
    }
    prepared = Prepared(blocks, hyphens, {PICTURE: image}, right_to_left)
    setter = Typesetter(Look(themes.choose("light"), width=width), prepared)
    setter.header(HEADER)
    setter.feed()
    return setter


def ranges_of(setter: Typesetter, start: int, end: int) -> list[tuple[int, int]]:
    """Where a passage stands in the document."""
    return setter.map.ranges_within(start, end, 0, setter.document.characterCount())


@FEW
@given(st.lists(BLOCKS, min_size=1, max_size=6), st.booleans())
def test_every_offset_of_the_text_returns_from_the_document(
    qapp: QApplication, blocks: list[Block], right_to_left: bool
) -> None:
    made, text = placed(blocks)
    setter = _set(made, right_to_left=right_to_left)
    for offset, character in enumerate(text):
        if character != "\n":
            assert setter.map.to_text(setter.map.to_document(offset)) == offset


@FEW
@given(st.lists(BLOCKS, min_size=1, max_size=6), st.booleans(), st.data())
def test_the_document_ranges_of_a_passage_show_exactly_that_passage(
    qapp: QApplication, blocks: list[Block], right_to_left: bool, data: st.DataObject
) -> None:
    made, text = placed(blocks)
    setter = _set(made, right_to_left=right_to_left)
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    ranges = ranges_of(setter, start, end)
    found = "".join(shown(setter.document, low, high) for low, high in ranges)
    assert found.replace("\n", "") == text[start:end].replace("\n", "")


@FEW
@given(st.lists(BLOCKS, min_size=1, max_size=6), st.data())
def test_the_parts_of_a_passage_between_two_positions_are_those_of_the_whole(
    qapp: QApplication, blocks: list[Block], data: st.DataObject
) -> None:
    made, text = placed(blocks)
    setter = _set(made)
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    last = setter.document.characterCount()
    middle = data.draw(st.integers(0, last))
    parts = [
        *setter.map.ranges_within(start, end, 0, middle),
        *setter.map.ranges_within(start, end, middle, last),
    ]
    units = {unit for low, high in parts for unit in range(low, high)}
    whole = ranges_of(setter, start, end)
    assert units == {unit for low, high in whole for unit in range(low, high)}


@pytest.mark.parametrize(
    "path", sorted(collection().glob("??/*.md")), ids=lambda path: f"{path.parent.name}-{path.stem}"
)
def test_a_bundled_article_is_in_the_document_as_it_is_in_its_text(
    qapp: QApplication, path: Path
) -> None:
    source = read(path)
    rendered = render(source)
    article = Article(1, "a", path, path.parent, source.title, source.format, path.parent.name)
    prepared = prepare(rendered, article, hyphenate_blocks(rendered.blocks, article.language))
    setter = Typesetter(Look(themes.choose("light")), prepared)
    setter.feed()
    ranges = ranges_of(setter, 0, len(rendered.text))
    found = "".join(shown(setter.document, low, high) for low, high in ranges)
    skipped = rendered.blocks[0].text if prepared.skip_title else ""
    assert found.replace("\n", "") == rendered.text[len(skipped) :].replace("\n", "")
    assert prepared.hyphens


def test_feeding_in_parts_sets_the_same_document(qapp: QApplication) -> None:
    blocks, _ = placed([paragraph(f"Stycke {n}.") for n in range(30)] + [table([["a", "b"]] * 90)])
    whole, parts = _set(blocks), Typesetter(Look(themes.choose("light")), Prepared(blocks))
    parts.header(HEADER)
    rounds = 1
    while parts.feed(lambda done: done >= 100):
        rounds += 1
    assert rounds > 10
    assert parts.document.toPlainText() == whole.document.toPlainText().replace("\u00ad", "")


def test_a_table_that_is_too_wide_is_set_as_records_within_the_column(qapp: QApplication) -> None:
    names = [f"Spalt{n}" for n in range(30)]
    blocks, text = placed([table([names, [f"värde{n}" for n in range(30)]])])
    setter = _set(blocks)
    setter.document.setTextWidth(598)
    assert setter.document.idealWidth() <= 598
    start = text.index("värde7\n")
    ((low, high),) = ranges_of(setter, start, start + 6)
    assert shown(setter.document, low, high) == "värde7"


def test_columns_share_the_width_and_none_is_narrower_than_its_longest_word() -> None:
    block = table([["kort", "Invånare", "en lång text som kan brytas " * 4]])
    widths = plan(block, 500.0, 10.0, lambda text: 8.0 * len(text)).widths
    assert sum(widths) == pytest.approx(500)
    assert widths[0] >= 42 and widths[1] >= 74 and widths[2] > widths[1]


def test_spans_that_reach_beyond_the_table_are_cut(qapp: QApplication) -> None:
    markdown = (
        '<table><tr><td colspan="9" rowspan="9">a</td><td>b</td></tr><tr><td>c</td></tr></table>'
    )
    from tests.ui.pages import opened

    made = opened(markdown)
    setter = _set(tuple(made.prepared.blocks))
    for word in "abc":
        start = made.text.index(word)
        assert setter.map.to_text(setter.map.to_document(start)) == start


def test_an_article_from_right_to_left_mirrors_its_indents_but_not_its_code(
    qapp: QApplication,
) -> None:
    blocks, _ = placed(
        [
            paragraph("اقتباس", quote=1),
            Block("code", (Run("x = 1"),), 0),
            paragraph("נקודה", indent=1),
        ]
    )
    setter = _set(blocks, right_to_left=True)
    quote, code, item = (
        setter.document.findBlock(setter.block_positions[n]).blockFormat() for n in range(3)
    )
    assert quote.rightMargin() > 0 and quote.leftMargin() == 0
    assert item.rightMargin() > 0 and item.leftMargin() == 0
    assert code.layoutDirection() == Qt.LayoutDirection.LeftToRight


def test_an_image_that_is_not_shown_leaves_its_alternative_text(qapp: QApplication) -> None:
    blocks, _ = placed([Block("paragraph", (Run("", image=Image("", "En fyr")),), 0)])
    setter = Typesetter(Look(themes.choose("light")), Prepared(blocks))
    setter.feed()
    assert "En fyr" in setter.document.toPlainText()
    assert setter.map.to_text(10**6) == 0


def test_a_wide_image_keeps_its_shape_within_the_column(qapp: QApplication) -> None:
    blocks, _ = placed([Block("paragraph", (Run("", image=PICTURE),), 0)])
    wide = QImage(2000, 500, QImage.Format.Format_RGB32)
    setter = Typesetter(Look(themes.choose("light")), Prepared(blocks, {}, {PICTURE: wide}))
    setter.feed()
    form = setter.document.begin().begin().fragment().charFormat().toImageFormat()
    assert (form.width(), form.height()) == (598, 149.5)


def _lines(document: QTextDocument) -> list[int]:
    """Where each line of the laid out document begins."""
    document.documentLayout().documentSize()
    found = []
    block = document.begin()
    while block.isValid():
        layout = block.layout()
        lines = (layout.lineAt(number) for number in range(layout.lineCount()))
        found += [block.position() + line.textStart() for line in lines]
        block = block.next()
    return found


def _fragments(document: QTextDocument) -> list[str]:
    """The stretches of one format."""
    found = []
    block = document.begin()
    while block.isValid():
        parts = block.begin()
        while not parts.atEnd():
            found.append(parts.fragment().text())
            parts += 1
        block = block.next()
    return found


def test_a_long_article_in_pieces_looks_as_it_would_in_one(
    qapp: QApplication, monkeypatch: pytest.MonkeyPatch
) -> None:
    paragraphs = [block for block in BUNDLED.blocks if block.kind == "paragraph"]
    blocks, text = placed(paragraphs * (2 * LONG // sum(len(b.text) for b in paragraphs)))
    in_pieces = _set(blocks).document
    monkeypatch.setattr("reader.ui.typesetting.LONG", len(text))
    in_one = _set(blocks).document
    assert in_pieces.toPlainText() == in_one.toPlainText()
    assert _lines(in_pieces) == _lines(in_one)
    assert max(map(len, _fragments(in_pieces))) < 2 * PIECE < max(map(len, _fragments(in_one)))


@pytest.mark.parametrize("language", [None, "xx", "tlh", "not a language"])
def test_an_unknown_language_hyphenates_nothing(language: str | None) -> None:
    assert hyphenate_blocks(BUNDLED.blocks, language) == {}


def test_a_paragraph_in_another_language_is_hyphenated_by_its_own(tmp_path: Path) -> None:
    german = (
        "Die Geschichte der Donaudampfschifffahrt ist nicht zu Ende, und sie wird von den "
        "Menschen erzählt, die auf dem Wasser und mit dem Wasser leben, und das ist gut so."
    )
    swedish = (
        "Det som är bra med fyren är att den inte är till för att lysa, och att det var på "
        "den tiden som hon och jag var unga och hade tid med det som inte är viktigt."
    )
    blocks, _ = placed([paragraph(swedish), paragraph(german)])
    assert paragraph_languages(blocks, "sv") == {blocks[1].start: "de"}


def test_a_text_in_a_script_without_a_font_names_the_package() -> None:
    japanese = "その秋、水先案内人が陸に上がったとき、最初に気づいたのは" * 2
    assert missing_package(japanese, lambda _: False) == "fonts-noto-cjk"
    assert missing_package(japanese, lambda _: True) is None
    assert missing_package("En fyr som heter 灯台.", lambda _: False) is None
