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

FILLERS = frozenset(
    """
    a absolutt alle alltid also alt an and andre any are as at att av bare be because been believe berre blant ble
    blei bli blir blitt burde but by både bør can could da dagens de deg dei deira dem den denne der dere deres
    dersom det dette di din ditt do does dykk då each eg ei ein eit eitt eller en end enda endå enn enno ennå er et
    etter for fordi fra frå få får fått gjennom gjere gjerne gjøre gå går ha had han hans har has hatt have hei
    heile heilt hele hello helsing helst helt hennar hennes her here hilsen hjå ho hos hun hva hvem hver hvert
    hvilke hvis hvor hvordan hvorfor i if igjen ikke ikkje in into is it its itt ja jamvel jeg jo just kan kanskje
    kjem kommer korkje korleis kunne kva kvar kvart kven kvifor la lar litt man mange may me med meg meiner mellom
    men mener mest min mitt mot must mvh mye mykje må måtte ned noe noen nok noka noko nokon nokre nå når of og også
    om on opp or oss our over please på sa samt seg seie seier selv shall should si sier sin sine sitt sjølv skal
    skriv skrive skriver skrives skulle slik slike slikt so som some stå står svært synes synest syns så sånn ta
    takk tenker than thanks that the their them then there these they think this til to too treng trenger tror trur
    under up upp us ut var ved veldig vere vert verte very vi vil ville vore vår vårt være vært was we were what
    when where which who will with would you your å åt
    """.split()  # noqa: SIM905
)
"""Left out when inputs are compared: what one says, thinks and greets with too."""
