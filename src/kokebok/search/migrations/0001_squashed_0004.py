"""What the app's migrations up to November 2026 make of an empty database, in one step."""

import django.db.models.deletion
from django.db import migrations, models

from kokebok.search.index import made, removed
from kokebok.web.new_tables import NewTables


def make_indexes(apps, editor):
    """A full-text index of each column of terms, kept in step by the database itself."""
    for statement in made(editor.connection.vendor):
        editor.execute(statement, params=None)


def remove_indexes(apps, editor):
    for statement in removed(editor.connection.vendor):
        editor.execute(statement, params=None)


class Migration(migrations.Migration):

    replaces = [
        ('search', '0001_initial'),
        ('search', '0002_index'),
        ('search', '0003_no_words_of_inputs'),
        ('search', '0004_words_are_learnt_without_waiting'),
    ]

    initial = True

    dependencies = [
        ('editions', '0001_squashed_0005'),
        ('inputs', '0001_squashed_0011'),
        ('people', '0001_squashed_0002'),
        ('wagtailcore', '0097_baselogentry_uuid_action_timestamp_indexes'),
    ]

    operations = [
        NewTables(
            migrations.CreateModel(
                name='Frozen',
                fields=[
                    ('page', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='+', serialize=False, to='editions.editionpage')),
                    ('body', models.TextField()),
                ],
            ),
            migrations.CreateModel(
                name='Given',
                fields=[
                    ('given', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='+', serialize=False, to='inputs.input')),
                    ('body', models.TextField()),
                ],
            ),
            migrations.CreateModel(
                name='Made',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('terms', models.PositiveIntegerField(default=0)),
                    ('around', models.CharField(blank=True, max_length=120)),
                ],
                options={
                    'verbose_name_plural': 'made',
                },
            ),
            migrations.CreateModel(
                name='Synonyms',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('words', models.CharField(max_length=300, unique=True, verbose_name='Words that mean the same')),
                ],
                options={
                    'verbose_name_plural': 'synonyms',
                    'ordering': ['words'],
                },
            ),
            migrations.CreateModel(
                name='Word',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('word', models.CharField(db_index=True, max_length=60)),
                    ('length', models.PositiveSmallIntegerField(db_index=True)),
                    ('typed', models.CharField(db_index=True, max_length=60)),
                ],
            ),
            migrations.CreateModel(
                name='Named',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('actor', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='people.body')),
                    ('page', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='wagtailcore.page')),
                ],
                options={
                    'constraints': [models.UniqueConstraint(fields=('page', 'actor'), name='search_named_once_a_page')],
                },
            ),
            migrations.CreateModel(
                name='Text',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('kind', models.CharField(max_length=10)),
                    ('order', models.PositiveIntegerField()),
                    ('language', models.CharField(blank=True, max_length=2)),
                    ('anchor', models.CharField(blank=True, max_length=10)),
                    ('shown', models.TextField(blank=True)),
                    ('title', models.TextField(blank=True)),
                    ('lead', models.TextField(blank=True)),
                    ('passage', models.TextField(blank=True)),
                    ('body', models.TextField(blank=True)),
                    ('actor', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='people.body')),
                    ('page', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='wagtailcore.page')),
                ],
                options={
                    'ordering': ['pk'],
                    'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('actor__isnull', False), ('page__isnull', True)), models.Q(('actor__isnull', True), ('page__isnull', False)), _connector='OR'), name='search_text_of_a_page_or_an_actor'), models.UniqueConstraint(fields=('page', 'order'), name='search_text_of_page_in_order'), models.UniqueConstraint(fields=('actor', 'order'), name='search_text_of_actor_in_order')],
                },
            ),
        ),
        migrations.RunPython(make_indexes, remove_indexes),
    ]
