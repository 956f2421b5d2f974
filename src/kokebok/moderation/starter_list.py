"""The list of reasons that is offered to whoever has none: narrow grounds, said so that a sender can do better."""

from __future__ import annotations

STARTER_LIST: dict[str, dict[str, str]] = {
    "personopplysninger": {
        "title_nb": "Personopplysninger",
        "title_nn": "Personopplysningar",
        "title_en": "Personal data",
        "explanation_nb": (
            "Innspillet forteller noe om en privatperson som ikke selv har valgt å være med: navn, "
            "fødselsnummer, helse eller annet som kan knyttes til én bestemt person. "
            "Send det gjerne på nytt uten dette."
        ),
        "explanation_nn": (
            "Innspelet fortel noko om ein privatperson som ikkje sjølv har valt å vere med: namn, "
            "fødselsnummer, helse eller anna som kan knytast til éin bestemt person. "
            "Send det gjerne på nytt utan dette."
        ),
        "explanation_en": (
            "The input tells something about a private person who has not chosen to take part: a name, an "
            "identity number, their health, or anything else that points to one person. You are welcome to send it "
            "again without that."
        ),
    },
    "taushetsplikt": {
        "title_nb": "Taushetsplikt",
        "title_nn": "Teieplikt",
        "title_en": "Duty of confidentiality",
        "explanation_nb": (
            "Innspillet har med opplysninger som er underlagt taushetsplikt, for eksempel fra en sak, "
            "en pasient eller en bedrift. Fortell heller om saken uten at den kan kjennes igjen."
        ),
        "explanation_nn": (
            "Innspelet har med opplysningar som er underlagde teieplikt, til dømes frå ei sak, ein pasient "
            "eller ei bedrift. Fortel heller om saka utan at ho kan kjennast igjen."
        ),
        "explanation_en": (
            "The input holds information under a duty of confidentiality, for example from a case, a patient or a "
            "company. Tell about it so that it cannot be recognised."
        ),
    },
    "hets": {
        "title_nb": "Hets eller trusler",
        "title_nn": "Hets eller truslar",
        "title_en": "Abuse or threats",
        "explanation_nb": (
            "Innspillet truer eller trakasserer noen, eller er diskriminerende eller hatefullt. "
            "Skarp kritikk av det vi skriver og gjør, er velkommen og blir publisert."
        ),
        "explanation_nn": (
            "Innspelet trugar eller trakasserer nokon, eller er diskriminerande eller hatefullt. "
            "Skarp kritikk av det vi skriv og gjer, er velkomen og blir publisert."
        ),
        "explanation_en": (
            "The input threatens or harasses somebody, or is discriminatory or hateful. Sharp criticism of what we "
            "write and do is welcome, and is published."
        ),
    },
    "reklame": {
        "title_nb": "Reklame",
        "title_nn": "Reklame",
        "title_en": "Advertising",
        "explanation_nb": (
            "Innspillet selger noe og sier ikke noe om teksten. Et tips om et verktøy du selv står bak, er "
            "velkommen: si at det er ditt, og hva det kan brukes til."
        ),
        "explanation_nn": (
            "Innspelet sel noko og seier ikkje noko om teksten. Eit tips om eit verktøy du sjølv står bak, er "
            "velkome: sei at det er ditt, og kva det kan brukast til."
        ),
        "explanation_en": (
            "The input sells something and says nothing about the text. A tip about a tool of your own is welcome: "
            "say that it is yours, and what it is good for."
        ),
    },
    "opphavsrett": {
        "title_nb": "Andres åndsverk",
        "title_nn": "Åndsverket til andre",
        "title_en": "Somebody else's work",
        "explanation_nb": (
            "Innspillet gjengir en lengre tekst eller et bilde som andre har rettighetene til. "
            "Skriv det med egne ord, og lenk til kilden."
        ),
        "explanation_nn": (
            "Innspelet attgir ein lengre tekst eller eit bilete som andre har rettane til. "
            "Skriv det med eigne ord, og lenk til kjelda."
        ),
        "explanation_en": (
            "The input repeats a longer text or a picture that others have the rights to. Say it in your own words, "
            "and link to the source."
        ),
    },
    "annen-sak": {
        "title_nb": "Handler om noe annet",
        "title_nn": "Handlar om noko anna",
        "title_en": "About something else",
        "explanation_nb": (
            "Innspillet har ikke noe med denne kokeboken å gjøre, eller er meningsløst eller sendt av et "
            "program. Uenighet med det vi skriver, er aldri en grunn."
        ),
        "explanation_nn": (
            "Innspelet har ikkje noko med denne kokeboka å gjere, eller er meiningslaust eller sendt av eit "
            "program. Usemje med det vi skriv, er aldri ein grunn."
        ),
        "explanation_en": (
            "The input has nothing to do with this cookbook, or is meaningless or sent by a program. Disagreeing "
            "with what we write is never a reason."
        ),
    },
}
