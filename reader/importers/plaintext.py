"""Turns text scraped from a page into an article: its title, structure and comments, no residue.

Residue, tag lines, bylines and the start of the comments are known by the rules of
resources/import; the structure by its shape alone, in any language.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from reader.importers import dates
from reader.importers.markdown_text import escape, escape_line, indent, quote
from reader.importers.quotations import is_quotation
from reader.importers.rules import Rules

MAX_TITLE = 200
MAX_HEADING = 90
LONG_LINE = 110
RESIDUE_START, RESIDUE_END = 3_000, 1_000
"""How many lines at the start and at the end of a text are looked at for residue."""
_BULLET = re.compile(r"\s*[•‣◦▪●○–*·-]\s+(?=\S)")
_SURE_BULLET = re.compile(r"\s*[•‣◦▪●○]\s*(?=\S)")
_NUMBERED = re.compile(r"\s*(\d{1,3})[.)]\s+(?=\S)")
_FINAL = ".!?:;,…。！？：；"
_LETTER = re.compile(r"[^\W\d_]")

Group = list[str]


@dataclass(slots=True)
class Parsed:
    """What a text was found to be; body is Markdown without the comments, which stand apart."""

    title: str = ""
    author: str | None = None
    date: str | None = None
    tags: list[str] = field(default_factory=list)
    body: str = ""
    comments: str = ""
    removed: list[str] = field(default_factory=list)


def parse(text: str, rules: Rules) -> Parsed:
    """The article in text; every line is in the result: body, comments, fields or removed."""
    parsed = Parsed()
    groups = _groups(text)
    _take_title(groups, parsed)
    _take_byline(groups, parsed, rules)
    body, comments = _split_comments(groups, rules)
    body = _without_residue(body, parsed, rules)
    heading, said = comments[:1], _without_residue(comments[1:], parsed, rules)
    if heading and not said:
        parsed.removed += heading[0]
    parsed.body = "\n\n".join(_blocks(body))
    parsed.comments = "\n\n".join(_comment_blocks(said, rules))
    return parsed


def _groups(text: str) -> list[Group]:
    """The lines between blank lines."""
    groups: list[Group] = [[]]
    for line in text.split("\n"):
        if line.strip():
            groups[-1].append(line.rstrip())
        elif groups[-1]:
            groups.append([])
    return [group for group in groups if group]


def _take_title(groups: list[Group], parsed: Parsed) -> None:
    if not groups:
        return
    first = groups[0][0].strip()
    if len(first) > MAX_TITLE:
        parsed.title = first[:80].rsplit(" ", 1)[0] + " …"
        return
    parsed.title = first
    del groups[0][0]
    if not groups[0]:
        del groups[0]
    if groups and [line.strip() for line in groups[0]] == [first]:
        parsed.removed += groups.pop(0)


def _take_byline(groups: list[Group], parsed: Parsed, rules: Rules) -> None:
    for index, group in enumerate(groups[:2]):
        found = rules.byline(group[0].strip()) if len(group) == 1 else None
        if found is None:
            continue
        date = dates.parse(found[1]) if found[1] else None
        if found[1] and not date:
            return
        parsed.author, parsed.date = found[0], date
        del groups[index]
        return


def _split_comments(groups: list[Group], rules: Rules) -> tuple[list[Group], list[Group]]:
    """The groups of the body, and those from the line on that starts the readers' comments."""
    for index, group in enumerate(groups):
        for number, line in enumerate(group):
            starts = rules.starts_comments(line.strip()) and (index or number)
            if starts and any(
                len(" ".join(earlier)) > LONG_LINE for earlier in groups[: index + 1]
            ):
                body = [*groups[:index], group[:number]]
                rest = [[line], group[number + 1 :], *groups[index + 1 :]]
                return [part for part in body if part], [part for part in rest if part]
    return groups, []


def _without_residue(groups: list[Group], parsed: Parsed, rules: Rules) -> list[Group]:
    prose = [index for index, group in enumerate(groups) if max(map(len, group)) > LONG_LINE]
    first, last = (prose[0], prose[-1]) if prose else (0, -1)
    total, seen = sum(map(len, groups)), 0
    kept: list[Group] = []
    for index, group in enumerate(groups):
        at_edge = index < first or index >= last
        lines = [
            line
            for number, line in enumerate(group, seen)
            if RESIDUE_START <= number < total - RESIDUE_END
            or not _take_residue(line.strip(), at_edge, parsed, rules)
        ]
        seen += len(group)
        if lines:
            kept.append(lines)
    return kept


def _take_residue(line: str, at_edge: bool, parsed: Parsed, rules: Rules) -> bool:
    """Whether line is residue, then listed. A word or two may also be a heading: at edges only."""
    tags = rules.tags_of(line)
    if tags is None and not rules.is_residue(line):
        return False
    if not at_edge and len(line.split()) <= 2 and line.replace(" ", "").isalpha():
        return False
    parsed.tags += [tag for tag in tags or () if tag not in parsed.tags]
    parsed.removed.append(line)
    return True


def _blocks(groups: list[Group]) -> Iterator[str]:
    """Markdown blocks, in order."""
    numbers = [_lone_number(group) for group in groups]
    shapes = [_shape(group) for group in groups]
    common = Counter(shapes)
    pending: list[str] = []
    for index, group in enumerate(groups):
        if _in_sequence(numbers, index):
            pending.append(_item_text(group[0], _NUMBERED))
            if not _continues(numbers, index):
                yield _list(
                    pending, ordered=True, start=_first_number(numbers, index, len(pending))
                )
                pending = []
        elif index and _is_heading(groups, index, common[shapes[index]]):
            yield f"## {escape(group[0].strip())}"
        else:
            yield from _group_blocks(group)


