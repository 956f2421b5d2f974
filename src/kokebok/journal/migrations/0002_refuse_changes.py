"""The journal takes new lines and nothing else."""

from django.db import migrations

from kokebok.journal.immutable import immutable


class Migration(migrations.Migration):
    dependencies = [("journal", "0001_initial")]
    operations = [immutable("journal_entry")]
