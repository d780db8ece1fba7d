"""Splits compound words by dictionary, in the languages that write them as one word.

Småföretagare is små + företagare, Social-Media-Beratungsunternehmen ends in Beratung + s +
Unternehmen. The closed lists are those prefixes and endings that are words as well and would
otherwise make Unternehmen of unter + nehmen.
"""

from __future__ import annotations

import itertools
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from reader import analysis

LEAST_PART = 4  # letters; shorter parts may stand in a word but are never found
_LEAST_HEAD = 2
_SHORT_HEAD = 3  # up to here a first part must be one of those listed
_DEPTH = 3
_LEAST_THING = 6  # letters: shorter ones are the verb's as well (grund, grundare)


@dataclass(frozen=True, slots=True)
class Rules:
    """What may join two parts, and what is no part though it is a word."""

    links: tuple[str, ...]
    restored: tuple[str, ...]  # endings a first part loses: skola, skol-
    prefixes: frozenset[str]
    endings: frozenset[str]
    short_heads: frozenset[str] = frozenset()  # first parts of three letters
    whole: frozenset[str] = frozenset()


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_GERMAN = Rules(
    links=("s", "es", "n", "en", "er", "e", "ns", "ens"),
    restored=("e", "en"),
    prefixes=_words(
        "ab an auf aus be bei da dar durch ein ent er fort für ge gegen her herab heran"
        " heraus hin hinaus hinter hinzu in kennen los miss mit nach neben nieder ober ohne"
        " über um un unter ver vor voran voraus vorbei vorher weg weiter wider wieder zer zu"
        " zurück zusammen zwischen entgegen überein umher empor ist das die der den des dem"
        " als wie wer was nur sie wir ich ihr uns man verb vers vors abs eine eins alle aller"
        " dass sein hat war sind wird kann will soll muss darf mag tat tun gen bis per pro von"
        " vom zum zur ans ins ran rum bes erst vert vera verm verl verk"
    ),
    endings=_words(
        "heits keits schafts heit heiten keit keiten schaft schaften lich liche lichen"
        " lichkeit isch ische ischen ungen nisse nissen barkeit losigkeit losen same samer"
        " sten sters ster innen lings eren iert ieren ierung ierungen ation ationen ionen"
        " enden ende ander andere anderen eines einen einer einem esse essen eins ernd ernde"
        " tende teln tion tionen ting tings stande reich reiche reichen reicher artig mäßig"
        " igkeit igkeiten ling linge lingen tier tiere unge falls acht echt tinnen rinnen"
    ),
    short_heads=_words(
        "ei tag weg see rad bad eis hof hut ohr arm amt art bau bus rat rot neu alt tee öl"
        " kuh gas uhr fuß zug tor tür tier ton typ hals wal web app süd ost kur moor reh rum"
        " sex sieg takt tat tau teil ulk urs vor wut zoo aal abt akt bar bio boot bot box cut"
        " deo duo ehe erz fan fee fax gut hai heu hit hüt job jod kai kap kot lob lok los mai"
        " mut nah nuß öko opa oma pop po rap roh sau ski tal top uni uhu usb vip weh wir zeh"
        " zoll kfz lkw pkw foto mehr blei düne hör geh seh ess erd end eck ehr not leb"
    ),
    whole=_words(
        "kartoffel kartoffeln verbraucher verbrauchers verbrauchern unternehmen unternehmens"
        " unternehmer unternehmern unternehmers internet restaurant restaurants interesse"
        " interessen student studenten abenteuer minister konzern konzerne konzerns september"
        " dezember november oktober kalender information informationen organisation politiker"
    ),
)
_SWEDISH = Rules(
    links=("s", "e", "o", "u"),
    restored=("a", "e", "r"),
    prefixes=_words(
        "an av be bi bort den det där efter ej en ett er fram från för före förut ge genom"
        " här hem hit hos i in inn inne med mellan men miss mot ned ner ny om omkring och på"
        " samman sam sig som till tills und under ur ut ute utan upp vid vida åter än över"
        " kring emot ihop igen kvar des dess del har kan ska var vad han hon ert vår sin min"
        " din alla hela inte ingen inget inga någon något några allt"
        " bes ber fören förs stat gen bet lek kom kon tal ver"
    ),
    endings=_words(
        "orna hets hetens ande anden andet andets ares aren arens arna arnas arne aste else"
        " elsen elser erna ernas heten heter heterna ligt liga ligen ligare inga ingen ings"
        " ning ningen ningar ningarna skap skapa skapet skapen iska iskt isks erar erat erade"
        " erades erad eras ering eringen eringar tion tionen tioner ellt ella erare inna innor"
        " adas ades isera iserat ister isten ismen ationer ation terna tare tarna rade rades"
        " sten stens sens lare larna lighet ligheten samma samt sam lös löst lösa full fullt"
        " fulla vis bart bara barhet enhet aktig aktigt mässig mässigt ende endet aktiga digt"
        " dig diga dare rens nare"
    ),
    short_heads=_words(
        "hög grå blå gul kok läs två tio sko lag ute väg tal her dra dyk hål kas köp lyx läk"
        " nor små svt gen gin dis del duk fot bok el sol låg hav sjö tåg bil båt hus lån mat"
        " mun arm ben bad bal bar bas bly bod bro bur byg cup dag dal dam djup dop eld fat fax"
        " fel fil fin fisk fly fri frö får föl gas gal get glas god gås hag hem hop hot häl"
        " hår häst höst is jul järn jakt kal kaf kol ko kor kraft kur kväll kyl käk kök kör"
        " led lek lin liv ljud ljus lok lov lös lön löv mag maj man mil mor mos mus mur mål"
        " mån natt nav nej nio nod nos nyp när nät nöt ord orm ost oxe par pil pop pub ram ren"
        " rik ris rum rus råd röd rör rök rot ros sal sil skid smör snö sot spel språk sto"
        " stål städ sov stol sten syd syn sår säl säd säk sju sex tak tax ten tid tol tom ton"
        " torg trä tre tum tur tår tät ugn ull ung vag val vas vax vin vit väv vår vås yta zoo"
        " ägg äng älv öde ögo öga öra öst webb far fyr gym nu"
    ),
    whole=_words(
        "internet företag företagen företaget företagets företagens företagare september"
        " november december oktober kalender restaurang student studenter intresse intressen"
        " äventyr minister tillsammans naturligtvis egentligen kanske därför eftersom"
        " undersökning undersökningen undersökningar människa människor"
    ),
)
_DANISH = Rules(
    links=("s", "e", "er"),
    restored=("e",),
    prefixes=_words(
        "af an be bi bort der en er for fra frem ge gen hen her ind med mis mod ned om op"
        " over på sam til ud under ved uden efter mellem det den han hun som"
    ),
    endings=_words(
        "ende else elsen elser erne hed heden heder inger ning skab lige lighed isk iske"
    ),
)
_DUTCH = Rules(
    links=("s", "en", "n", "e", "er"),
    restored=("e",),
    prefixes=_words(
        "aan achter af be bij binnen door ge her in mee mis na om on onder ont op over samen"
        " te tegen toe uit ver voor weg het een den der dat die van met"
    ),
    endings=_words(
        "heid heden lijk lijke schap ing ingen isch ische baar bare eren erend ende loos"
    ),
)
_FINNISH = Rules(links=("n",), restored=(), prefixes=_words("epä ei se ja on"), endings=frozenset())

