"""What only a file or a setting decides: a new theme, less motion, the space above an article."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from PySide6.QtCore import QLocale
from PySide6.QtGui import QFontMetrics, QPalette
from PySide6.QtWidgets import QApplication, QMainWindow
from pytestqt.qtbot import QtBot

from reader.resources import resource
from reader.settings import Settings
from reader.ui import swatches
from reader.ui import theme as themes
from reader.ui.articlerow import led_shortly
from reader.ui.notecards import Card, NoteCard
from reader.ui.notes import Keeper
from reader.ui.preferences import PreferencesDialog
from reader.ui.theme import Theme
from reader.ui.typesetting import Header, Look, Prepared, Typesetter
from reader.ui.words import local_moment, long_date
from tests.ui.desk import Desk, write_articles

HEADER = Header("SVENSKA", "En titel", "En ingress.", "Någon  ·  7 mars 2026")


@pytest.fixture
def moss(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """A theme that is one more file beside the bundled ones, and nothing else."""
    folder = tmp_path / "themes"
    shutil.copytree(resource("themes"), folder)
    text = (folder / "light.toml").read_text("utf-8")
    text = text.replace('name = "Light"', 'name = "Moss"').replace("#FFFFFF", "#F0F5EA")
    (folder / "moss.toml").write_text(text, "utf-8")

    def with_themes(*parts: str) -> Path:
        return tmp_path.joinpath(*parts) if parts[0] == "themes" else resource(*parts)

    monkeypatch.setattr(themes, "resource", with_themes)
    return "moss"


def test_a_theme_file_is_offered_by_its_name(moss: str) -> None:
    assert moss in swatches.theme_keys() and swatches.theme_name(moss) == "Moss"


def test_a_theme_file_is_chosen_in_the_settings_and_applied(
    qtbot: QtBot, qapp: QApplication, moss: str
) -> None:
    dialog = PreferencesDialog(Settings(), themes.choose("light"), [("literata", "Literata")])
    qtbot.addWidget(dialog)
    swatch = next(s for s in dialog.theme_picker.swatches if s.key == moss)
    with qtbot.waitSignal(dialog.changed) as changed:
        swatch.click()
    chosen = themes.choose(changed.args[0].theme)
    themes.apply(qapp, chosen)
    assert qapp.palette().color(QPalette.ColorRole.Base).name() == "#f0f5ea"
    themes.apply(qapp, themes.choose("light"))


def lines_of_header(size: int) -> list[tuple[float, float]]:
    """Height and space below of the lines above an article at a type size."""
    setter = Typesetter(Look(themes.choose("light"), "Literata", size, 1.58, 598), Prepared([]))
    setter.header(HEADER)
    blocks = [setter.document.findBlockByNumber(i) for i in range(4)]
    forms = [block.blockFormat() for block in blocks]
    return [(form.lineHeight(), form.bottomMargin()) for form in forms]


def test_the_header_is_as_airy_at_large_type(qapp: QApplication) -> None:
    small, large = lines_of_header(16), lines_of_header(32)
    assert large[3][1] > 1.5 * small[3][1]
    assert large[2][1] > 1.5 * small[2][1]


def test_small_lines_above_an_article_grow_with_the_interface(
    qapp: QApplication, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("reader.ui.typesetting.ui_scale", lambda: 2.0)
    heights = [height for height, _ in lines_of_header(19)]
    assert heights[0] >= 30 and heights[3] >= 34


def test_a_moment_is_told_by_the_locale() -> None:
    swedish = local_moment("2026-03-07T12:00:00.000Z", QLocale("sv"))
    assert swedish.startswith("7 mars 2026, ")
    assert local_moment("whenever", QLocale("sv")) == "whenever"


@pytest.mark.parametrize("mirrored", [False, True])
def test_the_bar_of_a_note_stands_where_reading_begins(
    window: QMainWindow, theme: Theme, mirrored: bool
) -> None:
    note = Card("m1", 0, "yellow", "A note.", "14:20", "the words")
    card = NoteCard(
        note,
        theme,
        Keeper(lambda text, _: text, lambda _id, text, _: text, lambda _id: ()),
        window.centralWidget(),
    )
    card.set_mirrored(mirrored)
    card.setGeometry(0, 0, 200, 60)
    image = card.grab().toImage()
    bar, other = (198, 1) if mirrored else (1, 198)
    assert image.pixelColor(bar, 30).name() == theme.note_bar("yellow").name()
    assert image.pixelColor(other, 30).name() != theme.note_bar("yellow").name()


def test_the_notes_of_a_right_to_left_article_are_mirrored(
    desk: Desk, qtbot: QtBot, tmp_path: Path
) -> None:
    text = "---\nlang: ar\n---\n# منارة\n\n" + "كانت هناك منارة قديمة تضيء كل ليلة. " * 9
    folder = write_articles(tmp_path / "library", {"ar.md": text})
    desk.scan(folder)
    program = desk.start(folder)
    qtbot.waitUntil(lambda: program.session.marking.article is not None)
    mark = program.session.marking.highlight(10, 20, "yellow")
    assert mark is not None
    program.session.annotator.edit_note(mark.id)
    (card,) = program.session.window.reader.notes.findChildren(NoteCard)
    assert card.isRightToLeft()


@pytest.mark.parametrize(
    ("language", "date"),
    [
        ("sv", "7 mars 2026"),
        ("de", "7. März 2026"),
        ("en_GB", "7 March 2026"),
        ("ja", "2026年3月7日"),
        ("zh", "2026年3月7日"),
        ("es", "7 de marzo de 2026"),
    ],
)
def test_a_long_date_leaves_out_the_day_of_the_week(language: str, date: str) -> None:
    assert long_date("2026-03-07", QLocale(language)) == date


def test_the_first_word_found_is_in_view_however_long_its_lead(qapp: QApplication) -> None:
    metrics = QFontMetrics(themes.ui_font(13))
    parts = [
        ("a rather long lead of many words before it " * 3, False),
        ("found", True),
        (" …", False),
    ]
    led = led_shortly(parts, metrics, 300)
    assert led[1:] == parts[1:] and led[0][0].startswith("… ")
    assert metrics.horizontalAdvance(led[0][0] + "found") <= 300
    assert led_shortly([("so ", False), ("found", True)], metrics, 300)[0] == ("so ", False)
