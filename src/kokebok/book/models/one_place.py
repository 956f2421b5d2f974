"""A published page that an act changes in one place only: what cannot have changed with it is not looked into again."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Self

from django.contrib.contenttypes.models import ContentType
from django.utils import timezone
from wagtail.log_actions import get_active_log_context
from wagtail.models import PageLogEntry, Revision

from kokebok.book.placing import key_rich_text
from kokebok.book.publishing import changes_one_place

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from wagtail.models import Page

    from kokebok.people.models import Person

    Base = Page
else:
    Base = object

OF_THE_TREE = frozenset({"slug", "url_path", "path", "depth", "numchild"})


class ChangedInOnePlace(Base):  # type: ignore[misc, valid-type]
    """What a page does otherwise while the words of one place are published (`book.publishing.changes_one_place`).

    Its text was read from the database in the same transaction, with the page held. So its place in the tree and its
    address are still free, and what it refers to is there: the database sees to that too.
    """

    def full_clean(
        self, exclude: Collection[str] | None = None, validate_unique: bool = True, **more: Any
    ) -> None:
        """Look through the fields, and the texts in them; not through what they refer to."""
        if changes_one_place(self.pk):
            refer = {field.name for field in self._meta.concrete_fields if field.remote_field}
            exclude, validate_unique = {*(exclude or ()), *refer}, False
        super().full_clean(exclude=exclude, validate_unique=validate_unique, **more)

    def clean(self) -> None:
        """Wagtail asks here whether the address is free."""
        if not changes_one_place(self.pk):
            super().clean()

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Write all but the place in the tree, and what belongs to the page in other tables."""
        if changes_one_place(self.pk):
            names = (field.name for field in self._meta.concrete_fields if not field.primary_key)
            kwargs.setdefault("update_fields", [name for name in names if name not in OF_THE_TREE])
        super().save(*args, **kwargs)

    def is_site_root(self) -> bool:
        """Wagtail asks this of what it saves, to forget the addresses of roots. No address is another here."""
        return not changes_one_place(self.pk) and bool(super().is_site_root())

    def publish(self, revision: Revision, user: Any = None, **kwargs: Any) -> None:
        """Publish a revision. Wagtail would look up all that its line of the history names before it writes it."""
        if not changes_one_place(self.pk):
            super().publish(revision, user=user, **kwargs)
            return
        super().publish(revision, user=user, **{**kwargs, "log_action": False})
        _log_publishing(self, revision, by=user)

    @classmethod
    def from_serializable_data(
        cls, data: Mapping[str, Any], check_fks: bool = True, strict_fks: bool = False
    ) -> Self:
        """The page that a revision holds."""
        check_fks = check_fks and not changes_one_place(data["pk"])
        made: Self = super().from_serializable_data(data, check_fks=check_fks, strict_fks=strict_fks)
        return made


def revision_to_publish(page: Any, *, by: Person) -> Revision:
    """A revision with the page's text as it is now, to be published at once: that writes what the page says of it."""
    key_rich_text(page)
    revision = Revision.objects.create(
        content_object=page,
        base_content_type=page.get_base_content_type(),
        user=by,
        content=page.serializable_data(),
        object_str=str(page),
    )
    page.latest_revision, page.latest_revision_created_at = revision, revision.created_at
    page.draft_title = page.title
    return revision


def _log_publishing(page: Page, revision: Revision, *, by: Person | None) -> None:
    line = PageLogEntry(
        content_type=ContentType.objects.get_for_model(page, for_concrete_model=False),
        label=page.get_admin_display_title(),
        action="wagtail.publish",
        timestamp=timezone.now(),
        uuid=get_active_log_context().uuid,
        user=by,
        revision=revision,
        content_changed=True,
        page=page,
    )
    PageLogEntry.objects.bulk_create([line])
