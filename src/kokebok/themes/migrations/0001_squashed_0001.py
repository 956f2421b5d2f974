"""What the app's migrations up to November 2026 make of an empty database, in one step."""

import django.db.models.deletion
import django.db.models.functions.text
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

from kokebok.web.new_tables import NewTables


class Migration(migrations.Migration):

    replaces = [
        ('themes', '0001_themes_decisions_and_groups'),
    ]

    initial = True

    dependencies = [
        ('inputs', '0001_squashed_0011'),
        ('people', '0001_squashed_0002'),
    ]

    operations = [
        NewTables(
            migrations.CreateModel(
                name='Grouping',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('state', models.CharField(choices=[('waiting', 'Waiting'), ('running', 'Being made'), ('done', 'Ready'), ('failed', 'Failed')], default='waiting', max_length=8)),
                    ('method', models.CharField(blank=True, choices=[('ngrams', 'by letters and words they share'), ('meaning', 'by what they mean, with a small language model on this machine')], max_length=8)),
                    ('turn', models.PositiveIntegerField(default=0)),
                    ('asked_at', models.DateTimeField(default=django.utils.timezone.now)),
                    ('changed_at', models.DateTimeField(default=django.utils.timezone.now)),
                    ('error', models.CharField(blank=True, max_length=300)),
                    ('heap', models.CharField(choices=[('unsettled', 'All that wait for an answer'), ('without', 'All without a theme'), ('public', 'All that are published')], max_length=12)),
                    ('page_id', models.PositiveBigIntegerField(blank=True, null=True)),
                    ('page_title', models.CharField(blank=True, max_length=255)),
                    ('door', models.CharField(blank=True, max_length=8)),
                    ('counted', models.PositiveIntegerField(default=0)),
                    ('alone', models.PositiveIntegerField(default=0)),
                    ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ],
                options={
                    'ordering': ['-pk'],
                    'constraints': [models.CheckConstraint(condition=models.Q(('alone__lte', models.F('counted'))), name='grouping_alone_are_among_the_counted')],
                },
            ),
            migrations.CreateModel(
                name='Learning',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('state', models.CharField(choices=[('waiting', 'Waiting'), ('running', 'Being made'), ('done', 'Ready'), ('failed', 'Failed')], default='waiting', max_length=8)),
                    ('method', models.CharField(blank=True, choices=[('ngrams', 'by letters and words they share'), ('meaning', 'by what they mean, with a small language model on this machine')], max_length=8)),
                    ('turn', models.PositiveIntegerField(default=0)),
                    ('asked_at', models.DateTimeField(default=django.utils.timezone.now)),
                    ('changed_at', models.DateTimeField(default=django.utils.timezone.now)),
                    ('error', models.CharField(blank=True, max_length=300)),
                    ('decisions', models.PositiveIntegerField(default=0)),
                    ('proposed', models.PositiveIntegerField(default=0)),
                ],
                options={
                    'ordering': ['-pk'],
                    'constraints': [models.UniqueConstraint(condition=models.Q(('state__in', ['waiting', 'running'])), fields=('state',), name='learning_one_waits_one_runs')],
                },
            ),
            migrations.CreateModel(
                name='NoTheme',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('at', models.DateTimeField(default=django.utils.timezone.now)),
                    ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('given', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='no_theme', to='inputs.input')),
                ],
            ),
            migrations.CreateModel(
                name='Theme',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('name', models.CharField(max_length=80, verbose_name='name')),
                    ('about', models.CharField(blank=True, max_length=300, verbose_name='what belongs here')),
                    ('made_at', models.DateTimeField(auto_now_add=True)),
                    ('retired_at', models.DateTimeField(blank=True, null=True)),
                    ('made_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('merged_into', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='merged', to='themes.theme')),
                ],
                options={
                    'ordering': ['name', 'pk'],
                    'constraints': [models.UniqueConstraint(django.db.models.functions.text.Lower('name'), condition=models.Q(('retired_at', None)), name='theme_name_once_in_use'), models.CheckConstraint(condition=models.Q(('name', ''), _negated=True), name='theme_has_a_name'), models.CheckConstraint(condition=models.Q(('merged_into', None), ('retired_at__isnull', False), _connector='OR'), name='theme_merged_is_retired'), models.CheckConstraint(condition=models.Q(('merged_into', None), models.Q(('merged_into', models.F('pk')), _negated=True), _connector='OR'), name='theme_not_merged_into_itself')],
                },
            ),
            migrations.CreateModel(
                name='Group',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('number', models.PositiveIntegerField()),
                    ('words', models.JSONField(default=list)),
                    ('grouping', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='groups', to='themes.grouping')),
                    ('theme', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='made_of', to='themes.theme')),
                ],
                options={
                    'ordering': ['grouping', 'number'],
                    'constraints': [models.UniqueConstraint(fields=('grouping', 'number'), name='group_number_once')],
                },
            ),
            migrations.CreateModel(
                name='Member',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('place', models.PositiveIntegerField(default=0)),
                    ('given', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='inputs.input')),
                    ('group', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='members', to='themes.group')),
                    ('grouping', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='members', to='themes.grouping')),
                ],
                options={
                    'ordering': ['grouping', 'place'],
                    'constraints': [models.UniqueConstraint(fields=('grouping', 'given'), name='member_counted_once')],
                },
            ),
            migrations.CreateModel(
                name='Proposal',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('place', models.PositiveSmallIntegerField()),
                    ('share', models.FloatField()),
                    ('lead', models.FloatField()),
                    ('method', models.CharField(choices=[('ngrams', 'by letters and words they share'), ('meaning', 'by what they mean, with a small language model on this machine')], max_length=8)),
                    ('given', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='theme_proposals', to='inputs.input')),
                    ('like', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='inputs.input')),
                    ('theme', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='proposals', to='themes.theme')),
                ],
                options={
                    'ordering': ['given', 'place'],
                    'indexes': [models.Index(fields=['place', 'lead'], name='proposal_least_sure')],
                    'constraints': [models.UniqueConstraint(fields=('given', 'place'), name='proposal_place_once'), models.UniqueConstraint(fields=('given', 'theme'), name='proposal_theme_once'), models.CheckConstraint(condition=models.Q(('share__gte', 0), ('share__lte', 1)), name='proposal_share_is_a_share')],
                },
            ),
            migrations.CreateModel(
                name='InputTheme',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('at', models.DateTimeField(default=django.utils.timezone.now)),
                    ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('given', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='input_themes', to='inputs.input')),
                    ('theme', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='input_themes', to='themes.theme')),
                ],
                options={
                    'ordering': ['given', 'theme'],
                    'indexes': [models.Index(fields=['at'], name='input_theme_at')],
                    'constraints': [models.UniqueConstraint(fields=('given', 'theme'), name='input_theme_once')],
                },
            ),
            migrations.CreateModel(
                name='Declined',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('at', models.DateTimeField(default=django.utils.timezone.now)),
                    ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('given', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='declined_themes', to='inputs.input')),
                    ('theme', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='declined', to='themes.theme')),
                ],
                options={
                    'constraints': [models.UniqueConstraint(fields=('given', 'theme'), name='declined_theme_once')],
                },
            ),
            migrations.CreateModel(
                name='Vector',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('reads', models.CharField(choices=[('opening', 'the opening'), ('whole', 'all of it')], max_length=8)),
                    ('digest', models.CharField(max_length=64)),
                    ('numbers', models.BinaryField()),
                    ('given', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='theme_vectors', to='inputs.input')),
                ],
                options={
                    'constraints': [models.UniqueConstraint(fields=('given', 'reads'), name='vector_once_a_reading')],
                },
            ),
        ),
    ]
