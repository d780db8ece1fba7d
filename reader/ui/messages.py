"""The core's messages in the interface's language: errors, problems, reasons.

The core writes English sentences for the command line and the window alike. Here they are known by
their form, so that the window can show them translated; a sentence that is not known stays as it
is. A final full stop is left out of the forms: it is taken from the message.
"""

from __future__ import annotations

import re
from functools import cache

from PySide6.QtCore import QCoreApplication

from reader.ui.i18n import QT_TRANSLATE_NOOP

CONTEXT = "Messages"
MESSAGES: tuple[str, ...] = (
    # the marks and the disk
    QT_TRANSLATE_NOOP("Messages", "The folder {folder} cannot be created: {reason}"),
    QT_TRANSLATE_NOOP("Messages", "{path} cannot be written: {reason}"),
    QT_TRANSLATE_NOOP("Messages", "{path} cannot be used: {reason}"),
    QT_TRANSLATE_NOOP(
        "Messages",
        "{path} is damaged: {reason}. It is left as it is; restore a backup",
    ),
    QT_TRANSLATE_NOOP(
        "Messages",
        "{path} was written by a newer version of Lesesal; update the program",
    ),
    QT_TRANSLATE_NOOP(
        "Messages",
        "{path} is missing, but there are backups in {backups}. Restore one of them",
    ),
    QT_TRANSLATE_NOOP(
        "Messages",
        "{path} is missing, but a copy that was set aside is beside it. Restore it",
    ),
    QT_TRANSLATE_NOOP(
        "Messages",
        "{path} was moved, deleted or replaced while it was open; nothing was written. "
        "Put it back or restore a backup, then open it again",
    ),
    QT_TRANSLATE_NOOP("Messages", "{backup} cannot be restored: {reason}. Choose another backup"),
    QT_TRANSLATE_NOOP("Messages", "Another program is using {name}; try again"),
    QT_TRANSLATE_NOOP("Messages", "Another program is replacing {name}; try again"),
    QT_TRANSLATE_NOOP("Messages", "The disk reported an error at {path} ({reason})"),
    QT_TRANSLATE_NOOP(
        "Messages",
        "There is no space left on the disk of {path}; free some and try again",
    ),
    QT_TRANSLATE_NOOP(
        "Messages",
        "{path} cannot be written; check its permissions and those of its folder",
    ),
    QT_TRANSLATE_NOOP("Messages", "{path} cannot be opened: permission denied"),
    QT_TRANSLATE_NOOP(
        "Messages",
        "{path} cannot be opened; check that it and its folder may be written",
    ),
    QT_TRANSLATE_NOOP("Messages", "The mark {mark} is not in {name}"),
    QT_TRANSLATE_NOOP("Messages", "it fails its checks"),
    QT_TRANSLATE_NOOP("Messages", "its tables are not as they should be"),
    QT_TRANSLATE_NOOP("Messages", "it was not written by this program"),
    QT_TRANSLATE_NOOP("Messages", "it is not a file"),
    QT_TRANSLATE_NOOP("Messages", "it is empty"),
    QT_TRANSLATE_NOOP("Messages", "marks are missing from it"),
    QT_TRANSLATE_NOOP("Messages", "a row of its table {table} was changed from outside"),
    QT_TRANSLATE_NOOP("Messages", "a row of its table {table} is damaged"),
    QT_TRANSLATE_NOOP("Messages", "it does not know its {name}"),
    QT_TRANSLATE_NOOP("Messages", "tags in it cannot be read"),
    QT_TRANSLATE_NOOP("Messages", "a text it keeps cannot be read"),
    QT_TRANSLATE_NOOP("Messages", "no backup was made ({reason})"),
    QT_TRANSLATE_NOOP("Messages", "rows of the table {table} are missing or doubled"),
    QT_TRANSLATE_NOOP("Messages", "a row of the table {table} was changed: {key}"),
    QT_TRANSLATE_NOOP("Messages", "SQLite says: {text}"),
    QT_TRANSLATE_NOOP("Messages", "The settings in {path} cannot be read; {reason}"),
    QT_TRANSLATE_NOOP(
        "Messages",
        "The settings could not be read; {reason}. The file is kept as {path}",
    ),
    QT_TRANSLATE_NOOP("Messages", "those before them are used"),
    QT_TRANSLATE_NOOP("Messages", "the defaults are used"),
    # what the system answers
    QT_TRANSLATE_NOOP("Messages", "Permission denied"),
    QT_TRANSLATE_NOOP("Messages", "Operation not permitted"),
    QT_TRANSLATE_NOOP("Messages", "No such file or directory"),
    QT_TRANSLATE_NOOP("Messages", "Not a directory"),
    QT_TRANSLATE_NOOP("Messages", "Is a directory"),
    QT_TRANSLATE_NOOP("Messages", "File exists"),
    QT_TRANSLATE_NOOP("Messages", "File name too long"),
    QT_TRANSLATE_NOOP("Messages", "File too large"),
    QT_TRANSLATE_NOOP("Messages", "No space left on device"),
    QT_TRANSLATE_NOOP("Messages", "Disk quota exceeded"),
    QT_TRANSLATE_NOOP("Messages", "Read-only file system"),
    QT_TRANSLATE_NOOP("Messages", "Input/output error"),
    QT_TRANSLATE_NOOP("Messages", "Too many open files"),
    QT_TRANSLATE_NOOP("Messages", "Too many levels of symbolic links"),
    QT_TRANSLATE_NOOP("Messages", "Device or resource busy"),
    QT_TRANSLATE_NOOP("Messages", "Stale file handle"),
    QT_TRANSLATE_NOOP("Messages", "Connection refused"),
    QT_TRANSLATE_NOOP("Messages", "Connection reset by peer"),
    QT_TRANSLATE_NOOP("Messages", "Network is unreachable"),
    QT_TRANSLATE_NOOP("Messages", "No route to host"),
    QT_TRANSLATE_NOOP("Messages", "Name or service not known"),
    QT_TRANSLATE_NOOP("Messages", "Temporary failure in name resolution"),
    # folders and articles
    QT_TRANSLATE_NOOP("Messages", "The folder cannot be read: {reason}"),
    QT_TRANSLATE_NOOP(
        "Messages",
        "The folder is not there. Is the disk or the network folder connected?",
    ),
    QT_TRANSLATE_NOOP("Messages", "The folder is empty. Is its disk or network folder connected?"),
    QT_TRANSLATE_NOOP("Messages", "The folder it is in is not available"),
    QT_TRANSLATE_NOOP("Messages", "It cannot be read: {reason}"),
    QT_TRANSLATE_NOOP("Messages", "the file is gone"),
    QT_TRANSLATE_NOOP("Messages", "the permission is missing"),
    QT_TRANSLATE_NOOP("Messages", "It is a link to a place outside the folder"),
    QT_TRANSLATE_NOOP("Messages", "It is not a regular file"),
    QT_TRANSLATE_NOOP("Messages", "The file is empty"),
    QT_TRANSLATE_NOOP("Messages", "The file is not text, but binary data"),
    QT_TRANSLATE_NOOP("Messages", "The file is large; only its beginning is shown"),
    QT_TRANSLATE_NOOP("Messages", "The encoding is a guess: {name}"),
    QT_TRANSLATE_NOOP("Messages", "Some bytes are not valid {name}"),
    QT_TRANSLATE_NOOP("Messages", "Another article has the same id in its front matter: {id}"),
    QT_TRANSLATE_NOOP(
        "Messages",
        "The catalogue of the articles cannot be used ({reason}): {path}",
    ),
    QT_TRANSLATE_NOOP("Messages", "The search index cannot be written: {reason}"),
    QT_TRANSLATE_NOOP("Messages", "The search index is in use; try again"),
    QT_TRANSLATE_NOOP("Messages", "The search was given up"),
    QT_TRANSLATE_NOOP("Messages", "{name} is not a complete theme: {reason}"),
    # articles shown more simply
    QT_TRANSLATE_NOOP("Messages", "The file is very large; its beginning is shown"),
    QT_TRANSLATE_NOOP("Messages", "Very long paragraphs are shown in several pieces"),
    QT_TRANSLATE_NOOP("Messages", "Parts nested very deeply are shown flattened"),
    QT_TRANSLATE_NOOP(
        "Messages",
        "The article has very many elements; its later part is shown as plain lines",
    ),
    QT_TRANSLATE_NOOP("Messages", "Tables with more than {count} rows go on as plain lines"),
    QT_TRANSLATE_NOOP("Messages", "In tables the cells beyond column {count} are shown as one"),
    QT_TRANSLATE_NOOP(
        "Messages",
        "The article is too large to set definition lists and boxes; they are shown as text",
    ),
    QT_TRANSLATE_NOOP(
        "Messages",
        "The article took too long to lay out; it is shown as plain text",
    ),
    QT_TRANSLATE_NOOP("Messages", "The article could not be laid out; it is shown as plain text"),
    QT_TRANSLATE_NOOP("Messages", "The window is closing; the article is shown as plain text"),
    QT_TRANSLATE_NOOP("Messages", "The article needs too much memory"),
    # queries
    QT_TRANSLATE_NOOP("Messages", "The query is too long"),
    QT_TRANSLATE_NOOP("Messages", "This bracket closes nothing"),
    QT_TRANSLATE_NOOP("Messages", "There are too many brackets in one another"),
    QT_TRANSLATE_NOOP("Messages", "OR needs something before it"),
    QT_TRANSLATE_NOOP("Messages", "OR needs something after it"),
    QT_TRANSLATE_NOOP("Messages", "{name}: needs a value after the colon"),
    QT_TRANSLATE_NOOP("Messages", "in: knows title, text and notes"),
    QT_TRANSLATE_NOOP("Messages", "{name}: takes a date such as 2024 or 2024-03-31"),
    QT_TRANSLATE_NOOP("Messages", "{name}: knows {known}"),
    QT_TRANSLATE_NOOP("Messages", "bookmarked, unread and read"),
    QT_TRANSLATE_NOOP("Messages", "note and highlight"),
    QT_TRANSLATE_NOOP("Messages", "{field} cannot be answered here"),
    # marks from other programs
    QT_TRANSLATE_NOOP("Messages", "This file is not text in UTF-8"),
    QT_TRANSLATE_NOOP("Messages", "This file is not JSON, or it is damaged from its start"),
    QT_TRANSLATE_NOOP("Messages", "There are no annotations in this file"),
    QT_TRANSLATE_NOOP("Messages", "This is not a dump of Lesesal"),
    QT_TRANSLATE_NOOP("Messages", "the file breaks off or is damaged there"),
    QT_TRANSLATE_NOOP("Messages", "written by another version: only what is known was read"),
    QT_TRANSLATE_NOOP("Messages", "its article is not in the library: {where}"),
    QT_TRANSLATE_NOOP("Messages", "it names none"),
    QT_TRANSLATE_NOOP("Messages", "not an annotation"),
    QT_TRANSLATE_NOOP("Messages", "not a list"),
    QT_TRANSLATE_NOOP("Messages", "no usable {name}"),
    QT_TRANSLATE_NOOP("Messages", "not {what}"),
    QT_TRANSLATE_NOOP("Messages", "unknown {name}"),
    # imports
    QT_TRANSLATE_NOOP("Messages", "Cannot be read: {reason}"),
    QT_TRANSLATE_NOOP("Messages", "a symbolic link"),
    QT_TRANSLATE_NOOP("Messages", "Not a regular file"),
    QT_TRANSLATE_NOOP("Messages", "Not there"),
    QT_TRANSLATE_NOOP("Messages", "Not text, but binary data"),
    QT_TRANSLATE_NOOP("Messages", "There is no such file"),
    QT_TRANSLATE_NOOP("Messages", "Too large: {size} (limit {limit})"),
    QT_TRANSLATE_NOOP("Messages", "Not a format that can be imported"),
    QT_TRANSLATE_NOOP("Messages", "Nothing was found in it"),
    QT_TRANSLATE_NOOP("Messages", "An archive within an archive is not opened"),
    QT_TRANSLATE_NOOP("Messages", "Already imported, unchanged: {name}"),
    QT_TRANSLATE_NOOP("Messages", "The article {name} cannot be read, so it was not replaced"),
    QT_TRANSLATE_NOOP(
        "Messages",
        "{name} was edited here: kept; the newer version is with the originals",
    ),
    QT_TRANSLATE_NOOP("Messages", "It looks like an error page"),
    QT_TRANSLATE_NOOP(
        "Messages",
        "It looks like an error page: the better version already here was kept",
    ),
    QT_TRANSLATE_NOOP(
        "Messages",
        "Much shorter ({new} words instead of {old}): the longer one was kept",
    ),
    QT_TRANSLATE_NOOP(
        "Messages",
        "Mended {count} lines whose letters had been read in a wrong encoding",
    ),
    QT_TRANSLATE_NOOP("Messages", "{count} pictures were not with the page"),
    QT_TRANSLATE_NOOP(
        "Messages",
        "Read without trafilatura (the extra lesesal[web]): the simple way was used",
    ),
    QT_TRANSLATE_NOOP("Messages", "Entry {number}: {reason}"),
    QT_TRANSLATE_NOOP("Messages", "It took too long to read"),
    QT_TRANSLATE_NOOP("Messages", "It needs too much memory"),
    QT_TRANSLATE_NOOP("Messages", "The program that reads files ended over it"),
    QT_TRANSLATE_NOOP("Messages", "The program that reads files cannot start"),
    QT_TRANSLATE_NOOP("Messages", "The page took too long to read: the simple way was used"),
    QT_TRANSLATE_NOOP("Messages", "Too large for a page: more than {size}"),
    QT_TRANSLATE_NOOP("Messages", "Too large for one article: more than {size}"),
    QT_TRANSLATE_NOOP("Messages", "No text of an article was found on the page"),
    QT_TRANSLATE_NOOP("Messages", "There is no page in the archive"),
    QT_TRANSLATE_NOOP("Messages", "There is no text in the book"),
    QT_TRANSLATE_NOOP("Messages", "The book has no package document"),
    QT_TRANSLATE_NOOP("Messages", "The chapter is missing from the book"),
    QT_TRANSLATE_NOOP("Messages", "Damaged or refused: {reason}"),
    QT_TRANSLATE_NOOP("Messages", "The feed declares entities: refused"),
    QT_TRANSLATE_NOOP("Messages", "The feed is damaged: no entry could be read"),
    QT_TRANSLATE_NOOP("Messages", "The feed is damaged; {count} entries could be read"),
    QT_TRANSLATE_NOOP("Messages", "Entry {number} has neither a text nor an address"),
    QT_TRANSLATE_NOOP("Messages", "The file declares entities: refused"),
    QT_TRANSLATE_NOOP("Messages", "The file is damaged: {reason}"),
    QT_TRANSLATE_NOOP(
        "Messages",
        "The file is damaged or cut short: {count} records could be read",
    ),
    QT_TRANSLATE_NOOP("Messages", "Line {number} cannot be read: {reason}"),
    QT_TRANSLATE_NOOP("Messages", "Row {number}: no web address"),
    QT_TRANSLATE_NOOP("Messages", "Row {number}: no web address ({title})"),
    QT_TRANSLATE_NOOP("Messages", "Clipping {number} is not complete"),
    QT_TRANSLATE_NOOP("Messages", "PDF files are not imported"),
    QT_TRANSLATE_NOOP("Messages", "Its name leaves the archive"),
    QT_TRANSLATE_NOOP("Messages", "Unpacks to more than {number} times its size: refused"),
    QT_TRANSLATE_NOOP("Messages", "The archive unpacks to too much: refused"),
    QT_TRANSLATE_NOOP("Messages", "The archive has more than {count} entries: refused"),
    QT_TRANSLATE_NOOP(
        "Messages",
        "The archive is damaged or cut short: {count} files could be read",
    ),
    QT_TRANSLATE_NOOP("Messages", "Damaged in the archive: {reason}"),
    QT_TRANSLATE_NOOP("Messages", "Cannot be unpacked: {reason}"),
    QT_TRANSLATE_NOOP("Messages", "unknown compression"),
    # the web
    QT_TRANSLATE_NOOP("Messages", "Only http and https addresses can be fetched"),
    QT_TRANSLATE_NOOP("Messages", "Cancelled"),
    QT_TRANSLATE_NOOP("Messages", "More than {number} redirects"),
    QT_TRANSLATE_NOOP("Messages", "A redirect that leads nowhere"),
    QT_TRANSLATE_NOOP("Messages", "The connection is not safe: {reason}"),
    QT_TRANSLATE_NOOP("Messages", "The connection failed: {reason}"),
    QT_TRANSLATE_NOOP("Messages", "The server does not answer in time"),
    QT_TRANSLATE_NOOP("Messages", "The server answers {answer}"),
    QT_TRANSLATE_NOOP("Messages", "The address leads into a private network: refused"),
    QT_TRANSLATE_NOOP("Messages", "Larger than {size}"),
    QT_TRANSLATE_NOOP("Messages", "The answer was cut off"),
    QT_TRANSLATE_NOOP("Messages", "The answer is damaged"),
    QT_TRANSLATE_NOOP("Messages", "An unknown packing: {name}"),
    QT_TRANSLATE_NOOP("Messages", "Not a page, but {kind}"),
    QT_TRANSLATE_NOOP("Messages", "The page is empty"),
)

