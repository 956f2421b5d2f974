"""The newsletter is one of what only some need."""

from __future__ import annotations

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("features", "0004_api")]

    operations = [
        migrations.AlterField(
            "switchedon",
            "feature",
            models.CharField(
                choices=[
                    ("second_reading", "Second reader"),
                    ("groups", "Groups found by the machine"),
                    ("opinions", "Opinion groups"),
                    ("sheets", "Spreadsheets"),
                    ("word", "Word documents"),
                    ("register", "Local government"),
                    ("api", "Open data for programs"),
                    ("newsletter", "Newsletter"),
                ],
                max_length=20,
                primary_key=True,
                serialize=False,
            ),
        ),
    ]
