"""On PostgreSQL: each transaction that adds a line leaves its number, so that readers' pages can be told in commit order."""

from django.db import migrations

from kokebok.journal.commits import commits_are_kept, commits_are_noted


class Migration(migrations.Migration):
    dependencies = [("journal", "0002_refuse_changes")]
    operations = [commits_are_kept(), commits_are_noted("journal_entry")]
