"""A small, rich edition: every shape of section, two languages, and texts that try to break a file."""

from __future__ import annotations

from datetime import date
from hashlib import sha256

from kokebok.lib.text import Kind, PageText, Passage, Section, Shape, Source, named, passages_of
from kokebok.outlets.manuscript import (
    BesideNote,
    ChangeNote,
    Manuscript,
    ManuscriptChapter,
    ManuscriptPart,
    ValueNote,
)

BASE = "https://kokebok.example.no/"
HOSTILE = (
    "Fra en innbygger: #let x = 1; *ikke fet* _ikke kursiv_ $x^2$ @ref "
    "&lt;script&gt;alert(1)&lt;/script&gt; 🍲 og "
    "مرحبا بالعالم og 你好 og \u202esnudd\u202c og "
    "minoritetsspråklighetskompetanseutviklingsprosjektkoordineringsansvarligkontaktpersonutvalgsmedlem "
    "og \x07 slutt"
)
WORD = "minoritetsspråklighetskompetanseutviklingsprosjektkoordineringsansvarligkontaktpersonutvalgsmedlem"


def passage(
    html: str, kind: Kind = "text", level: int = 0, rows: tuple[tuple[str, ...], ...] = ()
) -> Passage:
    return Passage(path="", kind=kind, html=html, text=html, level=level, rows=rows)


def section(
    key: str, title: str, *passages: Passage | str, shape: Shape = "plain", **more: object
) -> Section:
    made = tuple(passage(p) if isinstance(p, str) else p for p in passages)
    return Section(key=key, title=title, shape=shape, passages=made, **more)  # type: ignore[arg-type]


def items(*texts: str, kind: Kind = "item") -> tuple[Passage, ...]:
    return tuple(passage(text, kind) for text in texts)


def page(
    slug: str, kind: str, title: str, lead: str, *sections: Section, language: str = "nb", **more: object
) -> PageText:
    return PageText(
        slug=slug,
        kind=kind,
        title=title,
        language=language,
        lead=lead,
        facts=more.pop("facts", ()),  # type: ignore[arg-type]
        sections=sections,
        sources=more.pop("sources", ()),  # type: ignore[arg-type]
        **more,  # type: ignore[arg-type]
    )


def placed(number: int, text: PageText) -> ManuscriptChapter:
    """The page with a path, an anchor and a number for each passage."""
    counted = iter(range(1, 10_000))

    def each(part: Section) -> Section:
        return Section(
            part.key,
            part.title,
            part.shape,
            part.facts,
            tuple(
                Passage(f"{text.slug}/{next(counted)}", p.kind, p.html, p.text, level=p.level, rows=p.rows)
                for p in part.passages
            ),
            tuple(each(inner) for inner in part.parts),
        )

    whole = PageText(**{**text.__dict__, "sections": tuple(each(part) for part in text.sections)})
    anchors = {p.path: sha256(p.path.encode()).hexdigest()[:7] for p in passages_of(whole)}
    return ManuscriptChapter(
        number, named(whole, anchors), f"{BASE}{text.slug}/", f"{BASE}utgave/0.2/{text.slug}/"
    )


