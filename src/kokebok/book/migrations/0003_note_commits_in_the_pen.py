"""On PostgreSQL: what is done in the pen is told in commit order too."""

from django.db import migrations

from kokebok.journal.commits import commits_are_noted


class Migration(migrations.Migration):
    dependencies = [
        ("book", "0002_draft_base"),
        ("journal", "0003_commits"),
        ("wagtailcore", "0097_baselogentry_uuid_action_timestamp_indexes"),
    ]
    operations = [commits_are_noted("wagtailcore_pagelogentry"), commits_are_noted("wagtailcore_modellogentry")]
