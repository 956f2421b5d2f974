"""Put a new cookbook at the root of the site."""

from __future__ import annotations

from django.db import transaction
from wagtail.models import Page, Site

from kokebok.book.models import Cookbook


@transaction.atomic
def set_up(cookbook: Cookbook, *, host: str) -> Cookbook:
    """The unsaved cookbook, published as the front page of the default site, on this host name.

    Wagtail's own welcome page and any site there was give way. For an installation without a cookbook.
    """
    Page.get_first_root_node().add_child(instance=cookbook)
    cookbook.save_revision().publish()
    Site.objects.all().delete()
    Site.objects.create(hostname=host, root_page=cookbook, is_default_site=True, site_name=cookbook.title)
    Page.objects.filter(depth=2).exclude(pk=cookbook.pk).delete()
    return Cookbook.objects.get(pk=cookbook.pk)
