"""The Markdown of notes, as HTML and as plain text."""

from __future__ import annotations

import pytest

from reader.ui.notetext import note_html, note_plain


@pytest.mark.parametrize(
    ("text", "as_html", "as_plain"),
    [
        ("Plain.", "Plain.", "Plain."),
        ("**Bold** and *soft*", "<b>Bold</b> and <i>soft</i>", "Bold and soft"),
        ("# Head\n- one\n* two", "<b>Head</b><br>•\xa0one<br>•\xa0two", "Head\n• one\n• two"),
        ("see `a*b*c`", "see <code>a*b*c</code>", "see a*b*c"),
        ("a_name_here, 2 * 3 * 4", "a_name_here, 2 * 3 * 4", "a_name_here, 2 * 3 * 4"),
        ("<img src=x>&", "&lt;img src=x&gt;&amp;", "<img src=x>&"),
    ],
)
def test_signs_become_looks_or_go(text: str, as_html: str, as_plain: str) -> None:
    assert (note_html(text), note_plain(text)) == (as_html, as_plain)
