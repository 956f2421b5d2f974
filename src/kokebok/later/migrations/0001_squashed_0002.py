"""What the app's migrations up to November 2026 make of an empty database, in one step."""

import django.core.serializers.json
import django.utils.timezone
from django.db import migrations, models

from kokebok.web.new_tables import NewTables


class Migration(migrations.Migration):

    replaces = [
        ('later', '0001_queued_tasks_sweeps_and_workers'),
        ('later', '0002_in_whose_hand_a_sweep_is_and_tasks_let_lie'),
    ]

    initial = True

    dependencies = [
    ]

    operations = [
        NewTables(
            migrations.CreateModel(
                name='SweepState',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('name', models.CharField(max_length=40, unique=True)),
                    ('next_at', models.DateTimeField()),
                    ('started_at', models.DateTimeField(null=True)),
                    ('done_at', models.DateTimeField(null=True)),
                    ('failed_at', models.DateTimeField(null=True)),
                    ('failures', models.PositiveIntegerField(default=0)),
                    ('cause', models.CharField(blank=True, choices=[('', ''), ('database', 'The database does not answer.'), ('queue', 'The queue (Redis) does not answer.'), ('mail', 'The mail server did not take the letter.'), ('net', 'Another machine did not answer.'), ('disk', 'A file could not be read or written.'), ('unknown_task', 'This version does not know the task.'), ('stopped', 'The server stopped each time it was done.'), ('our_fault', 'There is a fault in the program. The log of the server has it in full.')], max_length=20)),
                    ('error', models.CharField(blank=True, max_length=500)),
                    ('taken_by', models.CharField(blank=True, max_length=32)),
                ],
            ),
            migrations.CreateModel(
                name='Worker',
                fields=[
                    ('key', models.CharField(max_length=32, primary_key=True, serialize=False)),
                    ('machine', models.CharField(max_length=100)),
                    ('pid', models.PositiveIntegerField()),
                    ('began_at', models.DateTimeField(default=django.utils.timezone.now)),
                    ('beat_at', models.DateTimeField(default=django.utils.timezone.now)),
                    ('cause', models.CharField(blank=True, choices=[('', ''), ('database', 'The database does not answer.'), ('queue', 'The queue (Redis) does not answer.'), ('mail', 'The mail server did not take the letter.'), ('net', 'Another machine did not answer.'), ('disk', 'A file could not be read or written.'), ('unknown_task', 'This version does not know the task.'), ('stopped', 'The server stopped each time it was done.'), ('our_fault', 'There is a fault in the program. The log of the server has it in full.')], max_length=20)),
                ],
            ),
            migrations.CreateModel(
                name='QueuedTask',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('task', models.CharField(max_length=200)),
                    ('ids', models.JSONField(encoder=django.core.serializers.json.DjangoJSONEncoder)),
                    ('queued_at', models.DateTimeField(default=django.utils.timezone.now)),
                    ('due_at', models.DateTimeField(default=django.utils.timezone.now)),
                    ('look_at', models.DateTimeField(null=True)),
                    ('begun_at', models.DateTimeField(null=True)),
                    ('begun_by', models.CharField(blank=True, max_length=32)),
                    ('tries', models.PositiveSmallIntegerField(default=0)),
                    ('cause', models.CharField(blank=True, choices=[('', ''), ('database', 'The database does not answer.'), ('queue', 'The queue (Redis) does not answer.'), ('mail', 'The mail server did not take the letter.'), ('net', 'Another machine did not answer.'), ('disk', 'A file could not be read or written.'), ('unknown_task', 'This version does not know the task.'), ('stopped', 'The server stopped each time it was done.'), ('our_fault', 'There is a fault in the program. The log of the server has it in full.')], max_length=20)),
                    ('error', models.CharField(blank=True, max_length=500)),
                    ('laid_at', models.DateTimeField(null=True)),
                ],
                options={
                    'indexes': [models.Index(fields=['look_at'], name='later_queue_look_at_166449_idx'), models.Index(fields=['task'], name='later_queue_task_10f534_idx')],
                    'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('begun_at', None), ('begun_by', '')), models.Q(('begun_at__isnull', False), models.Q(('begun_by', ''), _negated=True)), _connector='OR'), name='queued_task_begun_by_somebody'), models.CheckConstraint(condition=models.Q(('laid_at', None), models.Q(('begun_at', None), ('look_at', None)), _connector='OR'), name='queued_task_let_lie_is_given_up')],
                },
            ),
        ),
    ]
