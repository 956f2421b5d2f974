"""What the page editor offers of the cookbook's lists: what is in use, and what the page has already."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from contextlib import contextmanager
from contextvars import ContextVar
from functools import partial
from types import MappingProxyType
from typing import Any

from django import forms
from wagtail.blocks.base import BlockWidget

from kokebok.lists.queries import all_words

Chosen = Mapping[str, AbstractSet[str]]
"""The keys that something has, by the list's key."""

BLANK = ("", "---------")
NOTHING: Chosen = MappingProxyType({})
_also: ContextVar[Chosen] = ContextVar("also", default=NOTHING)


def offered(which: str) -> list[tuple[str, str]]:
    """The entries of a list that are offered now, in the editor's language."""
    return all_words().offered(which, sorted(_also.get().get(which, ())))


def offered_or_none(which: str) -> list[tuple[str, str]]:
    """The same, after a line that chooses nothing."""
    return [BLANK, *offered(which)]


def may_be_kept(which: str, key: str) -> bool:
    """Whether a form may keep this key: it is in the list, or the page had it already.

    A retired entry may: it was offered when the form was opened.
    """
    return key in _also.get().get(which, ()) or any(one.key == key for one in all_words().of(which))


@contextmanager
def also_offered(chosen: Chosen) -> Iterator[None]:
    """Inside, what something has already is offered too."""
    before = _also.set(chosen)
    try:
        yield
    finally:
        _also.reset(before)


class EntryChoice(forms.ChoiceField):
    """One entry of a list."""

    def __init__(self, *, among: str, may_be_none: bool = True, **kwargs: Any) -> None:
        self.among = among
        self.offers = partial(offered_or_none if may_be_none else offered, among)
        super().__init__(choices=self.offers, **kwargs)

    def valid_value(self, value: Any) -> bool:
        return may_be_kept(self.among, str(value))


class EntriesChoice(forms.MultipleChoiceField):
    """Some entries of a list, as boxes to tick."""

    def __init__(self, *, among: str, **kwargs: Any) -> None:
        self.among = among
        self.offers = partial(offered, among)
        super().__init__(choices=self.offers, widget=forms.CheckboxSelectMultiple, **kwargs)

    def valid_value(self, value: Any) -> bool:
        return may_be_kept(self.among, str(value))


def offer(form: forms.BaseForm, chosen: Chosen) -> None:
    """Let a form that has just been made offer what is in use, and what is chosen already."""
    with also_offered(chosen):
        for field in form.fields.values():
            if isinstance(field, EntryChoice | EntriesChoice):
                field.label = all_words().title(field.among)
                field.choices = [*field.offers()]
            elif isinstance(field.widget, BlockWidget):
                _ = field.widget.block_json  # made here, and kept by the widget: the blocks' lists are in it


def offer_or_leave_out(form: forms.BaseForm, name: str, chosen: Iterable[str]) -> None:
    """Let the field of a form offer what is in use and what is chosen already; left out where there is nothing."""
    field = form.fields[name]
    if not isinstance(field, EntryChoice | EntriesChoice):
        raise TypeError(name)
    with also_offered({field.among: set(chosen)}):
        choices = [*field.offers()]
    if choices:
        field.choices = choices
    else:
        del form.fields[name]
