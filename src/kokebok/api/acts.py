"""What the acts of the API are called in the journal."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

ACTS: dict[str, str | Promise] = {
    "key.made": _("Made a key for a program"),
    "key.revoked": _("Revoked the key of a program"),
}

THINGS: dict[str, str | Promise] = {"api.apikey": _("Key for a program")}
