"""Words that carry no meaning by themselves, and one spelling for words the two Norwegians write differently."""

from __future__ import annotations

_all = str.split


def _pair(written: str) -> tuple[str, str]:
    one, other = written.split()
    return one, other


FILLERS = frozenset(
    _all("""
a absolutt alle alltid also alt an and andre any are as at att av bare be because been believe berre blant
ble blei bli blir blitt burde but by både bør can could da dagens de deg dei deira dem den denne der dere
deres dersom det dette di din ditt do does dykk då each eg ei ein eit eitt eller en end enda endå enn enno
ennå er et etter for fordi fra frå få får fått gjennom gjere gjerne gjøre gå går ha had han hans har has
hatt have hei heile heilt hele hello helsing helst helt hennar hennes her here hilsen hjå ho hos hun hva
hvem hver hvert hvilke hvis hvor hvordan hvorfor i if igjen ikke ikkje in into is it its itt ja jamvel jeg
jo just kan kanskje kjem kommer korkje korleis kunne kva kvar kvart kven kvifor la lar litt man mange may me
med meg meiner mellom men mener mest min mitt mot must mvh mye mykje må måtte ned noe noen nok noka noko
nokon nokre nå når of og også om on opp or oss our over please på sa samt seg seie seier selv shall should
si sier sin sine sitt sjølv skal skriv skrive skriver skrives skulle slik slike slikt so som some stå står
svært synes synest syns så sånn ta takk tenker than thanks that the their them then there these they think
this til to too treng trenger tror trur under up upp us ut var ved veldig vere vert verte very vi vil ville
vore vår vårt være vært was we were what when where which who will with would you your å åt
""")
)
"""Left out when texts are compared; in bokmål, nynorsk and English."""

TWO_SPELLINGS = (
    "avgjerd avgjørelse|born barn|brukar bruker|byrje begynne|døme eksempel|einig enig|fleire flere|"
    "forklåre forklare|framlegg forslag|fylgje følge|følgje følge|gje gi|gjev gi|gjeve gi|heim hjem|"
    "høve mulighet|høyring høring|innbyggjar innbygger|innspel innspill|klår klar|leiar leder|lettare lett|"
    "medverknad medvirkning|meir mer|mogleg mulig|moglegheit mulighet|naudsynt nødvendig|nemne nevne|"
    "nødvendige nødvendig|pengar penge|penger penge|prate snakke|rekne regne|rådgjevar rådgiver|saman sammen|"
    "samarbeide samarbeid|samd enig|sei si|seie si|seinare senere|sier si|sjukehus sykehus|skildre beskrive|"
    "skule skole|spør spørre|spørje spørre|stad sted|starte begynne|teneste tjeneste|tenester tjeneste|"
    "tidlegare tidligere|tilsett ansatt|tilskot tilskudd|ueinig uenig|uklår uklar|usamd uenig|utgåve utgave|"
    "veke uke|velje velge|verksemd virksomhet|vidare videre|"
    "aleine alene|annleis annerledes|arbeidsløyse arbeidsledighet|auka øke|auke øke|avløysing avløsning|"
    "berekraft bærekraft|bilete bilde|blome blomst|bru bro|busetnad bosetning|bustad bolig|"
    "båe begge|dagleg daglig|difor derfor|djup dyp|draum drøm|drikkevatn drikkevann|einskild enkelt|"
    "ferga ferge|ferje ferge|ferskvatn ferskvann|flaum flom|fler flere|fyrst først|fyrste første|"
    "førebu forberede|førebyggje forebygge|føretak foretak|gard gård|gong gang|gøyme gjemme|halde holde|"
    "heimel hjemmel|hjarte hjerte|hovud hode|høg høy|høgare høyere|høyrsel hørsel|"
    "ikring rundt|innhald innhold|kjensle følelse|kome komme|kyrkje kirke|køyre kjøre|køyretøy kjøretøy|"
    "laurdag lørdag|laus løs|lause løse|lengje lenge|link lenke|ljos lys|ljose lys|lyte måtte|låg lav|"
    "lågare lavere|lækjar lege|lærar lærer|løyse løse|løysing løsning|løyve tillatelse|munnleg muntlig|"
    "måndag mandag|namn navn|naud nød|nedlegging nedleggelse|noverande nåværende|nær nære|nært nære|"
    "omsyn hensyn|open åpen|opne åpne|rettleie veilede|rettleiing veiledning|råke ramme|røynsle erfaring|"
    "sakna savne|sakne savne|sein sen|seint sen|sent sen|sjeldan sjelden|sjuk syk|sjukeheim sykehjem|"
    "sjukepleiar sykepleier|skilje skille|skriftleg skriftlig|skulegard skolegård|skuleveg skolevei|"
    "sommar sommer|stengd stengt|straum strøm|stønad støtte|sundag søndag|symje svømme|søkje søke|"
    "sørgje sørge|take ta|tannlækjar tannlege|teikne tegne|tek ta|tene tjene|tilhøve forhold|trong behov|"
    "tryggleik trygghet|tydeleg tydelig|vassverk vannverk|vatn vann|vedlikehald vedlikehold|"
    "vedlikehalde vedlikeholde|veg vei|vegar vei|vitje besøke|ynske ønske|ynskje ønske|åtferd atferd|"
    "ønskje ønske|øyde øde|øydeleggje ødelegge"
)
"""The nynorsk form, or another word for the same, and the form that is compared."""

SAME_WORD = dict(map(_pair, TWO_SPELLINGS.split("|")))
ENDINGS = (("leg", "lig"), ("heit", "het"), ("arane", "ar"), ("ast", "e"), ("gjar", "ger"))


def one_spelling(lemma: str) -> str:
    """The same word for what the two written Norwegians write alike but for a letter or two."""
    if lemma in SAME_WORD:
        return SAME_WORD[lemma]
    for theirs, ours in ENDINGS:
        if lemma.endswith(theirs) and len(lemma) > len(theirs) + 2:
            same = lemma.removesuffix(theirs) + ours
            return SAME_WORD.get(same, same)
    return lemma
