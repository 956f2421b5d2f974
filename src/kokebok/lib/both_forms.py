"""Words that nynorsk and bokmål have different stems of, so that a search in one finds the other.

What differs by its ending alone (kommunar/kommuner, anskaffing/anskaffelse, moglegheit/mulighet beside mulegheit) is told by
rules in `lib.word_forms`; here is what no rule tells. Nynorsk stands first. Both may be the first or the last part of a
longer word (tilskot: driftstilskot; teneste: tenestedesign).
"""

from __future__ import annotations

PAIRS = """
tilskot tilskudd, føresegn bestemmelse, føresetnad forutsetning, føremål formål, føremon fordel, teneste tjeneste,
skilnad forskjell, moglegheit mulighet, mogleg mulig, umogleg umulig, vilkår betingelse, samanheng sammenheng,
saman sammen, samandrag sammendrag, verksemd virksomhet, verkemiddel virkemiddel, verknad virkning, verkeleg virkelig,
verke virke, medverknad medvirkning, medverking medvirkning, påverknad påvirkning, påverke påvirke, samtykke samtykke,
løyving bevilgning, løyve tillatelse, løyse løse, løysing løsning, vedtak vedtak, vedtekt vedtekt, utgreiing utredning,
greie rede, utvikling utvikling, auke øke, auking økning, auka økt, endring endring, tyding betydning, tyde bety,
avgjerd avgjørelse, avgjere avgjøre, gjere gjøre, gjerning gjerning, gjennomføring gjennomføring, tilhøve forhold,
høve anledning, høve forhold, tilhøyrar tilhører, høyring høring, høyre høre, høyringsnotat høringsnotat,
spørjeundersøking spørreundersøkelse, spørje spørre, undersøking undersøkelse, undersøkje undersøke, søkje søke,
søknad søknad, søkjar søker, følgje følge, oppfølging oppfølging, fylgje følge, byggje bygge, leggje legge, tenkje tenke,
trengje trenge, verte bli, vere være, nærvere nærvær, noko noe, nokon noen, nokre noen, kven hvem, kva hva, kvar hver,
korleis hvordan, kvifor hvorfor, kvardag hverdag, korkje verken, ikkje ikke, berre bare, eigar eier, eigenskap egenskap,
eigen egen, eigenerklæring egenerklæring, eigedom eiendom, eige eie, heim hjem, heimeteneste hjemmetjeneste,
heimesjukepleie hjemmesykepleie, sjukepleiar sykepleier, sjuk syk, sjukdom sykdom, sjukeheim sykehjem, sjukehus sykehus,
helse helse, barnevern barnevern, born barn, ungdom ungdom, einsemd ensomhet, einsam ensom, utanforskap utenforskap,
utanfor utenfor, innanfor innenfor, utan uten, framleis fortsatt, framtid fremtid, framgang fremgang, fram frem,
framgangsmåte fremgangsmåte, mål mål, kjensle følelse, kjenneteikn kjennetegn, teikn tegn, teikning tegning, teikne tegne,
dokument dokument, skriv brev, skule skole, lærar lærer, opplæring opplæring, kunnskap kunnskap, vidare videre,
vidareføring videreføring, vidareutvikling videreutvikling, vidareutdanning videreutdanning, ny ny, nytte nytte,
nyskaping innovasjon, nyskapande nyskapende, fornying fornyelse, erfaring erfaring, røynsle erfaring, døme eksempel,
rettleiing veiledning, rettleiar veileder, rettleie veilede, rettleiingsplikt veiledningsplikt, leiing ledelse,
leiar leder, leie lede, leige leie, leigeavtale leieavtale, leigetakar leietaker, leverandør leverandør, levere levere,
innkjøp innkjøp, kjøpar kjøper, konkurranse konkurranse, tilbod tilbud, tilbydar tilbyder, anbod anbud, bod bud,
bodskap budskap, førespurnad forespørsel, førespurnad henvendelse, spurnad etterspørsel, etterspurnad etterspørsel,
sjølv selv, sjølvhjelp selvhjelp, sjølvbestemming selvbestemmelse, sjølvstendig selvstendig, rettferd rettferdighet,
ålmenn allmenn, allmente allmennhet, offentleg offentlig, fylkeskommune fylkeskommune, innbyggjar innbygger,
brukar bruker, brukarmedverknad brukermedvirkning, brukarmedverking brukermedvirkning, deltakar deltaker, deltaking deltakelse,
arbeidstakar arbeidstaker, arbeidsgjevar arbeidsgiver, arbeidsgivar arbeidsgiver, oppdragsgivar oppdragsgiver,
oppdragsgjevar oppdragsgiver, givar giver, gjevar giver, gje gi, gåve gave, rådgjeving rådgivning, rådgiving rådgivning,
rådgivar rådgiver, rådgjevar rådgiver, lovgjeving lovgivning, lovgiving lovgivning, utgjeving utgivelse, utgiving utgivelse,
utgåve utgave, oppgåve oppgave, utgift utgift, inntekt inntekt, pengar penger, kostnad kostnad, rekneskap regnskap,
rekne regne, berekning beregning, verdi verdi, verdsetje verdsette, fastsetje fastsette, setje sette, tilsetje ansette,
tilsett ansatt, tilsette ansatte, busetje bosette, busetjing bosetting, bustad bolig, bu bo, bumiljø bomiljø,
husleige husleie, avtale avtale, rammeavtale rammeavtale, kontrakt kontrakt, partnarskap partnerskap, partnar partner,
samarbeidspartnar samarbeidspartner, verkstad verksted, møteplass møteplass, stad sted, stader steder, tryggleik sikkerhet,
tryggleik trygghet, openheit åpenhet, open åpen, opning åpning, opne åpne, ope åpent, personvern personvern,
teieplikt taushetsplikt, innsyn innsyn, klage klage, skuld skyld, dei de, deira deres, eg jeg, ho hun, me vi, dykk dere,
nettverk nettverk, frivillig frivillig, friviljug frivillig, lag lag, samfunn samfunn, bygd bygd, grannelag nabolag,
granne nabo, veke uke, månad måned, tidleg tidlig, seinare senere, sein sen, dugnad dugnad, draum drøm, augneblink øyeblikk,
auge øye, høgskule høgskole, høg høy, låg lav, lågterskel lavterskel, storleik størrelse, lengd lengde, breidd bredde,
mengd mengde, kvalitet kvalitet, kvart hvert, effektmåling effektmåling, prøve prøve, utprøving utprøving,
forsking forskning, forskar forsker, vitskap vitenskap, rapport rapport, skrive skrive, les les, lesar leser,
reiskap verktøy, oppskrift oppskrift, framandspråk fremmedspråk, framand fremmed, flyktning flyktning,
innvandrar innvandrer, likestilling likestilling, likskap likhet, ulikskap ulikhet, skjerm skjerm, reise reise,
veg vei, vegval veivalg, val valg, valfri valgfri, velje velge, klår klar, einig enig, semje enighet, usemje uenighet,
ansvarleg ansvarlig, ansvar ansvar, styre styre, kontor kontor, dotter datter, mor mor, syster søster, hugse huske,
minne minne, byrje begynne, byrjing begynnelse, slutt slutt, korrigere rette, tilråding anbefaling, tilrå anbefale,
krav krav, krevje kreve, målgruppe målgruppe, vanske vanskelighet, vanskeleg vanskelig, lettare lettere, betre bedre,
betring bedring, forbetring forbedring, verre verre, fleire flere, mykje mye, lite lite, heile hele, heilskap helhet,
heilskapleg helhetlig, deling deling, del del, ulik ulik, lik lik, saksbehandling saksbehandling, handsaming behandling,
handsame behandle, sakshandsaming saksbehandling, sakshandsamar saksbehandler, unnatak unntak, unntak unntak,
røyst stemme, røyste stemme, folkerøysting folkeavstemning, lov lov, forskrift forskrift, paragraf paragraf, ledd ledd
"""


def pairs() -> list[tuple[str, str]]:
    """Each word of nynorsk with that of bokmål, where they are not the same."""
    both = [tuple(pair.split()) for pair in PAIRS.replace("\n", " ").split(",") if pair.strip()]
    return [(nynorsk, bokmal) for nynorsk, bokmal in both if nynorsk != bokmal]
