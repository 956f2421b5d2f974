"""What the app's migrations up to November 2026 make of an empty database, in one step."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from kokebok.web.new_tables import NewTables


class Migration(migrations.Migration):

    replaces = [
        ('second_reading', '0001_samples_and_readings'),
    ]

    initial = True

    dependencies = [
        ('desk', '0001_squashed_0016'),
        ('inputs', '0001_squashed_0011'),
        ('people', '0001_squashed_0002'),
    ]

    operations = [
        NewTables(
            migrations.CreateModel(
                name='Sample',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('at', models.DateTimeField(verbose_name='drawn')),
                    ('seed', models.CharField(max_length=40)),
                    ('since', models.DateField(blank=True, null=True, verbose_name='from')),
                    ('until', models.DateField(blank=True, null=True, verbose_name='until')),
                    ('among', models.PositiveIntegerField(verbose_name='drawn among')),
                    ('ticket', models.UUIDField(unique=True)),
                    ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ],
                options={
                    'ordering': ['-at', '-pk'],
                },
            ),
            migrations.CreateModel(
                name='Reading',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('order', models.PositiveSmallIntegerField()),
                    ('first_outcome', models.CharField(choices=[('taken_in', 'Taken in'), ('taken_in_changed', 'Taken in with changes'), ('partly', 'Partly taken in'), ('not_taken', 'Not taken in'), ('later', 'Later')], max_length=20)),
                    ('first_reason', models.TextField(blank=True)),
                    ('outcome', models.CharField(blank=True, choices=[('taken_in', 'Taken in'), ('taken_in_changed', 'Taken in with changes'), ('partly', 'Partly taken in'), ('not_taken', 'Not taken in'), ('later', 'Later')], max_length=20, verbose_name='decision')),
                    ('reason', models.TextField(blank=True, max_length=2000, verbose_name='reason')),
                    ('read_at', models.DateTimeField(blank=True, null=True)),
                    ('learnt', models.TextField(blank=True, max_length=2000, verbose_name='what we learnt')),
                    ('decision', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='desk.decision')),
                    ('first_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('given', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='inputs.input')),
                    ('learnt_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('reader', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('sample', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='readings', to='second_reading.sample')),
                ],
                options={
                    'ordering': ['sample', 'order'],
                    'constraints': [models.UniqueConstraint(fields=('sample', 'given'), name='reading_once_a_sample'), models.UniqueConstraint(fields=('sample', 'order'), name='reading_in_one_place'), models.CheckConstraint(condition=models.Q(('reader', None), models.Q(('reader', models.F('first_by')), _negated=True), _connector='OR'), name='reading_by_somebody_else'), models.CheckConstraint(condition=models.Q(models.Q(('learnt', ''), ('outcome', ''), ('read_at', None), ('reader', None)), models.Q(models.Q(('outcome', ''), _negated=True), ('read_at__isnull', False), ('reader__isnull', False)), _connector='OR'), name='reading_read_whole')],
                },
            ),
        ),
    ]
