"""What the app's migrations up to November 2026 make of an empty database, in one step."""

import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

from kokebok.web.new_tables import NewTables


class Migration(migrations.Migration):

    replaces = [
        ('doors', '0001_arrivals'),
        ('doors', '0002_what_was_left_out'),
    ]

    initial = True

    dependencies = [
        ('inputs', '0001_squashed_0011'),
        ('people', '0001_squashed_0002'),
    ]

    operations = [
        NewTables(
            migrations.CreateModel(
                name='Batch',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('shape', models.CharField(choices=[('letters', 'Letters'), ('rows', 'Rows')], max_length=8)),
                    ('name', models.CharField(max_length=150)),
                    ('sha256', models.CharField(max_length=64)),
                    ('state', models.CharField(choices=[('looked_at', 'Not taken in yet'), ('running', 'Being taken in'), ('done', 'Taken in'), ('dropped', 'Not to be taken in')], default='looked_at', max_length=10)),
                    ('choices', models.JSONField(default=dict)),
                    ('total', models.PositiveIntegerField(default=0)),
                    ('done', models.PositiveIntegerField(default=0)),
                    ('at', models.DateTimeField(auto_now_add=True)),
                    ('touched_at', models.DateTimeField(default=django.utils.timezone.now)),
                    ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ],
                options={
                    'verbose_name_plural': 'batches',
                    'ordering': ['-pk'],
                    'constraints': [models.CheckConstraint(condition=models.Q(('done__lte', models.F('total'))), name='batch_no_more_done_than_there_is')],
                },
            ),
            migrations.CreateModel(
                name='Arrival',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('row', models.PositiveIntegerField(blank=True, null=True)),
                    ('key', models.CharField(blank=True, max_length=64, null=True, unique=True)),
                    ('raw', models.CharField(blank=True, max_length=64)),
                    ('left_out', models.JSONField(default=list)),
                    ('at', models.DateTimeField(default=django.utils.timezone.now)),
                    ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('given', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='arrival', to='inputs.input')),
                    ('batch', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='arrivals', to='doors.batch')),
                    ('doubtful', models.JSONField(default=list)),
                ],
                options={
                    'ordering': ['pk'],
                    'constraints': [models.CheckConstraint(condition=models.Q(('row', None), ('batch__isnull', False), _connector='OR'), name='arrival_row_is_of_a_batch')],
                },
            ),
            migrations.CreateModel(
                name='SetAside',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('key', models.CharField(max_length=64, unique=True)),
                    ('raw', models.CharField(max_length=64)),
                    ('reason', models.CharField(choices=[('automatic', 'an automatic reply'), ('bounce', 'word of a letter that did not arrive'), ('list', 'a letter to a list, such as a newsletter'), ('spam', 'marked as unwanted by the mail server'), ('ours', 'one of our own letters'), ('empty', 'nothing is said in it'), ('broken', 'it cannot be read'), ('large', 'it is too large'), ('sent_on', 'it sends on what somebody else has written'), ('files', 'what it says is in a file that cannot be taken'), ('many', 'the same address has sent very many in a day')], max_length=10)),
                    ('sender', models.CharField(blank=True, max_length=320)),
                    ('subject', models.CharField(blank=True, max_length=300)),
                    ('written_at', models.DateTimeField(blank=True, null=True)),
                    ('at', models.DateTimeField(default=django.utils.timezone.now)),
                    ('closed_at', models.DateTimeField(blank=True, null=True)),
                    ('batch', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='set_aside', to='doors.batch')),
                    ('closed_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('left_out', models.JSONField(default=list)),
                ],
                options={
                    'verbose_name_plural': 'set aside',
                    'ordering': ['-pk'],
                    'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('closed_at', None), ('closed_by', None)), models.Q(('closed_at__isnull', False), ('closed_by__isnull', False)), _connector='OR'), name='set_aside_closed_by_somebody')],
                },
            ),
        ),
    ]