WHAT_IS = page(
    "hva-er-en-sosial-entreprenor",
    "fact",
    "Hva er en sosial entreprenør?",
    "En sosial entreprenør starter med et samfunnsproblem og bygger en virksomhet rundt løsningen. "
    "Her er kjennetegnene, og hva de betyr for deg som jobber i kommunen.",
    section(
        "body",
        "",
        "Det finnes ingen lovfestet definisjon i Norge. I den nordiske debatten går fem kjennetegn igjen. "
        "Ikke alle må være til stede, men jo flere, jo lettere er det å kjenne igjen en sosial "
        "entreprenør når du "
        "møter en.",
        *items(
            "et <b>sosialt formål</b> og et behov som ikke er dekket",
            "nye løsninger, eller kjente løsninger brukt på en ny måte",
            "brukere, ansatte og andre berørte er med på å utvikle",
            "drives av sosiale resultater <i>og</i> av en forretningsmodell som bærer",
            "arbeider på tvers av fag og sektorer",
            kind="numbered",
        ),
        passage("Organisasjonsformen avgjør ikke", "heading", 2),
        "Mange er vanlige aksjeselskaper. Andre er foreninger, stiftelser eller samvirker. Spør derfor "
        "etter formål og "
        "resultater før du spør etter form. Se også <a "
        "href='/oppskrifter/fra-problem-til-pilot/'>oppskriften på en "
        "pilot</a>, eller les mer hos <a href='https://www.ks.no/'>KS</a>.",
        passage("Vi fikk ikke en leverandør. Vi fikk noen som eide problemet sammen med oss.", "quote"),
        passage("Når det er ideelt, og når det ikke er det", "heading", 3),
        "Reserverte kontrakter gjelder for ideelle aktører. En sosial entreprenør som er aksjeselskap, "
        "er som regel "
        "ikke omfattet. CO<sub>2</sub>, m<sup>2</sup> og <code>org.nr. 999 999 999</code> skal se riktige ut.",
    ),
    section(
        "myths",
        "Myter og fakta",
        parts=(
            section(
                "myth",
                "",
                "Kommunen kan ikke snakke med en leverandør før en anskaffelse.",
                "Dialog før en anskaffelse er lov. Del den samme informasjonen med alle, og skriv ned "
                "hva dere snakket om.",
                shape="myth",
            ),
            section(
                "myth",
                "",
                "En pilot gir rett til å fortsette.",
                "En betalt pilot fritar ikke kommunen fra konkurranse når løsningen skal bli varig.",
                shape="myth",
            ),
        ),
    ),
    section(
        "amounts",
        "Beløp å kjenne til",
        passage(
            "",
            "table",
            rows=(
                ("Beløp", "Gjelder", "Hva det betyr for deg"),
                ("100 000 kr", "siden 2017", "Under dette gjelder ikke anskaffelsesloven."),
                (
                    "2,3 mill. kr",
                    "fra 14. mars 2024",
                    "EØS-terskelen for kommunale varer og tjenester. Over den må "
                    "konkurransen kunngjøres i hele EØS.",
                ),
                ("5 000 kr", "per år", "Prisen for et abonnement som ett av eksemplene i boken."),
            ),
        ),
        passage("EØS-terskel for kommuner: <b>2,3 millioner kroner</b> (fra 14. mars 2024)", "value"),
    ),
    section("citizens", "Fra innbyggerne", HOSTILE, f"Et langt ord: {WORD}."),
    sources=(
        Source(
            "Sosialt entreprenørskap – veiviseren",
            "https://www.veiviseren.no/sosialt-entreprenorskap",
            "2019",
            "2026-11-01",
        ),
        Source(
            "Tilskudd eller anskaffelse?",
            "https://dfo.no/fagomrader/tilskudd-eller-anskaffelse",
            "",
            "2026-11-02",
        ),
        Source("Samtale med ressursgruppen", "", "2016", ""),
    ),
    review_by="2027-03-01",
    responsible="Ressursgruppen, kokebok@example.no",
)

