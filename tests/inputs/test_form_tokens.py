"""The slip of a form is good for a day and for one input; what was typed is never lost to either."""

from __future__ import annotations

from typing import Any

import pytest
from django.core import signing

from kokebok.inputs.form_tokens import GOOD_FOR, SALT, read_token
from kokebok.inputs.models import Input
from tests.inputs.conftest import hidden

pytestmark = pytest.mark.django_db


def aged(slip: str, seconds: float) -> str:
    """The same slip, drawn up so much earlier."""
    ticket, wording, drawn_at = signing.loads(slip, salt=SALT)
    return signing.dumps([ticket, wording, drawn_at - seconds], salt=SALT)


def test_the_same_form_sent_twice_is_one_input_and_one_receipt(give: Any) -> None:
    first = give(text="Dette er det jeg mener.")
    slip = first.wsgi_request.POST["slip"]
    second = give(slip=slip, text="Dette er det jeg mener.")
    assert (second.headers["Location"], Input.objects.count()) == (first.headers["Location"], 1)


def test_a_form_that_is_sent_makes_no_input_of_other_words_before_it_is_sent_once_more(give: Any) -> None:
    slip = give(text="Det første.").wsgi_request.POST["slip"]
    told = give(slip=slip, text="Det andre.")
    page = told.content.decode()
    assert (told.status_code, "Det andre." in page, Input.objects.count()) == (409, True, 1)
    assert [give(slip=slip, text=f"Nummer {number}.").status_code for number in range(3)] == [409] * 3
    assert give(slip=hidden(page, "slip"), text="Det andre.").status_code == 302
    assert sorted(Input.objects.values_list("text", flat=True)) == ["Det andre.", "Det første."]


@pytest.mark.parametrize("more", [{"name": "Kari"}, {"email": "kari@example.no"}, {"on_behalf_of": "Vik"}])
def test_a_form_sent_again_with_more_about_the_sender_is_told_of_and_not_passed_over(
    give: Any, more: dict[str, str]
) -> None:
    slip = give(text="Det samme.").wsgi_request.POST["slip"]
    told = give(slip=slip, text="Det samme.", **more)
    assert (told.status_code, next(iter(more.values())) in told.content.decode()) == (409, True)
    assert give(slip=hidden(told.content.decode(), "slip"), text="Det samme.", **more).status_code == 302
    assert Input.objects.filter(**more).count() == 1


def test_a_form_that_was_open_for_more_than_a_day_is_shown_again_and_can_be_sent_at_once(give: Any) -> None:
    slip = aged(give(text="Det første.").wsgi_request.POST["slip"], GOOD_FOR + 60)
    told = give(slip=slip, text="Det jeg skrev i går.")
    page = told.content.decode()
    fresh = hidden(page, "slip")
    assert (read_token(slip), told.status_code, "Det jeg skrev i går." in page) == (None, 422, True)
    assert give(slip=fresh, text="Det jeg skrev i går.").status_code == 302


def test_a_form_of_almost_a_day_is_received(give: Any) -> None:
    slip = aged(give(text="Det første.").wsgi_request.POST["slip"], GOOD_FOR - 600)
    Input.objects.all().update(slip=None)
    assert give(slip=slip, text="Det andre.").status_code == 302
