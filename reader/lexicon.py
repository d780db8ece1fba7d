"""A language's dictionary as a file that is mapped, not loaded; hides simplemma and the format.

simplemma ships its dictionaries compressed: reading one takes seconds, or 200 MB. Here each is read
once a machine and kept beside the index as sorted fingerprints with the places of their lemmas, 8
bytes a form, so that every process can look a word up in microseconds. The files are a cache: one
that is missing, torn or of another dictionary is made anew.

A file is a header, then the entries of 64 bits in order (fingerprint of 40 bits, place of 24), then
where each of 65,536 buckets of them begins, then a map with a bit for every form among at least
eight times as many, then the lemmas, a byte of length before each. Bucket and fingerprint are two
checksums of the form, 48 bits in all: of a million words one in ten million unknown ones is
mistaken for a known one. Most of what is looked up are pieces of words that are no form: the map
tells that in a third of the time.
"""

from __future__ import annotations

import importlib.util
import mmap
import os
import struct
import sys
import tempfile
from array import array
from binascii import crc32, crc_hqx
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

_HEADER = struct.Struct("<8sIIQ")  # name of the format, entries, bytes of lemmas, dictionary
_MAGIC = b"lexicon3" if sys.byteorder == "little" else b"lexicon4"
_BUCKETS = 1 << 16
_PLACE_BITS = 24
_LONGEST = 255  # bytes of a lemma
_CODES = {"no": "nb", "sr": "hbs", "hr": "hbs", "bs": "hbs", "sh": "hbs", "fil": "tl"}


class Lexicon:
    """Which forms a language's dictionary has, with their lemmas, as they are written there."""

    def __init__(self, data: bytes | mmap.mmap) -> None:
        self._data = data
        view = memoryview(data)
        _, size, lemmas, _ = _HEADER.unpack_from(view)
        starts = _HEADER.size + 8 * size
        bits = starts + 4 * (_BUCKETS + 1)
        self._entries = view[_HEADER.size : starts].cast("Q")
        self._starts = view[starts:bits].cast("I")
        self._bits = view[bits : bits + _map_size(size)]
        self._last_byte = len(self._bits) - 1
        self._lemmas = view[len(view) - lemmas :]

    def __len__(self) -> int:
        return len(self._entries)

    def __contains__(self, form: str) -> bool:
        return self._find(form) is not None

    def lemma(self, form: str) -> str | None:
        """The lemma of a form, None where the dictionary does not have it."""
        entry = self._find(form)
        if entry is None:
            return None
        start = (entry & ((1 << _PLACE_BITS) - 1)) + 1
        return str(self._lemmas[start : start + self._lemmas[start - 1]], "utf-8")

    def release(self) -> None:
        """Give back the memory of what was read; it is there again when it is asked for.

        A kernel maps up to 2 MB of the file around each word that is looked up.
        """
        if isinstance(self._data, mmap.mmap) and hasattr(mmap, "MADV_DONTNEED"):
            self._data.madvise(mmap.MADV_DONTNEED)

    def _find(self, form: str) -> int | None:
        written = form.encode("utf-8", "replace")
        check = crc32(written)
        if not self._bits[check >> 3 & self._last_byte] >> (check & 7) & 1:
            return None
        bucket = crc_hqx(written, 0)
        wanted = (bucket & 0xFF) << 32 | check
        entries, end = self._entries, self._starts[bucket + 1]
        place = bisect_left(entries, wanted << _PLACE_BITS, self._starts[bucket], end)
        if place < end and entries[place] >> _PLACE_BITS == wanted:
            return entries[place]
        return None


def pack(forms: Iterable[tuple[bytes, bytes]], dictionary: int = 0) -> bytes:
    """The file of these forms and lemmas in UTF-8; dictionary says which one they are of."""
    parts = [array("Q") for _ in range(256)]
    lemmas, places = bytearray(), dict[bytes, int]()
    for form, lemma in forms:
        place = places.get(lemma)
        if place is None:
            place = places[lemma] = len(lemmas)
            lemmas.append(min(len(lemma), _LONGEST))
            lemmas += lemma[:_LONGEST]
        bucket = crc_hqx(form, 0)
        entry = ((bucket & 0xFF) << 32 | crc32(form)) << _PLACE_BITS | place
        parts[bucket >> 8].append(entry)
    entries, starts = array("Q"), array("I")
    for part in parts:
        ordered = sorted(part)
        starts.extend(len(entries) + bisect_left(ordered, low << 56) for low in range(256))
        entries.extend(ordered)
    starts.append(len(entries))
    header = _HEADER.pack(_MAGIC, len(entries), len(lemmas), dictionary)
    return b"".join((header, entries.tobytes(), starts.tobytes(), _map_of(entries), lemmas))


