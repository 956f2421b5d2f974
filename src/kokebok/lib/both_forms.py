"""Words that nynorsk and bokmål have different stems of: a search in one finds the other, and they compare as one.

What differs by its ending alone (kommunar/kommuner, anskaffing/anskaffelse) is told by rules in `lib.word_forms`; here
is what no rule tells. Nynorsk stands first. Both may be the first or the last part of a longer word (tilskot:
driftstilskot; teneste: tenestedesign).
"""

from __future__ import annotations

PAIRS = """
tilskot tilskudd, føresegn bestemmelse, føresetnad forutsetning, føremål formål, føremon fordel, teneste
tjeneste, skilnad forskjell, moglegheit mulighet, mogleg mulig, umogleg umulig, vilkår betingelse, samanheng
sammenheng, saman sammen, samandrag sammendrag, verksemd virksomhet, verkemiddel virkemiddel, verknad virkning,
verkeleg virkelig, verke virke, medverknad medvirkning, medverking medvirkning, påverknad påvirkning, påverke
påvirke, løyving bevilgning, løyve tillatelse, løyse løse, løysing løsning, utgreiing utredning, greie rede,
auke øke, auking økning, auka øke, tyding betydning, tyde bety, avgjerd avgjørelse, avgjere avgjøre, gjere
gjøre, tilhøve forhold, høve mulighet, høve anledning, høve forhold, tilhøyrar tilhører, høyring høring, høyre
høre, høyringsnotat høringsnotat, spørjeundersøking spørreundersøkelse, spørje spørre, undersøking undersøkelse,
undersøkje undersøke, søkje søke, søkjar søker, følgje følge, fylgje følge, byggje bygge, leggje legge, tenkje
tenke, trengje trenge, verte bli, vere være, nærvere nærvær, noko noe, nokon noen, nokre noen, kven hvem, kva
hva, kvar hver, korleis hvordan, kvifor hvorfor, kvardag hverdag, korkje verken, ikkje ikke, berre bare, eigar
eier, eigenskap egenskap, eigen egen, eigenerklæring egenerklæring, eigedom eiendom, eige eie, heim hjem,
heimeteneste hjemmetjeneste, heimesjukepleie hjemmesykepleie, sjukepleiar sykepleier, sjuk syk, sjukdom sykdom,
sjukeheim sykehjem, sjukehus sykehus, born barn, einsemd ensomhet, einsam ensom, utanforskap utenforskap,
utanfor utenfor, innanfor innenfor, utan uten, framleis fortsatt, framtid fremtid, framgang fremgang, fram frem,
framgangsmåte fremgangsmåte, kjensle følelse, kjenneteikn kjennetegn, teikn tegn, teikning tegning, teikne
tegne, skule skole, lærar lærer, vidare videre, vidareføring videreføring, vidareutvikling videreutvikling,
vidareutdanning videreutdanning, nyskaping innovasjon, nyskapande nyskapende, fornying fornyelse, røynsle
erfaring, døme eksempel, rettleiing veiledning, rettleiar veileder, rettleie veilede, rettleiingsplikt
veiledningsplikt, leiing ledelse, leiar leder, leie lede, leige leie, leigeavtale leieavtale, leigetakar
leietaker, kjøpar kjøper, tilbod tilbud, tilbydar tilbyder, anbod anbud, bod bud, bodskap budskap, førespurnad
forespørsel, førespurnad henvendelse, spurnad etterspørsel, etterspurnad etterspørsel, sjølv selv, sjølvhjelp
selvhjelp, sjølvbestemming selvbestemmelse, sjølvstendig selvstendig, rettferd rettferdighet, ålmenn allmenn,
allmente allmennhet, offentleg offentlig, innbyggjar innbygger, brukar bruker, brukarmedverknad
brukermedvirkning, brukarmedverking brukermedvirkning, deltakar deltaker, deltaking deltakelse, arbeidstakar
arbeidstaker, arbeidsgjevar arbeidsgiver, arbeidsgivar arbeidsgiver, oppdragsgivar oppdragsgiver, oppdragsgjevar
oppdragsgiver, givar giver, gjevar giver, gje gi, gåve gave, rådgjeving rådgivning, rådgiving rådgivning,
rådgivar rådgiver, rådgjevar rådgiver, lovgjeving lovgivning, lovgiving lovgivning, utgjeving utgivelse,
utgiving utgivelse, utgåve utgave, oppgåve oppgave, pengar penger, rekneskap regnskap, rekne regne, berekning
beregning, verdsetje verdsette, fastsetje fastsette, setje sette, tilsetje ansette, tilsett ansatt, tilsette
ansatte, busetje bosette, busetjing bosetting, bustad bolig, bu bo, bumiljø bomiljø, husleige husleie,
partnarskap partnerskap, partnar partner, samarbeidspartnar samarbeidspartner, verkstad verksted, stad sted,
stader steder, tryggleik sikkerhet, tryggleik trygghet, openheit åpenhet, open åpen, opning åpning, opne åpne,
ope åpent, teieplikt taushetsplikt, skuld skyld, dei de, deira deres, eg jeg, ho hun, me vi, dykk dere,
friviljug frivillig, grannelag nabolag, granne nabo, veke uke, månad måned, tidleg tidlig, seinare senere, sein
sen, draum drøm, augneblink øyeblikk, auge øye, høgskule høgskole, høg høy, låg lav, lågterskel lavterskel,
storleik størrelse, lengd lengde, breidd bredde, mengd mengde, kvart hvert, forsking forskning, forskar forsker,
vitskap vitenskap, lesar leser, reiskap verktøy, framandspråk fremmedspråk, framand fremmed, innvandrar
innvandrer, likskap likhet, ulikskap ulikhet, veg vei, vegval veivalg, val valg, valfri valgfri, velje velge,
klår klar, einig enig, semje enighet, usemje uenighet, ansvarleg ansvarlig, dotter datter, syster søster, hugse
huske, byrje begynne, byrjing begynnelse, korrigere rette, tilråding anbefaling, tilrå anbefale, krevje kreve,
vanske vanskelighet, vanskeleg vanskelig, lettare lettere, betre bedre, betring bedring, forbetring forbedring,
fleire flere, mykje mye, heile hele, heilskap helhet, heilskapleg helhetlig, handsaming behandling, handsame
behandle, sakshandsaming saksbehandling, sakshandsamar saksbehandler, unnatak unntak, røyst stemme, røyste
stemme, folkerøysting folkeavstemning, framlegg forslag, innspel innspill, naudsynt nødvendig, nemne nevne, samd
enig, seie si, ueinig uenig, uklår uklar, usamd uenig, aleine alene, annleis annerledes, arbeidsløyse
arbeidsledighet, avløysing avløsning, berekraft bærekraft, bilete bilde, blome blomst, busetnad bosetning, båe
begge, dagleg daglig, difor derfor, djup dyp, drikkevatn drikkevann, einskild enkelt, ferskvatn ferskvann, flaum
flom, fyrst først, fyrste første, førebu forberede, førebyggje forebygge, føretak foretak, gong gang, gøyme
gjemme, halde holde, heimel hjemmel, hjarte hjerte, hovud hode, hovud hoved, høyrsel hørsel, ikring rundt,
innhald innhold, kome komme, kyrkje kirke, køyre kjøre, køyretøy kjøretøy, laurdag lørdag, laus løs, lengje
lenge, ljos lys, lækjar lege, munnleg muntlig, måndag mandag, namn navn, nedlegging nedleggelse, noverande
nåværende, omsyn hensyn, sakne savne, sjeldan sjelden, skilje skille, skriftleg skriftlig, skulegard skolegård,
skuleveg skolevei, sommar sommer, straum strøm, sundag søndag, tannlækjar tannlege, tene tjene, tydeleg tydelig,
vassverk vannverk, vatn vann, vedlikehald vedlikehold, vitje besøke, ynske ønske, ynskje ønske, åtferd atferd,
ønskje ønske, øydelegge ødelegge
"""
"""Of a word with several in bokmål, the first is the one that texts are compared by."""

