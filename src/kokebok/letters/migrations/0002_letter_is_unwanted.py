from django.db import migrations, models


class Migration(migrations.Migration):
    """A letter that is taken back, or forgotten, while it is in hand."""

    dependencies = [("letters", "0001_letter")]

    operations = [
        migrations.AddField("letter", "is_unwanted", models.BooleanField(default=False)),
    ]
