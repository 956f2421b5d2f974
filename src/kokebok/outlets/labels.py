"""The fixed words of a printed edition in bokmål, nynorsk and English.

They stand here, and not among the interface's translations, so that a format needs nothing but a manuscript:
an edition of last year renders to the same bytes although the interface has been reworded.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Labels:
    """The words a format prints on its own account. `{…}` is filled in by the format."""

    edition: str
    contents: str
    foreword: str
    chapter: str
    paragraph: str
    step: str
    stop: str
    myth: str
    fact: str
    ingredients: str
    sources: str
    retrieved: str
    responsible: str
    review_by: str
    read_online: str
    qr_alt: str
    qr_caption: str
    values: str
    value_name: str
    value_amount: str
    value_from: str
    value_source: str
    value_review: str
    changes: str
    changes_since: str
    before: str
    after: str
    new: str
    removed: str
    because: str
    change_kind: str
    unexplained: str
    proposed_by: str
    withdrawn: str
    errata: str
    whole_edition: str
    use_instead: str
    living_text: str
    credits: str
    credits_lead: str
    see_page: str
    topics: str
    actors: str
    colophon: str
    published_by: str
    date: str
    licence: str
    content_hash: str
    address: str
    cite: str
    give_input: str
    give_input_lead: str
    unprintable: str
    tick: str
    write_here: str
    accessibility: str
    kinds: dict[str, str]
    months: tuple[str, ...]
    date_pattern: str


NB = Labels(
    edition="Utgave",
    contents="Innhold",
    foreword="Forord",
    chapter="Kapittel",
    paragraph="Avsnitt",
    step="Steg",
    stop="Stopp og sjekk",
    myth="Myte",
    fact="Fakta",
    ingredients="Dette trenger dere",
    sources="Kilder",
    retrieved="sist sjekket {date}",
    responsible="Ansvarlig for siden",
    review_by="Skal gjennomgås innen",
    read_online="Les siden slik den er i dag, og gi innspill",
    qr_alt="QR-kode til nettsiden {title}: {url}",
    qr_caption="Les og gi innspill",
    values="Beløp og datoer i denne utgaven",
    value_name="Hva",
    value_amount="Verdi",
    value_from="Gjelder fra",
    value_source="Kilde",
    value_review="Sjekkes innen",
    changes="Endringer siden sist",
    changes_since="Dette er endret siden utgave {number}.",
    before="Før",
    after="Nå",
    new="Nytt",
    removed="Tatt ut",
    because="Hvorfor",
    change_kind="Kommer av",
    unexplained="ikke forklart",
    proposed_by="Etter innspill fra",
    withdrawn="Utgaven er trukket tilbake",
    errata="Rettelser til utgaven",
    whole_edition="Hele utgaven",
    use_instead="Bruk i stedet",
    living_text="teksten slik den er nå",
    credits="Takk til",
    credits_lead="Disse har gitt innspill til teksten og sagt ja til å stå med navn.",
    see_page="Se side",
    topics="Register over temaer",
    actors="Register over aktører",
    colophon="Kolofon",
    published_by="Utgitt av",
    date="Dato",
    licence="Lisens",
    content_hash="Kontrollsum for innholdet (SHA-256)",
    address="Nettadresse",
    cite="Tallet ved et avsnitt er avsnittets nummer. Vis til det slik: «{title}», utgave {number}, avsnitt 1.1.",
    give_input="Si hva du mener",
    give_input_lead="Alle avsnitt kan kommenteres på nettet, uten konto. Du får svar, og du ser hva som ble endret.",
    unprintable="[{count} tegn som ikke kan trykkes]",
    tick="Rute til å krysse av",
    write_here="Linjer til å skrive på",
    accessibility="Boken har overskrifter i rekkefølge, innholdsliste, språkmerking og tekst til bilder. "
    "Avsnittene er nummererte.",
    kinds={
        "fact": "Fakta",
        "recipe": "Oppskrift",
        "example": "Eksempel",
        "tool": "Verktøy",
        "post": "Fra bloggen",
        "cookbook": "Om boken",
    },
    months=(
        "januar",
        "februar",
        "mars",
        "april",
        "mai",
        "juni",
        "juli",
        "august",
        "september",
        "oktober",
        "november",
        "desember",
    ),
    date_pattern="{day}. {month} {year}",
)

NN = Labels(
    edition="Utgåve",
    contents="Innhald",
    foreword="Forord",
    chapter="Kapittel",
    paragraph="Avsnitt",
    step="Steg",
    stop="Stopp og sjekk",
    myth="Myte",
    fact="Fakta",
    ingredients="Dette treng de",
    sources="Kjelder",
    retrieved="sist sjekka {date}",
    responsible="Ansvarleg for sida",
    review_by="Skal gjennomgåast innan",
    read_online="Les sida slik ho er i dag, og gi innspel",
    qr_alt="QR-kode til nettsida {title}: {url}",
    qr_caption="Les og gi innspel",
    values="Beløp og datoar i denne utgåva",
    value_name="Kva",
    value_amount="Verdi",
    value_from="Gjeld frå",
    value_source="Kjelde",
    value_review="Skal sjekkast innan",
    changes="Endringar sidan sist",
    changes_since="Dette er endra sidan utgåve {number}.",
    before="Før",
    after="No",
    new="Nytt",
    removed="Teke ut",
    because="Kvifor",
    change_kind="Kjem av",
    unexplained="ikkje forklart",
    proposed_by="Etter innspel frå",
    withdrawn="Utgåva er trekt tilbake",
    errata="Rettingar til utgåva",
    whole_edition="Heile utgåva",
    use_instead="Bruk i staden",
    living_text="teksten slik han er no",
    credits="Takk til",
    credits_lead="Desse har gitt innspel til teksten og sagt ja til å stå med namn.",
    see_page="Sjå side",
    topics="Register over tema",
    actors="Register over aktørar",
    colophon="Kolofon",
    published_by="Gitt ut av",
    date="Dato",
    licence="Lisens",
    content_hash="Kontrollsum for innhaldet (SHA-256)",
    address="Nettadresse",
    cite="Talet ved eit avsnitt er nummeret på avsnittet. Vis til det slik: «{title}», utgåve {number}, avsnitt 1.1.",
    give_input="Sei kva du meiner",
    give_input_lead="Alle avsnitt kan kommenterast på nettet, utan konto. Du får svar, og du ser kva som vart endra.",
    unprintable="[{count} teikn som ikkje kan trykkjast]",
    tick="Rute til å krysse av",
    write_here="Linjer til å skrive på",
    accessibility="Boka har overskrifter i rekkjefølgje, innhaldsliste, språkmerking og tekst til bilete. "
    "Avsnitta er nummererte.",
    kinds={
        "fact": "Fakta",
        "recipe": "Oppskrift",
        "example": "Døme",
        "tool": "Verktøy",
        "post": "Frå bloggen",
        "cookbook": "Om boka",
    },
    months=NB.months,
    date_pattern="{day}. {month} {year}",
)

EN = Labels(
    edition="Edition",
    contents="Contents",
    foreword="Foreword",
    chapter="Chapter",
    paragraph="Paragraph",
    step="Step",
    stop="Stop and check",
    myth="Myth",
    fact="Fact",
    ingredients="What you need",
    sources="Sources",
    retrieved="last checked {date}",
    responsible="Responsible for this page",
    review_by="To be reviewed by",
    read_online="Read the page as it is today, and send your input",
    qr_alt="QR code for the web page {title}: {url}",
    qr_caption="Read and give input",
    values="Amounts and dates in this edition",
    value_name="What",
    value_amount="Value",
    value_from="Valid from",
    value_source="Source",
    value_review="Check by",
    changes="Changes since last time",
    changes_since="This has changed since edition {number}.",
    before="Before",
    after="Now",
    new="New",
    removed="Taken out",
    because="Why",
    change_kind="Comes from",
    unexplained="not explained",
    proposed_by="From input by",
    withdrawn="The edition is withdrawn",
    errata="Errata",
    whole_edition="The whole edition",
    use_instead="Use instead",
    living_text="the text as it is now",
    credits="Thanks to",
    credits_lead="These have given input to the text and agreed to be named.",
    see_page="See page",
    topics="Index of topics",
    actors="Index of actors",
    colophon="Colophon",
    published_by="Published by",
    date="Date",
    licence="Licence",
    content_hash="Checksum of the content (SHA-256)",
    address="Web address",
    cite="The number beside a paragraph is the paragraph’s. Cite it as: “{title}”, edition {number}, paragraph 1.1.",
    give_input="Tell us what you think",
    give_input_lead="Every paragraph is open for comments online, without an account. "
    "You get an answer, and see what changed.",
    unprintable="[{count} characters that cannot be printed]",
    tick="Box to tick",
    write_here="Lines to write on",
    accessibility="The book has headings in order, a table of contents, marked languages and text for images. "
    "Paragraphs are numbered.",
    kinds={
        "fact": "Facts",
        "recipe": "Recipe",
        "example": "Example",
        "tool": "Tool",
        "post": "From the blog",
        "cookbook": "About the book",
    },
    months=(
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ),
    date_pattern="{day} {month} {year}",
)

_BY_LANGUAGE = {"nb": NB, "nn": NN, "en": EN}


def labels_in(language: str) -> Labels:
    """The words in nb, nn or en ("nn-NO" is nn); bokmål for any other language."""
    return _BY_LANGUAGE.get(language.partition("-")[0].lower(), NB)


def language_of_labels(language: str) -> str:
    """The language that the words for a page in this language are in."""
    code = language.partition("-")[0].lower()
    return code if code in _BY_LANGUAGE else "nb"


def date_in_words(day: date | str, labels: Labels) -> str:
    """A date as it is written: "1. november 2026". A text that is no ISO date is given back as it is."""
    if isinstance(day, str):
        try:
            return date_in_words(date.fromisoformat(day), labels)
        except ValueError:
            return day
    return labels.date_pattern.format(day=day.day, month=labels.months[day.month - 1], year=day.year)
