"""The table of whose words are to be noted. What fills it is made when all tables are there (inputs/tally_triggers.py)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import migrations, models

from kokebok.inputs.tally_triggers import removed

if TYPE_CHECKING:
    from django.apps.registry import Apps
    from django.db.backends.base.schema import BaseDatabaseSchemaEditor


def backwards(_apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    for statement in removed(editor.connection.vendor):
        editor.execute(statement, params=None)


class Migration(migrations.Migration):

    dependencies = [
        ('inputs', '0020_named_about_a_place'),
    ]

    operations = [
        migrations.CreateModel(
            name='Unnoted',
            fields=[
                ('given', models.BigIntegerField(primary_key=True, serialize=False)),
            ],
            options={
                'verbose_name_plural': 'unnoted',
            },
        ),
        migrations.RunPython(migrations.RunPython.noop, backwards),
    ]
