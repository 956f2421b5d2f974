"""What the app's migrations up to November 2026 make of an empty database, in one step."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from kokebok.journal.immutable import immutable
from kokebok.web.new_tables import NewTables


class Migration(migrations.Migration):

    replaces = [
        ('editions', '0001_initial'),
        ('editions', '0002_refuse_changes'),
        ('editions', '0003_pictures'),
        ('editions', '0004_refuse_changes_of_pictures'),
        ('editions', '0005_look'),
    ]

    initial = True

    dependencies = [
        ('book', '0001_squashed_0013'),
        ('people', '0001_squashed_0002'),
    ]

    operations = [
        NewTables(
            migrations.CreateModel(
                name='Edition',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('number', models.CharField(max_length=12, unique=True, verbose_name='number')),
                    ('title', models.CharField(max_length=255, verbose_name='title')),
                    ('genre_word', models.CharField(max_length=60)),
                    ('stage', models.CharField(choices=[('outline', 'Outline'), ('test', 'Test version'), ('input', 'Open for input'), ('published', 'Published'), ('revising', 'Being revised')], max_length=12)),
                    ('language', models.CharField(max_length=2)),
                    ('date', models.DateField(verbose_name='date')),
                    ('foreword', models.TextField(blank=True, verbose_name='foreword')),
                    ('publisher', models.CharField(blank=True, max_length=200)),
                    ('licence', models.CharField(max_length=60)),
                    ('changes', models.JSONField(default=list)),
                    ('credits', models.JSONField(default=list)),
                    ('counts', models.JSONField(default=dict)),
                    ('values', models.JSONField(default=list)),
                    ('content_hash', models.CharField(max_length=64)),
                    ('frozen_at', models.DateTimeField()),
                    ('cookbook', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='editions', to='book.cookbook')),
                    ('frozen_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('previous', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='next', to='editions.edition')),
                ],
                options={
                    'ordering': ['pk'],
                },
            ),
            migrations.CreateModel(
                name='EditionPage',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('order', models.PositiveIntegerField()),
                    ('shelf', models.CharField(blank=True, max_length=255)),
                    ('path', models.CharField(max_length=250)),
                    ('title', models.CharField(max_length=255)),
                    ('text', models.JSONField()),
                    ('edition', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='pages', to='editions.edition')),
                ],
                options={
                    'ordering': ['edition', 'order'],
                    'constraints': [models.UniqueConstraint(fields=('edition', 'order'), name='edition_page_in_order'), models.UniqueConstraint(fields=('edition', 'path'), name='edition_page_once')],
                },
            ),
            migrations.CreateModel(
                name='EditionWording',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('edition', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='wordings', to='editions.edition')),
                    ('page', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='wordings', to='editions.editionpage')),
                    ('wording', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='printed_in', to='book.wording')),
                ],
                options={
                    'constraints': [models.UniqueConstraint(fields=('edition', 'wording'), name='edition_wording_once')],
                },
            ),
            migrations.CreateModel(
                name='EditionPicture',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('name', models.CharField(max_length=80)),
                    ('edition', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='pictures', to='editions.edition')),
                ],
                options={
                    'indexes': [models.Index(fields=['name'], name='edition_picture_by_name')],
                    'constraints': [models.UniqueConstraint(fields=('edition', 'name'), name='edition_picture_once')],
                },
            ),
            migrations.CreateModel(
                name='EditionLook',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('colour', models.CharField(blank=True, max_length=7)),
                    ('logo', models.CharField(blank=True, max_length=80)),
                    ('edition', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='look', to='editions.edition')),
                ],
            ),
        ),
        immutable(
            "editions_edition",
            "editions_editionpage",
            "editions_editionwording",
            "editions_editionpicture",
            "editions_editionlook",
        ),
    ]
