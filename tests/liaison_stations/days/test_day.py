"""One day: planned, changed, told, called off; held, and found in the log without a second entry."""

from __future__ import annotations

from datetime import date, time, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from activities.enums import ActivityState
from activities.models import Activity
from congress.access.exceptions import Conflict
from congress.notices.models import Notice
from liaison_stations.days.queries import tally
from liaison_stations.enums import DayState, DutyState, PlaceMode
from liaison_stations.models import Duty, Equipment, Reception, ReceptionDay, ReceptionForm
from liaison_stations.operations import days as operations
from liaison_stations.operations.receptions import Heard, mark_present, record_reception
from tests.liaison_stations.stage import Stage, make_day, make_matter, make_stage

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()
TOMORROW = TODAY + timedelta(days=1)


@pytest.fixture
def stage() -> Stage:
    return make_stage()


def plan(stage: Stage, **facts: object) -> ReceptionDay:
    values = {"on": TOMORROW, "begins_at": time(6, 30), "ends_at": time(8), **facts}
    return operations.plan_day(station=stage.station, actor=stage.officer, **values)  # type: ignore[arg-type]


def held(stage: Stage, **facts: Any) -> ReceptionDay:
    """A day of today with both deputies, one of them present, two batches of five persons and one matter."""
    day = make_day(stage.station, state=DayState.OPEN, **facts)
    first, second = stage.deputies
    Duty.objects.create(day=day, deputyship=first, state=DutyState.PRESENT)
    Duty.objects.create(day=day, deputyship=second)
    for people in (2, 3):
        Reception.objects.create(day=day, people=people, entered_by=stage.officer)
    make_matter(stage.station, day=day)
    return operations.close_day(day=day, actor=stage.officer)


def test_a_day_that_was_held_is_found_in_the_log(stage: Stage) -> None:
    day = held(stage, topic="老旧小区改造", is_duty_report=True)
    activity = Activity.objects.get()
    assert day.activity == activity
    assert activity.kind.code == "reception_day"
    assert (activity.area, activity.topic, activity.start_on) == (stage.town, "老旧小区改造", TODAY)
    numbers = [(thing.number, thing.unit) for thing in activity.counted.all()]
    assert numbers == [(2, "批"), (5, "人次"), (1, "件")]
    assert "接待群众2批5人次，收到意见建议1件，同时进行述职。" in activity.text
    roll = dict(activity.attendances.values_list("deputyship", "state"))
    assert roll == {stage.deputies[0].pk: "present", stage.deputies[1].pk: "absent"}


def test_going_on_brings_the_log_up_to_date_and_keeps_what_somebody_wrote(stage: Stage) -> None:
    day = operations.resume_day(day=held(stage), actor=stage.officer)
    Reception.objects.create(day=day, people=4, entered_by=stage.officer)
    Duty.objects.filter(day=day).update(state=DutyState.PRESENT)
    operations.close_day(day=day, actor=stage.officer)
    activity = Activity.objects.get()
    assert "3批9人次" in activity.text
    assert set(activity.attendances.values_list("state", flat=True)) == {"present"}

    Activity.objects.update(text="办公室改写过的一段话。")
    again = operations.resume_day(day=day, actor=stage.officer)
    Reception.objects.create(day=again, people=1, entered_by=stage.officer)
    operations.close_day(day=again, actor=stage.officer)
    activity.refresh_from_db()
    assert activity.text == "办公室改写过的一段话。"
    assert activity.counted.get(unit="批").number == 4


def test_what_comes_late_from_a_phone_reaches_the_log(stage: Stage) -> None:
    """A second officer's phone sends after the day was ended; a withdrawn record in the log keeps nobody out."""
    day = held(stage)
    heard = [Heard(title="路灯不亮", account="东门路灯坏了两周")]
    record_reception(day=day, actor=stage.officer, people=4, matters=heard, token=uuid4())
    mark_present(day=day, actor=stage.officer, here=[stage.deputies[1].pk], offered=[stage.deputies[1].pk])
    activity = Activity.objects.get()
    assert [thing.number for thing in activity.counted.all()] == [3, 9, 2]
    assert set(activity.attendances.values_list("state", flat=True)) == {"present"}
    Activity.objects.update(state=ActivityState.WITHDRAWN, withdrawn_reason="重复登记")
    record_reception(day=day, actor=stage.officer, people=1, matters=heard, token=uuid4())
    assert day.receptions.count() == 4


def test_a_day_counts_once_and_under_each_form_and_as_a_report(stage: Stage) -> None:
    """R127, R139: one day with two forms is one reception day and one of each form."""
    talk, tea = ReceptionForm.objects.filter(name__in=["拉呱会", "茶馆调解"]).order_by("name")
    held(stage, is_duty_report=True).forms.set([talk, tea])
    counted = tally(ReceptionDay.objects.all())
    assert (counted.days, counted.reports, counted.batches, counted.people) == (1, 1, 2, 5)
    assert sorted(counted.forms) == sorted([(talk.name, 1), (tea.name, 1)])


