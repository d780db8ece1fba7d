"""Sorted by title, the list follows the rules of the interface's language."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QCollator, QLocale

from tests.ui.desk import Desk, titles, write_articles

TITLES = [
    *("Zebra", "Ångbåt", "Ärta", "Öl", "Apa", "Ofen", "Øre", "Æble", "Uhr", "Übung", "Yla", "Ähre"),
    *("apa 2", "Apa 10", "éclair", "Eclair", "Straße", "Strasse", "zorn", "Łódź", "Lodz", "ångra"),
]
LAST_LETTERS = {
    "sv_SE": ["Zebra", "zorn", "Ångbåt", "ångra", "Ähre", "Ärta", "Öl"],
    "de_DE": ["Ähre", "Ärta", "Öl", "Zebra", "zorn"],
    "nb_NO": ["Zebra", "zorn", "Æble", "Øre", "Ångbåt", "ångra"],
}


@pytest.mark.parametrize("locale", [*LAST_LETTERS, "en_GB", "fi_FI", "da_DK"])
def test_titles_are_sorted_as_the_language_sorts(desk: Desk, tmp_path: Path, locale: str) -> None:
    articles = {f"{number}.md": f"# {title}\n\nText.\n" for number, title in enumerate(TITLES)}
    folder = write_articles(tmp_path / "library", articles)
    desk.scan(folder)
    program = desk.start(folder)
    program.session.listing.locale = locale
    program.session.finding.sort_by("title")
    shown = titles(program)
    assert shown == sorted(TITLES, key=QCollator(QLocale(locale)).sortKey)
    wanted = LAST_LETTERS.get(locale, [])
    assert [title for title in shown if title in wanted] == wanted
