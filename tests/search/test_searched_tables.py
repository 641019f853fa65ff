"""Every table that is searched has its index, and the database uses it."""

import pytest
from django.db import connection, models

from activities.models import Activity, Convocation
from bulletins.models import Issue
from congress.search.index import search_q
from deputies.models import Person

TABLES = [Person, Activity, Convocation, Issue]


@pytest.mark.skipif(connection.vendor != "postgresql", reason="an index of PostgreSQL")
@pytest.mark.django_db
@pytest.mark.parametrize("table", TABLES)
def test_the_search_goes_through_the_index(table: type[models.Model]) -> None:
    with connection.cursor() as cursor:
        # Whatever the tables hold just now, only the inverted index may answer (it is read as a bitmap).
        cursor.execute("SET LOCAL enable_seqscan = off; SET LOCAL enable_indexscan = off")
    plan = table._default_manager.filter(search_q("联络站")).order_by().explain()
    assert f"{table._meta.db_table}_search_text_bigrams" in plan
