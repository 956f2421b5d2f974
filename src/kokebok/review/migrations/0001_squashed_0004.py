"""What the app's migrations up to November 2026 make of an empty database, in one step."""

import django.db.models.deletion
import django.utils.timezone
import uuid
from django.conf import settings
from django.db import migrations, models

from kokebok.web.new_tables import NewTables


class Migration(migrations.Migration):

    replaces = [
        ('review', '0001_reading'),
        ('review', '0002_word_files'),
        ('review', '0003_verdict_together'),
        ('review', '0004_drafts'),
    ]

    initial = True

    dependencies = [
        ('book', '0001_squashed_0013'),
        ('inputs', '0001_squashed_0011'),
        ('people', '0001_squashed_0002'),
        ('wagtailcore', '0097_baselogentry_uuid_action_timestamp_indexes'),
    ]

    operations = [
        NewTables(
            migrations.CreateModel(
                name='Reading',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('title', models.CharField(max_length=120, verbose_name='what it is about')),
                    ('greeting', models.TextField(blank=True, max_length=2000, verbose_name='greeting')),
                    ('due', models.DateField(blank=True, null=True, verbose_name='read within')),
                    ('at', models.DateTimeField(default=django.utils.timezone.now)),
                    ('closed_at', models.DateTimeField(blank=True, null=True)),
                    ('ticket', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                    ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ],
                options={
                    'ordering': [models.OrderBy(models.F('due'), nulls_last=True), 'pk'],
                },
            ),
            migrations.CreateModel(
                name='Portion',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('order', models.PositiveIntegerField()),
                    ('paragraph', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='portions', to='book.paragraph')),
                    ('reading', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='portions', to='review.reading')),
                ],
                options={
                    'ordering': ['order', 'pk'],
                    'constraints': [models.UniqueConstraint(fields=('reading', 'paragraph'), name='portion_once_a_reading')],
                },
            ),
            migrations.CreateModel(
                name='Verdict',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('says', models.CharField(choices=[('approve', 'I approve'), ('comment', 'I have a comment'), ('object', 'I object')], max_length=8, verbose_name='your verdict')),
                    ('text', models.TextField(blank=True, max_length=8000, verbose_name='in your own words')),
                    ('ticket', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                    ('at', models.DateTimeField(default=django.utils.timezone.now)),
                    ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('portion', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='verdicts', to='review.portion')),
                    ('released_as', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='verdict', to='inputs.input')),
                    ('wording', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='verdicts', to='book.wording')),
                    ('together', models.UUIDField(blank=True, db_index=True, editable=False, null=True)),
                ],
                options={
                    'ordering': ['at', 'pk'],
                    'constraints': [models.UniqueConstraint(fields=('portion', 'person', 'wording'), name='verdict_once_a_wording'), models.CheckConstraint(condition=models.Q(('says', 'approve'), models.Q(('text', ''), _negated=True), _connector='OR'), name='verdict_says_why_when_it_does_not_approve'), models.CheckConstraint(condition=models.Q(('released_as', None), models.Q(('text', ''), _negated=True), _connector='OR'), name='verdict_released_has_words')],
                },
            ),
            migrations.CreateModel(
                name='Reader',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('may_be_named', models.BooleanField(default=False, verbose_name='may be named')),
                    ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('reading', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='readers', to='review.reading')),
                ],
                options={
                    'ordering': ['person__name', 'pk'],
                    'constraints': [models.UniqueConstraint(fields=('reading', 'person'), name='reader_once_a_reading')],
                },
            ),
            migrations.CreateModel(
                name='WordCopy',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('token', models.CharField(editable=False, max_length=12, unique=True)),
                    ('name', models.CharField(max_length=150)),
                    ('sha256', models.CharField(max_length=64)),
                    ('fixed', models.JSONField(default=list)),
                    ('marks', models.JSONField(default=list)),
                    ('at', models.DateTimeField(default=django.utils.timezone.now)),
                    ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('reading', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='word_copies', to='review.reading')),
                ],
                options={
                    'verbose_name_plural': 'word copies',
                    'ordering': ['-pk'],
                },
            ),
            migrations.CreateModel(
                name='WordFile',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('name', models.CharField(max_length=150)),
                    ('sha256', models.CharField(max_length=64)),
                    ('state', models.CharField(choices=[('looked_at', 'Not taken in yet'), ('taken_in', 'Taken in'), ('dropped', 'Not to be taken in')], default='looked_at', max_length=10)),
                    ('at', models.DateTimeField(default=django.utils.timezone.now)),
                    ('settled_at', models.DateTimeField(blank=True, null=True)),
                    ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('copy', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='come_back', to='review.wordcopy')),
                ],
                options={
                    'ordering': ['-pk'],
                    'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('settled_at', None), ('state', 'looked_at')), models.Q(models.Q(('state', 'looked_at'), _negated=True), ('settled_at__isnull', False)), _connector='OR'), name='word_file_settled_when_it_is')],
                },
            ),
            migrations.CreateModel(
                name='WordInput',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('key', models.CharField(max_length=64, unique=True)),
                    ('found', models.CharField(choices=[('mark', 'by the mark of the paragraph'), ('words', 'by the words of the paragraph'), ('alike', 'where the words are most alike'), ('page', 'only the page was found'), ('nowhere', 'not found in the book')], max_length=8)),
                    ('author', models.CharField(blank=True, max_length=120)),
                    ('written_at', models.DateTimeField(blank=True, null=True)),
                    ('file', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='became', to='review.wordfile')),
                    ('given', models.OneToOneField(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='word', to='inputs.input')),
                    ('verdict', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='word', to='review.verdict')),
                ],
                options={
                    'ordering': ['pk'],
                    'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('given__isnull', False), ('verdict', None)), models.Q(('given', None), ('verdict__isnull', False)), _connector='OR'), name='word_input_became_one_thing')],
                },
            ),
            migrations.CreateModel(
                name='DraftPage',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('revision', models.PositiveBigIntegerField()),
                    ('title', models.CharField(max_length=255)),
                    ('text', models.JSONField()),
                    ('pictures', models.JSONField(default=list)),
                    ('order', models.PositiveIntegerField()),
                    ('live_at', models.DateTimeField(blank=True, null=True)),
                    ('page', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='wagtailcore.page')),
                    ('reading', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='drafts', to='review.reading')),
                ],
                options={
                    'ordering': ['order', 'pk'],
                    'constraints': [models.UniqueConstraint(fields=('reading', 'page'), name='draft_page_once_a_reading')],
                },
            ),
            migrations.CreateModel(
                name='DraftPassage',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('order', models.PositiveIntegerField()),
                    ('path', models.CharField(max_length=250)),
                    ('kind', models.CharField(max_length=10)),
                    ('text', models.TextField(blank=True)),
                    ('draft', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='passages', to='review.draftpage')),
                ],
                options={
                    'ordering': ['order'],
                    'constraints': [models.UniqueConstraint(fields=('draft', 'order'), name='draft_passage_one_a_place')],
                },
            ),
            migrations.CreateModel(
                name='DraftVerdict',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('says', models.CharField(choices=[('approve', 'I approve'), ('comment', 'I have a comment'), ('object', 'I object')], max_length=8, verbose_name='your verdict')),
                    ('text', models.TextField(blank=True, max_length=8000, verbose_name='in your own words')),
                    ('ticket', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                    ('at', models.DateTimeField(default=django.utils.timezone.now)),
                    ('together', models.UUIDField(blank=True, db_index=True, editable=False, null=True)),
                    ('given', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='draft_verdict', to='inputs.input')),
                    ('passage', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='verdicts', to='review.draftpassage')),
                    ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ],
                options={
                    'ordering': ['at', 'pk'],
                    'constraints': [models.UniqueConstraint(fields=('passage', 'person'), name='draft_verdict_once_a_passage'), models.CheckConstraint(condition=models.Q(('says', 'approve'), models.Q(('text', ''), _negated=True), _connector='OR'), name='draft_verdict_says_why_when_it_does_not_approve'), models.CheckConstraint(condition=models.Q(('given', None), models.Q(('text', ''), _negated=True), _connector='OR'), name='draft_verdict_given_has_words')],
                },
            ),
        ),
    ]
