"""Deputies on the roll: whole groups at one stroke, every day of a training class, levels apart (R084, R121)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse

from activities import operations
from activities.enums import AttendanceState
from activities.models import Activity, ActivityKind, Attendance
from activities.operations import Mark
from activities.queries.roll import roll_of
from activities.queries.roster import deputies_named, deputy_options
from congress.access.exceptions import Conflict
from congress.accounts.enums import Role
from congress.audit.models import AuditEvent
from congress.organs.enums import CongressLevel
from congress.organs.models import Area
from deputies.models import Deputyship, GroupMembership
from tests.activities.form import filled
from tests.factories import (
    make_area,
    make_constituency,
    make_deputyship,
    make_group,
    make_kind,
    make_person,
    make_user,
)

pytestmark = pytest.mark.django_db
DAY = date(2024, 5, 12)


def deputy(name: str, **more: Any) -> Deputyship:
    return make_deputyship(make_person(name), **more)


def log(*deputies: Deputyship, kind: ActivityKind | None = None, until: date | None = None) -> Activity:
    return operations.record_activity(
        actor=None,
        start_on=DAY,
        end_on=until,
        kind=kind or make_kind(),
        headline="视察防汛工作",
        text="视察。",
        deputies=deputies,
    )


def test_a_training_class_of_seven_days_over_a_weekend() -> None:
    people = [deputy("迟到"), deputy("全勤")]
    activity = log(*people, kind=ActivityKind.objects.get(code="training"), until=date(2024, 5, 18))
    assert Attendance.objects.came().count() == 14
    days = roll_of(activity).days
    assert [day.day.isoweekday() for day in days if day.day] == [7, 1, 2, 3, 4, 5, 6]
    row = activity.attendances.get(deputyship=people[0], day=date(2024, 5, 13))
    mark = Mark(row.pk, AttendanceState.EXCUSED, "出差")
    operations.mark_attendance(activity=activity, actor=None, marks=[mark])
    second = roll_of(activity).days[1]
    assert (second.expected, second.present, second.excused, second.absent) == (2, 1, 1, 0)
    (_level, lines), *_rest = roll_of(activity).levels
    assert {line.deputyship.person.name: line.note for line in lines} == {
        "迟到": "5月13日请假（出差）",
        "全勤": "",
    }


def test_deputies_of_several_levels_are_listed_by_level(client: Client) -> None:
    activity = log(deputy("区里的"), deputy("市里的", level=CongressLevel.CITY))
    assert [level for level, _lines in roll_of(activity).levels] == ["市级", "区县级"]
    client.force_login(make_user(Role.OFFICE))
    page = client.get(reverse("activities:detail", args=[activity.pk])).text
    assert page.index("市里的") < page.index("区里的")


def test_who_stays_on_the_roll_keeps_what_was_noted() -> None:
    stays, goes, comes = deputy("留"), deputy("走"), deputy("来")
    activity, clerk = log(stays, goes), make_user()
    row = activity.attendances.get(deputyship=stays)
    operations.mark_attendance(activity=activity, actor=clerk, marks=[Mark(row.pk, AttendanceState.ABSENT)])
    facts: Any = {
        "start_on": DAY,
        "kind": activity.kind,
        "headline": activity.headline,
        "text": activity.text,
    }
    operations.change_activity(activity=activity, actor=clerk, version=1, deputies=[stays, comes], **facts)
    states = dict(activity.attendances.values_list("deputyship__person__name", "state"))
    assert states == {"留": "absent", "来": "present"}
    event = AuditEvent.objects.get(verb="activities:mark_attendance")
    assert (event.before, event.after) == ({"留": "实到"}, {"留": "缺席"})


def test_without_a_word_about_deputies_the_roll_stays() -> None:
    activity = log(deputy("留"))
    facts: Any = {"start_on": DAY, "kind": activity.kind, "headline": "新标题", "text": "视察。"}
    operations.change_activity(activity=activity, actor=make_user(), version=1, **facts)
    assert activity.attendances.count() == 1


def test_who_is_entered_ahead_of_the_day_is_only_expected() -> None:
    make_area()
    activity = operations.record_activity(
        actor=None,
        start_on=date(2099, 1, 1),
        kind=make_kind(),
        headline="以后",
        text="以后。",
        deputies=[deputy("某人")],
    )
    assert activity.attendances.get().state == AttendanceState.EXPECTED


def test_a_withdrawn_activity_is_not_called() -> None:
    activity, clerk = log(deputy("某人")), make_user()
    operations.withdraw(activity=activity, actor=clerk, reason="重复")
    with pytest.raises(Conflict):
        operations.mark_attendance(activity=activity, actor=clerk, marks=[])


# --- choosing --------------------------------------------------------------------------------------
@pytest.fixture
def group() -> list[Deputyship]:
    rows = [deputy("孙维民", constituency=make_constituency()), deputy("李建国")]
    made = make_group(name="柳桥代表小组")
    for row in rows:
        GroupMembership.objects.create(deputyship=row, group=made)
    return rows


def test_a_group_stands_for_all_its_deputies(group: list[Deputyship]) -> None:
    user = make_user()
    assert set(deputies_named(user, "柳桥代表小组、李建国", on=DAY)) == set(group)
    assert set(deputies_named(user, f"孙维民#{group[0].pk}", on=DAY)) == {group[0]}
    place = group[0].constituency
    assert place is not None
    assert group[0] in deputies_named(user, place.name, on=DAY)


def test_what_is_not_found_is_named(group: list[Deputyship]) -> None:
    deputy("孙维民")
    with pytest.raises(ValidationError) as refused:
        deputies_named(make_user(), "张三、孙维民、李四#999999", on=DAY)
    assert sorted(refused.value.messages) == [
        "名册里有 2 位代表叫“孙维民”，请在列表里选是哪一位",
        "当天的代表名册里没有“张三”，请核对姓名、小组或选区",
        "没有找到编号 999999 的代表，请重新选",
    ]


def test_one_human_being_stands_on_the_roll_once() -> None:
    person = make_person("郭长河")
    make_deputyship(person, level=CongressLevel.CITY)
    here = make_deputyship(person)
    assert deputies_named(make_user(), "郭长河", on=DAY) == [here]


def test_options_know_initials_groups_and_scope(client: Client, group: list[Deputyship]) -> None:
    user = make_user()
    assert [option.name for option in deputy_options(user, "swm", on=DAY)] == ["孙维民"]
    (whole,) = [option for option in deputy_options(user, "柳桥", on=DAY) if option.members]
    assert (whole.hint, len(whole.members)) == ("全部 2 位代表", 2)
    client.force_login(make_user(Role.TOWN, area=make_area("别处")))
    answer = client.get(reverse("activities:deputies"), {"q": "孙", "days": "2024年5月12日"})
    assert answer.json() == {"deputies": []}


def test_more_deputies_are_no_more_queries(
    group: list[Deputyship], django_assert_max_num_queries: Callable[..., Any]
) -> None:
    user = make_user()
    deputy_options(user, "孙", on=DAY)
    with django_assert_max_num_queries(12) as few:
        deputy_options(user, "孙", on=DAY)
    for number in range(5):
        deputy(f"孙{'一二三四五'[number]}")
    with django_assert_max_num_queries(12) as many:
        deputy_options(user, "孙", on=DAY)
    assert len(few) == len(many)


# --- the form and the roll at the desk --------------------------------------------------------------
def test_the_form_takes_names_and_groups(client: Client, group: list[Deputyship]) -> None:
    client.force_login(make_user(Role.OFFICE))
    area = Area.objects.get(parent=None).pk
    url = reverse("activities:record_activity")
    bad = client.post(url, filled(days="2024年5月12日", deputies="没有这个人", area=area))
    assert "没有“没有这个人”" in bad.text
    client.post(url, filled(days="2024年5月12日", deputies="柳桥代表小组", area=area))
    activity = Activity.objects.get()
    assert activity.attendances.came().count() == 2
    page = client.get(reverse("activities:change_activity", args=[activity.pk])).text
    assert f"李建国#{group[1].pk}、孙维民#{group[0].pk}" in page


def test_the_roll_at_the_desk(client: Client, group: list[Deputyship]) -> None:
    activity = log(*group)
    first, second = activity.attendances.order_by("deputyship__person__pinyin")
    client.force_login(make_user(Role.OFFICE))
    url = reverse("activities:mark_attendance", args=[activity.pk])
    data = {f"state-{first.pk}": "present", f"reason-{first.pk}": "出差", f"state-{second.pk}": "absent"}
    refused = client.post(url, data)
    assert "写了请假原因，出席情况请选请假" in refused.text
    data[f"state-{first.pk}"] = "excused"
    assert "已更新 2 位代表的出席情况" in client.post(url, data, follow=True).text
    first.refresh_from_db()
    assert (first.state, first.reason) == ("excused", "出差")


def test_a_town_calls_no_roll_of_the_district(client: Client, group: list[Deputyship]) -> None:
    activity = log(*group)
    client.force_login(make_user(Role.TOWN))
    assert client.get(reverse("activities:mark_attendance", args=[activity.pk])).status_code == 404


def test_each_day_has_its_own_roll(client: Client, group: list[Deputyship]) -> None:
    activity = log(*group, kind=ActivityKind.objects.get(code="training"), until=date(2024, 5, 13))
    client.force_login(make_user(Role.OFFICE))
    url = reverse("activities:mark_attendance", args=[activity.pk])
    rows = client.get(url, {"day": "2024-05-13"}).context["form"].rows
    assert {row.day for row in rows} == {date(2024, 5, 13)}
    assert {row.day for row in client.get(url, {"day": "bad"}).context["form"].rows} == {DAY}
