"""Reads the command line of the verbs; a mistake in it is a UsageError of one sentence."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Sequence
from itertools import islice
from pathlib import Path
from typing import NoReturn

from reader import language
from reader.errors import UsageError
from reader.model import COLOURS
from reader.verbs import VERBS

_FOLDERS = "look in these folders in place of the library; they are not added to it"
_ARTICLE = (
    "an article's id (see list), or its file; a file outside the library's folders is read as part "
    "of a library of its folder alone, which is not added"
)
_FORMATS = (
    "auto text markdown html mhtml epub feed opml archive bookmarks pocket instapaper omnivore "
    "wallabag readwise hypothesis kindle koreader w3c"
)


_NOT_AN_OPTION = "\0"  # what no argument can hold


class Parser(argparse.ArgumentParser):
    """argparse that raises UsageError; hint is added where an argument is not understood."""

    hint = ""

    def error(self, message: str) -> NoReturn:
        message = message.removesuffix(", FOLDER")  # which is optional, but argparse lists it
        hint = self.hint if message.startswith("unrecognized") else ""
        raise UsageError(f"{message}{hint} (see: {self.prog} --help)")


def _formatter(prog: str) -> argparse.HelpFormatter:
    """A formatter of fixed width: looking for the terminal's costs every verb 4 ms."""
    return argparse.HelpFormatter(prog, width=100)


def overview() -> str:
    """The help of the whole command."""
    rows = [("[PATH …]", "open the window, on these folders or articles where given")]
    rows += [(f"{name} {verb.usage}", verb.summary) for name, verb in VERBS.items()]
    width = max(len(form) for form, _ in rows) + 2
    lines = [f"  lesesal {form:{width}}{summary}" for form, summary in rows]
    return "\n".join(
        [
            "Lesesal, a reading room for articles in several languages.\n",
            *lines,
            "\n  lesesal VERB --help    all options of a verb",
            "  lesesal --version",
            "\n--home DIR, before or after the verb, or LESESAL_HOME keeps all data, settings and"
            "\ncaches below DIR. The library is the folders you added, what you imported and the"
            "\nbundled collection; list, search, export and check take other FOLDERs in its place."
            "\nA file or folder named like a verb is opened as ./list.",
            "\nExit status: 0 done; 1 something was not found or not imported; 2 wrong usage;"
            "\n3 the disk, a permission, a lock or a damaged file.",
        ]
    )


def parser(name: str) -> Parser:
    """The parser of one verb."""
    verb = VERBS[name]
    made = Parser(
        prog=f"lesesal {name}",
        description=f"{verb.summary[0].upper()}{verb.summary[1:]}.",
        epilog="--home DIR or LESESAL_HOME: keep data/, config/ and cache/ below DIR.",
        allow_abbrev=False,
        formatter_class=_formatter,
    )
    _ADDERS[name](made)
    return made


def with_query(arguments: Sequence[str]) -> list[str]:
    """The arguments of search so that argparse takes a query that begins with a minus for one."""
    waiting = iter(arguments)
    taken: list[str] = []
    for argument in waiting:
        is_option = argument.startswith("--") or argument == "-h"
        if argument == "--" or not is_option:
            query = argument if not is_option else next(waiting, None)
            return [*taken, *([] if query is None else [_NOT_AN_OPTION + query]), *waiting]
        taken.append(argument)
        if argument in ("--lang", "--limit"):
            taken.extend(islice(waiting, 1))
    return taken


def _query(text: str) -> str:
    return text.removeprefix(_NOT_AN_OPTION)


def languages(text: str) -> list[str | None]:
    """The languages of "sv,de,unknown"; None is the unknown one."""
    return [_language(part.strip()) for part in text.split(",") if part.strip()]


def _language(tag: str) -> str | None:
    if tag.lower() in ("unknown", "und"):
        return None
    found = language.normalise(tag)
    if found is None:
        raise argparse.ArgumentTypeError(f"{tag} is no language")
    return found


def _tag(text: str) -> str:
    found = _language(text.strip())
    if found is None:
        raise argparse.ArgumentTypeError(f"{text} is no language")
    return found


