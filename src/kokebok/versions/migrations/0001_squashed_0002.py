"""What the app's migrations up to November 2026 make of an empty database, in one step."""

import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

from kokebok.web.new_tables import NewTables


class Migration(migrations.Migration):

    replaces = [
        ('versions', '0001_versions'),
        ('versions', '0002_two_moments_in_step'),
    ]

    initial = True

    dependencies = [
        ('people', '0001_squashed_0002'),
        ('wagtailcore', '0097_baselogentry_uuid_action_timestamp_indexes'),
    ]

    operations = [
        NewTables(
            migrations.CreateModel(
                name='Tie',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('made_at', models.DateTimeField(default=django.utils.timezone.now)),
                ],
            ),
            migrations.CreateModel(
                name='MachineDraft',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('made_at', models.DateTimeField(default=django.utils.timezone.now)),
                    ('approved_at', models.DateTimeField(blank=True, null=True)),
                    ('approved_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('page', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='machine_draft', to='wagtailcore.page')),
                ],
            ),
            migrations.CreateModel(
                name='Version',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('language', models.CharField(choices=[('nb', 'Norwegian Bokmål'), ('nn', 'Norwegian Nynorsk'), ('se', 'Northern Sámi'), ('en', 'English')], max_length=2)),
                    ('since', models.DateTimeField(default=django.utils.timezone.now)),
                    ('page', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='version', to='wagtailcore.page')),
                    ('tie', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='versions', to='versions.tie')),
                ],
                options={
                    'ordering': ['pk'],
                    'constraints': [models.UniqueConstraint(fields=('tie', 'language'), name='version_once_a_language')],
                },
            ),
            migrations.CreateModel(
                name='InStep',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('at', models.DateTimeField()),
                    ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('other', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='versions.version')),
                    ('version', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='checks', to='versions.version')),
                    ('own_at', models.DateTimeField()),
                ],
                options={
                    'ordering': ['pk'],
                    'constraints': [models.UniqueConstraint(fields=('version', 'other'), name='in_step_once_a_pair')],
                },
            ),
        ),
    ]
