"""What the app's migrations up to November 2026 make of an empty database, in one step."""

import django.utils.timezone
from django.db import migrations, models

from kokebok.web.new_tables import NewTables


class Migration(migrations.Migration):

    replaces = [
        ('letters', '0001_letter'),
        ('letters', '0002_letter_is_unwanted'),
        ('letters', '0003_no_answer_of_what_is_erased'),
        ('letters', '0004_asks'),
    ]

    initial = True

    dependencies = [
    ]

    operations = [
        NewTables(
            migrations.CreateModel(
                name='Letter',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('key', models.CharField(max_length=120, unique=True)),
                    ('about', models.CharField(blank=True, max_length=80)),
                    ('to', models.TextField(blank=True)),
                    ('subject', models.TextField(blank=True)),
                    ('text', models.TextField(blank=True)),
                    ('html', models.TextField(blank=True)),
                    ('reply_to', models.EmailField(blank=True, max_length=254)),
                    ('headers', models.JSONField(blank=True, default=dict)),
                    ('is_secret', models.BooleanField(default=False)),
                    ('state', models.CharField(choices=[('waiting', 'Waits to be sent'), ('sending', 'Is being handed over'), ('sent', 'Sent'), ('failed', 'Was not taken'), ('unknown', 'May have been sent'), ('laid aside', 'Is not sent')], default='waiting', max_length=10)),
                    ('posted_at', models.DateTimeField(default=django.utils.timezone.now)),
                    ('wanted_at', models.DateTimeField(default=django.utils.timezone.now)),
                    ('due_at', models.DateTimeField(default=django.utils.timezone.now)),
                    ('not_after', models.DateTimeField(blank=True, null=True)),
                    ('tries', models.PositiveIntegerField(default=0)),
                    ('lease_until', models.DateTimeField(blank=True, null=True)),
                    ('handed_at', models.DateTimeField(blank=True, null=True)),
                    ('turned_away_at', models.DateTimeField(blank=True, null=True)),
                    ('sent_at', models.DateTimeField(blank=True, null=True)),
                    ('erased_at', models.DateTimeField(blank=True, null=True)),
                    ('answer', models.CharField(blank=True, max_length=300)),
                    ('is_unwanted', models.BooleanField(default=False)),
                    ('asks', models.BooleanField(default=False)),
                ],
                options={
                    'ordering': ['pk'],
                    'indexes': [models.Index(fields=['state', 'due_at'], name='letter_due'), models.Index(fields=['about'], name='letter_about'), models.Index(condition=models.Q(('asks', True)), fields=['posted_at'], name='letter_asks')],
                    'constraints': [models.CheckConstraint(condition=models.Q(('key', ''), _negated=True), name='letter_has_a_key'), models.CheckConstraint(condition=models.Q(models.Q(('lease_until__isnull', False), ('state', 'sending')), models.Q(models.Q(('state', 'sending'), _negated=True), ('lease_until', None)), _connector='OR'), name='letter_in_hand_has_a_lease'), models.CheckConstraint(condition=models.Q(models.Q(('sent_at__isnull', False), ('state', 'sent')), models.Q(models.Q(('state', 'sent'), _negated=True), ('sent_at', None)), _connector='OR'), name='letter_sent_has_a_time'), models.CheckConstraint(condition=models.Q(models.Q(('state', 'unknown'), _negated=True), ('handed_at__isnull', False), _connector='OR'), name='letter_unknown_was_handed_over'), models.CheckConstraint(condition=models.Q(models.Q(('erased_at', None), models.Q(('to', ''), _negated=True), models.Q(('subject', ''), _negated=True), models.Q(('text', ''), _negated=True)), models.Q(('erased_at__isnull', False), ('html', ''), ('state__in', ('sent', 'laid aside')), ('subject', ''), ('text', ''), ('to', '')), _connector='OR'), name='letter_is_whole_until_it_is_done_with')],
                },
            ),
        ),
    ]