def _count(text: str) -> int:
    if not (text.isascii() and text.isdigit() and int(text[:9]) > 0 and len(text) < 8):
        raise argparse.ArgumentTypeError(f"{text} is no number from 1 on")
    return int(text)


def _json(made: Parser) -> None:
    made.add_argument("--json", action="store_true", help="print one JSON object")


def _lang(made: Parser) -> None:
    made.add_argument(
        "--lang", type=languages, action="extend", default=[], metavar="TAG,…",
        help="only these languages, by their base language; unknown is one, too",
    )  # fmt: skip


def _folders(made: Parser) -> None:
    made.add_argument("folders", nargs="*", type=Path, metavar="FOLDER", help=_FOLDERS)


def _article(made: Parser, *, optional: bool = False) -> None:
    made.add_argument("article", nargs="?" if optional else None, metavar="ID|PATH", help=_ARTICLE)


def _list(made: Parser) -> None:
    _folders(made)
    _lang(made)
    made.add_argument("--bookmarked", action="store_true", help="only articles with a bookmark")
    made.add_argument("--unread", action="store_true", help="only articles not marked as read")
    made.add_argument("--with-notes", action="store_true", help="only articles with a note")
    _json(made)


def _show(made: Parser) -> None:
    _article(made)
    _json(made)


def _search(made: Parser) -> None:
    made.hint = '; the whole query is one argument in quotes: "words -not"'
    made.add_argument(
        "query", metavar="QUERY", type=_query,
        help='words, "phrases", -not, OR, prefix*, lang:sv, tag:, author:, is:bookmarked, has:note',
    )  # fmt: skip
    _folders(made)
    _lang(made)
    made.add_argument("--limit", type=_count, default=20, metavar="N", help="at most N hits (20)")
    _json(made)


def _bookmark(made: Parser) -> None:
    _article(made)
    made.add_argument("--remove", action="store_true", help="take the bookmark away")


def _note(made: Parser) -> None:
    _article(made)
    text = made.add_mutually_exclusive_group()
    text.add_argument("--text", help="add this paragraph; without it the note is printed")
    text.add_argument("--stdin", action="store_true", help="add what standard input holds")
    made.add_argument("--quote", metavar="PASSAGE", help="a note on this passage of the article")


def _highlight(made: Parser) -> None:
    _article(made)
    made.add_argument("--quote", required=True, metavar="PASSAGE", help="the passage")
    made.add_argument("--colour", choices=COLOURS, default="yellow", help="(yellow)")


def _marks(made: Parser) -> None:
    _article(made, optional=True)
    _json(made)


def _import(made: Parser) -> None:
    made.add_argument(
        "paths", nargs="+", type=Path, metavar="PATH", help="files, folders, archives"
    )
    made.add_argument("--format", choices=_FORMATS.split(), default="auto", help="(auto)")
    made.add_argument("--lang", type=_tag, metavar="TAG", help="the language of all of it")
    made.add_argument("--dry-run", action="store_true", help="only say what would be imported")
    _json(made)


def _export(made: Parser) -> None:
    _folders(made)
    made.add_argument(
        "--format", choices=("markdown", "w3c", "json", "csv", "html"), default="markdown",
        help="(markdown); json holds everything, whatever the folders",
    )  # fmt: skip
    made.add_argument(
        "-o", "--output", metavar="FILE|DIR",
        help="write there, whole or not at all; markdown makes one file an article in a folder",
    )  # fmt: skip


def _folder(made: Parser) -> None:
    made.add_argument("action", choices=("add", "remove", "list"))
    made.add_argument("path", nargs="?", metavar="PATH")
    _json(made)


def _check(made: Parser) -> None:
    _folders(made)
    _json(made)


def _backup(made: Parser) -> None:
    made.add_argument("-o", "--output", type=Path, metavar="FILE", help="a copy there, too")


def _restore(made: Parser) -> None:
    made.add_argument("file", type=Path, metavar="FILE", help="a backup, as check lists them")


_ADDERS: dict[str, Callable[[Parser], None]] = {
    "list": _list, "show": _show, "search": _search, "bookmark": _bookmark, "note": _note,
    "highlight": _highlight, "marks": _marks, "import": _import, "export": _export,
    "folder": _folder, "check": _check, "backup": _backup, "restore": _restore,
}  # fmt: skip
