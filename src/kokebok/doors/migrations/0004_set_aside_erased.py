"""When who sent a letter that was set aside was erased: then the letter itself is gone."""

from typing import ClassVar

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies: ClassVar = [("doors", "0003_called_e_mails")]
    operations: ClassVar = [
        migrations.AddField("setaside", "erased_at", models.DateTimeField(blank=True, null=True)),
        migrations.AlterField("setaside", "raw", models.CharField(blank=True, max_length=64)),
    ]
