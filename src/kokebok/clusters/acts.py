"""What the acts of clusters are called in the journal."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

ACTS: dict[str, str | Promise] = {
    "input.linked": _("Linked an input with others that say the same"),
    "input.unlinked": _("Took an input out from others it was linked with"),
    "input.not_same": _("Said that an input does not say the same as others"),
}
