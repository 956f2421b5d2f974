"""Words that say nothing of what a text is about, in bokmål, nynorsk and English."""

from __future__ import annotations

SMALL_WORDS = frozenset(
    """
    alle alt andre annan annet at av bare begge berre ble blei blir bli blitt bør både da de deg deira dem den denne
    der deres dere desse det dette di din disse ditt du dykk då eg ei ein eit eitt eller en enn er et ett etter
    finnes finst for fordi fra frå får få før ha hadde han har hans hennar hennes her ho hun hva hvem hver hverandre
    hvilke hvis hvor hvordan hvorfor ifra igjen ikke ikkje ingen inn ja jeg kan kva kvar kven korleis kvifor kor kom
    korkje kunne laget litt man mange med meg meir mellom men mer mest min mitt mot mye mykje må måtte ned nei noe noen
    noko nokon nokre når nå no også om opp oss over på sa samme same seg selv si sin sine sitt sjølv skal skulle slik
    slike som så til under ut uten utan var vart ved veldig vere vera vi vil ville vore være vært vår våre å
    about all also and any are because been but can could did does for from had has have her him his how into its just
    many more most much not now one only other our out she should some such than that the their them then there these
    they this those too very was were what when where which who why will with would you your
    """.split()  # noqa: SIM905 (two hundred words read better as words)
)

IN_ALL_TEXTS = frozenset(
    """
    og i på til for av med om en et ei ein eit er som det den de dei å at ikke ikkje fra frå ved seg vi me dere dykk
    hva kva hvordan korleis når kan må skal vil har ha blir bli var være vere man jeg eg du han hun ho oss der her
    så eller men enn også mot under over etter før hos hvor kor hvem kven hvilke hvilken hvilket noen noe nokon noko
    nokre dette disse desse the a an of to in on and or is are be with how what when do does can we it by from
    """.split()  # noqa: SIM905
)
"""What a question is looked for without, if it has other words: fewer than those above, since «uten» and «ingen» are
asked for, and the shortest too, which those who compare texts leave out by their length."""

SAY_SOMETHING = frozenset(
    """
    about all annan annet begge desse did disse du ett finnes finst from før hadde him his how hverandre ifra ingen
    inn kom kor laget many meir mer more most much nei no not now one only other out same samme she such those utan
    uten vart vera våre why
    """.split()  # noqa: SIM905
)
"""Small words that stay when inputs are compared. Some turn a text round («ingen», «uten»), count («mer») or set
it in order («før»); the others never were among the fillers, and what is found is measured with them."""

FILLERS = (SMALL_WORDS - SAY_SOMETHING) | frozenset(
    """
    a absolutt alltid an as att be believe blant burde by dagens dei dersom do each end enda endå enno ennå fått
    gjennom gjere gjerne gjøre gå går hatt hei heile heilt hele hello helsing helst helt here hilsen hjå hos hvert i
    if in is it itt jamvel jo kanskje kjem kommer kvart la lar may me meiner mener must mvh nok noka of og on or
    please samt seie seier shall sier skriv skrive skriver skrives slikt so stå står svært synes synest syns sånn ta
    takk tenker thanks think to treng trenger tror trur up upp us vert verte vårt we åt
    """.split()  # noqa: SIM905
)
"""Left out when inputs are compared: what one says, thinks and greets with too."""
