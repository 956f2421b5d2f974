"""The pseudonyms of networks from before can be told from the date and the key: none is kept."""

from __future__ import annotations

from typing import Any

from django.db import migrations


def forget(apps: Any, _schema: Any) -> None:
    apps.get_model("inputs", "Input").objects.exclude(network="").update(network="")


class Migration(migrations.Migration):
    dependencies = [("inputs", "0009_day_salt")]

    operations = [migrations.RunPython(forget, migrations.RunPython.noop)]
