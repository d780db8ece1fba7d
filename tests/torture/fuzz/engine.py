"""Makes inputs for a target: `python -m tests.torture.fuzz.engine TARGET FOLDER ROUNDS SEED WAY`.

WAY is "led": atheris makes them, led by the branches they reach, and keeps what reached new ones in
FOLDER/corpus; or "blind": they are mutated from the seeds and from that corpus. The input that is
being tried stands in FOLDER/current with its number, so that whoever watches knows it when this
process dies or stands still. What breaks a promise goes to FOLDER/found, one input for each place
in the code.
"""

from __future__ import annotations

import hashlib
import importlib
import importlib.util
import mmap
import random
import struct
import sys
import time
import traceback
from collections.abc import Callable, Iterator
from pathlib import Path

from tests.torture.fuzz.target import LONGEST, ROOT, Check, Target

SLOW_SECONDS = 2.0
_HEADER = struct.Struct("<QQ")  # the number of the input, and its length
_ROOM = 1 << 20
_SHORT = 800
"""Three of four inputs are at most so many bytes: most faults need few, and more can be tried."""


def has_atheris() -> bool:
    """Whether inputs can be led by coverage."""
    return importlib.util.find_spec("atheris") is not None


# --- mutations ----------------------------------------------------------------------------------


class Mutator:
    """Inputs made of a target's seeds and words; the same ones for the same seed."""

    def __init__(self, seeds: list[bytes], words: tuple[str, ...], seed: int) -> None:
        self._seeds = [seed[:LONGEST] for seed in seeds]
        self._words = [word.encode("utf-8", "surrogatepass") for word in words]
        self._random = random.Random(seed)

    def inputs(self, count: int) -> Iterator[bytes]:
        """So many inputs; the seeds themselves come first."""
        yield from self._seeds[:count]
        for _ in range(count - len(self._seeds)):
            yield self._mutated()

    def _mutated(self) -> bytes:
        longest = self._random.choice((_SHORT, _SHORT, _SHORT, LONGEST))
        data = self._random.choice(self._seeds)[:longest]
        for _ in range(self._random.choice((1, 2, 4, 8, 16))):
            change = self._random.choice(
                (
                    self._flip,
                    self._cut,
                    self._repeat,
                    self._word,
                    self._word,
                    self._many,
                    self._splice,
                )
            )
            data = change(data)[:longest]
        return data

    def _span(self, data: bytes) -> tuple[int, int]:
        start = self._random.randrange(len(data) + 1)
        return start, min(len(data), start + self._random.choice((1, 2, 8, 40, 400)))

    def _flip(self, data: bytes) -> bytes:
        start, _ = self._span(data)
        return data[:start] + bytes([self._random.randrange(256)]) + data[start + 1 :]

    def _cut(self, data: bytes) -> bytes:
        start, end = self._span(data)
        return data[:start] + data[end:]

    def _repeat(self, data: bytes) -> bytes:
        start, end = self._span(data)
        at, _ = self._span(data)
        return data[:at] + data[start:end] * self._random.choice((1, 2, 30)) + data[at:]

    def _word(self, data: bytes) -> bytes:
        start, end = self._span(data)
        end = self._random.choice((start, end))
        return data[:start] + self._random.choice(self._words) + data[end:]

    def _many(self, data: bytes) -> bytes:
        if self._random.random() < 0.8:
            return self._word(data)
        start, _ = self._span(data)
        word = b"".join(self._random.choices(self._words, k=self._random.choice((1, 1, 2, 3))))
        return data[:start] + word * self._random.choice((20, 200, 2_000)) + data[start:]

    def _splice(self, data: bytes) -> bytes:
        start, _ = self._span(data)
        other = self._random.choice(self._seeds)
        return data[:start] + other[self._random.randrange(len(other) + 1) :]


# --- trying -------------------------------------------------------------------------------------


class Current:
    """The input that is being tried, where another process can read it."""

    def __init__(self, file: Path) -> None:
        if not file.exists():
            file.write_bytes(bytes(_ROOM))
        with file.open("r+b") as opened:
            self._map = mmap.mmap(opened.fileno(), _ROOM)

    @property
    def number(self) -> int:
        """How many inputs were begun."""
        return int(_HEADER.unpack_from(self._map)[0])

    @property
    def data(self) -> bytes:
        length = int(_HEADER.unpack_from(self._map)[1])
        return self._map[_HEADER.size : _HEADER.size + length]

    def begin(self, data: bytes) -> None:
        """The next input."""
        data = data[: _ROOM - _HEADER.size]
        _HEADER.pack_into(self._map, 0, self.number + 1, len(data))
        self._map[_HEADER.size : _HEADER.size + len(data)] = data

    def close(self) -> None:
        self._map.close()


