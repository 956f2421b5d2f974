"""What the app's migrations up to November 2026 make of an empty database, in one step."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from kokebok.web.new_tables import NewTables


class Migration(migrations.Migration):

    replaces = [
        ('moderation', '0001_reasons_rulings_and_reviews'),
        ('moderation', '0002_a_removal_may_hide_the_name'),
    ]

    initial = True

    dependencies = [
        ('inputs', '0001_squashed_0011'),
        ('people', '0001_squashed_0002'),
    ]

    operations = [
        NewTables(
            migrations.CreateModel(
                name='Original',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('text', models.TextField(blank=True)),
                    ('suggestion', models.TextField(blank=True)),
                    ('given', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='original', to='inputs.input')),
                ],
            ),
            migrations.CreateModel(
                name='Reason',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('code', models.SlugField(max_length=40, unique=True, verbose_name='code')),
                    ('order', models.PositiveSmallIntegerField(default=0)),
                    ('title_nb', models.CharField(max_length=80, verbose_name='title in bokmål')),
                    ('title_nn', models.CharField(max_length=80, verbose_name='title in nynorsk')),
                    ('title_en', models.CharField(max_length=80, verbose_name='title in English')),
                    ('explanation_nb', models.TextField(max_length=600, verbose_name='explanation in bokmål')),
                    ('explanation_nn', models.TextField(max_length=600, verbose_name='explanation in nynorsk')),
                    ('explanation_en', models.TextField(max_length=600, verbose_name='explanation in English')),
                    ('retired_at', models.DateTimeField(blank=True, null=True)),
                ],
                options={
                    'ordering': ['order', 'pk'],
                    'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('title_nb', ''), _negated=True), models.Q(('title_nn', ''), _negated=True), models.Q(('title_en', ''), _negated=True)), name='reason_has_a_title_in_each_language')],
                },
            ),
            migrations.CreateModel(
                name='Ruling',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('measure', models.CharField(choices=[('refused', 'Not published'), ('redacted', 'Part removed')], max_length=10, verbose_name='measure')),
                    ('words', models.TextField(blank=True, max_length=2000, verbose_name='own words')),
                    ('mark', models.TextField(blank=True)),
                    ('at', models.DateTimeField(db_index=True, verbose_name='decided')),
                    ('lifted_at', models.DateTimeField(blank=True, null=True)),
                    ('told_at', models.DateTimeField(blank=True, null=True)),
                    ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('given', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='rulings', to='inputs.input')),
                    ('lifted_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('reason', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='rulings', to='moderation.reason')),
                    ('hides_name', models.BooleanField(default=False)),
                ],
                options={
                    'ordering': ['-at', '-pk'],
                    'constraints': [models.CheckConstraint(condition=models.Q(('reason__isnull', False), models.Q(('words', ''), _negated=True), _connector='OR'), name='ruling_says_why'), models.CheckConstraint(condition=models.Q(models.Q(('mark', ''), ('measure', 'refused')), models.Q(('measure', 'redacted'), models.Q(('mark', ''), _negated=True)), _connector='OR'), name='ruling_with_a_mark_for_what_is_removed'), models.CheckConstraint(condition=models.Q(models.Q(('lifted_at', None), ('lifted_by', None)), models.Q(('lifted_at__isnull', False), ('lifted_by__isnull', False)), _connector='OR'), name='ruling_lifted_by_somebody'), models.UniqueConstraint(condition=models.Q(('lifted_at', None), ('measure', 'refused')), fields=('given',), name='ruling_one_refusal_at_a_time')],
                },
            ),
            migrations.CreateModel(
                name='Review',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('words', models.TextField(blank=True, max_length=2000, verbose_name='why the sender disagrees')),
                    ('asked_at', models.DateTimeField(verbose_name='asked')),
                    ('answer', models.CharField(blank=True, choices=[('upheld', 'It stands'), ('reversed', 'It is reversed')], max_length=10, verbose_name='answer')),
                    ('explanation', models.TextField(blank=True, max_length=2000, verbose_name='explanation')),
                    ('at', models.DateTimeField(blank=True, null=True)),
                    ('told_at', models.DateTimeField(blank=True, null=True)),
                    ('by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('ruled_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('ruling', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='review', to='moderation.ruling')),
                ],
                options={
                    'ordering': ['asked_at', 'pk'],
                    'constraints': [models.CheckConstraint(condition=models.Q(('by', None), models.Q(('by', models.F('ruled_by')), _negated=True), _connector='OR'), name='review_by_somebody_else'), models.CheckConstraint(condition=models.Q(models.Q(('answer', ''), ('at', None), ('by', None), ('explanation', '')), models.Q(models.Q(('answer', ''), _negated=True), models.Q(('explanation', ''), _negated=True), ('at__isnull', False), ('by__isnull', False)), _connector='OR'), name='review_answered_whole')],
                },
            ),
            migrations.CreateModel(
                name='Removal',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('field', models.CharField(choices=[('text', 'text'), ('suggestion', 'suggested wording')], max_length=10)),
                    ('start', models.PositiveIntegerField()),
                    ('end', models.PositiveIntegerField()),
                    ('ruling', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='removals', to='moderation.ruling')),
                ],
                options={
                    'ordering': ['field', 'start'],
                    'constraints': [models.CheckConstraint(condition=models.Q(('start__lt', models.F('end'))), name='removal_is_of_something'), models.UniqueConstraint(fields=('ruling', 'field', 'start'), name='removal_once_a_ruling_and_place')],
                },
            ),
        ),
    ]
