"""The fixed words of sheets and case memos, in bokmål, nynorsk and English: a format needs nothing but a manuscript."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class MemoPart:
    """A heading of a case memo, and what one is asked to write under it."""

    heading: str
    prompts: tuple[str, ...]


@dataclass(frozen=True)
class MemoLabels:
    """The words of a case memo, in the order they stand. `{…}` is filled in by the format."""

    name: str
    title: str
    how_to: str
    head: tuple[str, ...]
    handled: tuple[str, str, str]
    about: str
    case: MemoPart
    background: MemoPart
    plan: MemoPart
    plan_table: tuple[str, str, str, str, str]
    assessment: MemoPart
    legal: MemoPart
    people: MemoPart
    money: MemoPart
    decision: MemoPart
    attached: MemoPart
    from_book: str
    taken_from: str


@dataclass(frozen=True)
class SheetLabels:
    """The words of a sheet. `{…}` is filled in by the format."""

    draft: str
    page: str
    of: str
    way_back: str
    way_back_to_edition: str
    newer: str
    notes: str
    write: str
    memo: MemoLabels


NB = SheetLabels(
    draft="Utkast",
    page="Side",
    of="av",
    way_back="Nyeste versjon, og vei til å gi innspill",
    way_back_to_edition="Siden i denne utgaven, og vei til nyeste versjon",
    newer="Det finnes en nyere utgave: {number}",
    notes="Notater",
    write="Skriv her",
    memo=MemoLabels(
        name="Saksframlegg",
        title="Tittel på saken",
        how_to="Dette er et utgangspunkt. Det som står på farget bunn, er hentet fra «{book}» med nummer på avsnittet. "
        "Bruk det, skriv det om til forholdene hos dere, eller stryk det. Feltene fyller du ut.",
        head=("Arkivsak", "Saksbehandler", "Dato"),
        handled=("Behandles av", "Møtedato", "Saksnummer"),
        about="Hva saken behandles av, og når",
        case=MemoPart("Saken", ("Hva skal avgjøres, og hvorfor nå?",)),
        background=MemoPart("Bakgrunn", ("Hvilket behov gjelder det hos oss, og hva har vi gjort til nå?",)),
        plan=MemoPart(
            "Slik er det tenkt gjennomført", ("Hvem leder arbeidet, og når skal det være ferdig?",)
        ),
        plan_table=("Steg", "Hvem", "Tid", "Hos oss", "Avsnitt"),
        assessment=MemoPart(
            "Vurdering",
            (
                "Hva taler for?",
                "Hva taler imot, og hva kan gå galt?",
                "Hvilke andre løsninger er vurdert, også å la være?",
            ),
        ),
        legal=MemoPart("Lover og regler", ("Hvilke regler gjelder, og hvem har vurdert dem?",)),
        people=MemoPart("Medvirkning", ("Hvem er spurt, og hva sa de?",)),
        money=MemoPart(
            "Økonomi",
            ("Hva koster det i år og senere?", "Hvor i budsjettet står pengene, og hva blir spart?"),
        ),
        decision=MemoPart("Forslag til vedtak", ("1.", "2.", "3.")),
        attached=MemoPart("Vedlegg", ("Hva følger med saken?",)),
        from_book="Fra «{book}»",
        taken_from="«{title}» i «{book}», {numbered}, {date}",
    ),
)
NN = SheetLabels(
    draft="Utkast",
    page="Side",
    of="av",
    way_back="Nyaste versjon, og veg til å gi innspel",
    way_back_to_edition="Sida i denne utgåva, og veg til nyaste versjon",
    newer="Det finst ei nyare utgåve: {number}",
    notes="Notat",
    write="Skriv her",
    memo=MemoLabels(
        name="Saksframlegg",
        title="Tittel på saka",
        how_to="Dette er eit utgangspunkt. Det som står på farga botn, er henta frå «{book}» med nummer på avsnittet. "
        "Bruk det, skriv det om til forholda hos dykk, eller stryk det. Felta fyller du ut.",
        head=("Arkivsak", "Saksbehandlar", "Dato"),
        handled=("Blir behandla av", "Møtedato", "Saksnummer"),
        about="Kva saka blir behandla av, og når",
        case=MemoPart("Saka", ("Kva skal avgjerast, og kvifor no?",)),
        background=MemoPart("Bakgrunn", ("Kva behov gjeld det hos oss, og kva har vi gjort til no?",)),
        plan=MemoPart(
            "Slik er det tenkt gjennomført", ("Kven leier arbeidet, og når skal det vere ferdig?",)
        ),
        plan_table=("Steg", "Kven", "Tid", "Hos oss", "Avsnitt"),
        assessment=MemoPart(
            "Vurdering",
            (
                "Kva taler for?",
                "Kva taler imot, og kva kan gå gale?",
                "Kva andre løysingar er vurderte, også å la vere?",
            ),
        ),
        legal=MemoPart("Lover og reglar", ("Kva reglar gjeld, og kven har vurdert dei?",)),
        people=MemoPart("Medverknad", ("Kven er spurde, og kva sa dei?",)),
        money=MemoPart(
            "Økonomi",
            ("Kva kostar det i år og seinare?", "Kvar i budsjettet står pengane, og kva blir spart?"),
        ),
        decision=MemoPart("Forslag til vedtak", ("1.", "2.", "3.")),
        attached=MemoPart("Vedlegg", ("Kva følgjer med saka?",)),
        from_book="Frå «{book}»",
        taken_from="«{title}» i «{book}», {numbered}, {date}",
    ),
)
EN = SheetLabels(
    draft="Draft",
    page="Page",
    of="of",
    way_back="The newest version, and a way to give input",
    way_back_to_edition="The page in this edition, and the way to the newest version",
    newer="There is a newer edition: {number}",
    notes="Notes",
    write="Write here",
    memo=MemoLabels(
        name="Case memo",
        title="Title of the case",
        how_to="This is a place to start. What stands on a coloured ground is taken from “{book}”, with the number "
        "of its paragraph. Use it, rewrite it for how things are with you, or strike it out. Fill in "
        "the fields.",
        head=("File number", "Case officer", "Date"),
        handled=("To be decided by", "Date of meeting", "Case number"),
        about="Who decides the case, and when",
        case=MemoPart("The case", ("What is to be decided, and why now?",)),
        background=MemoPart(
            "Background", ("Which need is it about with us, and what have we done until now?",)
        ),
        plan=MemoPart("How it is to be done", ("Who leads the work, and when is it to be finished?",)),
        plan_table=("Step", "Who", "Time", "With us", "Paragraph"),
        assessment=MemoPart(
            "Assessment",
            (
                "What speaks for it?",
                "What speaks against it, and what can go wrong?",
                "Which other ways have been considered, also doing nothing?",
            ),
        ),
        legal=MemoPart("Laws and rules", ("Which rules apply, and who has considered them?",)),
        people=MemoPart("Who has been heard", ("Who has been asked, and what did they say?",)),
        money=MemoPart(
            "Finances",
            (
                "What does it cost this year and later?",
                "Where in the budget is the money, and what is saved?",
            ),
        ),
        decision=MemoPart("Proposed decision", ("1.", "2.", "3.")),
        attached=MemoPart("Attachments", ("What comes with the case?",)),
        from_book="From “{book}”",
        taken_from="“{title}” in “{book}”, {numbered}, {date}",
    ),
)
SHEETS = {"nb": NB, "nn": NN, "en": EN}
