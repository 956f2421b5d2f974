"""Topics are in the index too. SQLite makes a table anew to alter it, and loses what keeps its index in step."""

import django.db.models.deletion
from django.db import migrations, models

from kokebok.search.index import INDEXED, made, removed


def take_away(apps, editor):
    """Take away what keeps the index in step, before the table is made anew."""
    if editor.connection.vendor == "sqlite":
        for statement in removed("sqlite"):
            editor.execute(statement, params=None)


def put_back(apps, editor):
    """Put it back, and the rows there are into it."""
    if editor.connection.vendor == "sqlite":
        rebuilt = [f"INSERT INTO {table}_index({table}_index) VALUES ('rebuild')" for table in INDEXED]
        for statement in [*made("sqlite"), *rebuilt]:
            editor.execute(statement, params=None)


class Migration(migrations.Migration):

    dependencies = [
        ('lists', '0004_what_themes_are'),
        ('people', '0003_body_solves'),
        ('search', '0004_words_are_learnt_without_waiting'),
        ('wagtailcore', '0097_baselogentry_uuid_action_timestamp_indexes'),
    ]

    operations = [
        migrations.RunPython(take_away, put_back),
        migrations.RemoveConstraint(
            model_name='text',
            name='search_text_of_a_page_or_an_actor',
        ),
        migrations.AddField(
            model_name='text',
            name='topic',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='lists.entry'),
        ),
        migrations.AddConstraint(
            model_name='text',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('actor__isnull', False), ('page__isnull', True), ('topic__isnull', True)), models.Q(('actor__isnull', True), ('page__isnull', False), ('topic__isnull', True)), models.Q(('actor__isnull', True), ('page__isnull', True), ('topic__isnull', False)), _connector='OR'), name='search_text_of_one_thing'),
        ),
        migrations.AddConstraint(
            model_name='text',
            constraint=models.UniqueConstraint(fields=('topic', 'order'), name='search_text_of_topic_in_order'),
        ),
        migrations.RunPython(put_back, take_away),
    ]
