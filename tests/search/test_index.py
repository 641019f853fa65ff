"""Literal search: the same rows on every database; on PostgreSQL through the index."""

from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import pytest
from django.apps import apps
from django.db import connection
from django.db.models import Q

from congress.organs.models import Organ
from congress.search.index import Searched, add_bigram_index, holding, newest_found, search_q
from congress.search.text import bigrams, normalise
from deputies.models import Person
from liaison_stations.models import Station
from tests.factories import make_organ, make_person
from tests.liaison_stations.stage import make_station

on_postgresql = pytest.mark.skipif(connection.vendor != "postgresql", reason="an index of PostgreSQL")


def found(query: str) -> set[str]:
    return set(Organ.objects.filter(search_q(query, "name")).values_list("name", flat=True))


def steps() -> tuple[Callable[..., None], Callable[..., None]]:
    """The migration step there and back."""
    step = add_bigram_index("organs.Organ", "name")
    assert step.reverse_code is not None
    return step.code, step.reverse_code


@pytest.fixture
def organs(db: None) -> None:
    for name in ("区交通运输局", "区教育局", "区人大常委会", "100%平台"):
        make_organ(name)


@pytest.mark.usefixtures("organs")
@pytest.mark.parametrize(
    ("query", "names"),
    [
        ("交通", {"区交通运输局"}),
        ("局", {"区交通运输局", "区教育局"}),
        ("区 育局", {"区教育局"}),
        ("局 通交", set()),
        ("人大常委会", {"区人大常委会"}),
        ("０％平", {"100%平台"}),
        ("_%", set()),
        ("  ", set()),
    ],
)
def test_a_word_is_found_where_it_stands(query: str, names: set[str]) -> None:
    assert found(query) == names


def test_postgresql_narrows_by_pairs_too() -> None:
    q = search_q("交通运输 局", "name", vendor="postgresql")
    assert q == Q(
        ("name__contains", "交通运输"),
        ("name__has_bigrams", ["交通", "运输", "通运"]),
        ("name__contains", "局"),
    )


def test_elsewhere_the_text_alone_decides() -> None:
    assert search_q("交通", vendor="sqlite") == Q(search_text__contains="交通")


@on_postgresql
@pytest.mark.django_db
@pytest.mark.parametrize("text", ["", "人", "人大", "人大人大代表", "a b", "𠮷野家𠮷野", "区\n人大"])
def test_the_database_finds_the_same_pairs(text: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT cjk_bigrams(%s)", [text])
        assert sorted(cursor.fetchone()[0]) == bigrams(text)


@on_postgresql
@pytest.mark.django_db
def test_the_index_is_made_used_and_dropped() -> None:
    forwards, backwards = steps()
    with connection.schema_editor() as editor:
        forwards(apps, editor)
    for n in range(50, 100):
        make_organ(normalise(f"区第{n}单位"))
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
    assert "organs_organ_name_bigrams" in Organ.objects.filter(search_q("第77单", "name")).explain()
    assert found("第77单") == {"区第77单位"}
    Organ.objects.all().delete()
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    with connection.schema_editor() as editor:
        backwards(apps, editor)
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_indexes WHERE indexname = 'organs_organ_name_bigrams'")
        assert cursor.fetchone() == (0,)


@pytest.mark.skipif(connection.vendor == "postgresql", reason="there the index is made")
@pytest.mark.django_db
def test_elsewhere_the_migration_step_does_nothing(django_assert_num_queries: Callable[..., Any]) -> None:
    with django_assert_num_queries(0):
        for step in steps():
            step(apps, SimpleNamespace(connection=connection))


@pytest.mark.django_db
@pytest.mark.parametrize(("word", "names"), [("局", ["区丙局", "区乙局"]), ("甲", ["区甲局"]), ("丁", [])])
def test_the_newest_that_hold_a_word_come_first(word: str, names: list[str]) -> None:
    for name in ("区甲局", "区乙局", "区丙局"):
        make_organ(name)
    rows = newest_found(Organ.objects.all(), word, 2, "-pk", field="name")
    assert [row.name for row in rows] == names


@pytest.mark.django_db
def test_tables_without_the_words_are_told_in_one_query(
    django_assert_num_queries: Callable[..., Any],
) -> None:
    make_person("单小明")
    station = make_station(name="东塘镇联络站", address="振兴路100%号")
    people, stations = Searched(Person), Searched(Station)

    def held(text: str) -> list[Searched]:
        return [searched for searched, _ in holding([(people, text), (stations, text)])]

    with django_assert_num_queries(1):
        assert held("东塘 联络站") == [stations]
    assert held("单小明") == [people]
    assert held("东塘 单小明") == []
    assert held("１００%") == [stations]  # in one spelling, and “%” is no pattern
    assert held("1%号") == []
    with django_assert_num_queries(0):
        assert held(" ") == []
        assert holding([]) == set()
    both = [(people, "单小明"), (stations, "东塘"), (stations, station.name + "二")]
    assert holding(both) == set(both[:2])


@pytest.mark.django_db
def test_other_columns_hold_words_as_they_are_typed() -> None:
    organ = make_organ("区ABC局")
    organ.short_name = "甲（乙）"
    organ.save()
    both, name = Searched(Organ, ("name", "short_name")), Searched(Organ, ("name",))
    looks = [(one, text) for one in (both, name) for text in ("甲（乙） ABC", "ABC", "ABD")]
    assert holding(looks) == {(both, "甲（乙） ABC"), (both, "ABC"), (name, "ABC")}


@on_postgresql
@pytest.mark.django_db
def test_several_words_go_to_the_index_at_once_and_one_reads_the_newest_first(
    organs: None, django_assert_num_queries: Callable[..., Any]
) -> None:
    with django_assert_num_queries(1):
        assert [
            row.name for row in newest_found(Organ.objects.all(), "交通 运输", 5, "-pk", field="name")
        ] == ["区交通运输局"]
    with django_assert_num_queries(2):
        newest_found(Organ.objects.all(), "运输", 5, "-pk", field="name")
    with django_assert_num_queries(1):  # where the newest begin is known by now
        assert len(newest_found(Organ.objects.all(), "运输", 5, "-pk", field="name")) == 1