_RULES = {
    "de": _GERMAN, "sv": _SWEDISH, "da": _DANISH, "nb": _DANISH, "nn": _DANISH, "no": _DANISH,
    "nl": _DUTCH, "fi": _FINNISH,
}  # fmt: skip


def is_compounding(language: str) -> bool:
    return language in _RULES


class Part(NamedTuple):
    """A part of a compound: where it begins, and the word that it is (skola, of skol-)."""

    start: int
    word: str


def split(word: str, language: str, words: analysis.Dictionary) -> tuple[Part, ...]:
    """The parts of a compound in order; empty where it is none."""
    rules = _RULES.get(language)
    if rules is None or not words or word in rules.whole:
        return ()
    return _split(word, rules, words, _DEPTH)


def part_keys(word: str, language: str, words: analysis.Dictionary) -> tuple[str, ...]:
    """The keys of a compound's parts, and of several in a row, of at least LEAST_PART letters."""
    parts = split(word, language, words)
    if not parts and language != "sv":
        return ()
    pairs = itertools.combinations_with_replacement(parts, 2)
    rows = [word[first.start : last.start] + last.word for first, last in pairs]
    wanted = [row for row in rows if len(row) >= LEAST_PART and row != word]
    wanted += [thing for row in (word, *wanted) for thing in _things(row, language, words)]
    return tuple(dict.fromkeys(key for row in wanted for key in _row_keys(row, language, words)))


