"""Two who act on the entry of a body, or ask for a place on a list, in the same moment."""

from __future__ import annotations

from functools import partial
from typing import Any

import pytest
from django.utils import timezone

from kokebok.actors.actions.claim import Claimant, admit, reject
from kokebok.actors.actions.claim import claim as ask_for
from kokebok.actors.actions.claim import join as ask_for_new
from kokebok.actors.actions.meet import WantsToTalk, want_to_talk
from kokebok.actors.models import Keeper, MeetEntry
from kokebok.letters.models import Letter
from kokebok.people.models import Body, Person, RoleName
from tests.at_once import at_once
from tests.world import make_cookbook, make_person

pytestmark = pytest.mark.usefixtures("committed")


def two_editors() -> list[Person]:
    return [make_person(f"{name}@example.no", name, RoleName.EDITOR) for name in ("berit", "egil")]


def yes(keeper: Keeper, by: Person) -> str:
    admit(keeper, by=by)
    return "settled"


def no(keeper: Keeper, by: Person) -> str:
    reject(keeper, reason="Vi kjenner dere ikke.", by=by)
    return "settled"


def waiting(**fields: Any) -> Keeper:
    now = timezone.now()
    made: Keeper = Keeper.objects.create(**{"name": "Ada", "language": "en", "confirmed_at": now, **fields})
    return made


def test_of_two_editors_who_say_yes_and_no_at_once_one_is_told() -> None:
    make_cookbook()
    body = Body.objects.create(name="Noen AS", slug="noen-as")
    one, other = two_editors()
    for number in range(3):
        keeper = waiting(body=body, email=f"en{number}@noen.example")
        ends = at_once(partial(yes, keeper, one), partial(no, keeper, other))
        letters = Letter.objects.filter(
            key__in=(f"actors.admitted:{keeper.pk}", f"actors.rejected:{keeper.pk}")
        )
        assert (ends, letters.count()) == (["EnquiryTooLate", "settled"], 1)


def test_two_bodies_of_one_name_let_in_at_once_both_get_an_entry() -> None:
    make_cookbook()
    one, other = two_editors()
    new = {"name": "Tvilling", "kind": "annet", "place": "", "web": "https://tvilling.example"}
    first, second = (waiting(new_body=new, email=f"{name}@tvilling.example") for name in "ab")
    assert at_once(partial(yes, first, one), partial(yes, second, other)) == ["settled"] * 2
    assert sorted(Body.objects.values_list("slug", flat=True)) == ["tvilling", "tvilling-2"]


@pytest.mark.parametrize("is_new", [False, True])
def test_the_same_form_sent_twice_at_once_asks_once(is_new: bool) -> None:
    make_cookbook()
    body = Body.objects.create(name="Noen AS", slug="noen-as")
    who = Claimant("bo@ny.example", "Bo", "Leder", "en")

    def send() -> str:
        if is_new:
            ask_for_new(
                who, new_body={"name": "Ny AS", "kind": "annet", "place": "", "web": "https://ny.example"}
            )
        else:
            ask_for(who, body=body)
        return "sent"

    assert (at_once(send, send), Keeper.objects.count()) == (["sent", "sent"], 1)


def test_of_two_askings_for_a_place_on_a_list_at_once_there_is_one_place() -> None:
    make_cookbook()
    who = WantsToTalk("ada@a.example", "Ada", "", "Avtaler", is_public=True, language="en")

    def ask() -> str:
        want_to_talk(who, of="demens")
        return "asked"

    assert (at_once(ask, ask), MeetEntry.objects.count()) == (["asked", "asked"], 1)
