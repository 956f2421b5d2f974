"""What is asked of the journal: each question narrows by itself, and the newest line is of the very thing."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from kokebok.journal.actions.record import record
from kokebok.journal.models import Entry
from kokebok.journal.queries import chosen, latest_on
from kokebok.people.models import Body

if TYPE_CHECKING:
    from kokebok.people.models import Person


def lines(berit: Person, egil: Person) -> tuple[Body, Body, list[int]]:
    """The keys of five lines, in the order they were written: about two bodies and a person, and of an input."""
    one, other = (Body.objects.create(name=name, slug=name) for name in ("en", "to"))
    made = [
        record("body.added", by=berit, about=one),
        record("body.changed", by=egil, about=one),
        record("body.changed", by=None, about=other),
        record("person.changed", by=berit, about=egil),
        record("decision.made", by=egil, about=berit, given=7),
    ]
    return one, other, [line.pk for line in made]


def test_each_question_narrows_by_itself_and_the_newest_comes_first(berit: Person, egil: Person) -> None:
    one, _other, made = lines(berit, egil)
    first, last = (Entry.objects.get(pk=made[number]).at for number in (0, 4))
    ours = Entry.objects.filter(pk__in=made)
    asked: list[tuple[dict[str, Any], list[int]]] = [
        ({}, [4, 3, 2, 1, 0]),
        ({"by": berit.pk}, [3, 0]),
        ({"by_the_public": True}, [2]),
        ({"act": "body.changed"}, [2, 1]),
        ({"thing": "people.body"}, [2, 1, 0]),
        ({"thing": "people.body", "number": one.pk}, [1, 0]),
        ({"thing": "inputs.input", "number": 7}, [4]),
        ({"thing": "people.body", "number": 7_000_000}, []),
        ({"number": one.pk}, [4, 3, 2, 1, 0]),
        ({"since": last}, [4]),
        ({"before": last}, [3, 2, 1, 0]),
        ({"since": first, "before": last, "by": egil.pk}, [1]),
        ({"before": first}, []),
    ]
    found = [[made.index(line.pk) for line in chosen(**question) & ours] for question, _wanted in asked]
    assert found == [wanted for _question, wanted in asked]


def test_the_newest_line_about_a_thing_is_of_that_thing_and_of_such_an_act(
    berit: Person, egil: Person
) -> None:
    one, other, _made = lines(berit, egil)
    newest = [
        latest_on(one, "body.added", "body.changed"),
        latest_on(one, "body.added"),
        latest_on(other, "body.added"),
    ]
    assert [line and (line.act, line.by) for line in newest] == [
        ("body.changed", egil),
        ("body.added", berit),
        None,
    ]
