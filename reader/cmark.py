"""Markdown to HTML by cmark, without the leak of its binding.

cmarkgfm frees neither the tree nor the HTML it makes (about three bytes for each character of every
text, for the life of the process), nor does it offer to. Both can be freed through the functions
that its own shared library exports; where they cannot be found the result is the same, and memory
is lost as before.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import Any

Free = Callable[[int], object]


def to_html(text: str, options: int, extensions: Sequence[str]) -> str:
    """The HTML of GitHub's Markdown with these extensions; options are those of cmark."""
    from cmarkgfm import cmark  # a shared library of 1 MB that the verbs need not load

    cmark.core_extensions_ensure_registered()
    parser = cmark.parser_new(options=options)
    try:
        for name in extensions:
            cmark.parser_attach_syntax_extension(parser, cmark.find_syntax_extension(name))
        cmark.parser_feed(parser, text)
        root = cmark.parser_finish(parser)
        used = cmark.parser_get_syntax_extensions(parser)
        made = cmark._cmark.lib.cmark_render_html(root, options, used)
        html: str = cmark._cmark.ffi.string(made).decode("utf-8")
    finally:
        cmark.parser_free(parser)
    free_node, free_text = _frees()
    free_node(_address(cmark, root))
    free_text(_address(cmark, made))
    return html


def _address(cmark: Any, pointer: object) -> int:
    return int(cmark._cmark.ffi.cast("uintptr_t", pointer))


@lru_cache(maxsize=1)
def _frees() -> tuple[Free, Free]:
    """What frees a tree and what frees a text; nothing where the library does not show them."""
    import ctypes

    from cmarkgfm import cmark

    try:
        library = ctypes.CDLL(cmark._cmark.__file__)
        node_free, allocator = library.cmark_node_free, library.cmark_get_default_mem_allocator
    except (OSError, AttributeError):
        return _nothing, _nothing
    node_free.argtypes, node_free.restype = [ctypes.c_void_p], None
    allocator.restype = ctypes.POINTER(ctypes.c_void_p * 3)  # calloc, realloc, free
    free = ctypes.CFUNCTYPE(None, ctypes.c_void_p)(allocator().contents[2])
    return node_free, free


def _nothing(_: int) -> None:
    """The memory stays."""
