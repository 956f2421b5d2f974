"""A word may have two rows: who learns it waits for nobody who learns the same."""

from __future__ import annotations

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("search", "0003_no_words_of_inputs")]
    operations = [
        migrations.AlterField("word", "word", models.CharField(db_index=True, max_length=60)),
    ]