PILOT = page(
    "oppskrifter/fra-problem-til-pilot",
    "recipe",
    "Fra problem til pilot på tolv uker",
    "Du er rådgiver i en kommune og har møtt en sosial entreprenør med en idé dere tror på. Slik kommer "
    "dere fra første "
    "kaffe til en pilot som kan måles.",
    section(
        "result",
        "Dette har dere når dere er ferdige",
        "En skriftlig pilotavtale, en plan for måling, og en beslutning om hva som skal til for å fortsette.",
    ),
    section(
        "ingredients",
        "Dette trenger dere",
        *items(
            "<b>Folk:</b> en prosjekteier med budsjett, en fagperson, to–fire brukere",
            "<b>Mandat:</b> et halvt ark fra kommunalsjefen",
            "<b>Penger:</b> under grensen for anskaffelsesloven, eller avklart med innkjøp",
            "<b>Tid:</b> en dag i uken i tolv uker",
        ),
        shape="ingredients",
    ),
    section(
        "steps",
        "Slik gjør dere",
        shape="steps",
        parts=(
            section(
                "step",
                "Bli enige om problemet",
                "Skriv problemet som en setning fra brukerens side. La tre personer utenfor prosjektet "
                "lese den. "
                "Skjønner de ikke hva som er vanskelig, er dere ikke ferdige.",
                *items("Hvem opplever problemet?", "Hvor ofte, og hva koster det?", "Hva har vært prøvd?"),
                "Dere er ferdige når entreprenøren og fagpersonen beskriver det samme problemet hver for seg.",
                shape="step",
                facts=(
                    ("Hvem", "prosjekteier og entreprenør"),
                    ("Tid", "1–2 uker"),
                    ("Verktøy", "Arbeidsark: Problemet i én setning"),
                ),
            ),
            section(
                "step",
                "Avklar om dere kjøper noe",
                "Vil dere styre innholdet i detalj, er det trolig en anskaffelse. Vil dere støtte noe "
                "som entreprenøren "
                "selv eier, kan det være tilskudd. Bestem dere <b>før</b> dere lover penger.",
                shape="step",
                facts=(("Hvem", "innkjøp"), ("Tid", "noen dager")),
                parts=(
                    section(
                        "stop",
                        "Er verdien over grensen?",
                        "Regn med hele perioden og alle opsjoner. Er verdien over innslagspunktet, skal "
                        "dere ha konkurranse. "
                        "Snakk med innkjøp før dere går videre.",
                        *items("Verdien er regnet ut", "Innkjøp har svart skriftlig", kind="check"),
                        shape="stop",
                    ),
                ),
            ),
            section(
                "step",
                "Skriv pilotavtalen",
                "Hold den på to sider. Den skal si hva som prøves, hvor lenge, hva det koster, hvem som "
                "eier resultatene, og "
                "hva som skjer etterpå.",
                passage(
                    "Mål fra første dag. Det som ikke ble talt før start, kan ikke sammenlignes etterpå.",
                    "quote",
                ),
                "Sett av tid til å skrive ned det som <i>ikke</i> gikk som dere trodde.",
                shape="step",
                facts=(("Hvem", "begge parter"), ("Tid", "to uker")),
            ),
        ),
    ),
    section(
        "mistakes",
        "Vanlige feil",
        *items(
            "Piloten starter uten at noen har sagt hvem som bestemmer om den skal fortsette.",
            "Ingen har spurt brukerne.",
        ),
    ),
    facts=(
        ("Situasjon", "Du er rådgiver i en kommune og har møtt en sosial entreprenør"),
        ("Tid", "tolv uker, omtrent en dag i uken"),
        ("Kostnad", "0–100 000 kr"),
    ),
    sources=(
        Source(
            "Veier til samarbeid",
            "https://www.regjeringen.no/no/dokumenter/veier-til-samarbeid/id2540583/",
            "2017",
            "2026-10-20",
        ),
    ),
    review_by="2027-06-01",
    responsible="Ressursgruppen",
)

EXAMPLE = page(
    "doeme/to-sjukeheimar",
    "example",
    "Trondheim prøvde ut eit verktøy på to institusjonar",
    "Ein betalt test på eit halvt år gav entreprenøren tilbakemeldingar, og kommunen eit grunnlag å "
    "avgjere på.",
    section(
        "need",
        "Behovet",
        "Pårørande til menneske med demens fekk lite å vite mellom besøka, og dei tilsette brukte mykje "
        "tid på telefonen.",
    ),
    section(
        "happened",
        "Kva som hende",
        "Kommunen betalte for ein test på to institusjonar i om lag eit halvt år. Entreprenøren betra "
        "verktøyet etter "
        "kvart som tilbakemeldingane kom.",
        "Skulle kommunen bruke det lenger, måtte det til ei vanleg anskaffing.",
    ),
    language="nn",
    facts=(
        ("Partar", "Trondheim kommune og JodaCare AS"),
        ("Samarbeidsform", "pilotavtale"),
        ("Resultat", "fortalt"),
    ),
    sources=(
        Source(
            "Veier til samarbeid",
            "https://www.regjeringen.no/no/dokumenter/veier-til-samarbeid/id2540583/",
            "2017",
            "2026-10-20",
        ),
    ),
    review_by="2027-06-01",
)

WORKSHEET = page(
    "verktoy/problemet-i-en-setning",
    "tool",
    "Arbeidsark: Problemet i én setning",
    "Bruk arket i det første møtet. Fyll ut hver for dere, og sammenlign etterpå.",
    section(
        "fields",
        "Fyll ut",
        passage("Hvem har problemet? Skriv om én person.", "field"),
        passage("Når oppstår det, og hva gjør personen i dag?", "field"),
        passage("Problemet i én setning:", "field"),
        shape="worksheet",
        facts=(("Problemet i én setning:", "Uten å nevne løsningen."), ("Materiell", "penn")),
    ),
    section(
        "checks",
        "Sjekk før dere går videre",
        *items(
            "Setningen nevner ingen løsning",
            "En bruker har lest den og kjent seg igjen",
            "Den får plass på en gul lapp, også når den er skrevet for hånd med tusj av noen som sitter "
            "i et møte",
            kind="check",
        ),
        shape="checklist",
    ),
    facts=(("Bruk det når", "dere møtes første gang"), ("Tid", "45 minutter"), ("Deltakere", "3–8")),
)

