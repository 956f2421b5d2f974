"""The register of local authorities is one of what only some need; whoever has taken it in keeps it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import migrations, models

if TYPE_CHECKING:
    from django.apps.registry import Apps
    from django.db.backends.base.schema import BaseDatabaseSchemaEditor


def switch_on_where_it_is_used(apps: Apps, _editor: BaseDatabaseSchemaEditor) -> None:
    """Switch the register on where there is something in it."""
    if apps.get_model("registers", "Area").objects.exists():
        apps.get_model("features", "SwitchedOn").objects.get_or_create(feature="register")


class Migration(migrations.Migration):
    dependencies = [("features", "0002_keep_what_is_used"), ("registers", "0001_initial")]

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
                ],
                max_length=20,
                primary_key=True,
                serialize=False,
            ),
        ),
        migrations.RunPython(switch_on_where_it_is_used, migrations.RunPython.noop),
    ]
