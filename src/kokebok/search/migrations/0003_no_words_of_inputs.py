"""Forget all words that may be proposed; those of the book are learnt again at the next start, those of inputs not."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import migrations

if TYPE_CHECKING:
    from django.apps.registry import Apps
    from django.db.backends.base.schema import BaseDatabaseSchemaEditor


def forget(apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    apps.get_model("search", "Word").objects.all().delete()
    apps.get_model("search", "Made").objects.update(around="")


class Migration(migrations.Migration):
    dependencies = [("search", "0002_index")]
    operations = [migrations.RunPython(forget, migrations.RunPython.noop)]
