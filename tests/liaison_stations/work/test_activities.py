"""What a station did is entered once: it stands in the log, in the books, under its functions (R135, R153, R184)."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from activities.enums import AttendanceState
from activities.models import Activity, ActivityKind, Attendance
from activities.operations import change_activity, record_activity, withdraw
from activities.uses import uses_of
from congress.access.exceptions import Conflict, StaleVersion
from congress.audit.models import AuditEvent
from congress.web import dates
from deputies.operations import add_post
from liaison_stations.books.catalogue import BOOKS
from liaison_stations.books.records import Records
from liaison_stations.days.queries import expected_at
from liaison_stations.enums import DayState, DutyState
from liaison_stations.models import Duty, FocusSubject, Station, StationActivity, StationFunction
from liaison_stations.operations import work as operations
from liaison_stations.work.queries.functions import year_functions
from liaison_stations.work.queries.visits import short_in_month, visit_years
from tests.liaison_stations.stage import Stage, make_day, make_stage

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()
MAY = date(2026, 5, 8)


@pytest.fixture
def stage() -> Stage:
    return make_stage()


def kind(code: str) -> ActivityKind:
    return ActivityKind.objects.get(code=code)


def facts(code: str = "voter_visit", on: date = MAY, **more: Any) -> Any:
    return {
        "days": (on, on),
        "kind": kind(code),
        "headline": "走访塘北村",
        "place": "塘北村",
        "text": "5月8日，代表走访塘北村。",
        "deputies": [],
        "functions": operations.functions_of(kind(code)),
        "subject": None,
        "topics": "",
        "opinions": "",
        **more,
    }


def log(stage: Stage, code: str = "voter_visit", on: date = MAY, **more: Any) -> StationActivity:
    return operations.record_work(station=stage.station, actor=stage.officer, **facts(code, on, **more))


def test_what_staff_enter_stands_in_the_log_and_in_the_book_of_its_kind(client: Client, stage: Stage) -> None:
    client.force_login(stage.officer)
    address = reverse("station_work:record_work", args=[stage.station.pk])
    form = client.get(address).context["form"]
    sent = {
        "token": form["token"].value(),
        "days": "2026年5月8日",
        "kind": kind("topic_research").pk,
        "headline": "调研老旧小区改造",
        "subject": FocusSubject.objects.get(name="产业发展").pk,
        "deputies": [stage.deputies[0].pk],
        "place": "东门社区",
        "text": "",
        "topics": "",
        "opinions": "尽快改造管网",
    }
    assert client.post(address, sent).status_code == 302
    assert client.post(address, sent).status_code == 302, "sent twice from a phone, it is one activity"
    row = StationActivity.objects.get()
    name = stage.deputies[0].person.name
    assert (row.activity.organiser, row.activity.area, row.by_name) == (
        stage.station.name,
        stage.station.area,
        False,
    )
    assert (
        row.activity.text
        == f"{dates.day(date(2026, 5, 8))}，{stage.station.name}调研老旧小区改造。1名代表参加。"
    )
    assert [one.name for one in row.functions.all()] == ["工作站"]
    (line,) = BOOKS["inspections"].lines(Records(stage.station, 2026))
    assert line[:2] == ("5月8日", "专题调研")
    assert line[3] == name
    assert line[4].endswith("尽快改造管网")
    assert "请填写标题" in client.post(address, sent | {"headline": "", "token": ""}).content.decode()
    client.force_login(make_stage().officer)
    assert client.get(reverse("station_work:detail", args=[row.pk])).status_code == 404


def test_an_activity_that_names_the_station_belongs_to_it_by_itself(stage: Stage) -> None:
    values: Any = {"start_on": MAY, "kind": kind("training"), "headline": "学法", "text": "5月8日，学法。"}
    row = record_activity(actor=stage.office, organiser=stage.station.name, area=stage.town, **values)
    work = StationActivity.objects.get(activity=row)
    assert (work.by_name, [one.name for one in work.functions.all()]) == (True, ["充电站"])
    assert [use.label for use in uses_of(row, stage.office)] == [f"联络站活动：{stage.station}"]
    assert BOOKS["study"].lines(Records(stage.station, 2026))
    row = change_activity(activity=row, actor=stage.office, version=1, organiser="别的单位", **values)
    assert not StationActivity.objects.exists()
    reception = record_activity(
        actor=stage.office,
        organiser=stage.station.name,
        area=stage.town,
        **{**values, "kind": kind("reception_day")},
    )
    assert not StationActivity.objects.filter(activity=reception).exists(), "the day is a record of its own"


def test_of_two_stations_of_one_name_the_one_in_the_area(stage: Stage) -> None:
    other = make_stage()
    Station.objects.filter(pk=other.station.pk).update(name=stage.station.name)
    values: Any = {"start_on": MAY, "kind": kind("training"), "headline": "学法", "text": "学法。"}
    record_activity(actor=None, organiser=stage.station.name, area=other.town, **values)
    record_activity(actor=None, organiser=stage.station.name, **values)  # of the district: nobody can tell
    assert [row.station for row in StationActivity.objects.all()] == [other.station]


def test_two_who_correct_it_and_what_is_refused(stage: Stage) -> None:
    row = log(stage)
    version = row.version
    changed = operations.change_work(
        work=row, actor=stage.town_user, version=version, **facts(headline="走访塘南村")
    )
    assert Activity.objects.get().headline == "走访塘南村"
    with pytest.raises(StaleVersion):
        operations.change_work(work=row, actor=stage.officer, version=version, **facts())
    change_activity(
        activity=changed.activity,
        actor=stage.office,
        version=changed.activity.version + 1,
        start_on=MAY,
        kind=kind("voter_visit"),
        headline="走访塘东村",
        text="走访。",
        organiser=stage.station.name,
        area=stage.town,
    )
    with pytest.raises(StaleVersion):
        operations.change_work(work=row, actor=stage.officer, version=changed.version, **facts())
    for wrong in (TODAY + timedelta(days=1), date(2019, 12, 31)):
        with pytest.raises(ValidationError):
            log(stage, on=wrong)
    with pytest.raises(PermissionDenied):
        operations.record_work(station=stage.station, actor=make_stage().officer, **facts())
    withdraw(activity=row.activity, actor=stage.office, reason="登记错了")
    assert not StationActivity.objects.recorded().exists()
    assert AuditEvent.objects.filter(verb="liaison_stations:record_work").count() == 1


def test_an_activity_somebody_else_organised_can_be_the_stations_too(client: Client, stage: Stage) -> None:
    values: Any = {"start_on": TODAY, "kind": kind("viewing_meeting"), "headline": "观摩", "text": "观摩。"}
    row = record_activity(actor=stage.office, organiser="区人大", area=stage.town, **values)
    client.force_login(stage.town_user)
    address = reverse("station_work:adopt_activity", args=[stage.station.pk])
    assert client.post(address, {"activity": row.pk}).status_code == 302
    assert "请选择" in client.post(address, {"activity": row.pk}).content.decode(), "it is offered no more"
    work = StationActivity.objects.get()
    with pytest.raises(Conflict):
        operations.adopt_activity(station=stage.station, activity=row, actor=stage.town_user)
    with pytest.raises(Conflict):
        operations.part_with_activity(work=log(stage), actor=stage.town_user)
    client.post(reverse("station_work:part_with_activity", args=[work.pk]))
    assert not StationActivity.objects.filter(activity=row).exists()


def test_receptions_and_study_alone_leave_three_functions_unused(stage: Stage) -> None:
    make_day(stage.station, date(2026, 3, 5), state=DayState.HELD)
    make_day(stage.station, date(2026, 4, 5), state=DayState.CANCELLED)
    log(stage, "training", subject=FocusSubject.objects.get(name="乡村振兴"))
    _functions, (line,), subjects = year_functions(stage.officer, 2026)
    assert [(one.function.name, one.total) for one in line.counts if one.total] == [
        ("接待站", 1),
        ("充电站", 1),
    ]
    assert [one.name for one in line.unused] == ["工作站", "服务站", "宣传站"]
    assert {one.name: n for one, n in subjects if n} == {"乡村振兴": 1}


def test_the_office_chooses_which_kinds_count_for_a_function(client: Client, stage: Stage) -> None:
    row = StationFunction.objects.get(name="宣传站")
    client.force_login(stage.office)
    address = reverse("liaison_stations:change_line", args=["functions", row.pk])
    sent = {"name": "宣传站", "kind_codes": ["training"], "order": 50, "in_use": "on"}
    assert client.post(address, sent).status_code == 302
    assert [one.name for one in log(stage, "training").functions.all()] == ["充电站", "宣传站"]


def test_a_month_without_a_visit_is_missing_from_the_first_of_the_next(stage: Stage) -> None:
    for number in (1, 2, 3, 4):
        log(stage, on=date(2026, number, 8))
    log(stage, "training", on=date(2026, 5, 9))  # no visit
    (line,) = visit_years(expected_at(stage.office), 2026, date(2026, 6, 1))
    assert line.months[:7] == [1, 1, 1, 1, 0, 0, None]
    assert line.short == [5, 6]
    assert stage.station in short_in_month(MAY)
    assert stage.station not in short_in_month(date(2026, 4, 1))


def test_a_member_of_the_standing_committee_has_a_year_of_receptions_and_visits(
    client: Client, stage: Stage
) -> None:
    deputy = stage.deputies[0]
    add_post(person=deputy.person, actor=None, title="区人大常委会委员")
    add_post(person=stage.deputies[1].person, actor=None, title="区人大常委会办公室副主任")
    day = make_day(stage.station, date(2026, 3, 5), state=DayState.HELD)
    Duty.objects.create(day=day, deputyship=deputy, state=DutyState.PRESENT)
    row = log(stage, deputies=[deputy])
    Attendance.objects.filter(activity=row.activity).update(state=AttendanceState.PRESENT)
    client.force_login(stage.office)
    (line,) = client.get(reverse("station_work:members"), {"year": 2026}).context["lines"]
    assert (line.person, len(line.receptions), len(line.visits)) == (deputy.person, 1, 1)
    page = client.get(
        reverse("station_work:member", args=[deputy.person_id]), {"year": 2026}
    ).content.decode()
    assert "走访塘北村" in page
    assert str(stage.station) in page
    shown = client.get(reverse("deputies:detail", args=[deputy.person_id])).content.decode()
    assert "年接待和走访" in shown
    other = client.get(reverse("station_work:member", args=[stage.deputies[1].person_id]))
    assert other.status_code == 404


def test_pages_ask_as_often_for_many_as_for_one(
    client: Client, stage: Stage, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    rows = [log(stage, on=date(2026, number, 8), deputies=stage.deputies) for number in (3, 4, 5)]
    make_stage()
    client.force_login(stage.officer)
    client.get(reverse("station_work:index"))
    for name, args, number in (
        ("index", [], 16),
        ("detail", [rows[0].pk], 11),
        ("visits", [], 10),
        ("functions", [], 13),
    ):
        with django_assert_num_queries(number):
            assert client.get(reverse(f"station_work:{name}", args=args)).status_code == 200
    function = StationFunction.objects.get(name="接待站")
    found = client.get(reverse("station_work:index"), {"function": function.pk}).context["list"].rows
    assert len(found) == 3