def _map_of(entries: Sequence[int]) -> bytes:
    """The map of the forms with these entries."""
    bits = bytearray(_map_size(len(entries)))
    last_byte = len(bits) - 1
    for entry in entries:
        check = entry >> _PLACE_BITS
        bits[check >> 3 & last_byte] |= 1 << (check & 7)
    return bytes(bits)


def _map_size(forms: int) -> int:
    """The bytes of the map of so many forms: a power of two."""
    return 1 << max(0, forms - 1).bit_length()


def load(language: str, folder: Path | None) -> Lexicon:
    """The lexicon of a language; made, and kept in folder, where it is not there yet.

    Making it takes 1-2 s a million forms. Empty where the language has no dictionary. Without a
    folder, or with one that cannot be written, it is held in memory.
    """
    found = find(language, folder)
    if found is None:
        data = pack(_forms(language), _dictionary_size(language))
        if folder is not None:
            _keep(_path(language, folder), data)
        found = Lexicon(data)
    return found


def find(language: str, folder: Path | None) -> Lexicon | None:
    """The lexicon of a language if folder has one of today's dictionary, or none is needed."""
    wanted = _dictionary_size(language)
    if not wanted:
        return Lexicon(pack(()))
    try:
        if folder is None:
            return None
        with _path(language, folder).open("rb") as file:
            data = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
    except (OSError, ValueError):  # none, or an empty file
        return None
    return Lexicon(data) if _is_whole(data, wanted) else None


def _is_whole(data: mmap.mmap, dictionary: int) -> bool:
    if len(data) < _HEADER.size:
        return False
    magic, size, lemmas, of = _HEADER.unpack_from(data)
    length = _HEADER.size + 8 * size + 4 * (_BUCKETS + 1) + _map_size(size) + lemmas
    return bool(magic == _MAGIC and len(data) == length and of == dictionary)


def make(language: str, folder: Path) -> None:
    """Make the file of a language's lexicon where it is not there yet."""
    if find(language, folder) is None:
        load(language, folder)


def quickest_first(languages: Iterable[str], folder: Path) -> list[str]:
    """Languages with their lexicon in folder, then the others by the time it takes to make it."""

    def effort(language: str) -> tuple[int, str]:
        missing = find(language, folder) is None
        return _dictionary_size(language) if missing else 0, language

    return sorted(languages, key=effort)


def _path(language: str, folder: Path) -> Path:
    return folder / f"{_code(language)}.lexicon"


def _code(language: str) -> str:
    return _CODES.get(language, language)


def _keep(path: Path, data: bytes) -> None:
    """Write beside, then replace: a process that is killed leaves the old file or the new one."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=path.stem, suffix=".part")
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(data)
            Path(name).replace(path)
        except OSError:
            Path(name).unlink(missing_ok=True)
    except OSError:
        return


def _dictionary_size(language: str) -> int:
    """The bytes of simplemma's dictionary, which tell it from another version; 0 where none."""
    if not language.isalpha():
        return 0
    package = importlib.util.find_spec("simplemma")
    for place in (package and package.submodule_search_locations) or ():
        path = Path(place, "strategies", "dictionaries", "data", f"{_code(language)}.plzma")
        if path.is_file():
            return path.stat().st_size
    return 0


def _forms(language: str) -> Iterator[tuple[bytes, bytes]]:
    """The forms as they are read from simplemma's file, one by one where its format is known."""
    try:
        from simplemma.strategies.dictionaries import dictionary_factory, frontcode

        data = dictionary_factory._read_decompressed(_code(language))
        reverse, _, start = frontcode._read_header(data)
        records = frontcode._iter_records(data, start)
    except (ImportError, AttributeError, TypeError):  # a version that keeps them otherwise
        return ((form.encode(), lemma.encode()) for form, lemma in all_forms(language))
    except ValueError:
        return iter(())
    if reverse:
        return ((form[::-1], lemma[::-1]) for _, form, lemma in records)
    return ((form, lemma) for _, form, lemma in records)


def all_forms(language: str) -> Iterable[tuple[str, str]]:
    """Every form of a language's dictionary with its lemma; takes seconds and 200 MB."""
    from simplemma.strategies.dictionaries import DefaultDictionaryFactory  # 90 ms

    try:
        return DefaultDictionaryFactory(cache_max_size=1).get_dictionary(_code(language)).items()
    except ValueError:
        return ()
