"""What the app's migrations up to November 2026 make of an empty database, in one step."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from kokebok.web.new_tables import NewTables


class Migration(migrations.Migration):

    replaces = [
        ('clusters', '0001_clusters'),
        ('clusters', '0002_what_is_alike_in_meaning'),
    ]

    initial = True

    dependencies = [
        ('inputs', '0001_squashed_0011'),
        ('people', '0001_squashed_0002'),
    ]

    operations = [
        NewTables(
            migrations.CreateModel(
                name='Saying',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('digest', models.CharField(max_length=40, unique=True)),
                    ('size', models.PositiveIntegerField()),
                    ('compared_at', models.DateTimeField(blank=True, db_index=True, null=True)),
                ],
            ),
            migrations.CreateModel(
                name='Cluster',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('made_at', models.DateTimeField(auto_now_add=True)),
                    ('size', models.PositiveIntegerField()),
                    ('made_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ],
                options={
                    'constraints': [models.CheckConstraint(condition=models.Q(('size__gte', 2)), name='cluster_of_two_or_more')],
                },
            ),
            migrations.CreateModel(
                name='Member',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('at', models.DateTimeField(auto_now_add=True)),
                    ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('cluster', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='members', to='clusters.cluster')),
                    ('given', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='member', to='inputs.input')),
                ],
            ),
            migrations.CreateModel(
                name='NotSame',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('at', models.DateTimeField(auto_now_add=True)),
                    ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('one', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='inputs.input')),
                    ('other', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='inputs.input')),
                ],
                options={
                    'constraints': [models.UniqueConstraint(fields=('one', 'other'), name='not_same_once'), models.CheckConstraint(condition=models.Q(('one__lt', models.F('other'))), name='not_same_lower_first')],
                },
            ),
            migrations.CreateModel(
                name='Nearby',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('how', models.CharField(choices=[('near', 'near'), ('part', 'part'), ('apart', 'apart')], max_length=5)),
                    ('percent', models.PositiveSmallIntegerField()),
                    ('one', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='clusters.saying')),
                    ('other', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='clusters.saying')),
                ],
                options={
                    'constraints': [models.UniqueConstraint(fields=('one', 'other'), name='nearby_once'), models.CheckConstraint(condition=models.Q(('one__lt', models.F('other'))), name='nearby_lower_first')],
                },
            ),
            migrations.CreateModel(
                name='Mark',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('word', models.BigIntegerField()),
                    ('saying', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='marks', to='clusters.saying')),
                ],
                options={
                    'indexes': [models.Index(fields=['word', 'saying'], name='mark_word')],
                    'constraints': [models.UniqueConstraint(fields=('saying', 'word'), name='mark_once')],
                },
            ),
            migrations.CreateModel(
                name='Sketch',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('edited_at', models.DateTimeField(blank=True, null=True)),
                    ('given', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='sketch', to='inputs.input')),
                    ('saying', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='sketches', to='clusters.saying')),
                ],
            ),
            migrations.CreateModel(
                name='InMeaning',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('digest', models.CharField(max_length=64)),
                    ('nearest', models.JSONField(default=list)),
                    ('given', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='in_meaning', to='inputs.input')),
                ],
            ),
        ),
    ]
