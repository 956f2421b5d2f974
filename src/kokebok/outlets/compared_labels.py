"""The fixed words of a comparison's files, in bokmål, nynorsk and English."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class ComparedLabels:
    """The words a comparison prints on its own account. `{…}` is filled in by the format."""

    title: str
    edition: str
    now: str
    how_to_word: str
    how_to_pdf: str
    nothing: str
    count: tuple[str, str]
    left_out: str
    states: dict[str, str]
    whats: dict[str, str]
    places: dict[str, str]
    moved_from: str
    why: str
    after_input: str
    named: str
    page: str
    of: str


NB = ComparedLabels(
    title="Endringer fra {before} til {after}",
    edition="utgave {number}",
    now="teksten slik den er {day}",
    how_to_word="Endringene er sporet. Godtar du alle, står den nye teksten igjen; avviser du alle, den gamle. "
    "Hvorfor noe er endret, står i merknadene.",
    how_to_pdf="Det som er tatt ut, står mellom [− og −] med strek gjennom. Det som er nytt, står mellom [+ og +] med "
    "strek under.",
    nothing="Teksten er den samme.",
    count=("{number} endring.", "{number} endringer."),
    left_out="Sider uten endringer er ikke med.",
    states={"new": "Ny side", "gone": "Siden er tatt ut", "elsewhere": "Siden står et annet sted"},
    whats={
        "new": "Nytt avsnitt",
        "gone": "Avsnitt tatt ut",
        "changed": "Endret avsnitt",
        "moved": "Flyttet avsnitt",
        "moved_changed": "Flyttet og endret avsnitt",
        "marked": "Samme ord, men en lenke, en utheving eller et bilde er et annet",
    },
    places={
        "title": "Sidens tittel",
        "lead": "Ingress",
        "fact": "Opplysning",
        "source": "Kilde",
        "section": "Overskrift",
    },
    moved_from="fra «{page}»",
    why="Hvorfor",
    after_input="Etter innspill",
    named="{number} fra {name}",
    page="Side",
    of="av",
)

NN = ComparedLabels(
    title="Endringar frå {before} til {after}",
    edition="utgåve {number}",
    now="teksten slik han er {day}",
    how_to_word="Endringane er spora. Godtek du alle, står den nye teksten att; avviser du alle, den gamle. "
    "Kvifor noko er endra, står i merknadene.",
    how_to_pdf="Det som er teke ut, står mellom [− og −] med strek gjennom. Det som er nytt, står mellom [+ og +] med "
    "strek under.",
    nothing="Teksten er den same.",
    count=("{number} endring.", "{number} endringar."),
    left_out="Sider utan endringar er ikkje med.",
    states={"new": "Ny side", "gone": "Sida er teken ut", "elsewhere": "Sida står ein annan stad"},
    whats={
        "new": "Nytt avsnitt",
        "gone": "Avsnitt teke ut",
        "changed": "Endra avsnitt",
        "moved": "Flytta avsnitt",
        "moved_changed": "Flytta og endra avsnitt",
        "marked": "Same ord, men ei lenke, ei utheving eller eit bilete er eit anna",
    },
    places={
        "title": "Tittelen på sida",
        "lead": "Ingress",
        "fact": "Opplysning",
        "source": "Kjelde",
        "section": "Overskrift",
    },
    moved_from="frå «{page}»",
    why="Kvifor",
    after_input="Etter innspel",
    named="{number} frå {name}",
    page="Side",
    of="av",
)

EN = ComparedLabels(
    title="Changes from {before} to {after}",
    edition="edition {number}",
    now="the text as it is on {day}",
    how_to_word="The changes are tracked. Accept all, and the new text remains; reject all, and the old one does. "
    "Why something has changed is said in the comments.",
    how_to_pdf="What was taken out stands between [− and −], struck through. What is new stands between [+ and +], "
    "underlined.",
    nothing="The text is the same.",
    count=("{number} change.", "{number} changes."),
    left_out="Pages without changes are left out.",
    states={"new": "New page", "gone": "The page is taken out", "elsewhere": "The page stands elsewhere"},
    whats={
        "new": "New paragraph",
        "gone": "Paragraph taken out",
        "changed": "Changed paragraph",
        "moved": "Moved paragraph",
        "moved_changed": "Moved and changed paragraph",
        "marked": "The same words, but a link, the emphasis or a picture is another",
    },
    places={
        "title": "Title of the page",
        "lead": "Lead",
        "fact": "Fact",
        "source": "Source",
        "section": "Heading",
    },
    moved_from="from “{page}”",
    why="Why",
    after_input="From input",
    named="{number} by {name}",
    page="Page",
    of="of",
)

COMPARED = {"nb": NB, "nn": NN, "en": EN}
