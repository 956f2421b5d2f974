"""The pseudonyms of networks from before can be told from the date and the key: none is kept."""

from __future__ import annotations

from typing import Any

from django.db import migrations


def forget(apps: Any, _schema: Any) -> None:
    apps.get_model("calls", "Wish").objects.exclude(network="").update(network="")


class Migration(migrations.Migration):
    dependencies = [("calls", "0004_copies_have_a_ticket")]

    operations = [migrations.RunPython(forget, migrations.RunPython.noop)]
