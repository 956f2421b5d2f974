"""What is kept of people, who sees it and how long: from the settings and the rules that hold, and nothing by heart."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kokebok.actors.rules import KEPT_AFTER_ANSWER, MET_KEPT_FOR, REPORT_KEPT_FOR
from kokebok.calls.actions.take_in import ADDRESSES_KEPT
from kokebok.events.rules import KEPT_AFTER
from kokebok.following.rules import CONFIRM_WITHIN
from kokebok.inputs.actions.forget_parties import KEPT as PARTIES_KEPT
from kokebok.inputs.actions.forget_senders import periods_now
from kokebok.letters.rules import BOUNCES_KEPT
from kokebok.letters.rules import KEPT as LETTERS_KEPT
from kokebok.outlets.actions.forget_recipients import period_now as delivery_period
from kokebok.outlets.actions.recipient_lists import PERSONS_KEPT_FOR
from kokebok.web.present import is_present


@dataclass(frozen=True)
class KeptOfPeople:
    """One thing that is kept, who sees it, and how long."""

    what: str
    seen_by: str
    how_long: str


def kept_of_people() -> list[KeptOfPeople]:
    """All of it, the inputs first."""
    return [*_of_inputs(), *_of_calls(), *_of_those_who_meet(), *_of_letters()]


def _of_inputs() -> list[KeptOfPeople]:
    periods, editors = periods_now(), _("The editors")
    return [
        KeptOfPeople(
            _("The words of an input"), _("Everybody, once published"), _("As long as the site is there")
        ),
        KeptOfPeople(
            _("The name with it"),
            _("Everybody, if the sender agreed; else the editors"),
            _settled(periods.names),
        ),
        KeptOfPeople(_("The e-mail address with it"), editors, _settled(periods.addresses)),
        KeptOfPeople(_("The pseudonym of the browser it came from"), _("Nobody"), _settled(periods.browsers)),
        KeptOfPeople(_("A pseudonym of the network it came from"), _("Nobody"), _("An hour")),
        KeptOfPeople(_("Those a sender names in a tip"), editors, _after(PARTIES_KEPT, _("it is settled"))),
    ]


def _of_calls() -> list[KeptOfPeople]:
    if not is_present("calls"):
        return []
    long = _after(ADDRESSES_KEPT, _("the text is published"))
    return [KeptOfPeople(_("The address of somebody asked about a text"), _("The editors"), long)]


def _of_those_who_meet() -> list[KeptOfPeople]:
    found = []
    if is_present("events"):
        long = _after(KEPT_AFTER, _("the event"))
        found.append(KeptOfPeople(_("Registrations for events"), _("The editors"), long))
    if is_present("actors"):
        answered = _after(KEPT_AFTER_ANSWER, _("the answer"))
        reported = _("what is reported as misuse at most %(days)s") % {"days": _days(REPORT_KEPT_FOR.days)}
        both = _("The two of them; an editor, if it is reported")
        listed = _("As the one who is on it has chosen")
        found += [
            KeptOfPeople(_("Requests for contact"), both, f"{answered}; {reported}"),
            KeptOfPeople(_("Lists of who wants to talk"), listed, _days(MET_KEPT_FOR.days)),
            KeptOfPeople(_("Those who keep an entry"), _("The editors"), _("Until they stop")),
        ]
    return found


def _of_letters() -> list[KeptOfPeople]:
    unconfirmed = _("Until one stops; unconfirmed %(days)s") % {"days": _days(CONFIRM_WITHIN.days)}
    return [
        KeptOfPeople(_("The address of a follower"), _("Nobody"), unconfirmed),
        KeptOfPeople(
            _("E-mails we have sent"), _("The administrators"), _after(LETTERS_KEPT, _("it was sent"))
        ),
        KeptOfPeople(
            _("Persons on lists of recipients"),
            _("The editors"),
            _after(PERSONS_KEPT_FOR, _("the list was last used")),
        ),
        KeptOfPeople(
            _("Whom an edition was sent to, with the e-mail"),
            _("The editors"),
            _sent(delivery_period()),
        ),
        KeptOfPeople(
            _("Addresses that e-mails came back from"),
            _("The administrators; the editors, those of lists and dispatches"),
            _after(BOUNCES_KEPT, _("the last one came back")),
        ),
        KeptOfPeople(
            _("A code made of the address of whoever has opted out"),
            _("Nobody"),
            _("Until they opt in again"),
        ),
    ]


def _settled(days: int | None) -> str:
    if days is None:
        return _("Until the sender has it erased")
    return _("%(days)s after the input is settled, or until the sender has it erased") % {"days": _days(days)}


def _sent(days: int | None) -> str:
    if days is None:
        return _("Until whoever got it has it erased")
    return _("%(days)s after it was sent, or until whoever got it has it erased") % {"days": _days(days)}


def _after(period: timedelta, what: str) -> str:
    return _("%(days)s after %(what)s") % {"days": _days(period.days), "what": what}


def _days(number: int) -> str:
    return ngettext("%(n)d day", "%(n)d days", number) % {"n": number}
