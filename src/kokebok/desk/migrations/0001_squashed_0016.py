"""What the app's migrations up to November 2026 make of an empty database, in one step."""

import django.db.models.deletion
import django.db.models.functions.text
import django.utils.timezone
import uuid
from django.conf import settings
from django.db import migrations, models

from kokebok.web.new_tables import NewTables


class Migration(migrations.Migration):

    replaces = [
        ('desk', '0001_initial'),
        ('desk', '0002_assignment'),
        ('desk', '0003_note'),
        ('desk', '0004_presence'),
        ('desk', '0005_unused_text'),
        ('desk', '0006_rest_before_a_letter'),
        ('desk', '0007_held_answer'),
        ('desk', '0008_draft'),
        ('desk', '0009_reply_template'),
        ('desk', '0010_bulk_run'),
        ('desk', '0011_saved_filters'),
        ('desk', '0012_next_edition'),
        ('desk', '0013_own_keys'),
        ('desk', '0014_answers_in_hand_rest_again'),
        ('desk', '0015_rest_ends_in_the_outbox'),
        ('desk', '0016_answers_are_no_reasons'),
    ]

    initial = True

    dependencies = [
        ('book', '0001_squashed_0013'),
        ('inputs', '0001_squashed_0011'),
        ('letters', '0001_squashed_0004'),
        ('people', '0001_squashed_0002'),
    ]

    operations = [
        NewTables(
            migrations.CreateModel(
                name='Decision',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('outcome', models.CharField(choices=[('taken_in', 'Taken in'), ('taken_in_changed', 'Taken in with changes'), ('partly', 'Partly taken in'), ('not_taken', 'Not taken in'), ('later', 'Later')], max_length=20, verbose_name='decision')),
                    ('reply', models.TextField(blank=True, verbose_name='public answer')),
                    ('reason', models.TextField(blank=True, verbose_name='reason')),
                    ('on_behalf_of', models.CharField(blank=True, max_length=200, verbose_name='on behalf of')),
                    ('at', models.DateTimeField(verbose_name='answered')),
                    ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('given', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='decision', to='inputs.input')),
                    ('wording', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='decisions', to='book.wording')),
                ],
                options={
                    'ordering': ['at', 'pk'],
                    'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('outcome__in', ('partly', 'not_taken', 'later')), _negated=True), models.Q(('reason', ''), _negated=True), _connector='OR'), name='decision_has_a_reason_where_one_is_owed')],
                },
            ),
            migrations.CreateModel(
                name='Assignment',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('to_group', models.BooleanField(default=False)),
                    ('due', models.DateField(blank=True, null=True, verbose_name='answer within')),
                    ('note', models.TextField(blank=True, verbose_name='note')),
                    ('at', models.DateTimeField(default=django.utils.timezone.now)),
                    ('ended_at', models.DateTimeField(blank=True, null=True)),
                    ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('given', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='assignments', to='inputs.input')),
                    ('to', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='assignments', to=settings.AUTH_USER_MODEL)),
                ],
                options={
                    'ordering': [models.OrderBy(models.F('due'), nulls_last=True), 'at', 'pk'],
                    'indexes': [models.Index(fields=['to', 'ended_at'], name='assignment_of_person')],
                    'constraints': [models.UniqueConstraint(condition=models.Q(('ended_at', None)), fields=('given',), name='assignment_one_holder_an_input'), models.CheckConstraint(condition=models.Q(models.Q(('to', None), ('to_group', True)), models.Q(('to__isnull', False), ('to_group', False)), _connector='OR'), name='assignment_is_a_persons_or_the_groups')],
                },
            ),
            migrations.CreateModel(
                name='Note',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('text', models.TextField(max_length=4000, verbose_name='note')),
                    ('ticket', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                    ('at', models.DateTimeField(default=django.utils.timezone.now)),
                    ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('given', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='notes', to='inputs.input')),
                ],
                options={
                    'ordering': ['at', 'pk'],
                    'constraints': [models.CheckConstraint(condition=models.Q(('text', ''), _negated=True), name='note_says_something')],
                },
            ),
            migrations.CreateModel(
                name='Mention',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('seen_at', models.DateTimeField(blank=True, null=True)),
                    ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='mentions', to=settings.AUTH_USER_MODEL)),
                    ('note', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='mentions', to='desk.note')),
                ],
                options={
                    'ordering': ['pk'],
                    'indexes': [models.Index(fields=['person', 'seen_at'], name='mention_of_person')],
                    'constraints': [models.UniqueConstraint(fields=('note', 'person'), name='mention_once_a_note')],
                },
            ),
            migrations.CreateModel(
                name='Presence',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('seen_at', models.DateTimeField(db_index=True)),
                    ('writes', models.BooleanField(default=False)),
                    ('given', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='inputs.input')),
                    ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
                ],
                options={
                    'constraints': [models.UniqueConstraint(fields=('given', 'person'), name='presence_once_a_person')],
                },
            ),
            migrations.CreateModel(
                name='UnusedText',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('fields', models.JSONField()),
                    ('digest', models.CharField(editable=False, max_length=64)),
                    ('at', models.DateTimeField(default=django.utils.timezone.now)),
                    ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('given', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='unused_texts', to='inputs.input')),
                ],
                options={
                    'ordering': ['at', 'pk'],
                    'constraints': [models.UniqueConstraint(fields=('given', 'by', 'digest'), name='unused_text_kept_once')],
                },
            ),
            migrations.CreateModel(
                name='TextBefore',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('source', models.TextField()),
                    ('wording', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='book.wording')),
                ],
            ),
            migrations.CreateModel(
                name='Rest',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('was', models.CharField(choices=[('waiting', 'Waiting to be published'), ('open', 'Waiting for an answer'), ('answered', 'Answered'), ('refused', 'Not published'), ('withdrawn', 'Withdrawn')], max_length=12)),
                    ('until', models.DateTimeField(db_index=True)),
                    ('state', models.CharField(choices=[('resting', 'Waits until the answer can no longer be taken back'), ('halted', 'Stopped: the answer is being taken back'), ('sent', 'Sent'), ('nobody', 'Nobody to send it to'), ('failed', 'Could not be sent')], default='resting', max_length=8)),
                    ('decision', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='rest', to='desk.decision')),
                ],
                options={
                    'indexes': [models.Index(fields=['state', 'until'], name='rest_over')],
                    'constraints': [models.CheckConstraint(condition=models.Q(('was__in', ('waiting', 'open'))), name='rest_comes_from_unsettled')],
                },
            ),
            migrations.CreateModel(
                name='HeldAnswer',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('outcome', models.CharField(choices=[('taken_in', 'Taken in'), ('taken_in_changed', 'Taken in with changes'), ('partly', 'Partly taken in'), ('not_taken', 'Not taken in'), ('later', 'Later')], max_length=20, verbose_name='decision')),
                    ('reply', models.TextField(blank=True, verbose_name='public answer')),
                    ('reason', models.TextField(blank=True, verbose_name='reason')),
                    ('new_text', models.TextField(blank=True)),
                    ('weight', models.CharField(choices=[('first', 'First wording'), ('small', 'Small correction'), ('meaning', 'New meaning')], default='meaning', max_length=10)),
                    ('at', models.DateTimeField(default=django.utils.timezone.now)),
                    ('version', models.PositiveIntegerField(default=1)),
                    ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('given', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='held_answer', to='inputs.input')),
                    ('seen', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='book.wording')),
                ],
                options={
                    'ordering': ['at', 'pk'],
                    'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('outcome__in', ('partly', 'not_taken', 'later')), _negated=True), models.Q(('reason', ''), _negated=True), _connector='OR'), name='held_answer_has_a_reason_where_one_is_owed'), models.CheckConstraint(condition=models.Q(('new_text', ''), ('seen__isnull', False), _connector='OR'), name='held_answer_changes_a_text_that_was_seen')],
                },
            ),
            migrations.CreateModel(
                name='Draft',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('fields', models.JSONField(default=dict)),
                    ('at', models.DateTimeField(default=django.utils.timezone.now)),
                    ('by', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('given', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='drafts', to='inputs.input')),
                ],
                options={
                    'ordering': ['-at', 'pk'],
                    'constraints': [models.UniqueConstraint(fields=('given', 'by'), name='draft_one_an_editor')],
                },
            ),
            migrations.CreateModel(
                name='ReplyTemplate',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('name', models.CharField(max_length=80, verbose_name='name')),
                    ('language', models.CharField(choices=[('nb', 'Norwegian Bokmål'), ('nn', 'Norwegian Nynorsk'), ('se', 'Northern Sámi'), ('en', 'English')], default='nb', max_length=2, verbose_name='language')),
                    ('text', models.TextField(max_length=8000, verbose_name='words')),
                    ('at', models.DateTimeField(default=django.utils.timezone.now)),
                    ('version', models.PositiveIntegerField(default=1)),
                    ('gone_at', models.DateTimeField(blank=True, null=True)),
                    ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ],
                options={
                    'ordering': ['language', 'name', 'pk'],
                    'constraints': [models.UniqueConstraint(django.db.models.functions.text.Lower('name'), models.F('language'), condition=models.Q(('gone_at', None)), name='reply_template_named_once_a_language')],
                },
            ),
            migrations.CreateModel(
                name='BulkRun',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('ticket', models.UUIDField(default=uuid.uuid4, unique=True)),
                    ('act', models.CharField(choices=[('answer', 'Answer them'), ('publish', 'Publish them')], max_length=8)),
                    ('outcome', models.CharField(blank=True, choices=[('taken_in', 'Taken in'), ('taken_in_changed', 'Taken in with changes'), ('partly', 'Partly taken in'), ('not_taken', 'Not taken in'), ('later', 'Later')], max_length=20, verbose_name='decision')),
                    ('reply', models.TextField(blank=True, verbose_name='public answer')),
                    ('reason', models.TextField(blank=True, verbose_name='reason')),
                    ('at', models.DateTimeField(default=django.utils.timezone.now)),
                    ('beat_at', models.DateTimeField(default=django.utils.timezone.now)),
                    ('finished_at', models.DateTimeField(blank=True, null=True)),
                    ('undone_at', models.DateTimeField(blank=True, null=True)),
                    ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('undone_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ],
                options={
                    'ordering': ['-pk'],
                    'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('act', 'answer'), models.Q(('outcome', ''), _negated=True)), models.Q(('act', 'publish'), ('outcome', '')), _connector='OR'), name='bulk_run_decides_where_it_answers'), models.CheckConstraint(condition=models.Q(models.Q(('outcome__in', ('partly', 'not_taken', 'later')), _negated=True), models.Q(('reason', ''), _negated=True), _connector='OR'), name='bulk_run_has_a_reason_where_one_is_owed'), models.CheckConstraint(condition=models.Q(models.Q(('undone_at', None), ('undone_by', None)), models.Q(('undone_at__isnull', False), ('undone_by__isnull', False)), _connector='OR'), name='bulk_run_undone_by_somebody')],
                },
            ),
            migrations.CreateModel(
                name='BulkRow',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('state', models.CharField(choices=[('waiting', 'Waits'), ('done', 'Done'), ('skipped', 'Left as it was'), ('undoing', 'Is being taken back'), ('undone', 'Taken back'), ('kept', 'Could not be taken back')], default='waiting', max_length=8)),
                    ('why', models.TextField(blank=True)),
                    ('decision', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='bulk_rows', to='desk.decision')),
                    ('given', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='inputs.input')),
                    ('run', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='rows', to='desk.bulkrun')),
                ],
                options={
                    'ordering': ['pk'],
                    'indexes': [models.Index(fields=['run', 'state'], name='bulk_row_by_state')],
                    'constraints': [models.UniqueConstraint(fields=('run', 'given'), name='bulk_row_once_an_input')],
                },
            ),
            migrations.CreateModel(
                name='SavedFilter',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('name', models.CharField(max_length=60, verbose_name='name')),
                    ('query', models.TextField()),
                    ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='saved_filters', to=settings.AUTH_USER_MODEL)),
                ],
                options={
                    'ordering': ['name', 'pk'],
                    'constraints': [models.UniqueConstraint(fields=('person', 'name'), name='saved_filter_named_once_a_person'), models.CheckConstraint(condition=models.Q(('name', ''), _negated=True), name='saved_filter_has_a_name')],
                },
            ),
            migrations.CreateModel(
                name='NextEdition',
                fields=[
                    ('number', models.PositiveSmallIntegerField(default=1, primary_key=True, serialize=False)),
                    ('date', models.DateField(verbose_name='date of the next edition')),
                ],
                options={
                    'constraints': [models.CheckConstraint(condition=models.Q(('number', 1)), name='next_edition_is_one')],
                },
            ),
            migrations.CreateModel(
                name='OwnKeys',
                fields=[
                    ('person', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='own_keys', serialize=False, to=settings.AUTH_USER_MODEL)),
                    ('is_on', models.BooleanField(default=True)),
                    ('keys', models.JSONField(default=dict)),
                ],
                options={
                    'verbose_name_plural': 'own keys',
                },
            ),
        ),
    ]
