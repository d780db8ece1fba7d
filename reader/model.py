"""The frozen values that travel between the modules; they know no file, no database and no Qt."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

Format = Literal["markdown", "html", "text"]
LanguageSource = Literal["user", "declared", "path", "detected", "unknown"]
Colour = Literal["yellow", "green", "blue", "pink"]
MarkKind = Literal["bookmark", "highlight", "note"]
Status = Literal["exact", "moved", "orphan"]
View = Literal["all", "unread", "in_progress", "bookmarked", "with_notes"]
Order = Literal["date", "title", "language", "length", "opened"]

COLOURS: tuple[Colour, ...] = ("yellow", "green", "blue", "pink")

LARGE, PART = 5_000_000, 1_000_000
"""Of an article above LARGE bytes the window shows the first PART bytes."""


# --- articles -----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Article:
    """One file of a library, as the catalogue knows it.

    number is the catalogue's own row number (stable while the cache lives, and the rowid of the
    search index); id is the identity that marks hold on to. language is a BCP 47 tag or None where
    unknown; date is ISO 8601 (a date or a date and time) or None. snippet is the start of the body,
    in plain text. words counts the body, minutes is the reading time, at least 1. problem is the
    reason why the file cannot be shown (or is shown in part), None where all is well.
    content_hash is the hex digest of the file's bytes.
    """

    number: int
    id: str
    path: Path
    folder: Path
    title: str
    format: Format
    language: str | None = None
    language_source: LanguageSource = "unknown"
    author: str | None = None
    date: str | None = None
    source: str | None = None
    url: str | None = None
    tags: tuple[str, ...] = ()
    summary: str | None = None
    snippet: str = ""
    words: int = 0
    minutes: int = 1
    translations: tuple[str, ...] = ()
    content_hash: str = ""
    size: int = 0
    mtime_ns: int = 0
    problem: str | None = None

    @property
    def is_large(self) -> bool:
        """Whether the window shows its beginning alone."""
        return self.size > LARGE


@dataclass(frozen=True, slots=True)
class Problem:
    """A file or folder that could not be taken in, and why."""

    path: Path
    reason: str


@dataclass(frozen=True, slots=True)
class Changes:
    """What a rescan found: article numbers added, changed and removed, and the problems."""

    added: tuple[int, ...] = ()
    changed: tuple[int, ...] = ()
    removed: tuple[int, ...] = ()
    problems: tuple[Problem, ...] = ()
    cancelled: bool = False


@dataclass(frozen=True, slots=True)
class Known:
    """One article that marks hold on to: its identity as it was when last seen."""

    id: str
    path: Path
    content_hash: str


@dataclass(frozen=True, slots=True)
class Memory:
    """What the user's own data tells a scan: identities to keep and languages the user set.

    languages maps article ids, folder_languages library folders or folders below them, to tags.
    """

    known: tuple[Known, ...] = ()
    languages: Mapping[str, str] = field(default_factory=dict)
    folder_languages: Mapping[Path, str] = field(default_factory=dict)


# --- the rendered article -----------------------------------------------------------------------

RunStyle = Literal[
    "bold", "italic", "code", "strike", "underline", "sup", "sub", "small", "mark", "kbd"
]
BlockKind = Literal[
    "paragraph", "heading", "code", "rule", "table", "caption", "term", "definition", "note_title"
]
Align = Literal["", "left", "center", "right"]


@dataclass(frozen=True, slots=True)
class Image:
    """An image of an article: a reference relative to the article's file, known to be local.

    path is the reference from the article (percent-decoded, POSIX separators), opened by images.py
    alone; an empty path is an image that may not be shown (remote, outside the folder).
    width and height are the sizes the article asks for in CSS pixels, 0 where it does not.
    """

    path: str
    alt: str = ""
    title: str = ""
    width: int = 0
    height: int = 0


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of text in one style.

    A hard line break is a "\\n" in text. An image has text "" and image set. href is "" or one of
    http:, https:, mailto:, "#fragment", or a relative reference to another file of the library.
    """

    text: str
    styles: frozenset[RunStyle] = frozenset()
    href: str = ""
    title: str = ""
    image: Image | None = None
    language: str | None = None


