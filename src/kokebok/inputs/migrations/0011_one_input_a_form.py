from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("inputs", "0010_networks_are_forgotten")]

    operations = [
        migrations.AddField("input", "slip", models.UUIDField(editable=False, null=True, unique=True)),
    ]