def test_morning_stalls_mobile_and_online(stage: Stage) -> None:
    """R171, R174, R193: half past six; a free place; video only where there is the equipment."""
    assert plan(stage, place_mode=PlaceMode.MOBILE, place="东门早市").place == "东门早市"
    later = {"begins_at": time(14), "ends_at": time(16)}
    for facts, field in (
        ({"place_mode": PlaceMode.MOBILE}, "place"),
        ({"place_mode": PlaceMode.ONLINE}, "place_mode"),
        ({"begins_at": time(7), "ends_at": time(9)}, "day"),
        ({"on": date(2019, 1, 1)}, "day"),
        ({"ends_at": time(13)}, "ends_at"),
    ):
        with pytest.raises(ValidationError) as refused:
            plan(stage, **{**later, **facts})
        assert field in refused.value.error_dict
    stage.station.equipment.add(Equipment.objects.get(carries_video=True))
    assert plan(stage, **later, place_mode=PlaceMode.ONLINE).get_place_mode_display() == "线上视频"


def test_deputies_are_told_and_hear_of_changes(stage: Stage) -> None:
    day = plan(stage)
    with pytest.raises(Conflict, match="还没有排代表"):
        operations.announce_day(day=day, actor=stage.officer)
    Duty.objects.create(day=day, deputyship=stage.deputies[0])
    for _ in range(2):
        operations.announce_day(day=day, actor=stage.officer)
    told = Notice.objects.filter(user=stage.deputy)
    assert [notice.title for notice in told] == [f"请参加代表接待日：{stage.station}"]

    facts = {"on": TOMORROW, "begins_at": time(14), "ends_at": time(16)}
    changed = operations.change_day(day=day, actor=stage.officer, version=1, **facts)  # type: ignore[arg-type]
    operations.cancel_day(day=changed, actor=stage.officer, reason="停电检修")
    operations.restore_day(day=changed, actor=stage.officer)
    titles = [notice.title.split("：")[0] for notice in told.order_by("pk")]
    assert titles == ["请参加代表接待日", "接待日有变动", "接待日取消", "接待日恢复"]


def test_what_a_day_refuses(stage: Stage) -> None:
    day = plan(stage)
    with pytest.raises(Conflict, match="当天再开始"):
        operations.open_day(day=day, actor=stage.officer)
    with pytest.raises(ValidationError, match="原因"):
        operations.cancel_day(day=day, actor=stage.officer, reason=" ")
    with pytest.raises(Conflict):
        operations.close_day(day=day, actor=stage.officer)
    with pytest.raises(PermissionDenied):
        operations.cancel_day(day=day, actor=make_stage().officer, reason="停电")
    over = held(stage)
    with pytest.raises(Conflict):
        operations.change_day(
            day=over, actor=stage.officer, version=over.version, on=TODAY, begins_at=time(9), ends_at=time(11)
        )


def test_the_pages_of_a_day(client: Client, stage: Stage) -> None:
    client.force_login(stage.officer)
    new = reverse("reception_days:plan_day", args=[stage.station.pk])
    typed = {
        "day": "2026年13月1日",
        "begins_at": "9:00",
        "ends_at": "11:00",
        "place_mode": "fixed",
        "topic": "路灯",
    }
    assert "一年没有13月" in client.post(new, typed).content.decode()
    client.post(new, {**typed, "day": TODAY.isoformat()})
    day = ReceptionDay.objects.get()
    page = reverse("reception_days:detail", args=[day.pk])
    shown = client.get(page).content.decode()
    assert "开始接待" in shown
    assert "还没有排代表" in shown

    client.post(reverse("reception_days:set_duties", args=[day.pk]), {"deputies": [stage.deputies[0].pk]})
    client.post(reverse("reception_days:announce_day", args=[day.pk]))
    client.post(reverse("reception_days:open_day", args=[day.pk]))
    assert "结束接待" in client.get(page).content.decode()
    client.post(reverse("reception_days:close_day", args=[day.pk]))
    day.refresh_from_db()
    assert (day.state, day.activity.organiser) == (DayState.HELD, stage.station.name)
    late = client.post(reverse("reception_days:cancel_day", args=[day.pk]), {"reason": "停电"})
    assert late.status_code == 409

    client.force_login(stage.leader)
    assert "由这个站" in client.get(page).content.decode()
    assert client.post(reverse("reception_days:resume_day", args=[day.pk])).status_code == 403
    client.force_login(make_stage().town_user)
    assert client.get(page).status_code == 404
