"""What each field of our forms takes, found by trying: must it be filled in, how long and how large may it be."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Iterator
from typing import Any

from django import forms
from django.apps import apps
from django.db.models import CharField, EmailField, TextField, URLField
from django.http import QueryDict
from django.utils.datastructures import MultiValueDict

import kokebok
from kokebok.inputs.fields import EmptyField

MOST = 2**31


def all_forms() -> dict[str, type[forms.BaseForm]]:
    """The forms with fields of their own, by app, module and name."""
    for module in pkgutil.walk_packages(kokebok.__path__, "kokebok."):
        if module.name.endswith("forms"):
            importlib.import_module(module.name)
    found = {
        f"{form.__module__}.{form.__name__}".removeprefix("kokebok."): form
        for form in _below(forms.BaseForm)
        if form.__module__.startswith("kokebok.") and getattr(form, "base_fields", None)
    }
    return dict(sorted(found.items()))


def _below(form: type[forms.BaseForm]) -> Iterator[type[forms.BaseForm]]:
    for one in form.__subclasses__():
        yield one
        yield from _below(one)


def said(form: type[forms.BaseForm]) -> str:
    """The fields in a line: `name!` must be filled in, `name 120` takes up to 120 characters, `name 1-9` a number."""
    return ", ".join(_said(name, field) for name, field in form.base_fields.items())  # type: ignore[attr-defined]


def _said(name: str, field: forms.Field) -> str:
    nothing = field.widget.value_from_datadict(QueryDict(), MultiValueDict(), name)
    must = "!" if "required" in refused(field, nothing) else ""
    return f"{name}{must} {longest(field) or numbers(field)}".strip()


def longest(field: forms.Field) -> int | None:
    """How many characters it takes and not one more; None where it has no limit, or takes no text."""
    most: int | None = getattr(field, "max_length", None)
    if most is None or not isinstance(field, forms.CharField):
        return None
    begins = "https://x.no/" if isinstance(field, forms.URLField) else ""
    fits, is_more = (refused(field, (begins + "x" * number)[:number]) for number in (most, most + 1))
    assert is_more - fits, f"{field.label} takes more than {most}"
    assert not fits - is_more, f"{field.label} does not take {most}"
    return most


def numbers(field: forms.Field) -> str:
    """The least and the greatest number it takes; empty where it takes no number, or any."""
    if not isinstance(field, forms.IntegerField):
        return ""
    least, most = field.min_value, field.max_value
    if not isinstance(least, int) or not isinstance(most, int):
        return ""
    assert [refused(field, str(number)) for number in (least - 1, least, most, most + 1)] == [
        {"min_value"},
        set(),
        set(),
        {"max_value"},
    ]
    return f"{least}-{most}"


def refused(field: forms.Field, value: Any) -> set[str | None]:
    """The codes of what is wrong with a value."""
    try:
        field.clean(value)
    except forms.ValidationError as wrong:
        return {one.code for one in wrong.error_list}
    return set()


def as_table() -> str:
    """The table: a line for each form."""
    return "".join(f"{name}: {said(form)}\n" for name, form in all_forms().items())


def without_limit() -> set[str]:
    """The fields of text that take any length, by form and name."""
    return {
        f"{form}.{name}"
        for form, name, field in _text_fields()
        if field.max_length is None and not isinstance(field, forms.UUIDField | EmptyField)
    }


def wider_than_a_column() -> set[str]:
    """The fields of text that take more than any column of that name in their own app, or of their kind anywhere."""
    columns = _columns()
    return {
        f"{form}.{name}"
        for form, name, field in _text_fields()
        if field.max_length
        and field.max_length > min(_widest(field), columns.get((form.split(".")[0], name), MOST))
    }


def _widest(field: forms.CharField) -> int:
    if isinstance(field, forms.EmailField):
        return EmailField().max_length or MOST
    return URLField().max_length or MOST if isinstance(field, forms.URLField) else MOST


def _text_fields() -> Iterator[tuple[str, str, forms.CharField]]:
    for form, its in all_forms().items():
        fields: dict[str, forms.Field] = its.base_fields  # type: ignore[attr-defined]
        yield from ((form, name, one) for name, one in fields.items() if isinstance(one, forms.CharField))


def _columns() -> dict[tuple[str, str], int]:
    """How much the widest column takes, by app and name; a column of long text takes any length."""
    found: dict[tuple[str, str], int] = {}
    for model in apps.get_models():
        for field in model._meta.concrete_fields:
            if isinstance(field, CharField | TextField):
                most = (isinstance(field, CharField) and field.max_length) or MOST
                at = (model._meta.app_label, field.name)
                found[at] = max(most, found.get(at, 0))
    return found
