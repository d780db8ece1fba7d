"""Language tags: what a tag means, and which one a file's path claims; knows no text."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from pathlib import PurePath

from reader.language_names import BY_NAME, ENGLISH_NAMES, TWO_LETTERS

# Two-letter names of files and folders that mean a language wherever they stand.
_CLEAR_CODES = "da de en es fi fr hu ja ko nb nl nn pt ru sv zh"
_CLEAR = frozenset(_CLEAR_CODES.split())

# Lower-case region forms that are locales; any other pair ("to-do", "is-it") is words.
_LOWER_LOCALE_NAMES = (
    "ar-ae ar-eg ar-sa bg-bg ca-es cs-cz da-dk de-at de-ch de-de de-li de-lu el-gr en-au en-ca "
    "en-gb en-ie en-in en-nz en-us en-za es-ar es-cl es-co es-es es-la es-mx es-us et-ee eu-es "
    "fa-ir fi-fi fr-be fr-ca fr-ch fr-fr gl-es he-il hi-in hr-hr hu-hu id-id it-ch it-it ja-jp "
    "ko-kr lt-lt lv-lv ms-my nb-no nl-be nl-nl nn-no no-no pl-pl pt-br pt-pt ro-ro ru-ru sk-sk "
    "sl-si sr-rs sv-fi sv-se th-th tr-tr uk-ua vi-vn zh-cn zh-hk zh-sg zh-tw"
)
_LOWER_LOCALES = frozenset(_LOWER_LOCALE_NAMES.split())
_OLD = {"iw": "he", "in": "id", "ji": "yi", "jw": "jv", "mo": "ro", "cmn": "zh"}
_NO_LANGUAGE = frozenset({"und", "mul", "zxx", "mis", "root", "c", "posix"})
_LIMIT = 40

_COMPONENT = re.compile(
    r"(?:(?P<rest>.+)\.)?(?P<tag>[a-z]{2,3}(?:[-_](?:[A-Z][a-z]{3}|hans|hant|latn|cyrl))?"
    r"(?:[-_](?:[A-Z]{2}|[a-z]{2}|\d{3}))?)",
    re.DOTALL,
)


@dataclass(frozen=True, slots=True)
class PathTag:
    """The language a relative path claims.

    certain is False where the name may be a word or an abbreviation ("is", "it", "id", "cs"): then
    it is a hint that the text or the names beside it must confirm. key is the path without its
    extension and without its language: equal for the translations of one article.
    """

    tag: str
    certain: bool
    key: str


@lru_cache(maxsize=1024)
def normalise(tag: str) -> str | None:
    """The BCP 47 form of a tag, locale name or language name ("pt_BR.UTF-8", "ger", "Deutsch").

    None where it names no language. "no" stays "no"; extensions and private use are dropped.
    Source: RFC 5646, sections 2.1 and 4.5.
    """
    cleaned = tag.strip().split(".")[0].split("@")[0].strip()
    if not cleaned or len(cleaned) > _LIMIT:
        return None
    by_name = BY_NAME.get(cleaned.casefold())
    if by_name:
        return by_name
    first, *rest = re.split(r"[-_]", cleaned)
    language = _language_code(first.lower())
    return "-".join([language, *_subtags(rest)]) if language else None


def _language_code(code: str) -> str | None:
    """The shortest code of a language; None where there is no such language."""
    if code in _NO_LANGUAGE:
        return None
    code = _OLD.get(code, TWO_LETTERS.get(code, code))
    return code if code in ENGLISH_NAMES else None


def _subtags(parts: list[str]) -> list[str]:
    """Script, region and variants in their canonical case, in that order; the rest is dropped."""
    script = region = ""
    variants: list[str] = []
    for part in parts:
        if len(part) == 1:
            break
        if not part.isascii() or not part.isalnum():
            continue
        if len(part) == 4 and part.isalpha() and not (script or region or variants):
            script = part.title()
        elif not (region or variants) and _is_region(part):
            region = part.upper()
        elif (len(part) >= 5 or (len(part) == 4 and part[0].isdigit())) and len(part) <= 8:
            variants.append(part.lower())
    return [part for part in (script, region, *dict.fromkeys(variants)) if part]


def _is_region(part: str) -> bool:
    return (len(part) == 2 and part.isalpha()) or (len(part) == 3 and part.isdigit())


def base(tag: str) -> str:
    """The base language of a normalised tag: "pt" of "pt-BR"."""
    return tag.partition("-")[0]


def from_path(relative: PurePath) -> str | None:
    """The language a path inside a library claims beyond doubt; see `path_tag` for the rule."""
    found = path_tag(relative)
    return found.tag if found and found.certain else None


def path_tag(relative: PurePath) -> PathTag | None:
    """The language that the nearest component of a path names, the file's own suffix first.

    Counted are a file's suffix (`post.sv.md`) or whole stem (`sv.md`), a folder (`sv`, `de-DE`,
    `zh-Hans`) and a folder's suffix (`pages.pt_BR`). A region or script makes it certain; of the
    bare codes only those that are hardly ever words or abbreviations are (`_CLEAR`).
    """
    names = [*relative.parts[:-1], relative.stem]
    tags = [component_tag(name) for name in names]
    nearest = next((tag for tag in reversed(tags) if tag), None)
    if nearest is None:
        return None
    kept = []
    for name, found in zip(names, tags, strict=True):
        same = found is not None and base(found[0]) == base(nearest[0])
        kept.append(found[2] if same and found else name)
    return PathTag(nearest[0], nearest[1], "/".join(name for name in kept if name))


def path_key(relative: PurePath) -> str:
    """The key of a path that names no language, comparable with PathTag.key."""
    return "/".join([*relative.parts[:-1], relative.stem])


@lru_cache(maxsize=4096)
def component_tag(name: str) -> tuple[str, bool, str] | None:
    """The tag, its certainty and what is left of a stem or folder name; None where it has none."""
    match = _COMPONENT.fullmatch(name) if len(name) < 256 else None
    if match is None:
        return None
    code, *subtags = re.split("[-_]", match["tag"])
    if code in _OLD or code in _NO_LANGUAGE or code not in ENGLISH_NAMES:
        return None
    if subtags and not _is_locale(code, subtags):
        return None
    tag = normalise("-".join([code, *subtags]))
    return (tag, bool(subtags) or code in _CLEAR, match["rest"] or "") if tag else None


def _is_locale(code: str, subtags: list[str]) -> bool:
    """Whether script and region are written as locales write them."""
    region = subtags[-1]
    if len(region) == 2 and region.islower():
        return len(subtags) > 1 or f"{code}-{region}" in _LOWER_LOCALES
    return True
