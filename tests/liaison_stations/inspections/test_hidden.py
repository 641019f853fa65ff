"""An unannounced inspection is unknown to the station and its town until it is released, wherever they look (R075)."""

from __future__ import annotations

from datetime import date, timedelta
from io import BytesIO

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook

from congress.accounts.enums import Role
from congress.accounts.models import User
from congress.notices.models import Notice
from liaison_stations.enums import InspectionKind, InspectionState
from liaison_stations.models import Inspection, InspectionPoint, Problem
from liaison_stations.operations import inspections as operations
from liaison_stations.operations import problems
from liaison_stations.operations.inspections import Found
from tests.factories import make_user
from tests.liaison_stations.stage import Stage, make_stage

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()
SECRET = "值班室空无一人"


@pytest.fixture
def stage() -> Stage:
    return make_stage()


def inspected(stage: Stage, kind: str = InspectionKind.UNANNOUNCED) -> Inspection:
    """An inspection of today with a result and a problem, not released yet."""
    row = operations.plan_inspection(
        station=stage.station, actor=stage.office, kind=kind, day=TODAY, inspectors="邹丽", aim=SECRET
    )
    point = InspectionPoint.objects.create(name="在岗", full=10)
    row = operations.record_inspection(
        inspection=row,
        actor=stage.office,
        version=row.version,
        inspected_on=TODAY,
        inspectors="邹丽",
        summary=SECRET,
        findings=[Found(point, 3, SECRET)],
    )
    due = TODAY + timedelta(days=10)
    problems.find_problem(source=row, actor=stage.office, text=SECRET, owner="站长", due_on=due)
    return row


def pages(row: Inspection) -> list[str]:
    """Every page on which the station would read of it."""
    name = "station_inspections:"
    problem = Problem.objects.get(inspection=row)
    return [
        reverse(f"{name}index"),
        f"{reverse(f'{name}index')}?kind=unannounced",
        reverse(f"{name}detail", args=[row.pk]),
        reverse(f"{name}problems"),
        reverse(f"{name}problem", args=[problem.pk]),
        reverse(f"{name}mend_problem", args=[problem.pk]),
        reverse("liaison_stations:detail", args=[row.station_id]),
        reverse("dashboard:home"),
        f"{reverse('search:results')}?q=暗访",
        reverse("notices:index"),
    ]


def reads_of_it(client: Client, user: User, row: Inspection) -> list[str]:
    """The pages and exports on which this user finds anything of the inspection."""
    client.force_login(user)
    words = {SECRET, "暗访：", f"inspections/{row.pk}/", f"{TODAY.month}月{TODAY.day}日暗访"}
    found = []
    for url in pages(row):
        answer = client.get(url)
        text = answer.content.decode() if answer.status_code == 200 else ""
        found += [url] if any(word in text for word in words) else []
    for name in ("index", "problems"):
        answer = client.post(reverse(f"station_inspections:{name}"), {"export": "filtered"})
        sheet = load_workbook(BytesIO(answer.content)).active
        lines = [str(cell) for line in sheet.iter_rows(min_row=2, values_only=True) for cell in line]
        found += [f"{name} export"] if {row.station.name, "暗访", SECRET} & set(lines) else []
    return found


def test_neither_station_nor_town_finds_it_before_it_is_released(client: Client, stage: Stage) -> None:
    row = inspected(stage)
    for user in (stage.officer, stage.town_user):
        assert reads_of_it(client, user, row) == []
    assert not Notice.objects.filter(user__in=[stage.officer, stage.town_user]).exists()
    assert len(reads_of_it(client, stage.leader, row)) > 4

    # What the office does to a hidden problem is not told either.
    problem = Problem.objects.get()
    problems.close_problem(problem=problem, actor=stage.office, closed_on=TODAY)
    problems.reopen_problem(problem=problem, actor=stage.office, note="看错了")
    assert not Notice.objects.filter(user__in=[stage.officer, stage.town_user]).exists()