class Trial:
    """Tries inputs; keeps the shortest that fails at each place in the code."""

    def __init__(
        self, check: Check, folder: Path, clock: Callable[[], float] = time.process_time
    ) -> None:
        self._check, self._found, self._clock = check, folder / "found", clock
        self._found.mkdir(exist_ok=True)
        self._current = Current(folder / "current")

    def __call__(self, data: bytes) -> None:
        data = bytes(data[:LONGEST])
        self._current.begin(data)
        started = self._clock()
        try:
            self._check(data)
        except Exception as error:
            self._keep(data, place_of(error))
        if self._clock() - started > SLOW_SECONDS:
            self._keep(data, "slow")

    def _keep(self, data: bytes, place: str) -> None:
        file = self._found / hashlib.sha256(place.encode()).hexdigest()[:16]
        if not file.exists() or len(data) < file.stat().st_size:
            file.write_bytes(data)


def place_of(error: BaseException) -> str:
    """The error's type and the last place of our own that it went through."""
    frames = traceback.extract_tb(error.__traceback__)
    ours = [f"{Path(f.filename).name}:{f.lineno}" for f in frames if str(ROOT) in f.filename]
    return " ".join([type(error).__name__, *ours[-2:]])


def fault_of(target: Target, data: bytes, folder: Path) -> str:
    """What one input breaks, in this process; "" where all is well."""
    check = target.prepare(folder)
    started = time.process_time()
    try:
        check(data)
    except Exception as error:
        return f"{place_of(error)}: {error}"[:300]
    took = time.process_time() - started
    return f"it takes {took:.1f} s" if took > SLOW_SECONDS else ""


# --- the process --------------------------------------------------------------------------------


def _blindly(target: Target, folder: Path, rounds: int, seed: int) -> None:
    trial = Trial(target.prepare(_workplace(folder)), folder)
    seeds = target.seeds() + [file.read_bytes() for file in sorted(folder.glob("corpus/*"))]
    for data in Mutator(seeds, target.words, seed).inputs(rounds):
        trial(data)


def _led(load: Callable[[], Target], folder: Path, rounds: int, seed: int) -> None:
    import atheris  # type: ignore[import-untyped]

    with atheris.instrument_imports(include=["reader", "markdown", "feedparser"]):
        target = load()
    trial = Trial(target.prepare(_workplace(folder)), folder)
    corpus, words = folder / "corpus", folder / "words"
    if not corpus.exists():
        corpus.mkdir()
        for number, data in enumerate(target.seeds()):
            (corpus / f"{number}").write_bytes(data[:LONGEST])
        words.write_text("".join(map(_dictionary_line, target.words)), "ascii")
    options = [f"-runs={rounds}", f"-seed={seed}", f"-max_len={LONGEST}", f"-dict={words}"]
    options += ["-timeout=60", "-rss_limit_mb=1500", f"-artifact_prefix={folder}/", "-verbosity=0"]
    atheris.Setup([sys.argv[0], *options, str(corpus)], trial)
    atheris.Fuzz()


def _dictionary_line(word: str) -> str:
    data = word.encode("utf-8", "surrogatepass")
    return '"' + "".join(f"\\x{byte:02x}" for byte in data) + '"\n'


def _workplace(folder: Path) -> Path:
    place = folder / "work"
    number = 0
    while place.exists():
        number += 1
        place = folder / f"work{number}"
    place.mkdir()
    return place


def load(name: str) -> Target:
    """The target of that name; imports what it fuzzes, and no more than that."""
    for module in ("parsers", "marks", "imports"):
        targets: tuple[Target, ...]
        targets = importlib.import_module(f"tests.torture.fuzz.{module}").TARGETS
        for target in targets:
            if target.name == name:
                return target
    raise LookupError(name)


def main() -> None:
    """Try so many inputs, or with a file instead of a number say what that input breaks."""
    name, folder, *rest = sys.argv[1:]
    if rest[0] == "try":
        sys.stdout.write(fault_of(load(name), Path(rest[1]).read_bytes(), Path(folder)))
    elif rest[2] == "led":
        _led(lambda: load(name), Path(folder), int(rest[0]), int(rest[1]))
    else:
        _blindly(load(name), Path(folder), int(rest[0]), int(rest[1]))


if __name__ == "__main__":
    main()
