"""Tables made at once by a migration."""

from __future__ import annotations

from django.db import models
from django.db.migrations import CreateModel
from django.db.migrations.state import ProjectState

from kokebok.web.new_tables import NewTables


def create(name: str, **fields: models.Field[object, object]) -> CreateModel:
    return CreateModel(name, [("id", models.BigAutoField(primary_key=True)), *fields.items()])


def towns() -> ProjectState:
    """What a migration before has made, and looked at."""
    state = ProjectState()
    create("Town").state_forwards("ways", state)
    assert [model.__name__ for model in state.apps.get_models()] == ["Town"]
    return state


def to(model: str, name: str) -> models.ForeignKey[object, object]:
    return models.ForeignKey(f"ways.{model}", models.CASCADE, related_name=name, null=True)


def test_new_models_stand_with_those_before_them_and_with_one_another_in_any_order() -> None:
    made = [create("Bridge", road=to("Road", "bridges")), create("Road", town=to("Town", "roads"))]
    state, one_by_one = towns(), towns()
    NewTables(*made).state_forwards("ways", state)
    for model in reversed(made):
        model.state_forwards("ways", one_by_one)
    assert state == one_by_one
    known = {
        model.__name__: [relation.name for relation in model._meta.related_objects]
        for model in state.apps.get_models()
    }
    assert known == {"Town": ["roads"], "Road": ["bridges"], "Bridge": []}
