"""The tables of the tally. What fills them is made when all tables are there (inputs/tally_triggers.py)."""

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
        ('inputs', '0018_last_happened'),
    ]

    operations = [
        migrations.CreateModel(
            name='Fate',
            fields=[
                ('given', models.BigIntegerField(primary_key=True, serialize=False)),
                ('state', models.CharField(max_length=12)),
                ('kind', models.CharField(max_length=12)),
                ('received_at', models.DateTimeField()),
                ('outcome', models.CharField(default='', max_length=20)),
                ('answered_at', models.DateTimeField(null=True)),
            ],
        ),
        migrations.CreateModel(
            name='Tally',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('by', models.CharField(choices=[('received', 'the day it was received'), ('sort', 'its kind and its decision'), ('answered', 'the day it was answered and its decision'), ('waited', 'how long it waited for its answer')], max_length=8)),
                ('state', models.CharField(max_length=12)),
                ('kind', models.CharField(default='', max_length=12)),
                ('outcome', models.CharField(default='', max_length=20)),
                ('day', models.DateField(null=True)),
                ('tenths', models.IntegerField(null=True)),
                ('number', models.IntegerField()),
            ],
            options={
                'verbose_name_plural': 'tallies',
                'indexes': [models.Index(fields=['by'], name='tally_by')],
            },
        ),
        migrations.RunPython(migrations.RunPython.noop, backwards),
    ]
