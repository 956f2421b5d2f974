"""Which written form of Norwegian a text is in, told by the words only one of them has."""

from __future__ import annotations

import re

SURE = 2  # what a form must come to: one word that only it has, or two that it nearly always has alone
TIMES_THE_OTHER = 2  # a form must come to more than this many times the other
SHORTEST_TO_TELL_BY_ITS_END = 7  # letters: "finger" and "ærlig" say nothing

WORD = re.compile(r"[^\W\d_]+")
ADDRESS = re.compile(r"\S+://\S+|\S+@\S+|\bwww\.\S+")
QUOTED = re.compile(r"«[^»]*»|“[^”]*”|\"[^\"\n]*\"")


def _words(listed: str) -> frozenset[str]:
    return frozenset(listed.split())


ONLY_NB = _words(
    """
    ikke jeg meg hva hvordan hvem hvor hvorfor virket hvilke hvilken hvilket hvis hvert hver noe noen være
    vært gjør gjøre mer bare også fra mye selv hele kommer sammen hun hennes disse innspill uke uker veien
    flere siden mens derfor uten tjeneste tjenester tjenesten tjenestene egen eget egne løsning løsninger
    løsningen dere deres sier hverandre finnes trenger mangler bør åpne åpen tydelig tydelige tydeligere
    viktigste vanskelig vanskelige bruker brukere brukerne kommunene utfordringer erfaringer oppgaver
    avtalen anskaffelse anskaffelser virksomhet virksomheter mulig mulighet muligheter nødvendig først
    nederst jobber vet setningen setninger hvorvidt stedet steder lenken endringer endringen innholdet
    endret lagret skrevet fortsatt selve eksempel eksempler
    """
)
OFTEN_NB = _words("en et de dem se si ble nå følger leser skriver tar")
ONLY_NN = _words(
    """
    ikkje eg kva korleis kven kvifor kvar kvart kvarandre noko nokon nokre vere vera vore gjer gjere gjera
    meir berre òg frå mykje sjølv heile kjem saman hennar desse innspel veke veker vegen fleire sidan
    medan difor utan teneste tenester tenesta tenestene eigen eiga eige eigne løysing løysingar løysinga
    dykk dykkar deira seier dei eit vert verte vart framlegg verksemd verksemder hjå finst treng manglar
    tydeleg tydelege tydelegare viktigaste vanskeleg vanskelege brukar brukarar brukarane kommunane
    utfordringar erfaringar oppgåver avtala mogleg moglege naudsynt døme dømet følgjer fyrst nedst jobbar
    veit tek teke gjev setninga setningar staden stader innhaldet endra enno gjeld skreiv herifrå framleis
    avgjerd avgjerda sjølve rettleiing høve ynskje ønskjer lenkja endringar endringa lesarane
    """
)
OFTEN_NN = _words("ein ei vel me sjå seie då no kor leggje følgje lese tilgjengeleg")
ENDS_NB = ("inger", "ingene", "erne", "lig", "lige", "het", "heten")
ENDS_NN = ("ingar", "ingane", "arar", "arane", "leg", "lege", "leik")
ELSEWHERE = _words(
    """
    the and of are this that with you should have not from would which it be hvad noget nogle af mig dig
    sig bliver blev efter meget også och är inte jag att för vad hur från und nicht ist das ich mit auf
    von für eine einen hier wird sich wenn auch
    """
)


def written_form(text: str) -> str:
    """Which form a text is in: "nb" (bokmål), "nn" (nynorsk), or "" where it is too short, mixed or something else.

    What stands between quotation marks is somebody else's words, and is left out unless there is nothing besides.
    """
    words = ADDRESS.sub(" ", text)
    own = QUOTED.sub(" ", words)
    return _told_by(own if WORD.search(own) else words)


def _told_by(text: str) -> str:
    words = WORD.findall(text.lower())
    nb = _weight(words, ONLY_NB, OFTEN_NB, ENDS_NB)
    nn = _weight(words, ONLY_NN, OFTEN_NN, ENDS_NN)
    elsewhere = 2 * sum(word in ELSEWHERE for word in words)
    most, least = max(nb, nn), min(nb, nn)
    if most < SURE or most <= TIMES_THE_OTHER * least or elsewhere >= most:
        return ""
    return "nb" if nb > nn else "nn"


def _weight(words: list[str], only: frozenset[str], often: frozenset[str], ends: tuple[str, ...]) -> int:
    """Two for each word that only this form has, one for each that it mostly has alone, by the word or its ending."""
    return sum(2 if word in only else word in often or _ends_so(word, ends) for word in words)


def _ends_so(word: str, ends: tuple[str, ...]) -> bool:
    return len(word) >= SHORTEST_TO_TELL_BY_ITS_END and word.endswith(ends)
