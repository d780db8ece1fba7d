"""The commands without a window: each verb is a function of its options that returns a status.

`options` reads the command line, `output` writes for terminals and programs; a verb's module is
imported when it is called, so that a list does not pay for an import or a search.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, NamedTuple, cast

from reader.imports import imported
from reader.keptcode import kept_code

if TYPE_CHECKING:
    from reader.paths import Paths


class Verb(NamedTuple):
    """A command: where its function is, the form of its arguments, and what it does."""

    module: str
    usage: str
    summary: str


VERBS = {
    "list": Verb("listing", "[FOLDER …] [--lang sv,de] [--json] …", "list the articles"),
    "show": Verb("reading", "ID|PATH [--json]", "print an article as plain text"),
    "search": Verb("listing", "QUERY [FOLDER …] [--lang sv,de] [--json]", "find articles"),
    "bookmark": Verb("marking", "ID|PATH [--remove]", "bookmark an article"),
    "note": Verb("marking", "ID|PATH [--text TEXT | --stdin] …", "write or print a note"),
    "highlight": Verb("marking", "ID|PATH --quote PASSAGE …", "highlight a passage"),
    "marks": Verb("reading", "[ID|PATH] [--json]", "list bookmarks, highlights and notes"),
    "import": Verb("moving", "PATH … [--lang TAG] [--dry-run] …", "bring articles and marks in"),
    "export": Verb("moving", "[FOLDER …] [--format …] [-o FILE|DIR]", "write the marks out"),
    "folder": Verb("listing", "add|remove|list [PATH]", "choose the library's folders"),
    "check": Verb("upkeep", "[FOLDER …] [--json]", "verify marks, index and backups"),
    "backup": Verb("upkeep", "[-o FILE]", "back up the marks now"),
    "restore": Verb("upkeep", "FILE", "put a backup in the place of the marks"),
}


def run(name: str, arguments: list[str], paths: Paths) -> int:
    """Run a verb; its exit status. UsageError where the arguments make no sense."""
    with kept_code(paths.verbs_code):
        options = imported("reader.verbs.options")
        module = imported(f"reader.verbs.{VERBS[name].module}")
    if name == "search":
        arguments = options.with_query(arguments)
    given = options.parser(name).parse_intermixed_args(arguments)
    function = cast("Callable[[Paths, Any], int]", getattr(module, f"{name}_verb"))
    return function(paths, given)
