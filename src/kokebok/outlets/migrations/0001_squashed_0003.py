"""What the app's migrations up to November 2026 make of an empty database, in one step."""

import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

from kokebok.web.new_tables import NewTables


class Migration(migrations.Migration):

    replaces = [
        ('outlets', '0001_initial'),
        ('outlets', '0002_pages_of_a_copy'),
        ('outlets', '0003_pages_of_copies_made_before'),
    ]

    initial = True

    dependencies = [
        ('editions', '0001_squashed_0005'),
        ('people', '0001_squashed_0002'),
    ]

    operations = [
        NewTables(
            migrations.CreateModel(
                name='Dispatch',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('subject', models.CharField(max_length=200, verbose_name='subject')),
                    ('letter', models.TextField(verbose_name='letter')),
                    ('a_minute', models.PositiveIntegerField(default=60, verbose_name='letters a minute')),
                    ('state', models.CharField(choices=[('ready', 'Ready'), ('sending', 'Being sent'), ('stopped', 'Stopped'), ('done', 'Done')], default='ready', max_length=8)),
                    ('made_at', models.DateTimeField(auto_now_add=True)),
                    ('run', models.PositiveIntegerField(default=0)),
                    ('next_at', models.DateTimeField(default=django.utils.timezone.now)),
                    ('back_at', models.DateTimeField(default=django.utils.timezone.now)),
                    ('trouble', models.CharField(blank=True, max_length=300)),
                    ('edition', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='dispatches', to='editions.edition')),
                    ('made_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ],
                options={
                    'ordering': ['-pk'],
                    'constraints': [models.CheckConstraint(condition=models.Q(('a_minute__gt', 0)), name='dispatch_pace_is_above_zero')],
                },
            ),
            migrations.CreateModel(
                name='Delivery',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('name', models.CharField(blank=True, max_length=200)),
                    ('email', models.EmailField(max_length=254)),
                    ('state', models.CharField(choices=[('waiting', 'Waiting'), ('sending', 'Being sent'), ('sent', 'Sent'), ('failed', 'Failed'), ('uncertain', 'Uncertain')], default='waiting', max_length=10)),
                    ('message_id', models.CharField(max_length=120, unique=True)),
                    ('tries', models.PositiveSmallIntegerField(default=0)),
                    ('tried_at', models.DateTimeField(blank=True, null=True)),
                    ('not_before', models.DateTimeField(default=django.utils.timezone.now)),
                    ('error', models.CharField(blank=True, max_length=300)),
                    ('dispatch', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='deliveries', to='outlets.dispatch')),
                ],
                options={
                    'verbose_name_plural': 'deliveries',
                    'ordering': ['dispatch', 'pk'],
                    'indexes': [models.Index(fields=['dispatch', 'state', 'not_before'], name='delivery_by_state')],
                    'constraints': [models.UniqueConstraint(fields=('dispatch', 'email'), name='delivery_once_an_address')],
                },
            ),
            migrations.CreateModel(
                name='Copy',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('form', models.CharField(choices=[('html', 'HTML'), ('pdf', 'PDF'), ('epub', 'EPUB'), ('docx', 'DOCX')], max_length=8)),
                    ('state', models.CharField(choices=[('waiting', 'Waiting'), ('making', 'Being made'), ('ready', 'Ready'), ('failed', 'Failed')], default='waiting', max_length=8)),
                    ('sha256', models.CharField(blank=True, max_length=64)),
                    ('size', models.PositiveIntegerField(default=0)),
                    ('fetched', models.PositiveIntegerField(default=0)),
                    ('error', models.TextField(blank=True)),
                    ('changed_at', models.DateTimeField(default=django.utils.timezone.now)),
                    ('edition', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='copies', to='editions.edition')),
                    ('pages', models.PositiveIntegerField(default=0)),
                ],
                options={
                    'ordering': ['edition', 'form'],
                    'constraints': [models.UniqueConstraint(fields=('edition', 'form'), name='copy_once_a_form'), models.CheckConstraint(condition=models.Q(models.Q(('state', 'ready'), _negated=True), models.Q(('sha256', ''), _negated=True), _connector='OR'), name='copy_ready_has_a_hash')],
                },
            ),
        ),
    ]
