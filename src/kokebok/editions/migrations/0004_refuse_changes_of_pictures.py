"""What an edition shows is frozen too."""

from django.db import migrations

from kokebok.journal.immutable import immutable


class Migration(migrations.Migration):
    dependencies = [("editions", "0003_pictures")]
    operations = [immutable("editions_editionpicture")]
