"""What the app's migrations up to November 2026 make of an empty database, in one step."""

import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

from kokebok.web.new_tables import NewTables


class Migration(migrations.Migration):

    replaces = [
        ('reminders', '0001_choices_and_reminders'),
        ('reminders', '0002_what_may_be_lost_is_told_again'),
        ('reminders', '0003_reminder_is_posted_once'),
    ]

    initial = True

    dependencies = [
        ('people', '0001_squashed_0002'),
    ]

    operations = [
        NewTables(
            migrations.CreateModel(
                name='Choice',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('how_often', models.CharField(choices=[('day', 'Once a day, when there is something'), ('week', 'Once a week, when there is something'), ('never', 'Never')], default='day', max_length=5)),
                    ('hour', models.PositiveSmallIntegerField(default=8)),
                    ('weekday', models.PositiveSmallIntegerField(choices=[(0, 'Monday'), (1, 'Tuesday'), (2, 'Wednesday'), (3, 'Thursday'), (4, 'Friday'), (5, 'Saturday'), (6, 'Sunday')], default=0)),
                    ('remind', models.BooleanField(default=True)),
                    ('told_through', models.DateTimeField(default=django.utils.timezone.now)),
                    ('sent_at', models.DateTimeField(blank=True, null=True)),
                    ('person', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='letters', to=settings.AUTH_USER_MODEL)),
                ],
                options={
                    'constraints': [models.CheckConstraint(condition=models.Q(('hour__lte', 23)), name='choice_hour_is_one'), models.CheckConstraint(condition=models.Q(('weekday__lte', 6)), name='choice_weekday_is_one')],
                },
            ),
            migrations.CreateModel(
                name='Reminder',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('kind', models.CharField(max_length=60)),
                    ('about', models.CharField(max_length=80)),
                    ('due_at', models.DateTimeField()),
                    ('made_at', models.DateTimeField(default=django.utils.timezone.now)),
                    ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
                ],
                options={
                    'ordering': ['due_at', 'pk'],
                    'constraints': [models.UniqueConstraint(fields=('person', 'kind', 'about', 'due_at'), name='reminder_once_a_deadline')],
                },
            ),
        ),
    ]
