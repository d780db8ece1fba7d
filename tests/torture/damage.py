"""Flipped bits, zeroed ranges, cut files: never a crash, never silent emptiness."""

from __future__ import annotations

import random
import shutil
from collections.abc import Callable
from pathlib import Path

from reader import backup
from reader.errors import DamagedStoreError, ReaderError
from reader.model import Anchor, Article, Mark
from reader.store import Store
from tests.torture.table import Result

Harm = Callable[[bytearray, int, random.Random], None]


def _flip(data: bytearray, at: int, random_: random.Random) -> None:
    data[at] ^= 1 << random_.randrange(8)


def _zero(data: bytearray, at: int, random_: random.Random) -> None:
    end = min(len(data), at + random_.choice([1, 16, 512, 4096]))
    data[at:end] = bytes(end - at)


def _noise(data: bytearray, at: int, random_: random.Random) -> None:
    end = min(len(data), at + random_.choice([4, 64, 4096]))
    data[at:end] = random_.randbytes(end - at)


def _cut(data: bytearray, at: int, random_: random.Random) -> None:
    del data[at if random_.random() < 0.5 else at // 4096 * 4096 :]


def _swap(data: bytearray, at: int, random_: random.Random) -> None:
    one, two = at // 4096 * 4096, random_.randrange(len(data)) // 4096 * 4096
    data[one : one + 4096], data[two : two + 4096] = (
        data[two : two + 4096],
        data[one : one + 4096],
    )


HARMS: tuple[Harm, ...] = (_flip, _flip, _flip, _zero, _noise, _cut, _swap)


def _make(path: Path) -> dict[str, object]:
    """A small store with something in every table; what it says afterwards."""
    store = Store(path)
    store.apply([mark for number in range(40) for mark in _marks(number)])
    for mark in store.marks("a1")[:2]:
        store.change(mark.id, note="changed")
        store.delete(mark.id)
    for number in range(4):
        store.set_progress(f"a{number}", 0.5, number)
        store.set_language(f"a{number}", "sv")
        article = Article(number, f"a{number}", Path(f"/x/{number}"), Path("/x"), "T", "text")
        store.remember(article, f"text {number} " * 50)
    store.add_folder(Path("/x"))
    said = _everything(store)
    store.close()
    return said


def _marks(number: int) -> list[Mark]:
    anchor = Anchor(f"quote {number}", "before", "after", number, number + 5, "hash")
    text = f"note {number} " + "x" * (number % 9) * 700
    return [
        Mark("", "highlight", f"a{number % 4}", anchor, "green", text, ("tag",)),
        Mark("", "bookmark", f"a{number}"),
    ]


def _everything(store: Store) -> dict[str, object]:
    """What each of the window's questions is answered with."""
    return {
        "marks": store.marks(deleted=True),
        "page": store.find_marks(limit=1000),
        **{f"marks of {id_}": store.marks(id_) for id_ in ("a0", "a1", "a2", "a3")},
        "bookmarked": store.bookmarked_ids(),
        "with notes": store.ids_with_notes(),
        "states": store.states([f"a{number}" for number in range(12)]),
        "memory": store.memory(),
        "folders": store.folders(),
        "tags": store.all_tags(),
        "dump": store.dump(),
    }


def damage(rounds: int, folder: Path, seed: int) -> Result:
    """Every byte range of a small file is harmed; opening, reading, checking, writing, repairing."""
    result, random_ = Result(rounds), random.Random(seed)
    source = folder / "source" / "marks.db"
    expected = _make(source)
    backups = folder / "backups"
    made = backup.make(source, backups)
    whole = source.read_bytes()
    path = folder / "damaged" / "marks.db"
    path.parent.mkdir()
    counts = {"told at opening": 0, "told when read": 0, "told by the check": 0, "harmless": 0}
    for number in range(rounds):
        data = bytearray(whole)
        low = number * len(data) // rounds
        high = max(low + 1, (number + 1) * len(data) // rounds)
        random_.choice(HARMS)(data, random_.randrange(low, high), random_)
        path.write_bytes(data)
        with result.step():
            counts[_look(path, expected, f"round {number}", result)] += 1
        if number % 10 == 0:
            _repair(path, made.file, backups, expected, result)
        for file in path.parent.iterdir():
            file.unlink()
    result.note = ", ".join(f"{count} {what}" for what, count in counts.items())
    return result


def _look(path: Path, expected: dict[str, object], where: str, result: Result) -> str:
    """How a harmed file is told: a difference that nobody tells is a loss."""
    try:
        store = Store(path)
    except DamagedStoreError:
        return "told at opening"
    except ReaderError as error:  # a flipped version number is a newer version, and left alone
        return "told at opening" if "newer version" in str(error) else _odd(error, where, result)
    except Exception as error:
        result.crash(f"{where}: opening: {error!r}")
        return "told at opening"
    try:
        return _compare(store, expected, where, result)
    finally:
        store.close()


def _odd(error: ReaderError, where: str, result: Result) -> str:
    if type(error) is not ReaderError and "damaged" not in str(error):
        result.fail(f"{where}: told as {error}")
    return "told at opening"


def _compare(store: Store, expected: dict[str, object], where: str, result: Result) -> str:
    differing, told = [], False
    for name, question in _questions(store).items():
        try:
            if question() != expected[name]:
                differing.append(name)
        except ReaderError:
            told = True
        except Exception as error:
            result.crash(f"{where}: {name}: {error!r}")
    try:
        checked = store.verify().ok
        store.add(Mark("", "note", "new", note="written into a damaged file"))
    except ReaderError:
        checked = False
    except Exception as error:
        result.crash(f"{where}: check or write: {error!r}")
        checked = False
    if "marks" in differing:
        result.lose(f"{where}: the list of all marks differs and nobody says so")
    if differing and checked:
        result.lose(f"{where}: {differing} differ and the check says all is well")
    if told:
        return "told when read"
    return "harmless" if checked else "told by the check"


def _questions(store: Store) -> dict[str, Callable[[], object]]:
    ids = [f"a{number}" for number in range(12)]
    return {
        "marks": lambda: store.marks(deleted=True),
        "page": lambda: store.find_marks(limit=1000),
        "marks of a0": lambda: store.marks("a0"),
        "marks of a1": lambda: store.marks("a1"),
        "bookmarked": store.bookmarked_ids,
        "with notes": store.ids_with_notes,
        "states": lambda: store.states(ids),
        "memory": store.memory,
        "folders": store.folders,
        "tags": store.all_tags,
        "dump": store.dump,
    }


def _repair(
    path: Path, made: Path, backups: Path, expected: dict[str, object], result: Result
) -> None:
    """The damaged file rebuilt: every mark of the backup is there, and the old file too."""
    try:
        done = backup.rebuild(path, backups)
    except ReaderError as error:
        result.lose(f"rebuilding {made.name}: {error}")
        return
    except Exception as error:
        result.crash(f"rebuilding: {error!r}")
        return
    store = Store(path)
    there = {mark.id: mark for mark in store.marks(deleted=True)}
    store.close()
    marks = expected["marks"]
    assert isinstance(marks, list)
    if any(there.get(mark.id) != mark for mark in marks) or not done.now.ok or not done.set_aside:
        result.lose("marks after rebuilding")


def journal(rounds: int, folder: Path, seed: int) -> Result:
    """A journal that is noise, cut, or of another file never hides a mark in silence."""
    result, random_ = Result(rounds), random.Random(seed)
    source = folder / "source" / "marks.db"
    expected = _make(source)
    hot = _hot_journal(folder / "hot" / "marks.db", source)
    path = folder / "damaged" / "marks.db"
    path.parent.mkdir()
    told = 0
    for number in range(rounds):
        shutil.copyfile(source, path)
        data = bytearray(hot if random_.random() < 0.8 else random_.randbytes(9000))
        if random_.random() < 0.8:
            random_.choice(HARMS)(data, random_.randrange(len(data)), random_)
        path.with_name("marks.db-journal").write_bytes(data)
        with result.step():
            told += _look(path, expected, f"round {number}", result) != "harmless"
        for file in path.parent.iterdir():
            file.unlink()
    result.note = f"told {told} times"
    return result


def _hot_journal(path: Path, source: Path) -> bytes:
    """The journal of a transaction that was cut off before its commit, on a copy of source."""
    path.parent.mkdir()
    shutil.copyfile(source, path)
    store = Store(path)
    connection = store._database.connection
    connection.execute("PRAGMA cache_size = 1")
    connection.execute("BEGIN IMMEDIATE")
    connection.execute("UPDATE marks SET note = 'half' || note")
    connection.execute("INSERT INTO languages VALUES ('x', randomblob(90000), '', '', 1, 1)")
    content = path.with_name("marks.db-journal").read_bytes()
    connection.execute("ROLLBACK")
    store.close()
    return content
