"""The convocation becomes the activity: what happened is entered once (R124)."""

from __future__ import annotations

from datetime import date

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from activities import operations as log
from activities.convocations import operations
from activities.convocations.enums import Answer, ConvocationState
from activities.convocations.todos import todos
from activities.enums import AttendanceState
from activities.models import Activity
from activities.plans import operations as plans
from activities.plans.enums import ItemState
from congress.access.exceptions import Conflict
from congress.accounts.models import User
from tests.activities.convocations.world import (
    ON_THE_DAY,
    clerk,
    copy_of,
    draft,
    held,
    make_deputy,
    sent,
    user_of,
)
from tests.factories import make_activity, make_group, make_kind

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("november")]


def titles(user: User) -> list[str]:
    return [todo.title for todo in todos(user)]


def test_on_its_day_it_becomes_the_activity_with_everybody_on_the_roll() -> None:
    office, one, two = clerk(), make_deputy("陈立新"), make_deputy("何素琴")
    row = sent(office, one, two)
    operations.reply(callee=copy_of(row, two), actor=user_of(two), answer=Answer.LEAVE, reason="出差")
    with time_machine.travel(ON_THE_DAY, tick=False):
        activity = operations.hold(convocation=row, actor=office)
        again = operations.hold(convocation=row, actor=office)
    assert activity == again == Activity.objects.get()
    assert (activity.headline, activity.place, activity.start_on) == (row.title, row.place, row.start_on)
    assert activity.text == "11月25日，区人大常委会办公室在柳桥街道联络站组织开展“视察充电设施”。"
    roll = {str(each.deputyship.person): (each.state, each.reason) for each in activity.attendances.all()}
    assert roll == {
        "陈立新": (AttendanceState.EXPECTED, ""),
        "何素琴": (AttendanceState.EXCUSED, "出差"),
    }
    row.refresh_from_db()
    assert (row.state, row.activity) == (ConvocationState.HELD, activity)
    with pytest.raises(Conflict):
        operations.cancel(convocation=row, actor=office, reason="晚了")


def test_not_before_its_day_and_not_from_a_draft() -> None:
    office, one = clerk(), make_deputy("陈立新")
    with pytest.raises(Conflict, match="当天再开始签到"):
        operations.hold(convocation=sent(office, one), actor=office)
    with pytest.raises(Conflict):
        operations.hold(convocation=draft(office), actor=office)


def test_an_activity_logged_ahead_is_taken_and_its_roll_is_kept() -> None:
    office, one, two = clerk(), make_deputy("陈立新"), make_deputy("何素琴")
    activity = make_activity(on=date(2026, 11, 25), headline="孙维民率队视察")
    row = sent(office, one, two, activity=activity)
    with time_machine.travel(ON_THE_DAY, tick=False):
        assert operations.hold(convocation=row, actor=office) == activity
    assert activity.attendances.count() == 2
    assert Activity.objects.count() == 1


def test_a_withdrawn_activity_cannot_be_held() -> None:
    office, one = clerk(), make_deputy("陈立新")
    activity = make_activity(on=date(2026, 11, 25))
    row = sent(office, one, activity=activity)
    log.withdraw(activity=activity, actor=office, reason="重复")
    with time_machine.travel(ON_THE_DAY, tick=False), pytest.raises(Conflict, match="先恢复活动"):
        operations.hold(convocation=row, actor=office)


def test_several_days_of_a_class_have_a_roll_each() -> None:
    kind = make_kind("培训", code="training")
    type(kind).objects.filter(pk=kind.pk).update(attendance="daily")
    kind.refresh_from_db()
    office, one = clerk(), make_deputy("陈立新")
    with time_machine.travel(ON_THE_DAY, tick=False):
        activity = held(office, one, kind=kind, end_on=date(2026, 11, 29), reply_by=date(2026, 11, 25))
    days = [each.day.day for each in activity.attendances.order_by("day") if each.day]
    assert days == [25, 26, 27, 28, 29], "with its Saturday and Sunday (R084)"


def test_the_item_of_the_plan_is_done_with_it() -> None:
    office, group = clerk(), make_group(name="柳桥第一代表小组")
    one = make_deputy("陈立新", group=group)
    plan = plans.create(actor=office, group=group, year=2026)
    item = plans.add_item(plan=plan, actor=office, theme="视察充电设施", month=11)
    row = sent(office, one, plan_item=item)
    with time_machine.travel(ON_THE_DAY, tick=False):
        activity = operations.hold(convocation=row, actor=office)
    item.refresh_from_db()
    assert (item.activity, item.state) == (activity, ItemState.DONE)
    assert list(activity.deputy_groups.all()) == [group], "it is the group's activity (R009)"


def test_an_activity_logged_ahead_becomes_one_of_the_group_beside_the_others() -> None:
    office, first, second = clerk(), make_group(1), make_group(2)
    ahead = log.add_deputy_group(activity=make_activity(on=date(2026, 11, 25)), actor=office, group=second)
    plan = plans.create(actor=office, group=first, year=2026)
    item = plans.add_item(plan=plan, actor=office, theme="视察充电设施", month=11)
    row = sent(office, make_deputy("陈立新", group=first), plan_item=item, activity=ahead)
    with time_machine.travel(ON_THE_DAY, tick=False):
        activity = operations.hold(convocation=row, actor=office)
    assert activity == ahead
    assert set(activity.deputy_groups.all()) == {first, second}


def test_what_waits_for_the_office_before_on_and_after_the_day() -> None:
    office, one = clerk(), make_deputy("陈立新")
    row = sent(office, one)
    assert titles(office) == []
    with time_machine.travel("2026-11-24 09:00:00+08:00", tick=False):
        assert titles(office) == ["催回复：视察充电设施"]
    with time_machine.travel(ON_THE_DAY, tick=False):
        assert titles(office) == ["签到：视察充电设施"]
        activity = operations.hold(convocation=row, actor=office)
        assert titles(office) == []
    with time_machine.travel("2026-11-26 09:00:00+08:00", tick=False):
        assert titles(office) == ["核对出席：视察充电设施"]
        activity.attendances.update(state=AttendanceState.PRESENT)
        assert titles(office) == ["补写正文：视察充电设施"]
        Activity.objects.update(text="11月25日上午，区人大代表视察充电设施。")
        assert titles(office) == []


def test_the_page_offers_the_door_on_the_day(client: Client) -> None:
    office, one = clerk(), make_deputy("陈立新")
    row = sent(office, one)
    client.force_login(office)
    assert "当天再开始" in client.get(reverse("convocations:detail", args=[row.pk])).text
    with time_machine.travel(ON_THE_DAY, tick=False):
        client.force_login(office)
        answer = client.post(reverse("convocations:hold", args=[row.pk]))
        activity = Activity.objects.get()
        assert answer["Location"] == reverse("attendance:door", args=[activity.pk])
        assert "陈立新" in client.get(answer["Location"]).text
