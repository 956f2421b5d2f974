"""The pseudonyms of networks from before can be told from the date and the key: none is kept."""

from __future__ import annotations

from typing import Any

from django.db import migrations


def forget(apps: Any, _schema: Any) -> None:
    apps.get_model("following", "Follow").objects.exclude(network="").update(network="")


class Migration(migrations.Migration):
    dependencies = [("following", "0004_neutral_label")]

    operations = [migrations.RunPython(forget, migrations.RunPython.noop)]