@dataclass(frozen=True, slots=True)
class Cell:
    """A table cell; start is the offset of its text in the article's text, in code points."""

    runs: tuple[Run, ...]
    start: int
    header: bool = False
    align: Align = ""
    column_span: int = 1
    row_span: int = 1


@dataclass(frozen=True, slots=True)
class Block:
    """One leaf block of an article, in reading order.

    start is the offset of its text in the article's text, in code points. level is 1-6 on a
    heading. quote counts the block quotes around it, indent the lists (and definitions); marker is
    "•", "3.", "☐" or "☑" on the first block of a list item, else "". box is the kind of the
    admonition around the block ("note", "warning", …), "" where there is none. names are the ids
    that "#fragment" links may point at. rows is set on a table. language and direction are set
    where the HTML declares them for this block or an element around it.
    """

    kind: BlockKind
    runs: tuple[Run, ...]
    start: int
    level: int = 0
    quote: int = 0
    indent: int = 0
    marker: str = ""
    box: str = ""
    names: tuple[str, ...] = ()
    rows: tuple[tuple[Cell, ...], ...] = ()
    language: str | None = None
    direction: Literal["", "ltr", "rtl"] = ""
    align: Align = ""
    code_language: str = ""
    footnote: bool = False

    @property
    def text(self) -> str:
        """The block's own text; of a table, its cells joined by newlines."""
        if self.kind == "table":
            return "\n".join("".join(r.text for r in c.runs) for row in self.rows for c in row)
        return "".join(run.text for run in self.runs)


@dataclass(frozen=True, slots=True)
class Heading:
    """An entry of the outline; block is an index into Rendered.blocks, start an offset in text."""

    level: int
    title: str
    start: int
    block: int


@dataclass(frozen=True, slots=True)
class Rendered:
    """An article ready to be shown.

    text is the one text that anchors, search snippets, find and `show` count in: the blocks' texts
    joined by "\\n" (blocks without text, such as rules and lone images, add nothing, not even the
    newline). html is the sanitised HTML. simplified is the reason why the article is shown as plain
    text or in part, None where it is shown as it is.
    """

    blocks: tuple[Block, ...]
    text: str
    html: str
    outline: tuple[Heading, ...] = ()
    simplified: str | None = None


# --- marks --------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Anchor:
    """Where a mark sits: the W3C text quote and text position selectors, and the text's hash.

    start and end count code points of Rendered.text; prefix and suffix have up to 128 characters
    (at least 32 where the text has them). text_hash is the hex SHA-256 of that text.
    """

    exact: str
    prefix: str
    suffix: str
    start: int
    end: int
    text_hash: str


@dataclass(frozen=True, slots=True)
class Place:
    """Where an anchor was found in today's text; start and end are 0 on an orphan."""

    start: int
    end: int
    status: Status
    score: float = 1.0


@dataclass(frozen=True, slots=True)
class Mark:
    """A bookmark, highlight or note of the user.

    anchor is None for a mark on the article as a whole. A highlight may carry note text; a note on
    a passage has an anchor and may have a colour. created and modified are ISO 8601 in UTC with
    milliseconds; counter orders changes where clocks do not.
    """

    id: str
    kind: MarkKind
    article_id: str
    anchor: Anchor | None = None
    colour: Colour | None = None
    note: str = ""
    tags: tuple[str, ...] = ()
    created: str = ""
    modified: str = ""
    counter: int = 0
    deleted: bool = False


@dataclass(frozen=True, slots=True)
class State:
    """What the list shows of the user's own data about one article.

    progress is 0.0-1.0; position is the offset in Rendered.text of the first visible line.
    opened is ISO 8601 in UTC, None where the article was never opened. note_count counts the marks
    that carry note text, highlight_count the highlights.
    """

    read: bool = False
    progress: float = 0.0
    position: int = 0
    opened: str | None = None
    bookmarked: bool = False
    note_count: int = 0
    highlight_count: int = 0


# --- search -------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Hit:
    """One found article.

    snippet is plain text with each match between U+27E6 and U+27E7 (⟦ ⟧); matched says where the
    best match stands. languages are those of the translations found with it, its own first.
    """

    number: int
    id: str
    title: str
    language: str | None
    score: float
    snippet: str
    matched: Literal["title", "text", "note"]
    languages: tuple[str, ...] = ()
