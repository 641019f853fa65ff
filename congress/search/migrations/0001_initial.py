"""PostgreSQL gets the function behind the search indexes; its result depends on nothing but its argument."""

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

# Splitting into characters first keeps long texts linear; substr() would walk the text once per pair.
CREATE = """
CREATE FUNCTION cjk_bigrams(content text) RETURNS text[]
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $body$
  SELECT coalesce(array_agg(DISTINCT pair), '{}')
  FROM (
    SELECT letter || lead(letter) OVER (ORDER BY place) AS pair
    FROM unnest(string_to_array(content, NULL)) WITH ORDINALITY AS letters(letter, place)
  ) AS pairs
  WHERE pair IS NOT NULL
$body$
"""


def create(apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    if editor.connection.vendor == "postgresql":
        editor.execute(CREATE)


def drop(apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    if editor.connection.vendor == "postgresql":
        editor.execute("DROP FUNCTION cjk_bigrams(text)")


class Migration(migrations.Migration):
    initial = True
    dependencies = []
    operations = [migrations.RunPython(create, drop)]
