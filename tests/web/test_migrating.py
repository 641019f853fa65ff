"""Tables made in one step are those of all steps; rows keep their keys."""

import json
from pathlib import Path

import pytest
from django.db import connection, migrations, models
from django.db.migrations.operations.base import Operation
from django.db.migrations.state import ProjectState

from congress.web.migrating import CreateTables, FillTables

pytestmark = pytest.mark.django_db(transaction=True)


def steps() -> list[Operation]:
    """A shelf, a book on it, and what came later: a column, an index, a rule."""
    return [
        migrations.CreateModel(
            "Book",
            [("id", models.BigAutoField(primary_key=True)), ("title", models.CharField(max_length=20))],
        ),
        migrations.CreateModel("Shelf", [("id", models.BigAutoField(primary_key=True))]),
        migrations.AddField("Book", "shelf", models.ForeignKey("web.Shelf", models.CASCADE)),
        migrations.AddIndex("Book", models.Index(fields=["title"], name="made_book_title")),
        migrations.AddConstraint(
            "Book", models.UniqueConstraint(fields=["shelf", "title"], name="made_once_on_a_shelf")
        ),
    ]


def done(operation: Operation, before: ProjectState) -> ProjectState:
    """The state after an operation was carried out."""
    after = before.clone()
    operation.state_forwards("web", after)
    with connection.schema_editor() as editor:
        operation.database_forwards("web", editor, before, after)
    return after


def test_tables_are_made_as_they_are_after_all_steps_filled_and_dropped(tmp_path: Path) -> None:
    before, together = ProjectState(), CreateTables(steps())
    after = done(together, before)
    try:
        with connection.cursor() as cursor:
            made = connection.introspection.get_constraints(cursor, "web_book")
            columns = [row.name for row in connection.introspection.get_table_description(cursor, "web_book")]
        assert {"made_book_title", "made_once_on_a_shelf"} <= set(made)
        assert columns == ["id", "title", "shelf_id"]

        lists = tmp_path / "lists.json"
        lists.write_text(
            json.dumps({"shelf": [{"id": 7}], "book": [{"id": 3, "title": "旧", "shelf_id": 7}]})
        )
        done(FillTables(str(lists)), after)
        book = after.apps.get_model("web", "Book")
        assert book.objects.create(title="新", shelf_id=7).pk == 4
    finally:
        with connection.schema_editor() as editor:
            together.database_backwards("web", editor, after, before)
    assert not {"web_book", "web_shelf"} & set(connection.introspection.table_names())