PLAN = page(
    "verktoy/plan-for-maaling",
    "tool",
    "Tabell: Plan for måling",
    "En tabell som går over flere sider skal gjenta raden med overskrifter.",
    section(
        "table",
        "Måleplan",
        passage(
            "",
            "table",
            rows=(
                ("Uke", "Hva måles", "Hvordan", "Av hvem"),
                *(
                    (
                        str(week),
                        "Antall deltakere som møter til avtalt tid",
                        "Liste ved døren, telt opp hver fredag",
                        "Veileder",
                    )
                    for week in range(1, 41)
                ),
            ),
        ),
        shape="table",
    ),
    section("empty", ""),
)

SAMPLE = Manuscript(
    number="0.2",
    title="Veier til samarbeid",
    genre_word="Kokebok for offentlig nyskaping",
    stage="Testversjon",
    date=date(2026, 11, 1),
    language="nb",
    publisher="Ressursgruppen for sosialt entreprenørskap",
    foreword=(
        "Denne boken begynte med et løfte fra en scene i 2015. Noen skulle skrive ned hvordan kommuner "
        "og sosiale "
        "entreprenører får til å arbeide sammen, slik at den neste slapp å begynne forfra.",
        "Den er skrevet av <b>dem som har prøvd</b>. Hvert avsnitt kan kommenteres på nettet, og hver "
        "utgave forteller hva "
        "som er endret, hvorfor, og på hvis ord.",
        "Les den som en kokebok: finn situasjonen du kjenner igjen, se hva du trenger, og begynn.",
    ),
    parts=(
        ManuscriptPart("Fakta", (placed(1, WHAT_IS),)),
        ManuscriptPart("Oppskrifter", (placed(2, PILOT),)),
        ManuscriptPart("Eksempler", (placed(3, EXAMPLE),)),
        ManuscriptPart("Verktøy", (placed(4, WORKSHEET), placed(5, PLAN))),
    ),
    changes=(
        ChangeNote(
            "Fra problem til pilot på tolv uker",
            "2.6",
            placed(2, PILOT).page.sections[2].parts[0].passages[0].anchor,
            "Beskriv problemet.",
            "Skriv problemet som en setning fra brukerens side. La tre personer utenfor prosjektet lese den.",
            "Flere skrev at trinnet var for vagt til å gjøres i et møte.",
            ("Kari Nordmann", "Steinkjer kommune"),
        ),
        ChangeNote(
            "Hva er en sosial entreprenør?",
            "1.1",
            "",
            "",
            "Det finnes ingen lovfestet definisjon i Norge.",
            "Spørsmål fra åtte lesere.",
            (),
        ),
        ChangeNote(
            "Hva er en sosial entreprenør?",
            "",
            "",
            "Et avsnitt som ble tatt ut.",
            "",
            "Det sto to ganger.",
            ("Ola #let <b>",),
        ),
    ),
    credits=("Áile Somby", "Kari Nordmann", "Ola #let <b>", "Steinkjer kommune", "محمد"),
    values=(
        ValueNote(
            "EØS-terskel for kommuner",
            "2,3 mill. kr",
            "2024-03-14",
            "KS",
            "https://www.ks.no/terskel",
            "2026-01-01",
        ),
        ValueNote("Nedre grense i anskaffelsesloven", "100 000 kr", "2017-01-01", "regjeringen.no", "", ""),
    ),
    colophon=(
        ("Redaksjon", "Berit Dahl og Jonas Lie"),
        ("Ressursgruppe", "Ferd Sosiale Entreprenører, KS, SoCentral, DOGA"),
    ),
    licence="CC BY 4.0 og NLOD 2.0",
    content_hash=sha256(b"sample").hexdigest(),
    base_url=BASE,
    previous="0.1",
    beside=(
        BesideNote(
            is_withdrawal=True,
            day=date(2026, 12, 1),
            text="Beløpene er <gale> #let.",
            instead="0.3",
            href=f"{BASE}utgave/0.3/",
        ),
        BesideNote(
            is_withdrawal=False, day=date(2026, 12, 2), text="Ola het *Ole*.", place="1.1", anchor="x"
        ),
        BesideNote(is_withdrawal=False, day=date(2026, 12, 3), text="Alle datoer er feil."),
    ),
)
