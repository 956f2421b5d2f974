"""The headings and labels that we put on pages, and the words for them in languages our interface is not in."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

HEADINGS = {
    "Address": _("Address"),
    "Amount": _("Amount"),
    "Author": _("Author"),
    "Barriers": _("Barriers"),
    "Calendar time": _("Calendar time"),
    "Common mistakes": _("Common mistakes"),
    "Consent": _("Consent"),
    "Contact": _("Contact"),
    "Cost": _("Cost"),
    "Date": _("Date"),
    "Do it like this": _("Do it like this"),
    "Does not apply when": _("Does not apply when"),
    "How to use it": _("How to use it"),
    "How we know the result": _("How we know the result"),
    "In force from": _("In force from"),
    "Materials": _("Materials"),
    "Money": _("Money"),
    "Must be checked by": _("Must be checked by"),
    "Origin": _("Origin"),
    "Participants": _("Participants"),
    "Parties": _("Parties"),
    "Period": _("Period"),
    "Picture": _("Picture"),
    "Place": _("Place"),
    "Read more": _("Read more"),
    "Result": _("Result"),
    "Source": _("Source"),
    "The need": _("The need"),
    "The question": _("The question"),
    "The users' part": _("The users' part"),
    "Time": _("Time"),
    "Time to do": _("Time to do"),
    "Time to prepare": _("Time to prepare"),
    "Tool": _("Tool"),
    "Use it when": _("Use it when"),
    "What happened": _("What happened"),
    "What we would do differently": _("What we would do differently"),
    "What you have when done": _("What you have when done"),
    "When things are different": _("When things are different"),
    "Who": _("Who"),
    "You are done when": _("You are done when"),
    "You need": _("You need"),
    "Your situation": _("Your situation"),
}
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
