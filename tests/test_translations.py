"""What the translations promise beyond being whole, which the command `translate` sees to."""

from __future__ import annotations

import re
from pathlib import Path

import polib
import pytest

from kokebok.cli.places import SOURCE
from kokebok.cli.strings import PLACEHOLDER

LANGUAGES = ("nb", "nn")
BOKMAL_ONLY = """
    ikke jeg hva hvem hvor hvordan hvorfor hvilken hvilke hvert hver hvis være vært noe noen selv bare
    fra nå uten mye mer flere gjør gjøre sier se kommer kommet blitt ble bedre egen egne dere deres
    disse siden uke uken ganger tegn navn navnet velg åpne åpnet leser skriver finner trenger
    utgave utgaven utgaver innspill innspillet virksomhet tjeneste redaktører endret lagret slettet tatt
    begrunnelse avgjørelse kvitteringen boken kokeboken samtidig fortsatt allerede sammen eksempler
"""
NYNORSK_ONLY = """
    ikkje eg kva kven kvar korleis kvifor vere vore noko nokon sjølv berre frå utan mykje meir fleire
    gjer gjere seier kjem vart betre eigen eigne dykk desse veke gong gonger teikn namn namnet vel opne
    utgåve utgåva utgåver innspel innspelet verksemd redaktørar endra lagra sletta teke enno
"""
# Words of the other standard that stand for something: the columns of a file are called so in every language.
NAMES: dict[str, set[tuple[str, str]]] = {
    "nn": {
        ("navn", "navn;e-post"),
        ("navn", "columns navn and e-post"),
        ("navn", "navn, e-post, kanal"),
        ("fra", "gyldig fra"),
    },
    "nb": set(),
}


def _catalogue(folder: str, language: str, name: str = "django") -> polib.POFile:
    return polib.pofile(str(SOURCE / folder / language / "LC_MESSAGES" / f"{name}.po"))


def _said(entry: polib.POEntry) -> list[str]:
    return list(entry.msgstr_plural.values()) if entry.msgid_plural else [entry.msgstr]


def _asked(entry: polib.POEntry) -> str:
    return f"{entry.msgid} {entry.msgid_plural}"


def _all(language: str) -> list[polib.POEntry]:
    own = list(_catalogue("locale", language))
    return (
        own + list(_catalogue("locale_pen", language)) + list(_catalogue("locale_pen", language, "djangojs"))
    )


def _words_of_the_other(entry: polib.POEntry, language: str) -> set[str]:
    foreign = set((BOKMAL_ONLY if language == "nn" else NYNORSK_ONLY).split())
    words = set(re.findall(r"\w+", PLACEHOLDER.sub(" ", " ".join(_said(entry))).lower()))
    known = {word for word, part in NAMES[language] if part in _asked(entry)}
    return words & foreign - known


@pytest.mark.parametrize("language", LANGUAGES)
def test_neither_written_standard_has_words_of_the_other(language: str) -> None:
    mixed = {
        entry.msgid: words for entry in _all(language) if (words := _words_of_the_other(entry, language))
    }
    assert mixed == {}


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_translation_fills_in_what_the_source_string_does(language: str) -> None:
    """One of a plural may leave the number out. So may Wagtail's, whose names of things have a gender here."""
    wrong = {}
    for entry in _all(language):
        known = set(PLACEHOLDER.findall(_asked(entry)))
        for said in _said(entry):
            used = set(PLACEHOLDER.findall(said))
            may_be_left_out = known if entry.msgid_plural else {"%(model_name)s"}
            if used - known or known - used - may_be_left_out:
                wrong[entry.msgid] = said
    assert wrong == {}


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_quoted_stands_in_norwegian_quotation_marks(language: str) -> None:
    other_marks = [
        said for entry in _all(language) for said in _said(entry) if re.search(r"[“”„]|(?<!=)\"\w", said)
    ]
    assert other_marks == []


def test_both_written_standards_have_the_same_strings() -> None:
    for folder, name in (("locale", "django"), ("locale_pen", "django"), ("locale_pen", "djangojs")):
        in_bokmal, in_nynorsk = (
            {(entry.msgctxt, entry.msgid) for entry in _catalogue(folder, language, name)}
            for language in LANGUAGES
        )
        assert in_bokmal == in_nynorsk


def test_the_strings_for_the_page_editor_are_wagtails() -> None:
    import wagtail

    there = Path(wagtail.__file__).parent
    for name in ("django", "djangojs"):
        wagtails = {
            entry.msgid
            for file in there.rglob(f"locale/en/LC_MESSAGES/{name}.po")
            for entry in polib.pofile(str(file))
        }
        pens = {entry.msgid for entry in _catalogue("locale_pen", "nb", name)}
        assert pens - wagtails == set()


def test_no_module_calls_gettext_by_a_name_that_the_translations_are_not_made_from() -> None:
    alias = re.compile(r"gettext(?:_lazy|_noop)? as (?!_\b)\w+")
    assert [
        str(file) for file in SOURCE.rglob("*.py") if alias.search(file.read_text(encoding="utf-8"))
    ] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_letter_begins_with_a_capital_after_the_greeting(language: str) -> None:
    """English goes on after “Hello,”; Norwegian begins anew after “Hei!”."""
    begins = [
        said
        for entry in _catalogue("locale", language)
        if entry.msgid[:1].islower() and any("/letters/" in file for file, _line in entry.occurrences)
        for said in _said(entry)
    ]
    assert len(begins) > 20
    assert [said for said in begins if said[:1].islower()] == []
