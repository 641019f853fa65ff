"""Rules of a station: looked at before they are saved, planned once, changed without undoing anybody's work."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, time

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse

from congress.access.exceptions import StaleVersion
from congress.notices.models import Notice
from congress.workdays import calendar
from congress.workdays.models import CalendarCorrection
from liaison_stations.enums import DayState, OnHoliday, RuleKind
from liaison_stations.models import Duty, ReceptionDay, ReceptionRule
from liaison_stations.operations import day_rules as operations
from liaison_stations.operations import days as operations_of_days
from liaison_stations.operations.stations import close_station
from tests.liaison_stations.stage import Stage, make_stage

pytestmark = pytest.mark.django_db
YEAR_END = date(2026, 12, 31)
TYPED = {
    "days": "5、25日",
    "begins_at": "9点",
    "ends_at": "11:30",
    "on_holiday": "next_working_day",
    "starts_on": "2026年1月10日",
}


@pytest.fixture
def stage() -> Iterator[Stage]:
    with time_machine.travel(date(2026, 1, 10), tick=False):
        yield make_stage()


@pytest.fixture
def officer(client: Client, stage: Stage) -> Client:
    client.force_login(stage.officer)
    return client


def add(stage: Stage, **facts: object) -> ReceptionRule:
    values = {
        "kind": RuleKind.DAY_OF_MONTH,
        "days": [5, 25],
        "on_holiday": OnHoliday.NEXT_WORKING_DAY,
        "begins_at": time(9),
        "ends_at": time(11, 30),
        "starts_on": date(2026, 1, 1),
    }
    return operations.add_rule(
        station=stage.station,
        actor=stage.officer,
        until=YEAR_END,
        **{**values, **facts},  # type: ignore[arg-type]
    )


def planned() -> list[str]:
    return [
        f"{day.month}.{day.day}" for day in ReceptionDay.objects.order_by("day").values_list("day", flat=True)
    ]


def test_the_year_is_shown_before_it_is_saved(officer: Client, stage: Stage) -> None:
    url = reverse("reception_days:add_rule", args=[stage.station.pk, "day_of_month"])
    page = officer.post(url, {**TYPED, "look": "1"}).content.decode()
    assert "25日（日）" in page
    assert "4月5日遇清明，顺延到4月7日" in page
    assert not ReceptionRule.objects.exists()

    saved = officer.post(url, {**TYPED, "save": "1"})
    assert saved["Location"] == reverse("reception_days:station", args=[stage.station.pk])
    assert ReceptionRule.objects.get().days == [5, 25]
    assert planned()[:7] == ["1.25", "2.5", "2.25", "3.5", "3.25", "4.7", "4.25"]
    assert len(planned()) == 23


def test_planning_twice_plans_nothing_twice(stage: Stage) -> None:
    add(stage)
    before = planned()
    made = operations.plan_ahead(station=stage.station, actor=stage.officer, until=YEAR_END)
    assert made == operations.Made()
    assert planned() == before


@pytest.mark.parametrize(
    ("kind", "facts", "field"),
    [
        (RuleKind.DATES, {"dates": ["2025-03-04"]}, "dates"),
        (RuleKind.DAY_OF_MONTH, {"days": [31], "ends_on": date(2026, 1, 30)}, "days"),
        (RuleKind.WEEKDAY, {"nth": 5, "weekday": 0, "ends_on": date(2026, 2, 28)}, "nth"),
        (RuleKind.MARKET, {"digits": [1], "is_lunar": True, "ends_on": date(2026, 1, 15)}, "digits"),
        (RuleKind.DATES, {"dates": ["2026-10-01"], "on_holiday": OnHoliday.DROP}, "dates"),
    ],
)
def test_a_rule_that_yields_no_day_is_refused(
    stage: Stage, kind: RuleKind, facts: dict[str, object], field: str
) -> None:
    with pytest.raises(ValidationError) as refused:
        add(stage, kind=kind, **facts)
    assert field in refused.value.error_dict
    assert not ReceptionRule.objects.exists()


def test_the_form_says_what_cannot_be_read_and_keeps_it(officer: Client, stage: Stage) -> None:
    url = reverse("reception_days:add_rule", args=[stage.station.pk, "day_of_month"])
    page = officer.post(url, {**TYPED, "days": "5、三十二", "ends_at": "8点", "save": "1"}).content.decode()
    assert "“三十二”不是一个月里的日期" in page
    assert "5、三十二" in page
    assert "结束时间要晚于开始时间" in page
    dates = reverse("reception_days:add_rule", args=[stage.station.pk, "dates"])
    page = officer.post(dates, {**TYPED, "dates": "2025年3月4日", "save": "1"}).content.decode()
    assert "没有一天接待" in page
    market = reverse("reception_days:add_rule", args=[stage.station.pk, "market"])
    typed = {**TYPED, "digits": ["3"], "is_lunar": "lunar", "starts_on": "2100年6月1日", "save": "1"}
    assert "2100年太远" in officer.post(market, typed).content.decode()
    assert not ReceptionRule.objects.exists()


def test_a_changed_rule_moves_what_nobody_worked_on(stage: Stage) -> None:
    rule = add(stage)
    kept, cancelled = ReceptionDay.objects.order_by("day")[:2]
    Duty.objects.create(day=kept, deputyship=stage.deputies[0])
    ReceptionDay.objects.filter(pk=cancelled.pk).update(state=DayState.CANCELLED)
    facts = operations.facts_of(rule) | {"days": [8]}
    changed, made = operations.change_rule(
        rule=rule,
        actor=stage.officer,
        version=1,
        until=YEAR_END,
        **facts,  # type: ignore[arg-type]
    )
    assert (made.new, made.gone, made.left) == (11, 21, 1)
    assert planned()[:4] == ["1.25", "2.5", "2.8", "3.8"]
    assert {kept, cancelled} <= set(ReceptionDay.objects.all())
    with pytest.raises(StaleVersion):
        operations.change_rule(
            rule=changed,
            actor=stage.officer,
            version=1,
            until=YEAR_END,
            **facts,  # type: ignore[arg-type]
        )


def test_a_new_holiday_moves_days_and_a_stopped_rule_takes_them(stage: Stage) -> None:
    rule = add(stage)
    CalendarCorrection.objects.create(
        day=date(2026, 3, 5), working=False, reason="全区放假", source="通知", entered_by=stage.office
    )
    calendar.forget()
    rule.on_holiday = OnHoliday.NEXT_IF_FREE
    rule.save()
    made = operations.plan_ahead(station=stage.station, actor=None, until=YEAR_END)
    assert "3.6" in planned()
    assert made.moved > 1
    _rule, gone = operations.stop_rule(rule=rule, actor=stage.officer, last_day=date(2026, 2, 28))
    assert planned() == ["1.26", "2.5", "2.25"]
    assert gone.gone == 20


def test_a_station_that_closes_receives_no_more(stage: Stage) -> None:
    add(stage)
    told = ReceptionDay.objects.order_by("day")[1]
    Duty.objects.create(day=told, deputyship=stage.deputies[0])
    operations_of_days.announce_day(day=told, actor=stage.officer)
    close_station(
        station=stage.station,
        actor=stage.office,
        version=stage.station.version,
        closed_on=date(2026, 1, 10),
        close_note="并入新站",
    )
    told.refresh_from_db()
    assert (planned(), told.state, told.reason) == (["2.5"], DayState.CANCELLED, "站点已撤销")
    assert Notice.objects.filter(user=stage.deputy, title__startswith="接待日取消").exists()


def test_only_those_who_keep_the_station(client: Client, stage: Stage) -> None:
    rule = add(stage)
    other = make_stage()
    client.force_login(other.officer)
    assert client.get(reverse("reception_days:change_rule", args=[rule.pk])).status_code == 404
    assert client.get(reverse("reception_days:station", args=[stage.station.pk])).status_code == 404
    client.force_login(stage.town_user)
    assert client.get(reverse("reception_days:change_rule", args=[rule.pk])).status_code == 200
    client.force_login(stage.leader)
    assert client.get(reverse("reception_days:station", args=[stage.station.pk])).status_code == 200
    assert client.get(reverse("reception_days:change_rule", args=[rule.pk])).status_code == 403


def test_two_people_change_one_rule(officer: Client, stage: Stage) -> None:
    rule = add(stage)
    url = reverse("reception_days:change_rule", args=[rule.pk])
    opened = officer.get(url).context["form"]
    ReceptionRule.objects.filter(pk=rule.pk).update(version=2, days=[15])
    typed = {**TYPED, "version": opened["version"].value(), "days": "8", "save": "1"}
    page = officer.post(url, typed)
    assert page.status_code == 409
    assert "15" in page.content.decode()
