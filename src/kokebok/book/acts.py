"""What the acts of book are called in the journal."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

ACTS: dict[str, str | Promise] = {
    "paragraph.put_back": _("Put back the words a paragraph had"),
    "paragraph.rewritten": _("Changed a paragraph"),
    "page.split": _("Published a page"),
    "page.drafted": _("Made a draft page"),
    "page.taken_back": _("Made a published page a draft again"),
}

THINGS: dict[str, str | Promise] = {
    "book.paragraph": _("Paragraph"),
    "wagtailcore.page": _("Page"),
}
