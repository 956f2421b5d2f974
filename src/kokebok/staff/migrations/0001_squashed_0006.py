"""What the app's migrations up to November 2026 make of an empty database, in one step."""

import django.db.models.deletion
import django.db.models.functions.text
from django.conf import settings
from django.db import migrations, models

from kokebok.web.new_tables import NewTables


class Migration(migrations.Migration):

    replaces = [
        ('staff', '0001_invitations_and_sessions'),
        ('staff', '0002_invitations_that_wait'),
        ('staff', '0003_invitation_is_posted'),
        ('staff', '0004_invitation_meant_for'),
        ('staff', '0005_whom_invitations_are_meant_for'),
        ('staff', '0006_one_time_links'),
    ]

    initial = True

    dependencies = [
        ('later', '0001_squashed_0002'),
        ('letters', '0001_squashed_0004'),
        ('people', '0001_squashed_0002'),
    ]

    operations = [
        NewTables(
            migrations.CreateModel(
                name='Attempt',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('kind', models.CharField(max_length=20)),
                    ('key', models.CharField(max_length=40)),
                    ('at', models.DateTimeField()),
                ],
                options={
                    'indexes': [models.Index(fields=['kind', 'key', 'at'], name='attempt_counted')],
                },
            ),
            migrations.CreateModel(
                name='Invitation',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('email', models.EmailField(max_length=254, verbose_name='e-mail')),
                    ('name', models.CharField(max_length=120, verbose_name='name')),
                    ('language', models.CharField(choices=[('nb', 'Norwegian Bokmål'), ('nn', 'Norwegian Nynorsk'), ('en', 'English')], max_length=5, verbose_name='language of the letter')),
                    ('roles', models.JSONField(default=list, verbose_name='roles')),
                    ('invited_at', models.DateTimeField(auto_now_add=True)),
                    ('valid_until', models.DateTimeField()),
                    ('letters_asked', models.PositiveSmallIntegerField(default=1)),
                    ('asked_at', models.DateTimeField()),
                    ('accepted_at', models.DateTimeField(null=True)),
                    ('withdrawn_at', models.DateTimeField(null=True)),
                    ('body', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.body')),
                    ('invited_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('person', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='invitations', to=settings.AUTH_USER_MODEL)),
                    ('meant_for', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ],
                options={
                    'ordering': ['-pk'],
                    'constraints': [models.UniqueConstraint(django.db.models.functions.text.Lower('email'), condition=models.Q(('accepted_at', None), ('withdrawn_at', None)), name='invitation_pending_once_an_address'), models.CheckConstraint(condition=models.Q(('accepted_at', None), ('withdrawn_at', None), _connector='OR'), name='invitation_accepted_or_withdrawn'), models.CheckConstraint(condition=models.Q(models.Q(('accepted_at', None), ('person', None)), models.Q(('accepted_at__isnull', False), ('person__isnull', False)), _connector='OR'), name='invitation_accepted_by_somebody')],
                },
            ),
            migrations.CreateModel(
                name='SignedIn',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('session_key', models.CharField(max_length=40, unique=True)),
                    ('device', models.CharField(blank=True, max_length=60)),
                    ('way', models.CharField(choices=[('code', 'a code by e-mail'), ('passkey', 'a passkey'), ('provider', "your organisation's sign-in"), ('link', 'a one-time link')], max_length=10)),
                    ('began_at', models.DateTimeField()),
                    ('seen_at', models.DateTimeField()),
                    ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='signed_in', to=settings.AUTH_USER_MODEL)),
                ],
                options={
                    'ordering': ['-seen_at', '-pk'],
                    'constraints': [models.CheckConstraint(condition=models.Q(('seen_at__gte', models.F('began_at'))), name='signed_in_seen_after')],
                },
            ),
            migrations.CreateModel(
                name='OneTimeLink',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('digest', models.CharField(max_length=64, unique=True)),
                    ('made_at', models.DateTimeField()),
                    ('valid_until', models.DateTimeField()),
                    ('person', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
                ],
                options={
                    'constraints': [models.CheckConstraint(condition=models.Q(('valid_until__gt', models.F('made_at'))), name='one_time_link_is_valid_for_a_while')],
                },
            ),
        ),
    ]