COMPARED_AS = """
prate snakke, starte begynne, stønad støtte, råke ramme, lyte måtte, trong behov, link lenke, bru bro, gard
gård, ferje ferge, skildre beskrive, nær nære, tek ta, gjev gi, samarbeide samarbeid, sei si
"""
"""What says the same in inputs besides, in either, and what the word lists take for another: no search is widened."""

ENDINGS = (("leg", "lig"), ("heit", "het"), ("arane", "ar"), ("ast", "e"), ("gjar", "ger"))


def _each(written: str) -> list[tuple[str, str]]:
    return [(pair.split()[0], pair.split()[1]) for pair in written.split(",")]


def pairs() -> list[tuple[str, str]]:
    """Each word of nynorsk with that of bokmål."""
    return _each(PAIRS)


SAME_WORD = dict(reversed([*_each(COMPARED_AS), *pairs()]))


def one_spelling(lemma: str) -> str:
    """The same word for what the two written Norwegians have different words or spellings of."""
    if lemma in SAME_WORD:
        return SAME_WORD[lemma]
    for theirs, ours in ENDINGS:
        if lemma.endswith(theirs) and len(lemma) > len(theirs) + 2:
            same = lemma.removesuffix(theirs) + ours
            return SAME_WORD.get(same, same)
    return lemma
