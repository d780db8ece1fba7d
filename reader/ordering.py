"""The articles' numbers in each order, kept as packed arrays beside the rows.

Sorting 100,000 rows takes SQLite 150 ms and handing their numbers over 30: so the orders are made
when a scan writes, and reading one is reading a blob (0.1 ms), filtering it one pass: in Python,
or with numpy where there are so many that loading it (0.2 s, 11 MB) soon pays. Attributes
(language, root, translation set) are arrays indexed by number. All of it is made from the tables
sorting and article, and is made anew where its generation is not theirs.
"""

from __future__ import annotations

import json
from array import array
from bisect import bisect_left
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass

import apsw

from reader.collation import TAILORINGS, Tailoring
from reader.model import Order

Key = tuple[bytes | str | int, ...]

UNKNOWN = ""
"""The base language of articles whose language is not known, in sorting and in the arrays."""

NUMBERS = "i"
"""The typecode of arrays of numbers, 4 bytes each: a list of 1,000,000 is read in half the time."""

_WIDTH = 4
_MOST_LANGUAGES = 254
_MANY, _MANY_TO_GROUP = 150_000, 50_000
_PATCH_AT_MOST = 64


_INVERTED = bytes(range(255, -1, -1))


def _own_title() -> str:
    """The title's key in the article's own language, as SQL."""
    swedish = "CASE WHEN base IN ('sv', 'fi') THEN title_sv ELSE title_root END"
    return f"CASE WHEN base IN ('da', 'nb', 'nn', 'no') THEN title_da ELSE {swedish} END"


_ORDERS: dict[str, str] = {
    "date": "date_key, title_root, number",
    "language": f"base = '', base, {_own_title()}, number",
    "length": "words, title_root, number",
    **{f"title_{kind}": f"title_{kind}, number" for kind in TAILORINGS},
}


def date_key(date: str | None) -> bytes:
    """A key under which later dates come first and no date last."""
    if not date:
        return b"\xff"
    return date.encode("ascii", "replace").translate(_INVERTED) + b"\xfe"


def name_of(order: Order, kind: Tailoring) -> str:
    """The stored order that serves order; of last opened articles the rest goes by date."""
    if order == "title":
        return f"title_{kind}"
    return "date" if order == "opened" else order


@dataclass(frozen=True, slots=True)
class Arrays:
    """The attributes of all articles, indexed by number; 0 stands for no article.

    languages holds an index into bases, plus 1; roots the root's id up to 254, 255 beyond; sets the
    number of the translation set, and is empty where there is none.
    """

    languages: bytes
    bases: tuple[str, ...]
    roots: bytes
    sets: array[int]


def read(connection: apsw.Connection, name: str) -> array[int]:
    """The numbers in one stored order."""
    return _numbers(_blob(connection, name))


def _numbers(data: bytes) -> array[int]:
    numbers = array(NUMBERS)
    numbers.frombytes(data)
    return numbers


def read_languages(connection: apsw.Connection) -> tuple[bytes, tuple[str, ...]]:
    """Arrays.languages and Arrays.bases."""
    return _blob(connection, "languages"), tuple(read_counts(connection))


def read_counts(connection: apsw.Connection) -> dict[str, int]:
    """How many articles there are of each base language in Arrays.bases."""
    counts: dict[str, int] = json.loads(_blob(connection, "bases") or b"{}")
    return counts


def read_roots(connection: apsw.Connection) -> bytes:
    """Arrays.roots."""
    return _blob(connection, "roots")


def read_sets(connection: apsw.Connection) -> array[int]:
    """Arrays.sets."""
    return _numbers(_blob(connection, "sets"))


def _blob(connection: apsw.Connection, name: str) -> bytes:
    found = connection.execute("SELECT data FROM ordering WHERE name = ?", (name,)).get
    return found if isinstance(found, bytes) else b""


def _write(connection: apsw.Connection, name: str, data: bytes, before: bytes = b"") -> None:
    if data != before:
        connection.execute("INSERT OR REPLACE INTO ordering VALUES(?, ?)", (name, data))


