"""What the acts of editions are called in the journal."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

ACTS: dict[str, str | Promise] = {
    "edition.frozen": _("Froze an edition"),
    "edition.erratum": _("Added an erratum to an edition"),
    "edition.withdrawn": _("Withdrew an edition"),
    "edition.restored": _("Took back the withdrawal of an edition"),
    "change.explained": _("Said why a text was changed"),
}

THINGS: dict[str, str | Promise] = {
    "editions.edition": _("Edition"),
}
