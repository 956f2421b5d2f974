"""One migration an app, in the place of those before it (docs/decisions/0035)."""

from __future__ import annotations

from graphlib import TopologicalSorter
from typing import TYPE_CHECKING

import pytest
from django.apps import apps
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder

if TYPE_CHECKING:
    from django.db.migrations import Migration

OURS = {app.label for app in apps.get_app_configs() if app.name.startswith("kokebok.")}


def replacing() -> dict[str, Migration]:
    """Of each app of ours, the migration that is in the place of others."""
    replacements = MigrationLoader(None).replacements.values()
    return {one.app_label: one for one in replacements if one.app_label in OURS}


def tables_of(app: str) -> dict[str, object]:
    """Columns and constraints of each table of an app."""
    with connection.cursor() as cursor:
        look = connection.introspection
        return {
            table: (look.get_table_description(cursor, table), look.get_constraints(cursor, table))
            for table in look.table_names(cursor)
            if table.startswith(f"{app}_")
        }


def test_an_app_that_had_many_begins_with_the_one_and_ends_with_the_same_models_by_it_as_by_those_it_replaces() -> (
    None
):
    new = MigrationLoader(None)
    old = MigrationLoader(None, replace_migrations=False)
    begin = {app: one for app, one in replacing().items() if (app, one.name) in new.graph.root_nodes(app)}
    assert set(begin) == set(replacing())
    before = old.project_state([one.replaces[-1] for one in begin.values()]).models
    after = new.project_state([(app, one.name) for app, one in begin.items()]).models
    own = [key for key in before | after if key[0] in begin]
    assert [key for key in own if before.get(key) != after.get(key)] == []


def test_no_two_apps_wait_for_one_another_so_each_may_be_at_another_version() -> None:
    """Django takes an app's old migrations where only some have been run, and in the next app the new one."""
    disk = MigrationLoader(None).disk_migrations
    waits: dict[str, set[str]] = {app: set() for app in replacing()}
    for app, one in replacing().items():
        for key in [(app, one.name), *one.replaces]:
            waits[app] |= {other for other, _name in disk[key].dependencies if other in waits} - {app}
    assert set(TopologicalSorter(waits).static_order()) == set(waits)


def test_tables_that_are_made_at_once_can_be_dropped_and_made_again(committed: None) -> None:
    before = tables_of("following")
    newest = MigrationExecutor(connection).loader.graph.leaf_nodes("following")
    MigrationExecutor(connection).migrate([("following", None)])
    gone = tables_of("following")
    MigrationExecutor(connection).migrate(newest)
    assert (len(before), gone, tables_of("following")) == (5, {}, before)


def test_a_migration_that_is_stopped_half_way_through_its_names_has_left_nothing(
    committed: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = tables_of("following")
    newest = MigrationExecutor(connection).loader.graph.leaf_nodes("following")
    MigrationExecutor(connection).migrate([("following", None)])
    note = MigrationRecorder.record_applied

    def stop(recorder: MigrationRecorder, app: str, name: str) -> None:
        if name.startswith("0003"):
            raise KeyboardInterrupt
        note(recorder, app, name)

    monkeypatch.setattr(MigrationRecorder, "record_applied", stop)
    with pytest.raises(KeyboardInterrupt):
        MigrationExecutor(connection).migrate(newest)
    monkeypatch.undo()
    left = [name for app, name in MigrationRecorder(connection).applied_migrations() if app == "following"]
    assert (tables_of("following"), left) == ({}, [])
    MigrationExecutor(connection).migrate(newest)
    assert tables_of("following") == before
