"""An edition is frozen: nothing in it can be changed or deleted."""

from django.db import migrations

from kokebok.journal.immutable import immutable


class Migration(migrations.Migration):
    dependencies = [("editions", "0001_initial")]
    operations = [immutable("editions_edition"), immutable("editions_editionpage"), immutable("editions_editionwording")]
