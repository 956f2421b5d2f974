"""Days and hours in the page editor, written as one writes them in Norway, and never replaced by others."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db import models
from wagtail.admin.forms.models import register_form_field_override
from wagtail.admin.panels import FieldPanel, PublishingPanel
from wagtail.admin.widgets import AdminDateInput, AdminDateTimeInput

KEPT = {"validateOnBlur": False}
"""Wagtail's calendar puts the present moment for what it cannot read, when one leaves the field; ours only closes."""
CALENDAR = {"data-calendar": ""}
CLOSES = forms.Media(js=["book/calendar.js"])
TOLD = {
    "data-controller": "w-action",
    "data-action": "w-dialog:hidden->w-action#reset",
    "data-w-dialog-target": "notify",
}
"""As Wagtail has it in the dialog of the hours: one that is closed without saving is as it was."""
DAYS = ("%d.%m.%Y", "%Y-%m-%d", "%d.%m.%y")
HOURS = ("%d.%m.%Y %H:%M", "%Y-%m-%d %H:%M", "%d.%m.%y %H:%M", "%d.%m.%Y %H.%M", "%Y-%m-%d %H:%M:%S")


class EditorDayInput(AdminDateInput):  # type: ignore[misc]
    """Wagtail's field for a day, which keeps what is written in it."""

    def __init__(self, attrs: dict[str, str] | None = None, **kwargs: Any) -> None:
        super().__init__({**CALENDAR, **(attrs or {})}, **kwargs)

    @property
    def media(self) -> forms.Media:
        return super().media + CLOSES

    def get_config(self) -> dict[str, Any]:
        return {**super().get_config(), **KEPT}


class HourInput(AdminDateTimeInput):  # type: ignore[misc]
    """Wagtail's field for a day and an hour, which keeps what is written in it."""

    def __init__(self, attrs: dict[str, str] | None = None, **kwargs: Any) -> None:
        super().__init__({**CALENDAR, **(attrs or {})}, **kwargs)

    @property
    def media(self) -> forms.Media:
        return super().media + CLOSES

    def get_config(self) -> dict[str, Any]:
        return {**super().get_config(), **KEPT}


class EditorDayField(forms.DateField):
    """A day in the forms we know, whatever the language of whoever writes."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"input_formats": DAYS, **kwargs})


class HourField(forms.DateTimeField):
    """A day and an hour in the forms we know, whatever the language of whoever writes."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"input_formats": HOURS, **kwargs})


def hours_panel() -> PublishingPanel:
    """Wagtail's dialog for when a page goes live and is taken down, with our fields."""
    inside = "#schedule-publishing-dialog"
    fields = [
        FieldPanel(name, widget=HourInput(js_overlay_parent_selector=inside, attrs=TOLD))
        for name in ("go_live_at", "expire_at")
    ]
    return PublishingPanel(children=fields)


register_form_field_override(
    models.DateField, override={"form_class": EditorDayField, "widget": EditorDayInput}
)
register_form_field_override(models.DateTimeField, override={"form_class": HourField, "widget": HourInput})
