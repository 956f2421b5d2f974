"""What the app's migrations up to November 2026 make of an empty database, in one step."""

import django.db.models.deletion
import django.utils.timezone
import kokebok.calls.models
from django.conf import settings
from django.db import migrations, models

from kokebok.web.new_tables import NewTables


class Migration(migrations.Migration):

    replaces = [
        ('calls', '0001_calls_answers_and_consents'),
        ('calls', '0002_letters_that_have_left'),
        ('calls', '0003_duereminder_and_opening_are_letters'),
        ('calls', '0004_copies_have_a_ticket'),
        ('calls', '0005_networks_are_forgotten'),
    ]

    initial = True

    dependencies = [
        ('inputs', '0001_squashed_0011'),
        ('later', '0001_squashed_0002'),
        ('letters', '0001_squashed_0004'),
        ('people', '0001_squashed_0002'),
        ('wagtailcore', '0097_baselogentry_uuid_action_timestamp_indexes'),
    ]

    operations = [
        NewTables(
            migrations.CreateModel(
                name='Call',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('title', models.CharField(max_length=120, verbose_name='title')),
                    ('slug', models.SlugField(max_length=60, unique=True, verbose_name='address')),
                    ('gathers', models.CharField(choices=[('example', 'Examples'), ('tool', 'Tools'), ('definition', 'Definitions'), ('outline', 'Comments on an outline')], default='example', max_length=12, verbose_name='what it gathers')),
                    ('language', models.CharField(choices=[('nb', 'Norwegian Bokmål'), ('nn', 'Norwegian Nynorsk'), ('se', 'Northern Sámi'), ('en', 'English')], default='nb', max_length=2, verbose_name='language')),
                    ('purpose', models.TextField(max_length=3000, verbose_name='purpose')),
                    ('decides', models.CharField(max_length=300, verbose_name='who decides')),
                    ('criteria', models.TextField(max_length=2000, verbose_name='by which criteria')),
                    ('what_next', models.TextField(max_length=2000, verbose_name='what happens next, and when')),
                    ('takes_late', models.BooleanField(default=False, verbose_name='late answers are taken, and marked as late')),
                    ('frames', models.JSONField(blank=True, default=list, verbose_name='sites that may show it in a frame')),
                    ('made_at', models.DateTimeField(default=django.utils.timezone.now)),
                    ('published_at', models.DateTimeField(blank=True, null=True)),
                    ('taken_down_at', models.DateTimeField(blank=True, null=True)),
                    ('about', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='wagtailcore.page', verbose_name='the page it is about')),
                    ('made_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('ticket', models.UUIDField(editable=False, null=True, unique=True)),
                ],
                options={
                    'verbose_name': 'call',
                    'verbose_name_plural': 'calls',
                    'ordering': ['-made_at', '-pk'],
                    'constraints': [models.CheckConstraint(condition=models.Q(('taken_down_at', None), ('published_at__isnull', False), _connector='OR'), name='call_taken_down_when_published')],
                },
            ),
            migrations.CreateModel(
                name='Phase',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('number', models.PositiveSmallIntegerField()),
                    ('title', models.CharField(max_length=120, verbose_name='title')),
                    ('opens_at', models.DateTimeField(verbose_name='opens')),
                    ('closes_at', models.DateTimeField(verbose_name='closes')),
                    ('zone', models.CharField(default='Europe/Oslo', max_length=60, verbose_name='time zone')),
                    ('takes_files', models.BooleanField(default=False, verbose_name='files may be attached')),
                    ('call', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='phases', to='calls.call')),
                ],
                options={
                    'verbose_name': 'phase',
                    'ordering': ['call', 'number'],
                    'constraints': [models.UniqueConstraint(fields=('call', 'number'), name='phase_numbered_in_its_call'), models.CheckConstraint(condition=models.Q(('number__gte', 1)), name='phase_is_numbered_from_one'), models.CheckConstraint(condition=models.Q(('closes_at__gt', models.F('opens_at'))), name='phase_closes_after_it_opens')],
                },
            ),
            migrations.CreateModel(
                name='CallAnswer',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('is_late', models.BooleanField(default=False, verbose_name='late')),
                    ('handed_in_at', models.DateTimeField(default=django.utils.timezone.now)),
                    ('call', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='answers', to='calls.call')),
                    ('given', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='in_call', to='inputs.input')),
                    ('phase', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='calls.phase')),
                ],
                options={
                    'ordering': ['handed_in_at', 'pk'],
                    'indexes': [models.Index(fields=['call', 'handed_in_at'], name='callanswer_call')],
                },
            ),
            migrations.CreateModel(
                name='Making',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('made_at', models.DateTimeField(default=django.utils.timezone.now)),
                    ('published_at', models.DateTimeField(blank=True, null=True)),
                    ('answer', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='making', to='calls.callanswer')),
                    ('made_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('page', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='wagtailcore.page')),
                ],
            ),
            migrations.CreateModel(
                name='FinalText',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('sha256', models.CharField(max_length=64)),
                    ('text', models.JSONField()),
                    ('at', models.DateTimeField(default=django.utils.timezone.now)),
                    ('making', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='texts', to='calls.making')),
                ],
                options={
                    'ordering': ['at', 'pk'],
                    'constraints': [models.UniqueConstraint(fields=('making', 'sha256'), name='finaltext_once_a_making'), models.CheckConstraint(condition=models.Q(('sha256', ''), _negated=True), name='finaltext_has_a_hash')],
                },
            ),
            migrations.CreateModel(
                name='Party',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('is_sender', models.BooleanField(default=False)),
                    ('name', models.CharField(max_length=200, verbose_name='name')),
                    ('email', models.EmailField(blank=True, max_length=254, verbose_name='e-mail')),
                    ('token', models.CharField(default=kokebok.calls.models.fresh_token, editable=False, max_length=43, unique=True)),
                    ('at', models.DateTimeField(default=django.utils.timezone.now)),
                    ('making', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='parties', to='calls.making')),
                ],
                options={
                    'ordering': ['-is_sender', 'pk'],
                    'constraints': [models.UniqueConstraint(condition=models.Q(('is_sender', True)), fields=('making',), name='party_one_sender_a_making'), models.CheckConstraint(condition=models.Q(('name', ''), _negated=True), name='party_has_a_name')],
                },
            ),
            migrations.CreateModel(
                name='Consent',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('asked_at', models.DateTimeField(default=django.utils.timezone.now)),
                    ('letter_at', models.DateTimeField(blank=True, null=True)),
                    ('said', models.CharField(blank=True, choices=[('', 'No answer yet'), ('yes', 'Agrees'), ('no', 'Wants something changed')], default='', max_length=3)),
                    ('said_at', models.DateTimeField(blank=True, null=True)),
                    ('note', models.TextField(blank=True, max_length=2000)),
                    ('text', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='consents', to='calls.finaltext')),
                    ('party', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='consents', to='calls.party')),
                ],
                options={
                    'ordering': ['asked_at', 'pk'],
                    'constraints': [models.UniqueConstraint(fields=('party', 'text'), name='consent_once_a_text'), models.CheckConstraint(condition=models.Q(models.Q(('said', ''), ('said_at', None)), models.Q(models.Q(('said', ''), _negated=True), ('said_at__isnull', False)), _connector='OR'), name='consent_has_its_day')],
                },
            ),
            migrations.CreateModel(
                name='Question',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('order', models.PositiveSmallIntegerField()),
                    ('text', models.CharField(max_length=200, verbose_name='question')),
                    ('help', models.CharField(blank=True, max_length=400, verbose_name='help')),
                    ('kind', models.CharField(choices=[('short', 'A line'), ('long', 'Several lines'), ('choice', 'One of a list')], default='long', max_length=8, verbose_name='how it is answered')),
                    ('most', models.PositiveIntegerField(default=1000, verbose_name='maximum number of characters')),
                    ('choices', models.JSONField(blank=True, default=list, verbose_name='the list')),
                    ('required', models.BooleanField(default=False, verbose_name='must be answered')),
                    ('fills', models.CharField(blank=True, max_length=20, verbose_name='goes into')),
                    ('phase', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='questions', to='calls.phase')),
                ],
                options={
                    'verbose_name': 'question',
                    'ordering': ['phase', 'order', 'pk'],
                    'constraints': [models.CheckConstraint(condition=models.Q(('most__gte', 20), ('most__lte', 4000)), name='question_has_a_limit'), models.UniqueConstraint(condition=models.Q(('fills', ''), _negated=True), fields=('phase', 'fills'), name='question_fills_a_field_once_a_phase')],
                },
            ),
            migrations.CreateModel(
                name='Draft',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('text', models.TextField(blank=True)),
                    ('version', models.PositiveIntegerField(default=1)),
                    ('saved_at', models.DateTimeField(default=django.utils.timezone.now)),
                    ('answer', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='drafts', to='calls.callanswer')),
                    ('question', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='calls.question')),
                ],
                options={
                    'constraints': [models.UniqueConstraint(fields=('answer', 'question'), name='draft_once_a_question')],
                },
            ),
            migrations.CreateModel(
                name='Overwritten',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('text', models.TextField()),
                    ('at', models.DateTimeField(default=django.utils.timezone.now)),
                    ('draft', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='overwritten', to='calls.draft')),
                ],
                options={
                    'ordering': ['-at', '-pk'],
                },
            ),
            migrations.CreateModel(
                name='Reply',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('text', models.TextField(max_length=4000)),
                    ('answer', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='replies', to='calls.callanswer')),
                    ('question', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='replies', to='calls.question')),
                ],
                options={
                    'constraints': [models.UniqueConstraint(fields=('answer', 'question'), name='reply_once_a_question'), models.CheckConstraint(condition=models.Q(('text', ''), _negated=True), name='reply_says_something')],
                },
            ),
            migrations.CreateModel(
                name='Wish',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('email', models.EmailField(max_length=254, verbose_name='e-mail')),
                    ('language', models.CharField(default='nb', max_length=2)),
                    ('token', models.CharField(default=kokebok.calls.models.fresh_token, editable=False, max_length=43, unique=True)),
                    ('network', models.CharField(blank=True, max_length=64)),
                    ('asked_at', models.DateTimeField(default=django.utils.timezone.now)),
                    ('letter_at', models.DateTimeField(blank=True, null=True)),
                    ('confirmed_at', models.DateTimeField(blank=True, null=True)),
                    ('call', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='wishes', to='calls.call')),
                ],
                options={
                    'constraints': [models.UniqueConstraint(fields=('call', 'email'), name='wish_once_a_call')],
                },
            ),
        ),
    ]
