"""cmark gives its memory back."""

from __future__ import annotations

import ctypes
import sys

import cmarkgfm
import pytest

from reader.cmark import to_html

EXTENSIONS = ["table", "strikethrough"]


@pytest.mark.parametrize(
    "text",
    ["", "# A\n\n*b* ~~c~~", "|a|b|\n|-|-|\n|1|2|\n", "x[^1]\n\n[^1]: note", "ä\u2028€" * 99],
)
def test_the_html_is_that_of_the_binding(text: str) -> None:
    expected = cmarkgfm.cmark.markdown_to_html_with_extensions(text, 0, EXTENSIONS)
    assert to_html(text, 0, EXTENSIONS) == expected


class _Allocated(ctypes.Structure):
    """mallinfo2(3): uordblks is what is in use, hblkhd what was mapped."""

    _fields_ = [
        (name, ctypes.c_size_t)
        for name in (
            *("arena", "ordblks", "smblks", "hblks", "hblkhd"),
            *("usmblks", "fsmblks", "uordblks", "fordblks", "keepcost"),
        )
    ]


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="asks glibc for what is in use")
def test_nothing_stays_allocated() -> None:
    library = ctypes.CDLL(None)
    if not hasattr(library, "mallinfo2"):
        pytest.skip("this C library does not say what is in use")
    library.mallinfo2.restype = _Allocated

    def used() -> int:
        now = library.mallinfo2()
        return int(now.uordblks + now.hblkhd)

    text = "A *word* and [another](x).\n\n" * 300
    for _ in range(5):
        to_html(text, 0, EXTENSIONS)
    before = used()
    for _ in range(50):
        to_html(text, 0, EXTENSIONS)
    assert used() - before < 50 * len(text) // 10
