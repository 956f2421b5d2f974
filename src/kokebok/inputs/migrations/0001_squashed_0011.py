"""What the app's migrations up to November 2026 make of an empty database, in one step."""

import django.db.models.deletion
import django.utils.timezone
import kokebok.inputs.models
import uuid
from django.conf import settings
from django.db import migrations, models

from kokebok.web.new_tables import NewTables


# A full-text index of the words of inputs, kept in step by the database itself: on SQLite an FTS5 table beside the words,
# followed by three triggers; on PostgreSQL a GIN index. The triggers are on the table of words and not on that of inputs:
# SQLite makes a table anew when a field of it is altered, and its triggers are lost.
TAKE_OUT = "INSERT INTO inputs_words_index(inputs_words_index, rowid, words) VALUES ('delete', old.given_id, old.words);"
PUT_IN = "INSERT INTO inputs_words_index(rowid, words) VALUES (new.given_id, new.words);"
SQLITE = [
    "CREATE VIRTUAL TABLE inputs_words_index USING fts5(words, content='inputs_words', content_rowid='given_id', "
    "tokenize='unicode61 remove_diacritics 0')",
    f"CREATE TRIGGER inputs_words_in AFTER INSERT ON inputs_words BEGIN {PUT_IN} END",
    f"CREATE TRIGGER inputs_words_out AFTER DELETE ON inputs_words BEGIN {TAKE_OUT} END",
    f"CREATE TRIGGER inputs_words_changed AFTER UPDATE ON inputs_words BEGIN {TAKE_OUT} {PUT_IN} END",
]
SQLITE_REMOVAL = [
    "DROP TRIGGER inputs_words_in",
    "DROP TRIGGER inputs_words_out",
    "DROP TRIGGER inputs_words_changed",
    "DROP TABLE inputs_words_index",
]
POSTGRESQL = ["CREATE INDEX inputs_words_index ON inputs_words USING gin (to_tsvector('simple', words))"]
POSTGRESQL_REMOVAL = ["DROP INDEX inputs_words_index"]


def make_index(apps, editor):
    for statement in SQLITE if editor.connection.vendor == "sqlite" else POSTGRESQL:
        editor.execute(statement, params=None)


def remove_index(apps, editor):
    for statement in SQLITE_REMOVAL if editor.connection.vendor == "sqlite" else POSTGRESQL_REMOVAL:
        editor.execute(statement, params=None)


