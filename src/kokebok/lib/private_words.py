"""What tells that an e-mail address is somebody's own, and that a street address is told beside somebody's health."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator

EMAIL = re.compile(
    r"(?<![\w.+\-])([\w+][\w.+\-]{0,63})@((?:[^\W_][\w\-]{0,62}\.){1,8}[^\W\d_]{2,24})(?![\w@])",
    re.IGNORECASE,
)


def _words(*lines: str) -> frozenset[str]:
    return frozenset(word for line in lines for word in line.split())


OF_PERSONS = _words(
    "gmail.com googlemail.com hotmail.com hotmail.no outlook.com outlook.no live.com live.no msn.com icloud.com",
    "me.com mac.com yahoo.com yahoo.no ymail.com aol.com gmx.com gmx.net proton.me protonmail.com pm.me mail.com",
    "online.no getmail.no broadpark.no frisurf.no start.no lyse.net altibox.no c2i.net tele2.no sensewave.com",
    "sf-nett.no combitel.no epost.no wp.pl interia.pl o2.pl",
)
"""Hosts of mailboxes for anybody. An office that has one is warned too, and says that it wants to be written to."""
ROLES = _words(
    "post postmottak epost mail info kontakt support hjelp service kundeservice servicekontor resepsjon",
    "sentralbord redaksjon redaksjonen presse media kommunikasjon arkiv dokumentsenter faktura regnskap lønn",
    "personal hr jobb innkjøp innkjop innkjøpsavdelingen anskaffelse anskaffelser ordfører ordforer rådmann",
    "radmann kommunedirektør kommunedirektor personvern personvernombud pvo webmaster admin administrasjon abuse",
    "noreply no-reply ikke-svar kommune kommunen fylkesmannen statsforvalteren nav barnevern helse skole skolen",
    "barnehage barnehagen bibliotek biblioteket kultur plan bygg miljø miljo teknisk næring naring naering",
    "prosjekt styret leder daglig sekretariat office contact help team hei hello firmapost avdeling enhet",
    "tjeneste vakt legevakt leirskole frivillig frivilligsentral kokebok innspill horing høring",
)
FROM_A_NAME = re.compile(r"[^\W\d_]+(?:[._\-][^\W\d_]+)+\d{0,4}", re.IGNORECASE)

_ROAD = (
    "gata|gaten|gate|veien|vegen|vei|veg|allé|alleen|plass|plassen|torget|bakken|bakke|stien|svingen|haugen|tunet|lia|"
    "løkka|kroken"
)
_NAME = r"[A-ZÆØÅ][\w.\-]{1,24}"
STREET = re.compile(
    rf"\b(?:(?:{_NAME} ){{0,3}}[A-ZÆØÅ]\w{{1,24}}?(?:{_ROAD})|(?:{_NAME} ){{1,3}}(?:{_ROAD}))"
    r"[ \u00a0]\d{1,3} ?(?:[A-Ha-h]\b)?(?![\w]|[.,]\d)"
)
ROAD_AND_NUMBER = re.compile(rf"(?:{_ROAD})[ \u00a0]\d")  # in every street address, and quicker to look for
# Words of somebody's own health, and not of the houses and trades that care for it: a text on those names addresses.
HEALTH = re.compile(
    r"\b(?:syke?|sykt|sjuke?|sykdom\w*|sjukdom\w*|sykmeldt\w*|sjukmeld\w*|diagnose\w*|demens|dement\w*|alzheimer\w*|"
    r"kreft\w*|svulst\w*|depresjon\w*|deprimert\w*|angst\w*|psykose\w*|psykisk\w*|bipolar\w*|schizofren\w*|"
    r"selvmord\w*|sjølvmord\w*|rusmis\w*|rusavheng\w*|rusproblem\w*|rusa|ruset|alkoholi\w*|medisin(?:er|ar|en)?|"
    r"innlagt\w*|ufør\w*|adhd|autis\w*|parkinson\w*|diabet\w*|hjerneslag|epilep\w*|hiv|funksjonsneds\w*|"
    r"utviklingsh\w*|rullestol\w*|inkontinen\w*|hjemmesykepleie\w*|heimesjukepleie\w*)\b",
    re.IGNORECASE,
)
NEAR = 160  # characters between the address and the word


def own_addresses(text: str) -> Iterator[re.Match[str]]:
    """The e-mail addresses that are a person's and not an office's: of a host for anybody, or made of a name."""
    for found in EMAIL.finditer(text) if "@" in text else ():
        user, host = found.group(1).lower(), found.group(2).lower()
        parts = set(re.split(r"[._\-+]", user))
        if user in ROLES or parts & ROLES:
            continue
        if host in OF_PERSONS or FROM_A_NAME.fullmatch(user):
            yield found


def is_own_address(address: str) -> bool:
    """Whether one e-mail address is a person's and not an office's."""
    return any(own_addresses(address))


def is_office_address(address: str) -> bool:
    """Whether an e-mail address is that of an office by its name, such as post@ and postmottak@."""
    user = address.lower().partition("@")[0]
    return user in ROLES or not ROLES.isdisjoint(re.split(r"[._\-+]", user))


def homes_beside_health(text: str) -> Iterator[re.Match[str]]:
    """The street addresses in the same line as a word of somebody's health, and near it."""
    if not ROAD_AND_NUMBER.search(text):
        return
    words = [word.span() for word in HEALTH.finditer(text)]
    begins, ends = [begin for begin, _end in words], [end for _begin, end in words]
    for home in STREET.finditer(text) if words else ():
        # Of all words on a side the nearest tells: none beyond it is nearer, or with fewer ends of lines between.
        before, after = bisect_right(ends, home.start()) - 1, bisect_left(begins, home.end())
        near = [words[before]] if before >= 0 else []
        if any(_stand_together(text, home.span(), word) for word in [*near, *words[after : after + 1]]):
            yield home


def _stand_together(text: str, home: tuple[int, int], word: tuple[int, int]) -> bool:
    """Whether an address and a word apart from it stand near each other, with no end of a line between them."""
    first, last = sorted((home, word))
    return last[1] - first[0] <= NEAR + (home[1] - home[0]) and "\n" not in text[first[1] : last[0]]
