"""What the app's migrations up to November 2026 make of an empty database, in one step."""

import django.db.models.deletion
import django.db.models.functions.text
import django.utils.timezone
import kokebok.following.models
from django.db import migrations, models

from kokebok.web.new_tables import NewTables


class Migration(migrations.Migration):

    replaces = [
        ('following', '0001_initial'),
        ('following', '0002_what_may_be_lost_is_told_again'),
        ('following', '0003_follower_is_told_by_the_outbox'),
        ('following', '0004_neutral_label'),
        ('following', '0005_networks_are_forgotten'),
    ]

    initial = True

    dependencies = [
        ('book', '0001_squashed_0013'),
        ('inputs', '0001_squashed_0011'),
        ('wagtailcore', '0097_baselogentry_uuid_action_timestamp_indexes'),
    ]

    operations = [
        NewTables(
            migrations.CreateModel(
                name='Follower',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('email', models.EmailField(max_length=254, unique=True)),
                    ('token', models.CharField(default=kokebok.following.models.fresh_token, editable=False, max_length=40, unique=True)),
                    ('how_often', models.CharField(choices=[('day', 'At most once a day'), ('week', 'At most once a week')], default='week', max_length=4)),
                    ('language', models.CharField(choices=[('nb', 'Norwegian Bokmål'), ('nn', 'Norwegian Nynorsk'), ('en', 'English')], default='nb', max_length=2)),
                    ('told_through', models.DateTimeField(blank=True, null=True)),
                    ('made_at', models.DateTimeField(default=django.utils.timezone.now)),
                ],
                options={
                    'indexes': [models.Index(fields=['how_often', 'told_through'], name='follower_due')],
                    'constraints': [models.CheckConstraint(condition=models.Q(('email', django.db.models.functions.text.Lower('email'))), name='follower_email_is_in_small_letters')],
                },
            ),
            migrations.CreateModel(
                name='Follow',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('kind', models.CharField(choices=[('book', 'The whole text'), ('theme', 'A theme'), ('page', 'A page')], max_length=5)),
                    ('theme', models.CharField(blank=True, max_length=120)),
                    ('token', models.CharField(default=kokebok.following.models.fresh_token, editable=False, max_length=40, unique=True)),
                    ('network', models.CharField(blank=True, db_index=True, max_length=64)),
                    ('asked_at', models.DateTimeField(default=django.utils.timezone.now)),
                    ('letter_at', models.DateTimeField(blank=True, null=True)),
                    ('confirmed_at', models.DateTimeField(blank=True, null=True)),
                    ('page', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='wagtailcore.page')),
                    ('follower', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='follows', to='following.follower')),
                ],
                options={
                    'ordering': ['pk'],
                    'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('kind', 'book'), ('page', None), ('theme', '')), models.Q(('kind', 'page'), ('page__isnull', False), ('theme', '')), models.Q(('kind', 'theme'), ('page', None), models.Q(('theme', ''), _negated=True)), _connector='OR'), name='follow_says_what'), models.UniqueConstraint(condition=models.Q(('kind', 'book')), fields=('follower',), name='follow_the_book_once'), models.UniqueConstraint(condition=models.Q(('kind', 'page')), fields=('follower', 'page'), name='follow_a_page_once'), models.UniqueConstraint(condition=models.Q(('kind', 'theme')), fields=('follower', 'theme'), name='follow_a_theme_once')],
                },
            ),
            migrations.CreateModel(
                name='SenderTold',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('at', models.DateTimeField(default=django.utils.timezone.now)),
                    ('given', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='told_of', to='inputs.input')),
                    ('wording', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='book.wording')),
                ],
                options={
                    'verbose_name_plural': 'senders told',
                    'constraints': [models.UniqueConstraint(fields=('given', 'wording'), name='sender_told_once_of_a_wording')],
                },
            ),
        ),
    ]