class Migration(migrations.Migration):

    replaces = [
        ('inputs', '0001_initial'),
        ('inputs', '0002_door'),
        ('inputs', '0003_attachment'),
        ('inputs', '0004_door_of_the_resource_group'),
        ('inputs', '0005_language_may_be_unknown'),
        ('inputs', '0006_words'),
        ('inputs', '0007_words_index'),
        ('inputs', '0008_inbox_index'),
        ('inputs', '0009_day_salt'),
        ('inputs', '0010_networks_are_forgotten'),
        ('inputs', '0011_one_input_a_form'),
    ]

    initial = True

    dependencies = [
        ('book', '0001_squashed_0013'),
        ('people', '0001_squashed_0002'),
        ('wagtailcore', '0097_baselogentry_uuid_action_timestamp_indexes'),
    ]

    operations = [
        NewTables(
            migrations.CreateModel(
                name='Input',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('code', models.CharField(default=kokebok.inputs.models.fresh_code, editable=False, max_length=16, unique=True)),
                    ('ticket', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                    ('kind', models.CharField(choices=[('comment', 'Comment'), ('suggestion', 'Suggested wording'), ('question', 'Question'), ('correction', 'Correction'), ('example', 'Tip about an example'), ('tool', 'Tip about a tool')], max_length=12, verbose_name='kind')),
                    ('state', models.CharField(choices=[('waiting', 'Waiting to be published'), ('open', 'Waiting for an answer'), ('answered', 'Answered'), ('refused', 'Not published'), ('withdrawn', 'Withdrawn')], max_length=12, verbose_name='status')),
                    ('text', models.TextField(blank=True, max_length=8000, verbose_name='text')),
                    ('suggestion', models.TextField(blank=True, max_length=8000, verbose_name='suggested wording')),
                    ('language', models.CharField(blank=True, choices=[('nb', 'Norwegian Bokmål'), ('nn', 'Norwegian Nynorsk'), ('se', 'Northern Sámi'), ('en', 'English')], default='', max_length=2, verbose_name='language')),
                    ('quote', models.JSONField(blank=True, null=True)),
                    ('place', models.CharField(choices=[('exact', 'Where it was written'), ('moved', 'Moved with its words'), ('approximate', 'Where the words are most alike'), ('detached', 'Its words are no longer in the text')], default='exact', max_length=12, verbose_name='place')),
                    ('place_is_weak', models.BooleanField(default=False)),
                    ('name', models.CharField(blank=True, max_length=120, verbose_name='name')),
                    ('on_behalf_of', models.CharField(blank=True, max_length=200, verbose_name='on behalf of')),
                    ('may_be_named', models.BooleanField(default=False, verbose_name='may be named')),
                    ('email', models.EmailField(blank=True, max_length=254, verbose_name='e-mail')),
                    ('email_confirmed_at', models.DateTimeField(blank=True, null=True)),
                    ('sender', models.CharField(blank=True, db_index=True, max_length=64)),
                    ('network', models.CharField(blank=True, max_length=64)),
                    ('licensed_at', models.DateTimeField(default=django.utils.timezone.now)),
                    ('received_at', models.DateTimeField(db_index=True, default=django.utils.timezone.now, verbose_name='received')),
                    ('edited_at', models.DateTimeField(blank=True, null=True)),
                    ('read_at', models.DateTimeField(blank=True, null=True)),
                    ('published_at', models.DateTimeField(blank=True, null=True)),
                    ('settled_at', models.DateTimeField(blank=True, null=True)),
                    ('refusal', models.TextField(blank=True, verbose_name='reason for not publishing')),
                    ('page', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='wagtailcore.page')),
                    ('paragraph', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='inputs', to='book.paragraph')),
                    ('reply_to', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='replies', to='inputs.input')),
                    ('wording', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='inputs', to='book.wording')),
                    ('door', models.CharField(choices=[('page', 'The page'), ('call', 'A call'), ('round', 'A live round'), ('paper', 'Paper'), ('phone', 'Telephone'), ('email', 'E-mail'), ('blog', 'A blog'), ('sheet', 'A spreadsheet'), ('word', 'A Word document'), ('group', 'The resource group')], default='page', max_length=8, verbose_name='door')),
                    ('slip', models.UUIDField(editable=False, null=True, unique=True)),
                ],
                options={
                    'ordering': ['received_at', 'pk'],
                    'indexes': [models.Index(fields=['state', 'received_at', 'kind', 'door', 'language', 'page', 'paragraph', 'place', 'place_is_weak'], name='input_inbox'), models.Index(condition=models.Q(('network', ''), _negated=True), fields=['network', 'received_at'], name='input_network')],
                    'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('text', ''), _negated=True), models.Q(('suggestion', ''), _negated=True), _connector='OR'), name='input_says_something'), models.CheckConstraint(condition=models.Q(('suggestion', ''), ('kind', 'suggestion'), _connector='OR'), name='input_suggestion_only_of_its_kind'), models.CheckConstraint(condition=models.Q(('suggestion', ''), ('wording__isnull', False), _connector='OR'), name='input_suggestion_is_for_a_wording'), models.CheckConstraint(condition=models.Q(models.Q(('settled_at', None), ('state__in', ('waiting', 'open'))), models.Q(models.Q(('state__in', ('waiting', 'open')), _negated=True), ('settled_at__isnull', False)), _connector='OR'), name='input_settled_when_no_longer_unsettled'), models.CheckConstraint(condition=models.Q(models.Q(('state', 'refused'), _negated=True), models.Q(('refusal', ''), _negated=True), _connector='OR'), name='input_refused_with_a_reason'), models.CheckConstraint(condition=models.Q(('reply_to', None), models.Q(('reply_to', models.F('pk')), _negated=True), _connector='OR'), name='input_replies_to_another'), models.CheckConstraint(condition=models.Q(('email_confirmed_at', None), models.Q(('email', ''), _negated=True), _connector='OR'), name='input_confirmed_email_is_an_email')],
                },
            ),
            migrations.CreateModel(
                name='Support',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('sender', models.CharField(max_length=64)),
                    ('at', models.DateTimeField(auto_now_add=True)),
                    ('given', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='supports', to='inputs.input')),
                ],
                options={
                    'constraints': [models.UniqueConstraint(fields=('given', 'sender'), name='support_once_a_sender')],
                },
            ),
            migrations.CreateModel(
                name='Attachment',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('name', models.CharField(max_length=150, verbose_name='name of the file')),
                    ('sort', models.CharField(max_length=8)),
                    ('size', models.PositiveBigIntegerField()),
                    ('sha256', models.CharField(db_index=True, max_length=64)),
                    ('at', models.DateTimeField(default=django.utils.timezone.now)),
                    ('let_out_at', models.DateTimeField(blank=True, null=True)),
                    ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('given', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='attachments', to='inputs.input')),
                    ('let_out_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ],
                options={
                    'ordering': ['pk'],
                    'constraints': [models.UniqueConstraint(fields=('given', 'sha256'), name='attachment_once_an_input'), models.CheckConstraint(condition=models.Q(('size__gt', 0)), name='attachment_has_something_in_it'), models.CheckConstraint(condition=models.Q(('sort__in', ['pdf', 'docx', 'xlsx', 'pptx', 'odt', 'ods', 'odp', 'png', 'jpeg', 'csv', 'txt'])), name='attachment_is_of_a_known_sort'), models.CheckConstraint(condition=models.Q(models.Q(('let_out_at', None), ('let_out_by', None)), models.Q(('let_out_at__isnull', False), ('let_out_by__isnull', False)), _connector='OR'), name='attachment_let_out_by_somebody')],
                },
            ),
            migrations.CreateModel(
                name='Words',
                fields=[
                    ('given', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='words', serialize=False, to='inputs.input')),
                    ('said', models.TextField()),
                    ('words', models.TextField()),
                ],
                options={
                    'verbose_name_plural': 'words',
                },
            ),
            migrations.CreateModel(
                name='DaySalt',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('day', models.DateField()),
                    ('salt', models.CharField(max_length=64)),
                ],
            ),
        ),
        migrations.RunPython(make_index, remove_index),
    ]
