"""Whoever has used a feature keeps it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import migrations

if TYPE_CHECKING:
    from django.apps.registry import Apps
    from django.db.backends.base.schema import BaseDatabaseSchemaEditor

USED: dict[str, list[tuple[str, str, dict[str, Any]]]] = {
    "second_reading": [("second_reading", "Sample", {})],
    "groups": [("themes", "Grouping", {}), ("rounds", "Finding", {"prompt__kind__in": ["open", "paragraph", "tip", "table"]})],
    "opinions": [("rounds", "Finding", {"prompt__kind": "stance"})],
    "sheets": [("doors", "Batch", {"shape": "rows"})],
    "word": [
        ("setup", "WordDocument", {}),
        ("review", "WordCopy", {}),
        ("review", "WordFile", {}),
    ],
}


def keep(apps: Apps, _editor: BaseDatabaseSchemaEditor) -> None:
    """Switch on what has left something in its tables."""
    switched_on = apps.get_model("features", "SwitchedOn")
    for feature, traces in USED.items():
        if any(
            apps.get_model(app, model).objects.filter(**which).exists() for app, model, which in traces
        ):
            switched_on.objects.get_or_create(feature=feature)


class Migration(migrations.Migration):
    dependencies = [
        ("features", "0001_switched_on"),
        ("doors", "0001_squashed_0002"),
        ("review", "0001_squashed_0004"),
        ("rounds", "0001_squashed_0005"),
        ("second_reading", "0001_squashed_0001"),
        ("setup", "0001_squashed_0002"),
        ("themes", "0001_squashed_0001"),
    ]

    operations = [migrations.RunPython(keep, migrations.RunPython.noop)]
