"""Records: within the reader's scope, page by page, what changed since; nothing private; errors in words."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from congress.accounts.enums import Role
from congress.organs.enums import AreaKind
from congress.organs.models import Area, Organ, OrganName
from deputies.models import Person
from tests.api.stage import Reader
from tests.factories import (
    make_activity,
    make_area,
    make_constituency,
    make_deputyship,
    make_organ,
    make_person,
    make_user,
)

pytestmark = pytest.mark.django_db
PEOPLE, ORGANS, ACTIVITIES = "/api/v1/people/", "/api/v1/organs/", "/api/v1/activities/"


def test_a_town_reads_its_area_and_nothing_else_exists() -> None:
    town, other = make_area("东塘镇", AreaKind.TOWN), make_area("柳桥街道")
    make_activity(headline="东塘视察", area=town)
    elsewhere = make_activity(headline="柳桥视察", area=other)
    clerk, office = Reader(make_user(Role.TOWN, area=town)), Reader(make_user(Role.OFFICE))
    assert clerk.names(ACTIVITIES, "headline") == ["东塘视察"]
    assert office.names(ACTIVITIES, "headline") == ["东塘视察", "柳桥视察"]
    assert clerk.ask(f"{ACTIVITIES}{elsewhere.pk}/").status_code == 404
    assert office.read(f"{ACTIVITIES}{elsewhere.pk}/")["area"] == other.pk


def test_private_facts_are_null_for_whoever_may_not_see_them() -> None:
    town, other = make_area("东塘镇", AreaKind.TOWN), make_area("南屏镇", AreaKind.TOWN)
    for name, place in (("周文", town), ("郑勇", other)):
        person = make_person(name)
        Person.objects.filter(pk=person.pk).update(phone="13900001111", birth_date=date(1970, 5, 1))
        make_deputyship(person, constituency=make_constituency(place))
    cases: list[tuple[Role, Area | None, dict[str, str | None]]] = [
        (Role.OFFICE, None, {"周文": "13900001111", "郑勇": "13900001111"}),
        (Role.TOWN, town, {"周文": "13900001111", "郑勇": None}),
        (Role.COMMITTEE, None, {"周文": None, "郑勇": None}),
    ]
    for role, area, expected in cases:
        found = Reader(make_user(role, area=area)).read(PEOPLE)["results"]
        assert {row["name"]: row["phone"] for row in found} == expected, role
        assert {row["name"]: row["birth_date"] is not None for row in found} == {
            name: phone is not None for name, phone in expected.items()
        }


def test_pages_follow_each_other_without_gap_or_repetition() -> None:
    names = [make_organ(f"区第{n}科").name for n in range(7)]
    Organ.objects.exclude(name__in=names).delete()
    reader = Reader(make_user(Role.OFFICE))
    address, parameters, read = ORGANS, {"limit": 3}, []
    for _page in range(3):
        found = reader.read(address, **parameters)
        read.append([row["name"] for row in found["results"]])
        address, parameters = found["next"] or "", {}
    assert read == [names[:3], names[3:6], names[6:]]
    assert address == "", "after the last page there is none"


def test_only_what_changed_since_comes_also_by_a_part_or_in_bulk() -> None:
    kept, renamed, moved = (make_organ(name) for name in ("区一科", "区二科", "区三科"))
    reader = Reader(make_user(Role.OFFICE))
    last = reader.read(f"{ORGANS}{moved.pk}/")["updated_at"]
    before = {row["id"]: row["updated_at"] for row in reader.read(ORGANS)["results"]}
    assert max(before.values()) == last

    def since() -> set[str]:
        found = reader.read(ORGANS, updated_since=last)["results"]
        return {row["name"] for row in found if row["updated_at"] != before[row["id"]]}

    OrganName.objects.create(organ=renamed, name="区旧科", short_name="旧科", ends_on=date(2024, 1, 1))
    Organ.objects.filter(pk=moved.pk).update(order=9)
    changed = since()
    assert changed == {"区二科", "区三科"}
    assert kept.name not in changed


def test_parameters_that_are_not_understood_are_named() -> None:
    reader = Reader(make_user(Role.OFFICE))
    wrong: list[tuple[str, dict[str, str | int]]] = [
        ("updated_sinc", {"updated_sinc": "2026-01-01"}),
        ("updated_since", {"updated_since": "昨天"}),
        ("limit", {"limit": 501}),
        ("cursor", {"cursor": "x"}),
    ]
    for name, parameters in wrong:
        answer = reader.ask(ORGANS, **parameters)
        assert (answer.status_code, answer.json()["code"]) == (400, "invalid")
        assert list(answer.json()["errors"]) == [name]
    assert reader.ask(ORGANS, updated_since="2026-01-01T00:00:00 08:00").status_code == 200


def test_nothing_can_be_written_and_every_error_is_json() -> None:
    reader, area = Reader(make_user(Role.UNIT)), make_area()
    from_outside: list[tuple[Any, int, str]] = [
        (reader.ask("/api/v1/areas/"), 403, "permission_denied"),
        (reader.ask("/api/v1/nothing/"), 404, "not_found"),
        (reader.ask("/api/v1/suggestions/99999999999999999999/"), 404, "not_found"),
    ]
    for answer, status, code in from_outside:
        assert (answer.status_code, answer.json()["code"]) == (status, code)
        assert answer["Cache-Control"].count("no-store") == 1
    writer = Reader(make_user(Role.OFFICE))
    for verb in ("post", "put", "patch", "delete"):
        answer = getattr(Client(), verb)(f"/api/v1/areas/{area.pk}/", headers=writer.headers)
        assert (answer.status_code, answer.json()["code"]) == (405, "method_not_allowed")
    assert Area.objects.filter(pk=area.pk).exists()


@pytest.mark.parametrize(
    ("address", "queries"),
    [(ORGANS, 5), (PEOPLE, 6), (ACTIVITIES, 8), ("/api/v1/suggestions/", 4), ("/api/v1/duties/", 4)],
)
def test_a_page_costs_the_same_however_long(address: str, queries: int) -> None:
    """The token, its use, roles, marks, records, and one for each kind of part that a record has."""
    reader = Reader(make_user(Role.OFFICE))
    for n in range(3):
        make_activity(make_person(f"某人{n}", title="主任"))
        make_organ()
    reader.read(address)
    with CaptureQueriesContext(connection) as asked:
        reader.read(address)
    assert len(asked) <= queries, [query["sql"][:90] for query in asked]
