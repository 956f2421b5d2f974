"""Who is on which list."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils import timezone

from kokebok.actors.models import MeetEntry
from kokebok.actors.rules import CONFIRM_WITHIN, may
from kokebok.lists.models import Which
from kokebok.lists.queries import all_words

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from kokebok.lists.words import NamedEntry
    from kokebok.people.models import Person
    from kokebok.rounds.models import Round


def find_theme(key: str) -> NamedEntry:
    """A theme in use, by its key or that of what has become a part of it; Http404 for none, and for a retired one."""
    found = theme_in_use(key)
    if found is None:
        raise Http404
    return found


def theme_in_use(key: str) -> NamedEntry | None:
    """The same, or None."""
    words = all_words()
    lasting = words.lasting(Which.THEMES, key)
    themes = (one for one in words.of(Which.THEMES) if not one.is_retired)
    return next((one for one in themes if one.key == lasting), None)


def public_list(of: Round | str) -> list[MeetEntry]:
    """Those on the list of a round, or of the theme with this key, whom anyone may see."""
    return list(MeetEntry.objects.public().filter(**_place(of)))


def meet_entries_for(person: Person) -> QuerySet[MeetEntry]:
    """Those on a list whom this person may take off it: a host those of their own rounds, the others all."""
    found: QuerySet[MeetEntry] = MeetEntry.objects.there().select_related("round")
    return found if may(person, "meet.settle_all") else found.filter(round__host=person)


def find_my_meeting(token: str) -> MeetEntry | None:
    """One's own place on a list, by the link in the letter; None if it is erased, or was not confirmed in time."""
    found = MeetEntry.objects.select_related("round").filter(token=token).first()
    if found is None or found.confirmed_at:
        return found
    return None if found.made_at < timezone.now() - CONFIRM_WITHIN else found


def others_on_meet_list(one: MeetEntry) -> list[MeetEntry]:
    """The others on the same list, also those whom only they may see; nobody, before one has confirmed."""
    if one.confirmed_at is None:
        return []
    return list(MeetEntry.objects.there().filter(round=one.round_id, theme=one.theme).exclude(pk=one.pk))


def find_public_meet_entry(number: int) -> MeetEntry:
    """Somebody on a list whom anyone may see and ask; Http404 alike for absent and for all others."""
    return get_object_or_404(MeetEntry.objects.public().select_related("round"), pk=number)


def find_meet_entry_beside(token: str, number: int) -> MeetEntry:
    """Another on the list of whoever has this link; Http404 alike for absent and for other lists."""
    one = find_my_meeting(token)
    found = next((other for other in others_on_meet_list(one) if other.pk == number), None) if one else None
    if found is None:
        raise Http404
    return found


def find_meet_entry(number: int, person: Person) -> MeetEntry:
    """Somebody on a list whom this person may take off it; Http404 alike for who is off it and for other lists."""
    return get_object_or_404(meet_entries_for(person), pk=number)


def _place(of: Round | str) -> dict[str, object]:
    return {"theme": of} if isinstance(of, str) else {"round": of}
