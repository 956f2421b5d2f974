"""A full-text index of each column of terms, kept in step by the database itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import migrations

from kokebok.search.index import made, removed

if TYPE_CHECKING:
    from django.apps.registry import Apps
    from django.db.backends.base.schema import BaseDatabaseSchemaEditor


def forwards(apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    for statement in made(editor.connection.vendor):
        editor.execute(statement, params=None)


def backwards(apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    for statement in removed(editor.connection.vendor):
        editor.execute(statement, params=None)


class Migration(migrations.Migration):
    dependencies = [("search", "0001_initial")]
    operations = [migrations.RunPython(forwards, backwards)]
