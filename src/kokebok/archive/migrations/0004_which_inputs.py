"""Which inputs an archive has in it, so that it is told of what was taken away of these alone."""

from typing import ClassVar

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies: ClassVar = [("archive", "0003_packages")]
    operations: ClassVar = [
        migrations.AddField(
            "sitearchive", "inputs", models.JSONField(default=None, editable=False, null=True)
        ),
    ]
