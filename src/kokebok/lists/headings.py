"""The headings and labels that we put on pages, and the words for them in languages our interface is not in."""

from __future__ import annotations

from django.utils.translation import gettext_lazy

_SAID = (
    "Address",
    "Amount",
    "Author",
    "Barriers",
    "Calendar time",
    "Can it be used as it is?",
    "Common mistakes",
    "Consent",
    "Contact",
    "Cost",
    "Date",
    "Do it like this",
    "Does not apply when",
    "How to use it",
    "How we know the result",
    "In force from",
    "Materials",
    "Money",
    "Must be checked by",
    "Origin",
    "Participants",
    "Parties",
    "Period",
    "Picture",
    "Place",
    "Read more",
    "Result",
    "Source",
    "The need",
    "The question",
    "The tool itself",
    "The users' part",
    "Time",
    "Time to do",
    "Time to prepare",
    "Tool",
    "Tried by",
    "Use it when",
    "What happened",
    "What we would do differently",
    "What you have when done",
    "When things are different",
    "Who",
    "Who can use it",
    "You are done when",
    "You need",
    "Your situation",
)  # marked for translation in `book.outline`
HEADINGS = {words: gettext_lazy(words) for words in _SAID}
"""All that `book.outline` puts on a page, by its words in English, which is also the key that is kept."""

KNOWN: dict[str, dict[str, str]] = {
    "se": {
        "Author": "Čálli",
        "Money": "Ruhta",
        "Participants": "Oasseváldit",
        "Picture": "Govva",
        "Place": "Báiki",
        "Result": "Boađus",
        "Source": "Gáldu",
        "The question": "Gažaldat",
        "Time": "Áigi",
        "Who": "Gii",
    }
}
"""The words we are sure of, by language. The cookbook's own go before them."""

INSTEAD = "nb"
"""The language a heading stands in where the page's own has no word for it."""