_PLACE = re.compile(r"\{(\w+)\}")
_NESTED = ("reason", "known")
_SENTENCE_END = re.compile(r"(?<=[.!?])\s+(?=\S)")
_LONGEST = 4000


def explain(problem: BaseException | str) -> str:
    """An error or a reason of the core in the interface's language; an unknown one unchanged."""
    text = str(problem)
    return _explained(text) if len(text) <= _LONGEST else text


def _explained(text: str) -> str:
    for attempt in (_as_one, _as_sentences, _after_a_name):
        if (found := attempt(text)) is not None:
            return found
    return text


def _as_one(text: str) -> str | None:
    plain = text.removesuffix(".")
    stop = text[len(plain) :]
    if (known := _wholes().get(plain.casefold())) is not None:
        return _translated(known) + stop
    for template, words in _forms():
        if not all(part in plain for part in words):
            continue  # before its pattern is compiled: all of them take 40 ms
        if match := _pattern(template).fullmatch(plain):
            return _translated(template).format_map(_values(match)) + stop
    return None


def _as_sentences(text: str) -> str | None:
    """Several sentences one after the other, as the reasons for a simpler page are."""
    parts = _SENTENCE_END.split(text)
    found = [_as_one(part) for part in parts]
    if len(parts) == 1 or not any(found):
        return None
    return " ".join(new or old for new, old in zip(found, parts, strict=True))


def _after_a_name(text: str) -> str | None:
    """ "name: reason", where only the reason is a sentence of ours."""
    name, colon, rest = text.partition(": ")
    found = _as_one(rest) if colon else None
    return f"{name}: {found}" if found is not None else None


def _values(match: re.Match[str]) -> dict[str, str]:
    return {
        name: _explained(value) if name in _NESTED else value
        for name, value in match.groupdict().items()
    }


def _translated(text: str) -> str:
    return QCoreApplication.translate(CONTEXT, text)


@cache
def _wholes() -> dict[str, str]:
    return {text.casefold(): text for text in MESSAGES if not _PLACE.search(text)}


@cache
def _forms() -> list[tuple[str, list[str]]]:
    """The forms with places in them and their own words, those with most of these first."""
    forms = [(text, _PLACE.split(text)[::2]) for text in MESSAGES if _PLACE.search(text)]
    return sorted(forms, key=lambda form: sum(map(len, form[1])), reverse=True)


@cache
def _pattern(text: str) -> re.Pattern[str]:
    parts = _PLACE.split(text)
    places = [f"(?P<{part}>.+?)" if odd % 2 else re.escape(part) for odd, part in enumerate(parts)]
    return re.compile("".join(places), re.DOTALL)
