"""Making many tables in one step of a migration."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import migrations
from django.db.migrations.operations.base import Operation

if TYPE_CHECKING:
    from django.db.backends.base.schema import BaseDatabaseSchemaEditor
    from django.db.migrations.state import ProjectState


class NewTables(Operation):
    """What its CreateModels do one after another, for a fraction of the time.

    After each CreateModel Django builds anew the classes of all models that are related to the new one, in any number
    of steps: here nearly all there are. A model that did not exist changes nothing in the others, so here only the new
    ones are built, all at once.
    """

    def __init__(self, *models: migrations.CreateModel) -> None:
        self.models = models

    def state_forwards(self, app_label: str, state: ProjectState) -> None:
        """Add the models to those that the migrations know."""
        built = state.__dict__.pop("apps", None)  # while it is away, nothing is built
        for model in self.models:
            model.state_forwards(app_label, state)
        if built is not None:
            state.apps = built
            built.render_multiple([state.models[app_label, model.name_lower] for model in self.models])

    def database_forwards(
        self,
        app_label: str,
        schema_editor: BaseDatabaseSchemaEditor,
        from_state: ProjectState,
        to_state: ProjectState,
    ) -> None:
        """Make the tables with all that belongs to them.

        What Django would leave till after the step is done here: then it notes the migration in the same transaction,
        and one that is stopped half way has left nothing.
        """
        for model in self.models:
            model.database_forwards(app_label, schema_editor, from_state, to_state)
        for statement in schema_editor.deferred_sql:
            schema_editor.execute(statement, params=None)
        schema_editor.deferred_sql.clear()

    def database_backwards(
        self,
        app_label: str,
        schema_editor: BaseDatabaseSchemaEditor,
        from_state: ProjectState,
        to_state: ProjectState,
    ) -> None:
        """Drop them, the last first."""
        for model in reversed(self.models):
            model.database_backwards(app_label, schema_editor, from_state, to_state)

    def describe(self) -> str:
        """What `migrate` says it does."""
        return f"Create {len(self.models)} models"
