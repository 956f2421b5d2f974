"""A page is made of an input; that this answers a call, its own row says."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [("calls", "0007_makings_know_their_input")]

    operations = [
        migrations.AlterField(
            "making",
            "given",
            models.OneToOneField(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="making",
                to="inputs.input",
            ),
        ),
        migrations.RemoveField("making", "answer"),
    ]