def _shape(group: Group) -> str:
    """A line with its digits blanked: captions that count share it, headings do not."""
    return re.sub(r"\d+", "0", group[0].strip()) if len(group) == 1 else ""


def _lone_number(group: Group) -> int | None:
    found = _NUMBERED.match(group[0]) if len(group) == 1 else None
    return int(found[1]) if found else None


def _in_sequence(numbers: list[int | None], index: int) -> bool:
    number = numbers[index]
    if number is None:
        return False
    before = numbers[index - 1] if index else None
    return before == number - 1 or _continues(numbers, index)


def _continues(numbers: list[int | None], index: int) -> bool:
    number = numbers[index]
    return number is not None and index + 1 < len(numbers) and numbers[index + 1] == number + 1


def _first_number(numbers: list[int | None], index: int, count: int) -> int:
    return (numbers[index] or 1) - count + 1


def _is_heading(groups: list[Group], index: int, alike: int) -> bool:
    """A short line alone, without a final mark, before a paragraph: a heading.

    alike says how many lines are the same but for their digits: those are captions.
    """
    if len(groups[index]) != 1 or index + 1 >= len(groups):
        return False
    line = groups[index][0].strip()
    counted = alike > 1 and _shape(groups[index]) != line
    return not counted and _reads_as_heading(line) and _is_prose(groups[index + 1])


def _reads_as_heading(line: str) -> bool:
    text = _NUMBERED.sub("", line, count=1)
    first = text[:1]
    return (
        len(line) <= MAX_HEADING
        and line[-1] not in _FINAL
        and (first.isupper() or first.isdigit() or (not first.islower() and first.isalpha()))
        and bool(_LETTER.search(text))
        and "://" not in text
        and not _SURE_BULLET.match(line)
    )


def _is_prose(group: Group) -> bool:
    return len(" ".join(group)) > 60 or len(group) > 1 or bool(_SURE_BULLET.match(group[0]))


def _group_blocks(group: Group) -> Iterator[str]:
    marker = _marker(group)
    if len(group) > 1 and _opens_with_heading(group):
        yield f"## {escape(group[0].strip())}"
        yield from _group_blocks(group[1:])
    elif marker is not None:
        yield from _list_blocks(group, marker)
    elif any(_SURE_BULLET.match(line) for line in group):
        start = next(index for index, line in enumerate(group) if _SURE_BULLET.match(line))
        yield from _paragraphs(group[:start])
        yield from _group_blocks(group[start:])
    else:
        yield from _paragraphs(group)


def _opens_with_heading(group: Group) -> bool:
    """ "1) Heading" with its text in the next line."""
    return (
        bool(_NUMBERED.match(group[0]))
        and not _NUMBERED.match(group[1])
        and not group[1].startswith((" ", "\t"))
        and _reads_as_heading(group[0].strip())
        and len(group[1]) > len(group[0])
    )


def _marker(group: Group) -> re.Pattern[str] | None:
    """The kind of list that group is: its first line is an item, and so are most others."""
    for pattern in (_SURE_BULLET, _NUMBERED, _BULLET):
        items = sum(bool(pattern.match(line)) for line in group)
        enough = items >= (1 if pattern is _SURE_BULLET else 2)
        if pattern.match(group[0]) and enough:
            return pattern
    return None


def _list_blocks(group: Group, pattern: re.Pattern[str]) -> Iterator[str]:
    items: list[str] = []
    for index, line in enumerate(group):
        if pattern.match(line):
            items.append(_item_text(line, pattern))
        elif line.startswith((" ", "\t")):
            items[-1] += " " + line.strip()
        else:
            yield _list(items, pattern is _NUMBERED, _number(group[0]))
            yield from _group_blocks(group[index:])
            return
    yield _list(items, pattern is _NUMBERED, _number(group[0]))


def _number(line: str) -> int:
    found = _NUMBERED.match(line)
    return int(found[1]) if found else 1


def _item_text(line: str, pattern: re.Pattern[str]) -> str:
    return pattern.sub("", line, count=1).strip()


def _list(items: list[str], ordered: bool, start: int = 1) -> str:
    markers = (f"{start + index}." if ordered else "-" for index in range(len(items)))
    lines = (
        indent(escape_line(item), 4, marker) for item, marker in zip(items, markers, strict=True)
    )
    return "\n".join(lines)


def _paragraphs(group: Group) -> Iterator[str]:
    """Lines as paragraphs: long lines are one each, wrapped lines one together, verse by lines."""
    lines = [line.strip() for line in group]
    if any(len(line) > LONG_LINE for line in lines):
        yield from (_paragraph(line) for line in lines)
    elif all(len(line) > 45 for line in lines[:-1]):
        yield _paragraph("\n".join(lines))
    else:
        yield "  \n".join(escape_line(line) for line in lines)


def _paragraph(text: str) -> str:
    written = "\n".join(escape_line(line) for line in text.split("\n"))
    return quote(written) if is_quotation(text.replace("\n", " ")) else written


def _comment_blocks(groups: list[Group], rules: Rules) -> Iterator[str]:
    for index, group in enumerate(groups):
        line = _NUMBERED.sub("", group[0], count=1).strip()
        author = rules.comment_author(line) or _name_alone(groups, index)
        if author is None:
            yield from _group_blocks(group)
            continue
        yield f"**{escape(line)}**"
        if group[1:]:
            yield from _group_blocks(group[1:])


def _name_alone(groups: list[Group], index: int) -> str | None:
    line = groups[index][0].strip()
    followed = len(groups[index]) == 1 and index + 1 < len(groups) and _is_prose(groups[index + 1])
    short = len(line) <= 40 and len(line.split()) <= 5 and line[-1] not in _FINAL
    return line if followed and short and line[:1].isalnum() else None
