"""Uses the running program as a screen reader does: by names and roles, through AT-SPI.

Run by test_atspi.py with the system's Python, which has gi: driver.py NOTE. Prints one JSON object
of what it met; ends with a sentence where something could not be met.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable, Iterator
from typing import Any, TypeVar

import gi

gi.require_version("Atspi", "2.0")
from gi.repository import Atspi, GLib  # noqa: E402

T = TypeVar("T")
Node = Any
SOFT_HYPHEN = "\u00ad"
SECONDS = 20.0
STEP = 0.05
BUTTON = "push button"


def until(question: Callable[[], T | None], what: str, seconds: float = SECONDS) -> T:
    """The first answer that is true; a node that dies while it is asked is asked for again."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        try:
            if answer := question():
                return answer
        except GLib.GError:
            pass
        time.sleep(STEP)
    raise SystemExit(f"not met within {seconds:.0f} s: {what}")


def walk(node: Node) -> Iterator[Node]:
    """The node and all below it, in the order of the tree."""
    yield node
    for number in range(node.get_child_count()):
        child = node.get_child_at_index(number)
        if child is not None:
            yield from walk(child)


def is_shown(node: Node) -> bool:
    return bool(node.get_state_set().contains(Atspi.StateType.SHOWING))


def is_checked(node: Node) -> bool:
    return bool(node.get_state_set().contains(Atspi.StateType.CHECKED))


class Reader:
    """The program's window as a tree of roles and names."""

    def __init__(self) -> None:
        self.window = until(self._find_window, "the window")

    def _find_window(self) -> Node | None:
        desktop = Atspi.get_desktop(0)
        for number in range(desktop.get_child_count()):
            application = desktop.get_child_at_index(number)
            if application is not None and application.get_name() == "Lesesal":
                for node in walk(application):
                    if node.get_role_name() == "frame":
                        return node
        return None

    def all(self, role: str) -> list[Node]:
        """Every shown node of a role, in the order of the tree."""
        return [n for n in walk(self.window) if n.get_role_name() == role and is_shown(n)]

    def find(self, role: str, name: str) -> Node:
        """The shown node whose role is this one and whose name begins so."""
        return until(lambda: self._named(role, name), f"{role} “{name}”")

    def _named(self, role: str, name: str) -> Node | None:
        return next((n for n in self.all(role) if n.get_name().startswith(name)), None)

    def rows(self) -> list[str]:
        return [cell.get_name() for cell in self.all("table cell")]

    def act(self, node: Node) -> None:
        """The node's first action, as a screen reader's activate key does."""
        assert Atspi.Action.do_action(node, 0)

    def text(self, node: Node) -> str:
        return str(Atspi.Text.get_text(node, 0, Atspi.Text.get_character_count(node)))


def read_aloud(node: Node) -> list[str]:
    """The first lines, moved through as "read all" does."""
    lines, offset = [], 0
    while len(lines) < 8:
        piece = Atspi.Text.get_string_at_offset(node, offset, Atspi.TextGranularity.LINE)
        if piece.end_offset < offset:
            break
        lines.append(piece.content.strip())
        offset = piece.end_offset + (not piece.content.endswith("\n"))
    return lines


def listen(heard: list[str]) -> Atspi.EventListener:
    """Collect what the program announces."""
    listener = Atspi.EventListener.new(lambda event: heard.append(str(event.any_data)))
    listener.register("object:announcement")
    return listener


def hear(heard: list[str], word: str) -> bool:
    GLib.MainContext.default().iteration(False)
    return any(word in text for text in heard)


def journey(text: str) -> dict[str, object]:
    """Filter by language, open an article, read it, bookmark it, write a note on it."""
    heard: list[str] = []
    listener = listen(heard)
    reader = Reader()
    until(lambda: len(reader.rows()) > 6, "the articles in the list")
    met: dict[str, object] = {"order": [n.get_name() for n in landmarks(reader)]}
    until(
        lambda: is_whole(reader.text(reader.find("label", "Article"))), "an article in whole words"
    )
    met["query"] = build_query(reader)
    met["filtered"] = filter_by(reader, "English")
    article = open_article(reader, "The blacksmith")
    met["text"], met["lines"] = reader.text(article), read_aloud(article)
    met["title"] = reader.window.get_name()
    bookmark(reader, "The blacksmith")
    until(lambda: hear(heard, "Bookmark set"), "the announcement of the bookmark")
    write_note(reader, text)
    met["nameless"] = [describe(n) for n in walk(reader.window) if is_nameless(n)]
    listener.deregister("object:announcement")
    return met


def is_whole(text: str) -> bool:
    """Whether an article is there, without the soft hyphens that only the eye may meet."""
    return len(text) > 500 and SOFT_HYPHEN not in text


def build_query(reader: Reader) -> list[str]:
    """Put operators into a query and take them out by their chips; what the field then held."""
    field = reader.find("text", "Search titles and text")
    held = []

    def press(chip: str, before: str, after: str) -> None:
        assert Atspi.EditableText.set_text_contents(field, before)
        reader.act(reader.find(BUTTON, chip))
        until(lambda: reader.text(field) == after, f"“{after}” in the search field")
        held.append(reader.text(field))

    press("…* words that begin so", "blacksmit", "blacksmit*")
    press("OR one or the other", "bakery", "bakery OR ")
    press("Remove is:unread", "blacksmith is:unread title:like", "blacksmith title:like")
    press("Remove title:like", "blacksmith title:like", "blacksmith")
    reader.find(BUTTON, "All search operators")
    assert Atspi.EditableText.set_text_contents(field, "")
    until(lambda: len(reader.rows()) > 6, "all articles again")
    return held


def filter_by(reader: Reader, language: str) -> list[str]:
    """The rows that are left."""
    chip = reader.find("check box", language)
    reader.act(chip)
    until(lambda: is_checked(chip), "the chip that is checked")
    return until(lambda: rows if len(rows := reader.rows()) == 6 else None, "six rows")


def open_article(reader: Reader, title: str) -> Node:
    """Select the row; the article's text, once it is this article's."""
    row = reader.find("table cell", title)
    Atspi.Selection.select_child(reader.find("table", "Articles"), row.get_index_in_parent())
    article = reader.find("label", "Article")
    until(lambda: title in reader.text(article), f"the text of “{title}”")
    return article


def bookmark(reader: Reader, title: str) -> None:
    button = reader.find("check box", "Bookmark")
    assert not is_checked(button)
    reader.act(button)
    until(lambda: is_checked(button), "the bookmark that is set")
    until(lambda: "bookmarked" in reader.find("table cell", title).get_name(), "its row")


def write_note(reader: Reader, text: str) -> None:
    editor = reader.find("text", "My note")
    assert Atspi.EditableText.set_text_contents(editor, text)
    reader.find("label", "Saved")
    assert reader.text(editor) == text


def landmarks(reader: Reader) -> list[Node]:
    """Search field, list and article as the tree has them."""
    names = ("Search titles and text", "Articles", "Article")
    return [n for n in walk(reader.window) if n.get_name() in names and is_shown(n)]


def is_nameless(node: Node) -> bool:
    """Whether something that can be used has nothing to be called by."""
    states = node.get_state_set()
    usable = states.contains(Atspi.StateType.FOCUSABLE) and is_shown(node)
    return bool(usable and not node.get_name())


def describe(node: Node) -> str:
    return f"{node.get_role_name()} {node.get_accessible_id()}"


if __name__ == "__main__":
    Atspi.init()
    json.dump(journey(sys.argv[1]), sys.stdout)
