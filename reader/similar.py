"""More articles like one: those that share the words that are frequent in it and rare elsewhere."""

from __future__ import annotations

import math
from collections import Counter
from itertools import zip_longest

from reader import analysis, packing
from reader.conditions import either
from reader.expansion import Tier
from reader.index_file import IndexFile
from reader.postings import quoted
from reader.ranking import Ranked

_LOOKED_AT = 60
_TOO_COMMON = 2_000
_START = 20_000  # characters


def ranked(file: IndexFile, number: int, limit: int, words: int) -> list[Ranked]:
    """The most similar articles, best first; the article's own translations are not among them."""
    family = _family(file, number)
    lists = [_like(file, member, limit + len(family), words) for member in family]
    merged = [n for row in zip_longest(*lists) for n in row if n is not None and n not in family]
    places = list(dict.fromkeys(merged))[:limit]
    return [Ranked(n, Tier.EXACT, round(1 / (1 + place / 10), 4)) for place, n in enumerate(places)]


def _family(file: IndexFile, number: int) -> list[int]:
    rows = file.rows(
        "SELECT o.number FROM docs d JOIN docs o ON o.work=d.work AND d.work<>''"
        " WHERE d.number=? AND o.number<>d.number",
        (number,),
    )
    return [number, *(int(other) for (other,) in rows)]


def _like(file: IndexFile, number: int, limit: int, words: int) -> list[int]:
    terms = _telling(file, number)[:words]
    if not terms:
        return []
    sql = "SELECT rowid FROM f WHERE f MATCH ? ORDER BY bm25(f, 3.0, 1.0, 0.0, 1.0) LIMIT ?"
    found = file.rows(sql, (either(map(quoted, terms)), limit))
    return [int(other) for (other,) in found]


def _telling(file: IndexFile, number: int) -> list[str]:
    """The article's words, the most telling first; words of nearly every article are left out."""
    rows = file.rows(
        "SELECT d.title, t.packed FROM docs d JOIN texts t USING(number) WHERE number=?", (number,)
    )
    if not rows:
        return []
    title, packed = rows[0]
    text = packing.unpack(bytes(packed))[:_START]
    counted = Counter(w for w in analysis.tokens(text) if len(w) > 3 and analysis.is_word(w))
    counted.update({w: 3 for w in analysis.tokens(str(title)) if len(w) > 3})
    everything = int(file.rows("SELECT count(*) FROM docs")[0][0])
    worth = {}
    for word, times in counted.most_common(_LOOKED_AT):
        frequency = _frequency(file, word)
        if 1 < frequency <= min(_TOO_COMMON, max(2, everything // 3)):
            worth[word] = (1 + math.log(times)) * math.log(everything / frequency)
    return sorted(worth, key=lambda word: -worth[word])


def _frequency(file: IndexFile, word: str) -> int:
    sql = "SELECT count(*) FROM (SELECT 1 FROM fx WHERE fx MATCH ? LIMIT ?)"
    return int(str(file.rows(sql, (quoted(word), _TOO_COMMON + 1))[0][0]))
