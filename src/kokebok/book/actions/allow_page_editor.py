"""Give the editors the right to write: the one group that may use the page editor."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib.auth.models import Group, Permission
from django.db import transaction
from wagtail.images.models import Image
from wagtail.models import Collection, GroupCollectionPermission, GroupPagePermission, Page

from kokebok.book.models import Value
from kokebok.people.models import PEN_GROUP, Body

if TYPE_CHECKING:
    from django.db.models import Model

    from kokebok.book.models import Cookbook

PAGE_RIGHTS = ("add_page", "change_page", "publish_page", "lock_page", "unlock_page")
SNIPPETS = (Value, Body)
FILES = (Image,)


@transaction.atomic
def allow_page_editor(cookbook: Cookbook) -> Group:
    """Let the editors' group write the pages of a cookbook, its values and actors, and add pictures.

    Nobody is given the right to delete: what readers have spoken about stays. May run again; rights given by hand stay.
    """
    group, _new = Group.objects.get_or_create(name=PEN_GROUP)
    group.permissions.add(
        Permission.objects.get(content_type__app_label="wagtailadmin", codename="access_admin")
    )
    for right in _permissions(Page, PAGE_RIGHTS):
        GroupPagePermission.objects.get_or_create(group=group, page=cookbook.page_ptr, permission=right)
    for model in SNIPPETS:
        group.permissions.add(*_permissions(model, _rights_on(model, "add", "change", "view")))
    everywhere = Collection.get_first_root_node()
    for model in FILES:
        for right in _permissions(model, _rights_on(model, "add", "change", "choose")):
            GroupCollectionPermission.objects.get_or_create(
                group=group, collection=everywhere, permission=right
            )
    return group


def _rights_on(model: type[Model], *acts: str) -> tuple[str, ...]:
    return tuple(f"{act}_{model._meta.model_name}" for act in acts)


def _permissions(model: type[Model], codenames: tuple[str, ...]) -> list[Permission]:
    found = Permission.objects.filter(
        content_type__app_label=model._meta.app_label, content_type__model=model._meta.model_name
    )
    return list(found.filter(codename__in=codenames))
