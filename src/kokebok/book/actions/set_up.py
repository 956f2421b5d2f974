"""Put a new cookbook at the root of the site."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from wagtail.models import Page, Site

from kokebok.book.models import Cookbook
from kokebok.journal.actions.record import record

if TYPE_CHECKING:
    from kokebok.people.models import Person


@transaction.atomic
def set_up(cookbook: Cookbook, *, host: str, by: Person | None = None) -> Cookbook:
    """The unsaved cookbook, published as the front page of the default site, on this host name.

    Wagtail's own welcome page and any site there was give way. For an installation without a cookbook.
    """
    Page.get_first_root_node().add_child(instance=cookbook)
    cookbook.save_revision().publish()
    Site.objects.all().delete()
    Site.objects.create(hostname=host, root_page=cookbook, is_default_site=True, site_name=cookbook.title)
    Page.objects.filter(depth=2).exclude(pk=cookbook.pk).delete()
    record("cookbook.made", by=by, about=cookbook)
    return Cookbook.objects.get(pk=cookbook.pk)