def _things(word: str, language: str, words: analysis.Dictionary) -> list[str]:
    """The noun that whoever does something is called after: företag, of företagare."""
    if language != "sv":
        return []
    things = (lemma.removesuffix("are") for lemma in words.lemmas(word) if lemma.endswith("are"))
    return [t for t in things if len(t) >= _LEAST_THING and words.lemmas(t) == [t]]


@lru_cache(maxsize=1 << 16)
def _row_keys(row: str, language: str, words: analysis.Dictionary) -> tuple[str, ...]:
    """The telling keys of parts in a row: the same few parts stand in most compounds."""
    found = analysis.keys(row, language, words)
    return tuple(key for key in found if not analysis.is_short_guess(key))


def _split(word: str, rules: Rules, words: analysis.Dictionary, depth: int) -> tuple[Part, ...]:
    endings, knows_noun = rules.endings, words.knows_noun
    for start in range(_LEAST_HEAD, len(word) - LEAST_PART + 1):
        if start <= _SHORT_HEAD and word[:start] not in rules.short_heads:
            continue
        tail = word[start:]
        if tail in endings or not knows_noun(tail):
            continue
        heads = _head(word[:start], rules, words, depth)
        if heads:
            tails = _split_or_whole(tail, rules, words, depth - 1)
            return heads + tuple(Part(start + at, part) for at, part in tails)
    return ()


def _split_or_whole(
    word: str, rules: Rules, words: analysis.Dictionary, depth: int
) -> tuple[Part, ...]:
    if depth == 0 or word in rules.whole:
        return (Part(0, word),)
    return _split(word, rules, words, depth) or (Part(0, word),)


def _head(head: str, rules: Rules, words: analysis.Dictionary, depth: int) -> tuple[Part, ...]:
    """The parts of what stands before the last one, without what links it; empty where unknown."""
    if head in rules.prefixes:
        return ()
    for form in _bare_forms(head, rules):
        if _may_lead(form, rules) and words.knows(form):
            return _split_or_whole(form, rules, words, depth - 1)
    if depth > 1 and len(head) > 2 * _SHORT_HEAD:
        for form in (head, *_without_links(head, rules)):
            parts = _split(form, rules, words, depth - 1)
            if parts:
                return parts
    return ()


def _may_lead(form: str, rules: Rules) -> bool:
    if len(form) <= _SHORT_HEAD:
        return form in rules.short_heads
    return form not in rules.prefixes


def _bare_forms(head: str, rules: Rules) -> list[str]:
    restored = [head + ending for ending in rules.restored] if len(head) >= LEAST_PART else []
    restored = [form for form in restored if not form.endswith("r") or form.endswith("ar")]
    return [head, *_without_links(head, rules), *restored]


def _without_links(head: str, rules: Rules) -> list[str]:
    stripped = (head.removesuffix(link) for link in rules.links if head.endswith(link))
    return [form for form in stripped if len(form) >= _SHORT_HEAD]
