"""What a program was answered when it gave an input, to be answered alike if it asks again."""

from typing import ClassVar

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies: ClassVar = [("api", "0001_initial")]
    operations: ClassVar = [
        migrations.AddField("keyedinput", "answered", models.JSONField(default=dict, editable=False)),
    ]
