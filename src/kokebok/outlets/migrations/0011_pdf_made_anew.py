"""The PDF to print is on A4 from now on: that of each edition is made anew, and the one before is kept beside it."""

from __future__ import annotations

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor


def make_anew(apps: Apps, _editor: BaseDatabaseSchemaEditor | None) -> None:
    """They wait, and the sweep puts what waits in the queue."""
    apps.get_model("outlets", "Copy").objects.filter(form="pdf", state="ready").update(state="waiting")


class Migration(migrations.Migration):
    dependencies = [("outlets", "0010_letter_templates")]

    operations = [migrations.RunPython(make_anew, migrations.RunPython.noop)]
