"""The newsletter: who follows it, and those that are sent."""

import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('book', '0017_why_it_changed'),
        ('following', '0006_networks_are_counted_elsewhere'),
        ('wagtailcore', '0097_baselogentry_uuid_action_timestamp_indexes'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Newsletter',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('made_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('ticket', models.UUIDField(editable=False, null=True, unique=True)),
                ('version', models.PositiveIntegerField(default=1)),
                ('sent_at', models.DateTimeField(blank=True, null=True)),
                ('leaves_at', models.DateTimeField(blank=True, null=True)),
                ('readers', models.PositiveIntegerField(default=0)),
                ('opted_out', models.PositiveIntegerField(default=0)),
                ('taken_back_at', models.DateTimeField(blank=True, null=True)),
            ],
            options={
                'ordering': ['-pk'],
            },
        ),
        migrations.CreateModel(
            name='NewsletterText',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('language', models.CharField(choices=[('nb', 'Norwegian Bokmål'), ('nn', 'Norwegian Nynorsk'), ('en', 'English')], max_length=2)),
                ('subject', models.CharField(max_length=150)),
                ('letter', models.TextField()),
            ],
            options={
                'ordering': ['pk'],
            },
        ),
        migrations.RemoveConstraint(
            model_name='follow',
            name='follow_says_what',
        ),
        migrations.AlterField(
            model_name='follow',
            name='kind',
            field=models.CharField(choices=[('book', 'The whole text'), ('theme', 'A theme'), ('page', 'A page'), ('news', 'The newsletter')], max_length=5),
        ),
        migrations.AddConstraint(
            model_name='follow',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('kind', 'book'), ('page', None), ('theme', '')), models.Q(('kind', 'page'), ('page__isnull', False), ('theme', '')), models.Q(('kind', 'news'), ('page', None), ('theme', '')), models.Q(('kind', 'theme'), ('page', None), models.Q(('theme', ''), _negated=True)), _connector='OR'), name='follow_says_what'),
        ),
        migrations.AddConstraint(
            model_name='follow',
            constraint=models.UniqueConstraint(condition=models.Q(('kind', 'news')), fields=('follower',), name='follow_the_newsletter_once'),
        ),
        migrations.AddField(
            model_name='newsletter',
            name='made_by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='newsletter',
            name='post',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='book.post'),
        ),
        migrations.AddField(
            model_name='newsletter',
            name='sent_by',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='newslettertext',
            name='newsletter',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='texts', to='following.newsletter'),
        ),
        migrations.AddConstraint(
            model_name='newsletter',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('leaves_at', None), ('sent_at', None), ('sent_by', None), ('taken_back_at', None)), models.Q(('leaves_at__isnull', False), ('sent_at__isnull', False), ('sent_by__isnull', False)), _connector='OR'), name='newsletter_sent_is_whole'),
        ),
        migrations.AddConstraint(
            model_name='newslettertext',
            constraint=models.UniqueConstraint(fields=('newsletter', 'language'), name='newsletter_once_a_language'),
        ),
        migrations.AddConstraint(
            model_name='newslettertext',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('subject', ''), _negated=True), models.Q(('letter', ''), _negated=True)), name='newsletter_text_is_whole'),
        ),
    ]
