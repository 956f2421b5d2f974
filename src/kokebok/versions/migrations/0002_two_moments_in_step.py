from django.db import migrations, models
from django.db.models import F


def as_before(apps, schema_editor):
    """What was said before counted from one moment for both."""
    apps.get_model("versions", "InStep").objects.update(own_at=F("at"))


class Migration(migrations.Migration):

    dependencies = [("versions", "0001_versions")]

    operations = [
        migrations.AddField("instep", "own_at", models.DateTimeField(null=True)),
        migrations.RunPython(as_before, migrations.RunPython.noop),
        migrations.AlterField("instep", "own_at", models.DateTimeField()),
    ]
