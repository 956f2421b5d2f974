"""What the app's migrations up to November 2026 make of an empty database, in one step."""

import django.db.models.deletion
import django.db.models.functions.text
from django.conf import settings
from django.db import migrations, models

from kokebok.web.new_tables import NewTables


class Migration(migrations.Migration):

    replaces = [
        ('people', '0001_initial'),
        ('people', '0002_kinds_of_actors_are_a_list'),
    ]

    initial = True

    dependencies = [
        ('auth', '0012_alter_user_first_name_max_length'),
    ]

    operations = [
        NewTables(
            migrations.CreateModel(
                name='Body',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('name', models.CharField(max_length=200, verbose_name='name')),
                    ('slug', models.SlugField(max_length=80, unique=True)),
                    ('org_number', models.CharField(blank=True, max_length=9, verbose_name='organisation number')),
                    ('kind', models.CharField(default='annet', max_length=40, verbose_name='kind')),
                    ('legal_form', models.CharField(blank=True, max_length=80, verbose_name='legal form')),
                    ('place', models.CharField(blank=True, max_length=120, verbose_name='place')),
                    ('reach', models.CharField(blank=True, max_length=200, verbose_name='reach')),
                    ('themes', models.JSONField(blank=True, default=list, verbose_name='themes')),
                    ('offers', models.TextField(blank=True, verbose_name='offers')),
                    ('seeks', models.TextField(blank=True, verbose_name='looks for')),
                    ('web', models.URLField(blank=True, verbose_name='website')),
                    ('contact', models.CharField(blank=True, max_length=200, verbose_name='contact (role or shared mailbox)')),
                    ('note', models.TextField(blank=True, verbose_name='about')),
                    ('verified_on', models.DateField(blank=True, null=True, verbose_name='last checked')),
                    ('closed_on', models.DateField(blank=True, null=True, verbose_name='closed')),
                    ('merged_into', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='merged_from', to='people.body')),
                ],
                options={
                    'verbose_name': 'actor',
                    'verbose_name_plural': 'actors',
                    'ordering': ['name'],
                    'constraints': [models.CheckConstraint(condition=models.Q(('merged_into', None), models.Q(('merged_into', models.F('pk')), _negated=True), _connector='OR'), name='body_not_merged_into_itself')],
                },
            ),
            migrations.CreateModel(
                name='Person',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('password', models.CharField(max_length=128, verbose_name='password')),
                    ('last_login', models.DateTimeField(blank=True, null=True, verbose_name='last login')),
                    ('is_superuser', models.BooleanField(default=False, help_text='Designates that this user has all permissions without explicitly assigning them.', verbose_name='superuser status')),
                    ('email', models.EmailField(max_length=254, verbose_name='e-mail')),
                    ('name', models.CharField(max_length=120, verbose_name='name')),
                    ('language', models.CharField(default='nb', max_length=5, verbose_name='language')),
                    ('is_active', models.BooleanField(default=True, verbose_name='may sign in')),
                    ('joined_at', models.DateTimeField(auto_now_add=True)),
                    ('groups', models.ManyToManyField(blank=True, help_text='The groups this user belongs to. A user will get all permissions granted to each of their groups.', related_name='user_set', related_query_name='user', to='auth.group', verbose_name='groups')),
                    ('user_permissions', models.ManyToManyField(blank=True, help_text='Specific permissions for this user.', related_name='user_set', related_query_name='user', to='auth.permission', verbose_name='user permissions')),
                    ('body', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='members', to='people.body')),
                ],
                options={
                    'verbose_name': 'person',
                    'verbose_name_plural': 'persons',
                    'ordering': ['name'],
                    'constraints': [models.UniqueConstraint(django.db.models.functions.text.Lower('email'), name='person_email_once')],
                },
            ),
            migrations.CreateModel(
                name='Role',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('name', models.CharField(choices=[('administrator', 'Administrator'), ('editor', 'Editor'), ('moderator', 'Moderator'), ('host', 'Host'), ('resource', 'Resource group'), ('log_reader', 'Reader of the log')], max_length=20)),
                    ('given_at', models.DateTimeField(auto_now_add=True)),
                    ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='roles', to=settings.AUTH_USER_MODEL)),
                ],
                options={
                    'constraints': [models.UniqueConstraint(fields=('person', 'name'), name='role_once_a_person')],
                },
            ),
        ),
    ]
