"""Matters at the desk: who sees what of the citizen, the list, the steps as pages."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from congress.accounts.enums import Role
from congress.accounts.models import User
from congress.audit.models import AuditEvent
from liaison_stations.enums import MatterState
from liaison_stations.matters.queries import todos
from liaison_stations.models import Matter
from liaison_stations.operations import deciding
from tests.factories import make_organ, make_user
from tests.liaison_stations.stage import Stage, make_citizen, make_matter, make_stage

pytestmark = pytest.mark.django_db
#: Name, phone and home of the citizen: wherever one of them stands, something leaked.
NAME, PHONE = "秦素云", "13900001234"


def page(client: Client, user: User, name: str, *args: object) -> str:
    """A page as this user sees it."""
    client.force_login(user)
    return client.get(reverse(name, args=args)).content.decode()


def given(stage: Stage, *, consents: bool) -> tuple[Matter, User]:
    """A matter a unit handles, and somebody of the unit."""
    organ = make_organ(area=stage.town)
    row = make_matter(stage.station, citizen=make_citizen(consents=consents), heard_by=stage.deputies[0])
    deciding.hand_over(matter=row, actor=stage.officer, organ=organ, destination="town")
    return row, make_user(Role.UNIT, organ=organ)


def test_only_who_received_or_passes_on_knows_the_citizen(client: Client) -> None:
    stage = make_stage()
    row, unit = given(stage, consents=False)
    for user in (stage.officer, stage.town_user, stage.office):
        shown = page(client, user, "matters:detail", row.pk)
        assert "秦** 139****1234" in shown
        assert "查看姓名电话" in shown
        assert NAME not in shown
    for user in (unit, stage.leader):
        shown = page(client, user, "matters:detail", row.pk)
        assert "某选民" in shown
        assert "秦**" not in shown
        assert client.post(reverse("matters:reveal", args=[row.pk])).status_code == 403
    assert "秦" not in page(client, stage.deputy, "matters:heard", row.pk)


def test_a_reveal_is_asked_for_and_written_down(client: Client) -> None:
    stage = make_stage()
    row, unit = given(stage, consents=True)
    client.force_login(unit)
    url = reverse("matters:reveal", args=[row.pk])
    assert client.get(url).status_code == 405
    assert PHONE in client.post(url).content.decode()
    event = AuditEvent.objects.get(verb="liaison_stations:reveal")
    assert (event.actor, event.object_id) == (unit, str(row.pk))
    assert NAME not in str(list(AuditEvent.objects.values()))


def test_a_town_hands_over_to_its_own_units_only_and_the_district_decides_the_rest(client: Client) -> None:
    stage = make_stage()
    buses, roads = make_organ("区交通局"), make_organ("镇建设办", area=stage.town)
    row = make_matter(stage.station)
    client.force_login(stage.town_user)
    form = client.get(reverse("matters:hand_over", args=[row.pk])).content.decode()
    assert (roads.short_name in form, buses.short_name in form) == (True, False)
    village = {"organ": roads.pk, "destination": "village"}
    nameless = client.post(reverse("matters:hand_over", args=[row.pk]), village)
    assert "写明哪个村（社区）、谁办" in nameless.context["form"].errors["handler"][0]
    client.post(reverse("matters:report_up", args=[row.pk]), {"note": "公交线路归区里"})
    assert "hand-over" not in page(client, stage.town_user, "matters:detail", row.pk)
    client.force_login(stage.office)
    facts = {"organ": buses.pk, "destination": "district"}
    client.post(reverse("matters:hand_over", args=[row.pk]), facts)
    row.refresh_from_db()
    assert (row.state, row.organ) == (MatterState.HANDLING, buses)
    assert buses.short_name in page(client, stage.officer, "matters:detail", row.pk)


def test_the_unit_answers_and_the_station_tells_and_closes(client: Client) -> None:
    stage = make_stage()
    row, unit = given(stage, consents=False)
    url = {step: reverse(f"matters:{step}", args=[row.pk]) for step in ("answer", "tell", "close")}
    client.force_login(unit)
    client.post(url["answer"], {"answer": "灯修好了", "outcome": "solved"})
    assert client.get(url["tell"]).status_code == 403
    client.force_login(stage.officer)
    client.post(url["tell"], {"told_by": "phone"})
    client.post(url["close"], {"rating": "satisfied"})
    row.refresh_from_db()
    assert (row.state, row.rating, row.answer) == (MatterState.CLOSED, "satisfied", "灯修好了")
    verbs = list(row.steps.values_list("verb", flat=True))
    assert verbs == ["hand_over", "answer", "tell", "close"]
    assert client.post(url["close"], {}).status_code == 409


def test_each_sees_what_waits_for_him() -> None:
    stage = make_stage()
    _row, unit = given(stage, consents=False)
    make_matter(stage.station)
    make_matter(stage.station, state=MatterState.REPORTED)
    titles = {user: [todo.title for todo in todos(user)] for user in (stage.officer, stage.office, unit)}
    assert titles[stage.officer] == ["分办 1 件"]
    assert titles[stage.office] == ["研究转办 1 件上报事项"]
    assert titles[unit] == ["办理 1 件群众事项"]


@pytest.mark.parametrize("rows", [2, 8])
def test_the_list_and_the_page_take_as_many_queries_however_long(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries, rows: int
) -> None:
    stage = make_stage()
    for _ in range(rows):
        row, _unit = given(stage, consents=False)
    client.force_login(stage.officer)
    client.get(reverse("matters:index"))
    with django_assert_num_queries(19):
        client.get(reverse("matters:index"))
    with django_assert_num_queries(13):
        client.get(reverse("matters:detail", args=[row.pk]))


def test_the_export_holds_nothing_of_the_citizen(client: Client) -> None:
    stage = make_stage()
    given(stage, consents=True)
    client.force_login(stage.officer)
    answer = client.post(reverse("matters:index"), {"export": "filtered"}, follow=True)
    assert answer.status_code == 200
    assert NAME not in answer.content.decode(errors="ignore")


def test_the_search_finds_a_matter_by_its_words_and_never_by_its_citizen(client: Client) -> None:
    stage = make_stage()
    row = make_matter(stage.station, title="双桥村口没有路灯", citizen=make_citizen())
    client.force_login(stage.officer)

    def is_found(words: str) -> bool:
        shown = client.get(reverse("search:results"), {"q": words}).content.decode()
        return reverse("matters:detail", args=[row.pk]) in shown

    assert [is_found(words) for words in ("村口", NAME, PHONE)] == [True, False, False]