def select(numbers: array[int], mask: bytes) -> array[int]:
    """The numbers whose byte in mask is not 0, in their order."""
    if len(numbers) <= _MANY:
        return array(NUMBERS, [number for number in numbers if mask[number]])
    import numpy as np  # see the head of this module

    wanted = np.frombuffer(numbers, np.intc)
    return _numbers(wanted[np.frombuffer(mask, np.uint8)[wanted] != 0].tobytes())


def one_a_set(
    numbers: array[int], sets: array[int], languages: bytes, preferred: int
) -> array[int]:
    """The numbers with one for each translation set, in the place where it stood.

    It is the first whose byte in languages is the preferred one, else the first.
    """
    if len(numbers) > _MANY_TO_GROUP:
        return _one_of_many_sets(numbers, sets, languages, preferred)
    chosen: dict[int, int] = {}
    for number in numbers:
        group = sets[number]
        if group:
            known = chosen.setdefault(group, number)
            if known != number and languages[number] == preferred != languages[known]:
                chosen[group] = number
    return array(NUMBERS, [n for n in numbers if not sets[n] or chosen[sets[n]] == n])


def _one_of_many_sets(
    numbers: array[int], sets: array[int], languages: bytes, preferred: int
) -> array[int]:
    import numpy as np  # see the head of this module

    present = np.frombuffer(numbers, np.intc)
    groups = np.frombuffer(sets, np.intc)[present]
    in_sets = np.flatnonzero(groups)[::-1]  # backwards, since the last assignment counts
    spoken = np.frombuffer(languages, np.uint8)[present[in_sets]]
    chosen = np.zeros(len(sets), np.intp)
    for places in (in_sets, in_sets[spoken == preferred]):
        chosen[groups[places]] = places
    kept = groups == 0
    kept[chosen[groups[in_sets]]] = True
    return _numbers(present[kept].tobytes())


def chosen(values: bytes, wanted: Collection[int]) -> bytes:
    """A mask: 255 where a value is one of wanted."""
    return values.translate(bytes(255 if value in wanted else 0 for value in range(256)))


def both(first: bytes, second: bytes) -> bytes:
    """Where both masks are set."""
    size = len(first)
    joined = int.from_bytes(first, "little") & int.from_bytes(second[:size], "little")
    return joined.to_bytes(size, "little")


def mask_of(numbers: Iterable[int], size: int) -> bytes:
    """A mask of the numbers below size."""
    mask = bytearray(size)
    for number in numbers:
        if 0 <= number < size:
            mask[number] = 255
    return bytes(mask)


def update(connection: apsw.Connection, touched: Collection[int], writes: int) -> None:
    """Bring the arrays up to date after rows were written; within the caller's transaction.

    touched are the numbers added, changed or removed by the caller's writes since its last update,
    writes their number of transactions. Few numbers are put in their places; many, or writes of
    somebody else, mean making the arrays anew.
    """
    generation, ordered = _generations(connection)
    patched = generation == ordered + writes and len(touched) <= _PATCH_AT_MOST
    if not (patched and _patch(connection, touched)):
        _rebuild(connection)
    connection.execute("UPDATE meta SET value = ? WHERE key = 'ordered'", (generation,))


def is_current(connection: apsw.Connection) -> bool:
    """Whether the arrays were made from the rows as they are."""
    generation, ordered = _generations(connection)
    return generation == ordered


def _generations(connection: apsw.Connection) -> tuple[int, int]:
    rows = dict(
        connection.execute("SELECT key, value FROM meta WHERE key IN ('generation', 'ordered')")
    )
    return int(rows["generation"]), int(rows["ordered"])


