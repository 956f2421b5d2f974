"""A page can be made of any input, not only of an answer to a call; and why one is published before all agree."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ("calls", "0005_networks_are_forgotten"),
        ("inputs", "0013_named_parties"),
    ]

    operations = [
        migrations.AddField(
            "making",
            "given",
            models.OneToOneField(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="making",
                to="inputs.input",
            ),
        ),
        migrations.AlterField(
            "making",
            "answer",
            models.OneToOneField(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="making",
                to="calls.callanswer",
            ),
        ),
        migrations.AddField(
            "making", "anyway", models.TextField(blank=True, max_length=1000)
        ),
        migrations.AlterField(
            "consent",
            "said",
            models.CharField(
                blank=True,
                choices=[
                    ("", "No answer yet"),
                    ("yes", "Agrees"),
                    ("no", "Wants something changed"),
                    ("out", "Does not want to be in it"),
                ],
                default="",
                max_length=3,
            ),
        ),
    ]
