"""The contrast of every pair of colours that meet, in every theme (WCAG 2.2, 1.4.3, 1.4.6, 1.4.11)."""

from __future__ import annotations

import pytest

from reader.model import COLOURS
from reader.ui.theme import Theme, load_theme, theme_files

THEMES = sorted(theme_files())
BODY, TEXT, PART = 7.0, 4.5, 3.0

# What is painted, and the surfaces it stands on.
PAIRS: list[tuple[float, str, str]] = [
    (BODY, "text", "reader side raised field codebg"),
    (TEXT, "text", "chip hover selected selected_unfocused search_hit"),
    (TEXT, "text2", "reader side raised field codebg chip hover selected selected_unfocused"),
    (TEXT, "text3", "reader side raised field"),
    (TEXT, "accent", "reader side raised"),
    (TEXT, "link", "reader side raised codebg hover"),
    (TEXT, "on_accent", "accent"),
    (TEXT, "danger", "reader side raised codebg hover selected selected_unfocused chip"),
    (TEXT, "toast_text toast_action", "toast"),
    (PART, "control_edge", "reader side raised field"),
    (PART, "accent", "reader side raised field chip hover codebg"),  # the focus ring
    (PART, "on_accent", "accent"),  # the focus ring on a chosen chip
    (PART, "accent", "progress_track hairline"),
    (PART, "toast_action toast_text", "toast"),
]
CASES = [
    (least, ink, ground)
    for least, inks, grounds in PAIRS
    for ink in inks.split()
    for ground in grounds.split()
]


def luminance(colour: str) -> float:
    """The relative luminance of "#rrggbb" (WCAG 2.2)."""
    channels = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    """From 1.0 to 21.0 (WCAG 2.2)."""
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def mixed(top: str, ground: str, share: float) -> str:
    """A colour painted over another with an opacity."""
    parts = [
        round(int(top[i : i + 2], 16) * share + int(ground[i : i + 2], 16) * (1 - share))
        for i in (1, 3, 5)
    ]
    return "#" + "".join(f"{part:02x}" for part in parts)


@pytest.fixture(params=THEMES)
def shown(request: pytest.FixtureRequest) -> Theme:
    """Each theme file in turn."""
    return load_theme(theme_files()[request.param])


def test_the_formula_gives_the_known_extremes() -> None:
    assert contrast("#ffffff", "#000000") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


def test_everything_can_be_told_from_what_it_stands_on(shown: Theme) -> None:
    colours = shown.colours
    weak = [
        f"{ink} on {ground}: {contrast(colours[ink], colours[ground]):.2f} < {least}"
        for least, ink, ground in CASES
        if contrast(colours[ink], colours[ground]) < least
    ]
    assert weak == []


def test_every_token_is_in_the_table() -> None:
    """A new token needs its pairs; borders and tracks that carry no meaning are named here."""
    from reader.ui.theme import TOKENS

    named = {token for _, ink, ground in CASES for token in (ink, ground)}
    assert set(TOKENS) - named == {"border"}


@pytest.mark.parametrize("colour", COLOURS)
def test_the_text_stays_readable_on_a_highlight(shown: Theme, colour: str) -> None:
    ground = shown.highlights[colour]  # type: ignore[index]
    assert contrast(shown.colours["text"], ground) >= BODY
    assert contrast(shown.colours["text2"], ground) >= TEXT
    assert contrast(shown.colours["link"], ground) >= TEXT


@pytest.mark.parametrize("colour", COLOURS)
def test_the_text_stays_readable_on_the_highlight_of_a_touched_note(
    shown: Theme, colour: str
) -> None:
    bar, ground = shown.note_bars[colour], shown.highlights[colour]  # type: ignore[index]
    assert contrast(shown.colours["text"], mixed(bar, ground, 0.30)) >= TEXT


@pytest.mark.parametrize("colour", COLOURS)
def test_the_bar_of_a_note_can_be_seen(shown: Theme, colour: str) -> None:
    bar = shown.note_bars[colour]  # type: ignore[index]
    assert contrast(bar, shown.colours["reader"]) >= PART
    assert contrast(bar, shown.colours["raised"]) >= PART


def test_a_found_word_stays_readable_where_it_is_not_the_current_one(shown: Theme) -> None:
    ground = mixed(shown.colours["search_hit"], shown.colours["reader"], 0.55)
    assert contrast(shown.colours["text"], ground) >= TEXT


def test_high_contrast_is_what_its_name_says() -> None:
    colours = load_theme(theme_files()["high_contrast"]).colours
    for ink in ("text", "text2", "text3", "link", "danger", "accent"):
        assert contrast(colours[ink], colours["reader"]) >= BODY
