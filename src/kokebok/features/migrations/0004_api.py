"""Open data for programs is on from the beginning: it says nothing that the pages do not."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import migrations, models

if TYPE_CHECKING:
    from django.apps.registry import Apps
    from django.db.backends.base.schema import BaseDatabaseSchemaEditor


def switch_on(apps: Apps, _editor: BaseDatabaseSchemaEditor) -> None:
    """Switch it on everywhere."""
    apps.get_model("features", "SwitchedOn").objects.get_or_create(feature="api")


def switch_off(apps: Apps, _editor: BaseDatabaseSchemaEditor) -> None:
    """Take the row away, which nothing knows the meaning of before."""
    apps.get_model("features", "SwitchedOn").objects.filter(feature="api").delete()


class Migration(migrations.Migration):
    dependencies = [("features", "0003_register")]

    operations = [
        migrations.AlterField(
            "switchedon",
            "feature",
            models.CharField(
                choices=[
                    ("second_reading", "Second reader"),
                    ("groups", "Groups found by the machine"),
                    ("opinions", "Opinion groups"),
                    ("sheets", "Spreadsheets"),
                    ("word", "Word documents"),
                    ("register", "Local government"),
                    ("api", "Open data for programs"),
                ],
                max_length=20,
                primary_key=True,
                serialize=False,
            ),
        ),
        migrations.RunPython(switch_on, switch_off),
    ]
