"""The guide's screens, in order, and whether each is done."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from kokebok.book.queries import the_cookbook
from kokebok.people.telling import Item
from kokebok.setup.forms import EXAMPLES, BodyForm, BookForm, LanguagesForm
from kokebok.setup.queries import has_tried_mail, mail_trouble, works_alone
from kokebok.setup.rules import may

if TYPE_CHECKING:
    from django import forms
    from django.utils.functional import Promise

    from kokebok.book.models import Cookbook
    from kokebok.people.models import Person


@dataclass(frozen=True)
class SetupStep:
    """A screen. `lacks` says what is lacking, "" when it is done; `form` is None for a page of its own."""

    key: str
    name: str | Promise
    about: str | Promise
    lacks: Callable[[Cookbook], str]
    form: type[forms.Form] | None = None


def _body(cookbook: Cookbook) -> str:
    if not cookbook.responsible_body or not cookbook.role_mailbox:
        return str(_("Say who stands behind the cookbook, and where it can be reached."))
    if cookbook.role_mailbox.lower().endswith(EXAMPLES):
        return str(_("The mailbox is an example address. Give one that somebody reads."))
    return ""


def _book(cookbook: Cookbook) -> str:
    return "" if cookbook.lead else str(_("Say what the cookbook is for."))


def _nothing(_cookbook: Cookbook) -> str:
    return ""


def _mail(_cookbook: Cookbook) -> str:
    if trouble := mail_trouble():
        return " ".join(trouble)
    return "" if has_tried_mail() else str(_("Send a test e-mail, and see it arrive."))


def _people(_cookbook: Cookbook) -> str:
    return (
        str(_("You are alone. Somebody should be able to answer when you are away.")) if works_alone() else ""
    )


STEPS = (
    SetupStep("virksomheten", _("The body"), _("Who stands behind, and where to reach it"), _body, BodyForm),
    SetupStep(
        "avsender",
        _("The sender"),
        _("How to reach you, the foreword, and what you have promised"),
        _nothing,
    ),
    SetupStep(
        "kokeboken", _("The cookbook"), _("Title, lead, stage, and the word for the genre"), _book, BookForm
    ),
    SetupStep(
        "sprak",
        _("Languages"),
        _("What it is written in, and what readers may choose"),
        _nothing,
        LanguagesForm,
    ),
    SetupStep("utseende", _("Colour and logo"), _("The body’s own colour, and its logo"), _nothing),
    SetupStep("brev", _("E-mails"), _("The mail server, and an e-mail to try it"), _mail),
    SetupStep("folk", _("People"), _("Who else works here"), _people),
)
BY_KEY = {step.key: step for step in STEPS}


def due(person: Person) -> list[Item]:
    """How many of the screens lack something, for whoever may fill them in: a link to the one, or to all of them."""
    cookbook = the_cookbook() if may(person, "setup.change") else None
    if cookbook is None:
        return []
    lacking = [step for step in STEPS if step.lacks(cookbook)]
    if not lacking:
        return []
    words = ngettext(
        "one thing is lacking in the settings", "%(n)d things are lacking in the settings", len(lacking)
    )
    path = reverse("setup:overview") if lacking[1:] else reverse("setup:step", args=[lacking[0].key])
    return [Item(words % {"n": len(lacking)}, path)]


def onwards(said: Mapping[str, object], here: SetupStep) -> SetupStep | None:
    """The screen that somebody asked to go on to when they saved; None for all screens."""
    return step_after(here) if "onwards" in said else None


def step_after(step: SetupStep) -> SetupStep | None:
    """The next screen; None after the last."""
    at = STEPS.index(step) + 1
    return STEPS[at] if at < len(STEPS) else None
