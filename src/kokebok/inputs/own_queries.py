"""What somebody has sent as inputs, for themselves."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext as _

from kokebok.inputs.files import file_of
from kokebok.inputs.models import Input
from kokebok.people.owning import OwnThing, Whose, facts


def inputs_of_address(email: str) -> tuple[int, ...]:
    """The numbers of the inputs whose sender has confirmed this address: what others typed it in is not its owner's."""
    mine = Input.objects.filter(email__iexact=email, email_confirmed_at__isnull=False)
    return tuple(mine.values_list("pk", flat=True))


def own_things(whose: Whose) -> list[OwnThing]:
    """Their inputs with all that is kept beside the words, and the files that came along."""
    mine = Input.objects.filter(pk__in=whose.inputs).select_related("page", "paragraph__page").oldest_first()
    return [_own(one) for one in mine.prefetch_related("attachments", "named_parties")]


def _own(one: Input) -> OwnThing:
    page = one.paragraph.page if one.paragraph else one.page
    return OwnThing(
        sort="input",
        title=str(one.get_kind_display()),
        path=reverse("reading:receipt", args=[one.code]),
        at=one.received_at,
        facts=facts(
            ("page", _("About"), page.title if page else ""),
            ("text", _("What you wrote"), one.text),
            ("suggestion", _("Your suggested wording"), one.suggestion),
            ("quote", _("The words it is about"), (one.quote or {}).get("exact", "")),
            ("name", _("Name"), one.name),
            ("on_behalf_of", _("On behalf of"), one.on_behalf_of),
            (
                "may_be_named",
                _("May be named"),
                _("Yes") if one.may_be_named and not one.unnamed_at else _("No"),
            ),
            ("email", _("E-mail address"), one.email),
            ("browser", _("Pseudonym of your browser"), one.sender),
            ("state", _("Status"), one.get_state_display()),
            ("door", _("Came in by"), one.get_door_display()),
            ("named", _("Whom you named"), ", ".join(party.name for party in one.named_parties.all())),
        ),
        files=tuple(
            (f"{one.pk}-{file.pk}-{file.name}", file_of(file.sha256)) for file in one.attachments.all()
        ),
    )