def _rebuild(connection: apsw.Connection) -> None:
    for name, terms in _ORDERS.items():
        rows = connection.execute(f"SELECT number FROM sorting ORDER BY {terms}")
        _write(connection, name, array(NUMBERS, [row[0] for row in rows]).tobytes())
    size = (connection.execute("SELECT max(number) FROM sorting").get or 0) + 1
    languages, roots, sets = bytearray(size), bytearray(size), _numbers(bytes(_WIDTH * size))
    index: dict[str, int] = {}
    for number, base, root in connection.execute("SELECT number, base, root FROM sorting"):
        languages[number] = _language_index(index, base)
        roots[number] = min(root, 255)
    grouped = "SELECT number, set_number FROM article WHERE set_number > 0"
    for number, group in connection.execute(grouped):
        sets[number] = group
    if not any(sets):
        sets = _numbers(b"")
    _write_arrays(connection, Arrays(bytes(languages), tuple(index), bytes(roots), sets))


def _language_index(index: dict[str, int], base: str) -> int:
    """The byte of a base language; beyond 254 languages the rest count as unknown."""
    if base not in index and len(index) >= _MOST_LANGUAGES:
        base = UNKNOWN
    return index.setdefault(base, len(index) + 1)


def _write_arrays(connection: apsw.Connection, arrays: Arrays) -> None:
    _write(connection, "languages", arrays.languages)
    _write(connection, "roots", arrays.roots)
    _write(connection, "sets", arrays.sets.tobytes())
    counts = {base: arrays.languages.count(index) for index, base in enumerate(arrays.bases, 1)}
    _write(connection, "bases", json.dumps(counts).encode())


def _patch(connection: apsw.Connection, touched: Collection[int]) -> bool:
    """Move the touched numbers to their places; False where that cannot be done."""
    present = {
        row[0]: row[1:]
        for number in touched
        for row in connection.execute(
            "SELECT s.number, s.base, s.root, a.set_number FROM sorting s JOIN article a "
            "ON a.number = s.number WHERE s.number = ?",
            (number,),
        )
    }
    for name, terms in _ORDERS.items():
        before = _blob(connection, name)
        kept = without(before, touched)
        key = _key_reader(connection, terms)
        for number in present:
            kept.insert(bisect_left(kept, key(number), key=key), number)
        _write(connection, name, kept.tobytes(), before)
    return _patch_arrays(connection, touched, present)


def without(data: bytes, gone: Collection[int]) -> array[int]:
    """The numbers in data but those that are gone; found as bytes, at the speed of memory."""
    kept = _numbers(data)
    places = (_place(data, array(NUMBERS, [number]).tobytes()) for number in gone)
    for place in sorted((place for place in places if place >= 0), reverse=True):
        del kept[place]
    return kept


def _place(data: bytes, number: bytes) -> int:
    """Which of the numbers in data this one is, -1 where it is none of them."""
    found = data.find(number)
    while found % _WIDTH and found >= 0:
        found = data.find(number, found + 1)
    return found // _WIDTH


def _key_reader(connection: apsw.Connection, terms: str) -> Callable[[int], Key]:
    """A function that reads the key of a number in an order."""
    query = f"SELECT {terms} FROM sorting WHERE number = ?"

    def key(number: int) -> Key:
        return next(connection.execute(query, (number,)))

    return key


def _patch_arrays(
    connection: apsw.Connection,
    touched: Collection[int],
    present: dict[int, tuple[str, int, int]],
) -> bool:
    old = Arrays(
        *read_languages(connection), roots=read_roots(connection), sets=read_sets(connection)
    )
    size = max(len(old.languages), max(touched, default=0) + 1)
    growth = size - len(old.languages)
    languages = bytearray(old.languages + bytes(growth))
    roots = bytearray(old.roots + bytes(growth))
    sets = array(NUMBERS, old.sets)
    if sets or any(group for _, _, group in present.values()):
        sets += _numbers(bytes(_WIDTH * (size - len(sets))))
    index = {base: position + 1 for position, base in enumerate(old.bases)}
    for number in touched:
        base, root, group = present.get(number, (None, 0, 0))
        languages[number] = 0 if base is None else _language_index(index, base)
        roots[number] = min(root, 255)
        if sets:
            sets[number] = group
    new = Arrays(bytes(languages), tuple(index), bytes(roots), sets)
    if new != old:
        _write_arrays(connection, new)
    return True