def test_of_all_roles_the_office_and_leaders_know(stage: Stage) -> None:
    inspected(stage)
    for role in Role:
        user = make_user(role, area=stage.town if role == Role.TOWN else None)
        knows = role in {Role.OFFICE, Role.DEPUTY_WORK, Role.LEADER}
        assert Inspection.objects.visible_to(user).exists() == knows, role
        assert Problem.objects.visible_to(user).exists() == knows, role
        assert not Problem.objects.mended_by(user).exclude(pk__in=Problem.objects.kept_by(user)).exists(), (
            role
        )


def test_released_it_is_read_and_mended_by_the_station(client: Client, stage: Stage) -> None:
    row = operations.release_inspection(inspection=inspected(stage), actor=stage.office)
    assert set(Notice.objects.values_list("user", flat=True)) == {stage.officer.pk, stage.town_user.pk}
    assert len(reads_of_it(client, stage.officer, row)) > 4
    assert Problem.objects.visible_to(stage.town_user).exists()
    other = make_stage()
    for user in (other.officer, other.town_user):
        assert not Inspection.objects.visible_to(user).exists()
        assert not Problem.objects.visible_to(user).exists()

    client.force_login(stage.officer)
    problem = Problem.objects.get()
    mend = reverse("station_inspections:mend_problem", args=[problem.pk])
    client.post(mend, {"note": "排了值班表，站长每天签到"})
    problem.refresh_from_db()
    assert (problem.state, problem.mended_on) == ("mended", TODAY)
    close = reverse("station_inspections:close_problem", args=[problem.pk])
    assert client.post(close, {"closed_on": TODAY.isoformat()}).status_code == 403
    client.force_login(stage.town_user)
    assert client.post(close, {"closed_on": TODAY.isoformat()}).status_code == 404
    client.force_login(stage.office)
    client.post(close, {"closed_on": TODAY.isoformat()})
    problem.refresh_from_db()
    assert (problem.state, problem.closed_on) == ("closed", TODAY)


def test_recalled_it_is_hidden_again(client: Client, stage: Stage) -> None:
    row = operations.release_inspection(inspection=inspected(stage), actor=stage.office)
    operations.recall_inspection(inspection=row, actor=stage.office, reason="分数写错")
    Notice.objects.all().delete()
    assert reads_of_it(client, stage.officer, row) == []


def test_an_announced_one_is_known_but_not_its_result(client: Client, stage: Stage) -> None:
    row = inspected(stage, InspectionKind.OPEN)
    client.force_login(stage.officer)
    page = client.get(reverse("station_inspections:detail", args=[row.pk])).content.decode()
    assert "邹丽" in page
    assert "30.0" not in page
    index = client.get(reverse("station_inspections:index")).content.decode()
    assert "30.0" not in index
    assert not Problem.objects.visible_to(stage.officer).exists()
    assert Notice.objects.filter(user=stage.officer, title__startswith="联络站检查").count() == 1
    operations.release_inspection(inspection=row, actor=stage.office)
    page = client.get(reverse("station_inspections:detail", args=[row.pk])).content.decode()
    assert "30.0 分" in page


def test_the_choice_of_stations_gives_nothing_away(client: Client, stage: Stage) -> None:
    row = inspected(stage)
    more = {"HX-Request": "true", "HX-Target": "list-more"}
    for user, offered in ((stage.town_user, False), (stage.office, True)):
        client.force_login(user)
        page = client.get(reverse("station_inspections:index"), headers=more).content.decode()
        assert (row.station.name in page) == offered


def test_cancelled_it_stays_hidden(client: Client, stage: Stage) -> None:
    row = operations.plan_inspection(
        station=stage.station, actor=stage.office, kind=InspectionKind.UNANNOUNCED, day=date(2099, 1, 1)
    )
    operations.cancel_inspection(inspection=row, actor=stage.office, reason="改期")
    assert not Inspection.objects.visible_to(stage.officer).exists()
    assert Inspection.objects.visible_to(stage.leader).get().state == InspectionState.CANCELLED
    assert not Notice.objects.exists()
