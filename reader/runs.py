"""Runs of text: collected with white space as HTML collapses it, and cut where they are too long.

Laying out one paragraph costs a window more than proportionally: a word of 1 MB or 100,000 changes
between Latin and Hebrew take Qt over 40 s. So no paragraph leaves here that is longer than
MAX_PARAGRAPH, holds more than MAX_UNBROKEN characters without a space, or turns its direction more
often than MAX_TURNS times.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from reader.model import Image, Run

MAX_PARAGRAPH = 20_000
MAX_UNBROKEN = 10_000
MAX_TURNS = 500

_SPACES = re.compile(r"[ \t\n\f\r]+")
_LEFT = "0-9A-Za-z\u00c0-\u058f\u0900-\u1fff"
_RIGHT = "\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001efff"
_TURN = re.compile(f"[{_RIGHT}][^{_LEFT}]*+")


@dataclass(slots=True)
class _Part:
    """Text in the style of a run, as the stretches it came in, or an image."""

    stretches: list[str]
    style: Run
    image: Image | None = None

    def run(self) -> Run:
        style, stretches = self.style, self.stretches
        text = stretches[0] if len(stretches) == 1 else "".join(stretches)
        return Run(text, style.styles, style.href, style.title, self.image, style.language)


class Line:
    """The runs of one paragraph, cell or code block while they come in.

    A style is a Run whose text is left out of account; runs in the same style become one.
    """

    def __init__(self, *, code: bool = False) -> None:
        self._parts: list[_Part] = []
        self._code = code
        self._after_space = True

    def add(self, text: str, style: Run) -> None:
        """Append text; white space collapses unless this is code."""
        if not self._code:
            if not text.isprintable() or "  " in text:
                text = _SPACES.sub(" ", text)
            if self._after_space and text.startswith(" "):
                text = text[1:]
        if text:
            self._after_space = text.endswith(" ")
            self._append(text, style)

    def add_break(self, style: Run) -> None:
        self._strip_end(" ")
        self._append("\n", style)
        self._after_space = True

    def add_image(self, image: Image, style: Run) -> None:
        self._parts.append(_Part([], style, image))
        self._after_space = False

    def drop_space(self) -> None:
        """Take back the white space at the end, no-break spaces too."""
        self._strip_end(" \u00a0")

    def ends_with(self, end: str) -> bool:
        """Whether the text ends with end; a line without text does."""
        if not self._parts:
            return True
        stretches = self._parts[-1].stretches
        return bool(stretches) and stretches[-1].endswith(end)

    def finished(self) -> tuple[Run, ...]:
        """The runs without white space at their ends; code loses the end of its last line only."""
        if self._code:
            if self._parts and self._parts[-1].stretches:
                stretches = self._parts[-1].stretches
                stretches[-1] = stretches[-1].removesuffix("\n")
        else:
            self._strip_end(" \n")
            self._strip_start(" \n")
        runs = [run for part in self._parts if (run := part.run()).text or run.image]
        if not self._code and not any(map(_has_letters, runs)):
            runs = [run for run in runs if run.image]
        return tuple(runs)

    def _append(self, text: str, style: Run) -> None:
        last = self._parts[-1] if self._parts else None
        if last is not None and last.image is None and _is_same(last.style, style):
            last.stretches.append(text)
        else:
            self._parts.append(_Part([text], style))

    def _strip_end(self, characters: str) -> None:
        while self._parts and self._parts[-1].image is None:
            stretches = self._parts[-1].stretches
            while stretches:
                if stripped := stretches[-1].rstrip(characters):
                    stretches[-1] = stripped
                    return
                stretches.pop()
            self._parts.pop()

    def _strip_start(self, characters: str) -> None:
        for part in self._parts:
            for index, stretch in enumerate(part.stretches):
                part.stretches[index] = stretch.lstrip(characters)
                if part.stretches[index]:
                    return
            if part.image:
                return


def _has_letters(run: Run) -> bool:
    return bool(run.text) and not run.text.isspace()


def _is_same(a: Run, b: Run) -> bool:
    return a is b or (
        a.styles == b.styles
        and a.href == b.href
        and a.title == b.title
        and a.language == b.language
    )


# --- long paragraphs ----------------------------------------------------------------------------


def pieces(runs: tuple[Run, ...], *, at: str = " ") -> list[tuple[Run, ...]]:
    """The runs in pieces short enough to be laid out; one piece where they already are.

    Pieces end before a character of at (which is then left out) where one is near enough.
    """
    text = runs[0].text if len(runs) == 1 else "".join([run.text for run in runs])
    if len(text) <= MAX_TURNS:
        return [runs]
    limits = _limits(text)
    return _slices(runs, list(_cuts(text, limits, at))) if limits else [runs]


def _limits(text: str) -> list[int]:
    """Offsets that no piece may cross, the last of them the text's end; none where all is short."""
    turns = [] if text.isascii() else [match.start() for match in _TURN.finditer(text)]
    turns = turns[MAX_TURNS::MAX_TURNS]
    if turns or len(text) > MAX_PARAGRAPH:
        return [*turns, len(text)]
    if len(text) > MAX_UNBROKEN and max(map(len, text.split()), default=0) > MAX_UNBROKEN:
        return [len(text)]
    return []


def _cuts(text: str, limits: list[int], at: str) -> Iterator[tuple[int, int]]:
    """The end of each piece but the last, and the start of the piece after it."""
    start = 0
    for limit in limits:
        while start < limit and (limit < len(text) or limit - start > MAX_UNBROKEN):
            end = min(limit, start + MAX_UNBROKEN)
            space = max(text.rfind(c, start + (end - start) // 2, end) for c in at)
            cut = (space, space + 1) if space > start else (end, end)
            yield cut
            start = cut[1]
            if end == limit:
                break


def _slices(runs: tuple[Run, ...], cuts: list[tuple[int, int]]) -> list[tuple[Run, ...]]:
    """The runs between the cuts; pieces without anything in them are left out."""
    made: list[list[Run]] = [[]]
    position = index = 0
    for run in runs:
        end = position + len(run.text)
        begin = position
        while index < len(cuts) and cuts[index][0] < end:
            before, after = cuts[index]
            made[-1].append(replace(run, text=run.text[begin - position : before - position]))
            made.append([])
            begin = after
            index += 1
        made[-1].append(replace(run, text=run.text[begin - position :]))
        position = end
    filled = (tuple(run for run in piece if run.text or run.image) for piece in made)
    return [piece for piece in filled if piece]
