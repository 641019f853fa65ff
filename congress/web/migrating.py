"""Steps of migrations that make many tables, or fill them with the lists a new portal begins with."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

from django.core.management.color import no_style
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.operations.base import Operation
from django.db.migrations.operations.models import CreateModel
from django.db.migrations.state import ProjectState
from django.db.models import Model


class CreateTables(Operation):
    """Make the tables of many models at once, as they are after all of ``operations``.

    Django renders every related model anew after each step, which for two hundred tables takes most of a minute;
    here they are rendered once. The operations make new tables and say what belongs to them, nothing else.
    """

    reduces_to_sql = True
    reversible = True

    def __init__(self, operations: Sequence[Operation]) -> None:
        self.operations = list(operations)

    def state_forwards(self, app_label: str, state: ProjectState) -> None:
        """All models, none of them rendered before the last is known."""
        state.__dict__.pop("apps", None)
        for operation in self.operations:
            operation.state_forwards(app_label, state)

    def database_forwards(
        self,
        app_label: str,
        schema_editor: BaseDatabaseSchemaEditor,
        from_state: ProjectState,
        to_state: ProjectState,
    ) -> None:
        """Each table with its last columns, indexes and constraints."""
        for model in self._models(app_label, to_state):
            if self.allow_migrate_model(schema_editor.connection.alias, model):
                schema_editor.create_model(model)

    def database_backwards(
        self,
        app_label: str,
        schema_editor: BaseDatabaseSchemaEditor,
        from_state: ProjectState,
        to_state: ProjectState,
    ) -> None:
        """Drop them, the last one first."""
        for model in reversed(self._models(app_label, from_state)):
            if self.allow_migrate_model(schema_editor.connection.alias, model):
                schema_editor.delete_model(model)

    def describe(self) -> str:
        """How it is called where migrations are listed."""
        return f"Create {sum(isinstance(one, CreateModel) for one in self.operations)} tables"

    def _models(self, app_label: str, state: ProjectState) -> list[type[Model]]:
        made = [one for one in self.operations if isinstance(one, CreateModel)]
        return [state.apps.get_model(app_label, one.name) for one in made]


class FillTables(Operation):
    """Enter the rows a new portal begins with: lists an office may change later.

    The JSON file holds, for each model in the order of entering, its rows with their keys.
    """

    reversible = True
    reduces_to_sql = False

    def __init__(self, file: str) -> None:
        self.file = file

    def state_forwards(self, app_label: str, state: ProjectState) -> None:
        """Rows change no state."""

    def database_forwards(
        self,
        app_label: str,
        schema_editor: BaseDatabaseSchemaEditor,
        from_state: ProjectState,
        to_state: ProjectState,
    ) -> None:
        """Rows keep the keys of the file, so that they can name each other; keys go on after the last."""
        connection = schema_editor.connection
        filled = []
        for name, rows in json.loads(Path(self.file).read_text(encoding="utf-8")).items():
            model = from_state.apps.get_model(app_label, name)
            model._default_manager.using(connection.alias).bulk_create([model(**row) for row in rows])
            filled.append(model)
        with connection.cursor() as cursor:
            for statement in connection.ops.sequence_reset_sql(no_style(), filled):
                cursor.execute(statement)

    def database_backwards(
        self,
        app_label: str,
        schema_editor: BaseDatabaseSchemaEditor,
        from_state: ProjectState,
        to_state: ProjectState,
    ) -> None:
        """The tables are dropped with what is in them."""

    def describe(self) -> str:
        """How it is called where migrations are listed."""
        return f"Fill tables from {Path(self.file).name}"
