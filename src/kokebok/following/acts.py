"""What the acts of following are called in the journal."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

ACTS: dict[str, str | Promise] = {
    "follow.confirmed": _("Somebody began to follow"),
    "follow.stopped": _("Somebody stopped following something"),
    "follower.changed": _("A follower changed how often e-mails come"),
    "follower.stopped": _("Somebody stopped following"),
    "newsletter.kept": _("Wrote a newsletter"),
    "newsletter.tested": _("Sent a newsletter as a test"),
    "newsletter.sent": _("Sent a newsletter"),
    "newsletter.taken_back": _("Took back a newsletter"),
}

THINGS: dict[str, str | Promise] = {
    "following.follower": _("Follower"),
    "following.follow": _("Something followed"),
    "following.newsletter": _("Newsletter"),
}
