"""Letters to those who work here, or are asked to: each in the language of whoever gets it."""

from __future__ import annotations

from django.conf import settings
from django.core import signing
from django.core.mail import send_mail
from django.db.models import F
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation
from django_tasks import task

from kokebok.book.queries import the_cookbook
from kokebok.people.models import Person, RoleName
from kokebok.staff.models import Invitation

SALT = "staff.invitation"


def link_to(invitation: Invitation) -> str:
    """Where the letter leads: a page that says what one is invited to, and how to sign in."""
    token = signing.dumps(invitation.pk, salt=SALT)
    return settings.BASE_URL + reverse("staff:invitation", args=[token])


def write(name: str, *, to: str, language: str, **context: object) -> None:
    """Send the letter `staff/letters/<name>.txt` (its first line is the subject)."""
    with translation.override(language):
        text = render_to_string(f"staff/letters/{name}.txt", {"cookbook": the_cookbook(), **context})
    subject, _gap, body = text.strip().partition("\n")
    send_mail(subject, body.strip() + "\n", None, [to])


@task(backend="later")
def send_invitation_later(*, invitation_id: int) -> None:
    """Send an invitation, as often as it was asked for. Nothing happens when it is no longer valid.

    The row says that it is sent only afterwards: a letter that comes twice is better than none.
    """
    pending = Invitation.objects.pending().filter(valid_until__gt=timezone.now())
    invitation = pending.filter(pk=invitation_id, letters_sent__lt=F("letters_asked")).first()
    if invitation is None:
        return
    with translation.override(invitation.language):
        roles = [str(RoleName(role).label) for role in invitation.roles]
    write(
        "invitation",
        to=invitation.email,
        language=invitation.language,
        invitation=invitation,
        roles=roles,
        link=link_to(invitation),
    )
    Invitation.objects.filter(pk=invitation_id).update(letters_sent=invitation.letters_asked)


@task(backend="later")
def tell_of_change_later(*, person_id: int, change: str) -> None:
    """Tell a person that how they sign in was changed, so that they notice if it was not they who did it."""
    person = Person.objects.get(pk=person_id)
    link = settings.BASE_URL + reverse("mfa_index")
    write(
        "sign_in_changed", to=person.email, language=person.language, person=person, change=change, link=link
    )
