"""What the app's migrations up to November 2026 make of an empty database, in one step."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from kokebok.journal.commits import commits_are_kept, commits_are_noted
from kokebok.journal.immutable import immutable
from kokebok.web.new_tables import NewTables


class Migration(migrations.Migration):

    replaces = [
        ('journal', '0001_initial'),
        ('journal', '0002_refuse_changes'),
        ('journal', '0003_commits'),
    ]

    initial = True

    dependencies = [
        ('people', '0001_squashed_0002'),
    ]

    operations = [
        NewTables(
            migrations.CreateModel(
                name='Entry',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('at', models.DateTimeField(auto_now_add=True, db_index=True)),
                    ('act', models.CharField(db_index=True, max_length=60)),
                    ('about', models.CharField(blank=True, max_length=80)),
                    ('what', models.JSONField(default=dict)),
                    ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ],
                options={
                    'verbose_name_plural': 'entries',
                    'ordering': ['pk'],
                    'indexes': [models.Index(fields=['about'], name='entry_about')],
                },
            ),
        ),
        immutable("journal_entry"),
        commits_are_kept(),
        commits_are_noted("journal_entry"),
    ]
