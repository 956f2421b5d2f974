"""What the app's migrations up to November 2026 make of an empty database, in one step."""

import django.db.models.deletion
import django.utils.timezone
import kokebok.rounds.models
from django.conf import settings
from django.db import migrations, models

from kokebok.web.new_tables import NewTables


class Migration(migrations.Migration):

    replaces = [
        ('rounds', '0001_initial'),
        ('rounds', '0002_findings'),
        ('rounds', '0003_copies_have_a_ticket'),
        ('rounds', '0004_network_is_not_kept'),
        ('rounds', '0005_votes_are_of_a_kind'),
    ]

    initial = True

    dependencies = [
        ('book', '0001_squashed_0013'),
        ('inputs', '0001_squashed_0011'),
        ('people', '0001_squashed_0002'),
    ]

    operations = [
        NewTables(
            migrations.CreateModel(
                name='Round',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('code', models.CharField(default=kokebok.rounds.models.fresh_code, max_length=12, unique=True)),
                    ('title', models.CharField(max_length=200, verbose_name='title')),
                    ('event', models.CharField(blank=True, max_length=200, verbose_name='event')),
                    ('place', models.CharField(blank=True, max_length=200, verbose_name='place')),
                    ('starts_at', models.DateTimeField(blank=True, null=True, verbose_name='starts')),
                    ('language', models.CharField(choices=[('nb', 'Norwegian Bokmål'), ('nn', 'Norwegian Nynorsk'), ('se', 'Northern Sámi'), ('en', 'English')], default='nb', max_length=2, verbose_name='language')),
                    ('state', models.CharField(choices=[('draft', 'Being prepared'), ('open', 'Going on'), ('closed', 'Over')], default='draft', max_length=8, verbose_name='status')),
                    ('opened_at', models.DateTimeField(blank=True, null=True)),
                    ('closed_at', models.DateTimeField(blank=True, null=True)),
                    ('report_public_at', models.DateTimeField(blank=True, null=True)),
                    ('joining', models.BooleanField(default=True, verbose_name='open for joining')),
                    ('paused', models.BooleanField(default=False, verbose_name='inputs are stopped for now')),
                    ('seconds_between', models.PositiveSmallIntegerField(default=2, verbose_name='minimum number of seconds between two inputs')),
                    ('clock_ends_at', models.DateTimeField(blank=True, null=True)),
                    ('clock_left', models.PositiveIntegerField(blank=True, null=True)),
                    ('wall', models.CharField(choices=[('join', 'How to join'), ('prompt', 'The prompt'), ('inputs', 'Inputs as they come'), ('result', 'The result'), ('groups', 'Inputs in groups'), ('nothing', 'Nothing')], default='join', max_length=8, verbose_name='the wall shows')),
                    ('wall_is_dark', models.BooleanField(default=True, verbose_name='dark wall')),
                    ('words', models.TextField(blank=True, verbose_name='words that stop an input until a moderator has seen it, one on each line')),
                    ('version', models.PositiveIntegerField(default=1)),
                    ('made_at', models.DateTimeField(auto_now_add=True)),
                    ('host', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='host')),
                    ('prompt', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='rounds.prompt', verbose_name='prompt')),
                    ('ticket', models.UUIDField(editable=False, null=True, unique=True)),
                ],
                options={
                    'verbose_name': 'input round',
                    'verbose_name_plural': 'input rounds',
                    'ordering': ['-made_at', '-pk'],
                    'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('opened_at', None), ('state', 'draft')), models.Q(models.Q(('state', 'draft'), _negated=True), ('opened_at__isnull', False)), _connector='OR'), name='round_opened_when_not_a_draft'), models.CheckConstraint(condition=models.Q(models.Q(('closed_at__isnull', False), ('state', 'closed')), models.Q(models.Q(('state', 'closed'), _negated=True), ('closed_at', None)), _connector='OR'), name='round_closed_when_over')],
                },
            ),
            migrations.CreateModel(
                name='Prompt',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('order', models.PositiveSmallIntegerField()),
                    ('kind', models.CharField(choices=[('open', 'Open input'), ('paragraph', 'Input on a paragraph'), ('tip', 'Tip about an example or a tool'), ('prioritise', 'Choose among the inputs so far'), ('stance', 'Agree, disagree or pass'), ('scale', 'A scale'), ('table', 'One answer from each table')], default='open', max_length=12, verbose_name='kind')),
                    ('title', models.CharField(max_length=300, verbose_name='question')),
                    ('help', models.TextField(blank=True, max_length=1000, verbose_name='help')),
                    ('minutes', models.PositiveSmallIntegerField(default=5, verbose_name='minutes')),
                    ('visibility', models.CharField(choices=[('moderated', 'When a moderator has seen it'), ('direct', 'At once')], default='moderated', max_length=10, verbose_name='visible')),
                    ('tip_about', models.CharField(choices=[('example', 'An example'), ('tool', 'A tool')], default='example', max_length=8, verbose_name='tip about')),
                    ('most_choices', models.PositiveSmallIntegerField(default=3, verbose_name='maximum number of choices')),
                    ('scale_low', models.CharField(blank=True, max_length=80, verbose_name='the lowest means')),
                    ('scale_high', models.CharField(blank=True, max_length=80, verbose_name='the highest means')),
                    ('scale_steps', models.PositiveSmallIntegerField(default=5, verbose_name='steps')),
                    ('choose_from', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='rounds.prompt', verbose_name='choose among')),
                    ('paragraph', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='book.paragraph', verbose_name='paragraph')),
                    ('round', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='prompts', to='rounds.round')),
                ],
                options={
                    'verbose_name': 'prompt',
                    'verbose_name_plural': 'prompts',
                    'ordering': ['round', 'order', 'pk'],
                    'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('kind', 'paragraph'), _negated=True), ('paragraph__isnull', False), _connector='OR'), name='prompt_on_a_paragraph_has_one'), models.CheckConstraint(condition=models.Q(('scale_steps__gte', 2), ('scale_steps__lte', 10)), name='prompt_scale_has_steps')],
                },
            ),
            migrations.CreateModel(
                name='Participant',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('sender', models.CharField(max_length=64)),
                    ('link', models.CharField(default=kokebok.rounds.models.fresh_link, max_length=32, unique=True)),
                    ('name', models.CharField(blank=True, max_length=120, verbose_name='name')),
                    ('on_behalf_of', models.CharField(blank=True, max_length=200, verbose_name='on behalf of')),
                    ('may_be_named', models.BooleanField(default=False, verbose_name='may be named')),
                    ('table', models.CharField(blank=True, max_length=20, verbose_name='table')),
                    ('joined_at', models.DateTimeField()),
                    ('blocked_at', models.DateTimeField(blank=True, null=True)),
                    ('round', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='participants', to='rounds.round')),
                ],
                options={
                    'constraints': [models.UniqueConstraint(fields=('round', 'sender'), name='participant_once_a_round')],
                },
            ),
            migrations.CreateModel(
                name='Event',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('topic', models.CharField(choices=[('round', 'Round'), ('wall', 'Wall'), ('queue', 'Queue')], max_length=8)),
                    ('what', models.JSONField(default=dict)),
                    ('at', models.DateTimeField(auto_now_add=True)),
                    ('round', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='rounds.round')),
                ],
                options={
                    'ordering': ['pk'],
                    'indexes': [models.Index(fields=['round', 'topic', 'id'], name='event_round_topic')],
                },
            ),
            migrations.CreateModel(
                name='RoundInput',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('standing', models.CharField(choices=[('queued', 'Waits in the queue'), ('shown', 'On the wall'), ('hidden', 'Not on the wall'), ('blocked', 'From a blocked device')], default='queued', max_length=8)),
                    ('held_for', models.CharField(blank=True, max_length=80)),
                    ('is_late', models.BooleanField(default=False)),
                    ('written_at', models.DateTimeField(blank=True, null=True)),
                    ('table', models.CharField(blank=True, max_length=20)),
                    ('decided_at', models.DateTimeField(blank=True, null=True)),
                    ('given', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='in_round', to='inputs.input')),
                    ('participant', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='answers', to='rounds.participant')),
                    ('prompt', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='answers', to='rounds.prompt')),
                    ('same_as', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='alike', to='rounds.roundinput')),
                ],
                options={
                    'indexes': [models.Index(fields=['prompt', 'standing'], name='roundinput_prompt_standing')],
                    'constraints': [models.CheckConstraint(condition=models.Q(('same_as', None), models.Q(('same_as', models.F('pk')), _negated=True), _connector='OR'), name='roundinput_same_as_another')],
                },
            ),
            migrations.CreateModel(
                name='Statement',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('order', models.PositiveSmallIntegerField()),
                    ('text', models.CharField(max_length=300, verbose_name='statement')),
                    ('prompt', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='statements', to='rounds.prompt')),
                ],
                options={
                    'ordering': ['prompt', 'order', 'pk'],
                },
            ),
            migrations.CreateModel(
                name='Vote',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('about', models.CharField(blank=True, max_length=24)),
                    ('value', models.SmallIntegerField()),
                    ('at', models.DateTimeField()),
                    ('chosen', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='votes', to='rounds.roundinput')),
                    ('participant', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='votes', to='rounds.participant')),
                    ('prompt', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='votes', to='rounds.prompt')),
                    ('statement', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='votes', to='rounds.statement')),
                ],
                options={
                    'constraints': [models.UniqueConstraint(fields=('prompt', 'participant', 'about'), name='vote_once_a_participant_and_thing'), models.CheckConstraint(condition=models.Q(models.Q(('chosen', None), ('statement__isnull', False), ('value__in', (-1, 0, 1))), models.Q(('chosen__isnull', False), ('statement', None), ('value__in', (0, 1))), models.Q(('about', ''), ('chosen', None), ('statement', None), ('value__gte', 1), ('value__lte', 10)), _connector='OR'), name='vote_is_a_stance_or_a_choice_or_a_step')],
                },
            ),
            migrations.CreateModel(
                name='Finding',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('state', models.CharField(choices=[('waiting', 'Waiting'), ('running', 'Being made'), ('done', 'Ready'), ('failed', 'Failed')], default='waiting', max_length=8)),
                    ('method', models.CharField(blank=True, choices=[('ngrams', 'by letters and words they share'), ('meaning', 'by what they mean, with a small language model on this machine')], max_length=8)),
                    ('turn', models.PositiveIntegerField(default=0)),
                    ('asked_at', models.DateTimeField(default=django.utils.timezone.now)),
                    ('changed_at', models.DateTimeField(default=django.utils.timezone.now)),
                    ('error', models.CharField(blank=True, max_length=300)),
                    ('found', models.JSONField(default=dict)),
                    ('counted', models.PositiveIntegerField(default=0)),
                    ('prompt', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='findings', to='rounds.prompt')),
                ],
                options={
                    'ordering': ['-pk'],
                    'constraints': [models.UniqueConstraint(condition=models.Q(('state__in', ['waiting', 'running'])), fields=('prompt',), name='finding_one_at_a_time_for_a_prompt')],
                },
            ),
        ),
    ]
