"""Whom a reader of a page can talk with: those it names, who told of it, and others near what a recipe is about."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from django.db.models import Exists, OuterRef, Q
from django.urls import reverse

from kokebok.actors.models import Keeper
from kokebok.actors.queries import whom_to_ask
from kokebok.book.models import PageKind
from kokebok.book.queries import actors_named_on, address_of
from kokebok.inputs.models import Input
from kokebok.lib.alphabet import alphabetical
from kokebok.people.models import Body
from kokebok.reading.page_inputs import InputGroup
from kokebok.reading.queries import MODELS
from kokebok.web.present import is_present

if TYPE_CHECKING:
    from collections.abc import Iterable

MOST_NEAR_A_RECIPE = 3


@dataclass(frozen=True)
class OneToTalkWith:
    """An actor, or what somebody has told of. `ask_url` is "" for those who cannot be asked here."""

    name: str
    url: str
    ask_url: str = ""


@dataclass(frozen=True)
class ToTalkWith:
    """Those on a page, whoever told of it, and for a recipe others: actors about the same, and examples."""

    named: list[OneToTalkWith] = field(default_factory=list)
    tellers: list[OneToTalkWith] = field(default_factory=list)
    near: list[OneToTalkWith] = field(default_factory=list)
    examples: list[OneToTalkWith] = field(default_factory=list)
    more_url: str = ""

    @property
    def can_be_asked(self) -> bool:
        """Whether anybody of the page itself can be asked."""
        return bool(self.tellers) or any(one.ask_url for one in self.named)


def to_talk_with(page: Any, groups: Iterable[InputGroup]) -> ToTalkWith:
    """Whom a reader of a page can talk with; at most four queries more than the actors that the page names."""
    named = [body for body in _named_on(page) if body.closed_on is None]
    if not is_present("actors"):
        return ToTalkWith([_actor(body, set()) for body in named])
    near = _near(page, named) if page.kind == PageKind.RECIPE and page.themes else []
    asked = {body.pk for body in whom_to_ask([*named, *near])}
    behind = [given for group in groups if group.is_source for given in group.inputs if given.may_be_asked]
    near = sorted((body for body in near if body.pk in asked), key=lambda body: alphabetical(body.name))
    return ToTalkWith(
        named=[_actor(body, asked) for body in named],
        tellers=[_teller(given.signature, given.number) for given in behind],
        near=[_actor(body, asked) for body in near[:MOST_NEAR_A_RECIPE]],
        examples=_examples(page) if page.kind == PageKind.RECIPE else [],
        more_url=_more(page, near) if len(near) > MOST_NEAR_A_RECIPE else "",
    )


def _named_on(page: Any) -> list[Body]:
    """Those a page has chosen, and those that keep an entry of the very name that a party of it is written with."""
    chosen = actors_named_on(page)
    parties = page.parties if page.kind == PageKind.EXAMPLE else ()
    written = {block.value["role"].strip() for block in parties if not block.value["actor"]} - {""}
    kept = Keeper.objects.admitted().filter(body=OuterRef("pk"))
    found = Body.objects.filter(Exists(kept), name__in=written) if written and is_present("actors") else ()
    return list({body.pk: body for body in (*chosen, *found)}.values())


def _near(page: Any, named: list[Body]) -> list[Body]:
    """The other actors that share a theme with a recipe, and have a page in the directory."""
    there = Q(Exists(Keeper.objects.admitted().filter(body=OuterRef("pk"))))
    for model in MODELS.values():
        rows: Any = model.actors.through
        live = {f"{model._meta.model_name}__live": True}
        there |= Q(Exists(rows.objects.filter(body=OuterRef("pk"), **live)))
    others = Body.objects.filter(there, closed_on=None, merged_into=None).exclude(themes=[])
    known, themes = {body.pk for body in named}, set(page.themes)
    return [body for body in others if body.pk not in known and themes & set(body.themes)]


def _examples(page: Any) -> list[OneToTalkWith]:
    """The pages a recipe points to that were made of what somebody told, who has agreed to be asked."""
    keys = [block["value"] for block in page.related.raw_data]
    if not keys:
        return []
    agreed = Input.objects.readable().filter(may_be_contacted=True, email_confirmed_at__isnull=False)
    made = agreed.filter(making__page__in=keys, making__page__live=True, making__published_at__isnull=False)
    found = made.select_related("making__page").order_by("pk")[:MOST_NEAR_A_RECIPE]
    return [
        OneToTalkWith(
            one.making.page.title,
            address_of(one.making.page),
            reverse("actors:ask_sender", args=[one.pk]),
        )
        for one in found
    ]


def _actor(body: Body, asked: set[int]) -> OneToTalkWith:
    ask = reverse("actors:ask", args=[body.slug]) if body.pk in asked else ""
    return OneToTalkWith(body.name, reverse("reading:actor", args=[body.slug]), ask)


def _teller(name: str, number: int) -> OneToTalkWith:
    ask = reverse("actors:ask_sender", args=[number])
    return OneToTalkWith(name, reverse("reading:input", args=[number]), ask)


def _more(page: Any, near: list[Body]) -> str:
    theme = next(word for word in page.themes if any(word in body.themes for body in near))
    return f"{reverse('reading:directory')}?{urlencode({'tema': theme, 'kontakt': 'ja'})}"
