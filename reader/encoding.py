"""Bytes to text: which encoding a file is in, and what became of bytes that fit none."""

from __future__ import annotations

import codecs
import re

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_SAMPLE = 65_536
_META_CHARSET = re.compile(
    rb"""<meta[^<>]{0,200}?charset=["']?([A-Za-z0-9_.:-]{2,40})""", re.IGNORECASE
)
_CONTROL_BYTES = bytes(set(range(32)) - {7, 8, 9, 10, 11, 12, 13, 26, 27}) + b"\x7f"

# Characters of cp1252 above ASCII that Western prose uses; the others speak for another encoding.
_WESTERN = frozenset(
    "àáâãäåæçèéêëìíîïñòóôõöøùúûüýÿßÀÁÂÃÄÅÆÇÈÉÊËÌÍÎÏÑÒÓÔÕÖØÙÚÛÜÝðþÐÞœŒšŠžŽŸ"
    "‘’“”„‚‹›«»–—…•·€£§°©®™²³½¼¾×¡¿ªº´¨\xa0\xad†‡‰"
)
_NEVER_IN_WORDS = re.compile(r"[^\W\d_][¡¿³¹²¼½¾£¥§¨ªº´±¶×¸¦¬¯°¢¤][^\W\d_]")


class BinaryError(ValueError):
    """The bytes are no text in any encoding."""


def decode(data: bytes, *, html: bool = False, cut: bool = False) -> tuple[str, str, str | None]:
    """The text of data, the encoding's name and what is doubtful about it (None: nothing).

    The order: byte order mark, UTF-8, UTF-16 without a mark, the charset an HTML file declares,
    Windows-1252 where the text looks Western, then charset-normalizer. cut says that data ends
    anywhere, perhaps within a character. NUL becomes U+FFFD. Raises BinaryError for no text.
    """
    for mark, name in _BOMS:
        if data.startswith(mark):
            text, problem = _lenient(data[len(mark) :], name, cut)
            return text.replace("\0", "\ufffd"), name, problem
    text, name, problem = _without_mark(data, html, cut)
    return text.replace("\0", "\ufffd"), name, problem


def _without_mark(data: bytes, html: bool, cut: bool) -> tuple[str, str, str | None]:
    if b"\0" in data[:_SAMPLE]:
        wide = _wide_encoding(data[:_SAMPLE])
        if wide:
            return (*_swap(_lenient(data, wide, cut), wide),)
    if _looks_binary(data[:_SAMPLE]):
        raise BinaryError("binary")
    try:
        return data.decode("utf-8"), "utf-8", None
    except UnicodeDecodeError as error:
        if _is_damaged_utf8(data, error, cut):
            return (*_swap(_lenient(data, "utf-8", cut), "utf-8"),)
    return _legacy(data, html)


def _swap(decoded: tuple[str, str | None], name: str) -> tuple[str, str, str | None]:
    return decoded[0], name, decoded[1]


def _lenient(data: bytes, name: str, cut: bool) -> tuple[str, str | None]:
    """Decode; bytes that do not fit become U+FFFD, and the problem says so."""
    if cut:
        return codecs.getincrementaldecoder(name)("replace").decode(data), None
    try:
        return data.decode(name), None
    except UnicodeDecodeError:
        return data.decode(name, "replace"), f"Some bytes are not valid {name.upper()}."


def _wide_encoding(sample: bytes) -> str | None:
    """UTF-16 or UTF-32 without a byte order mark, told by where the NULs are."""
    quarter = len(sample) // 4 or 1
    zeros = [sample[i::4].count(0) / quarter for i in range(4)]
    if len(sample) >= 8 and zeros[3] > 0.9 and zeros[2] > 0.9 and zeros[0] < 0.3:
        return "utf-32-le"
    if len(sample) >= 8 and zeros[0] > 0.9 and zeros[1] > 0.9 and zeros[3] < 0.3:
        return "utf-32-be"
    even, odd = (zeros[0] + zeros[2]) / 2, (zeros[1] + zeros[3]) / 2
    if odd > 0.6 and even < 0.05:
        return "utf-16-le"
    if even > 0.6 and odd < 0.05:
        return "utf-16-be"
    return None


def _looks_binary(sample: bytes) -> bool:
    """More than one byte in fifty is a control character that no text file has."""
    controls = len(sample) - len(sample.translate(None, _CONTROL_BYTES))
    return controls > 1 + len(sample) // 50 or sample.startswith(
        (b"%PDF-", b"PK\x03\x04", b"\x89PNG")
    )


def _is_damaged_utf8(data: bytes, error: UnicodeDecodeError, cut: bool) -> bool:
    """Whether data is UTF-8 all the same: cut within a character, or nearly all of it valid."""
    if cut and error.start >= len(data) - 3:
        return True
    sample = data[max(0, error.start - _SAMPLE) : error.start + _SAMPLE]
    broken = len(sample.decode("utf-8", "replace").encode("utf-8", "replace"))
    errors = sample.decode("utf-8", "replace").count("\ufffd")
    valid = sum(1 for char in sample.decode("utf-8", "ignore") if char > "\x7f")
    return broken > 0 and valid > 4 * errors


def _legacy(data: bytes, html: bool) -> tuple[str, str, str | None]:
    """One of the encodings before Unicode."""
    declared = _META_CHARSET.search(data[:4096]) if html else None
    for name in (declared[1].decode("ascii") if declared else "", "cp1252"):
        text = _strict(data, name)
        if text is not None and (name != "cp1252" or _looks_western(text)):
            return text, _canonical(name), None
    return _guessed(data)


def _strict(data: bytes, name: str) -> str | None:
    try:
        return data.decode(name) if name and codecs.lookup(name)._is_text_encoding else None
    except (LookupError, ValueError):
        return None


def _canonical(name: str) -> str:
    known = codecs.lookup(name).name
    return {"cp1252": "windows-1252", "iso8859-1": "iso-8859-1"}.get(known, known)


def _looks_western(text: str) -> bool:
    """Whether the characters above ASCII are those of Western prose, and stand as they do there."""
    high = re.findall(r"[^\x00-\x7f]", text[:_SAMPLE])
    if not high:
        return True
    western = sum(1 for char in high if char in _WESTERN)
    runs = sum(len(run) for run in re.findall(r"[^\x00-\x7f]{4,}", text[:_SAMPLE]))
    odd = len(_NEVER_IN_WORDS.findall(text[:_SAMPLE]))
    return western >= 0.95 * len(high) and runs <= 0.2 * len(high) and odd <= 0.02 * len(high)


def _guessed(data: bytes) -> tuple[str, str, str | None]:
    """Ask charset-normalizer; Windows-1252 with replacements where it has no answer either."""
    from charset_normalizer import (
        from_bytes,
    )  # 25 ms, and hardly any file comes this far

    best = from_bytes(data[:_SAMPLE]).best()
    name = best.encoding if best else "cp1252"
    text, _ = _lenient(data, name, cut=False)
    if best is None and text.count("\ufffd") * 20 > len(text):
        raise BinaryError("no known encoding")
    return text, _canonical(name), f"The encoding is a guess: {_canonical(name)}."
