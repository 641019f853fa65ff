"""Taking attendance: by list, by code, by the deputy's own phone; twice is once."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from activities import operations as log
from activities.attendance import codes, operations
from activities.convocations.enums import Answer
from activities.convocations.operations import hold, reply
from activities.enums import AttendanceSource, AttendanceState
from activities.models import Activity
from activities.timeline import happenings
from congress.access.exceptions import Conflict
from congress.accounts.enums import Role
from congress.accounts.models import User
from congress.audit.models import AuditEvent
from congress.organs.enums import CongressLevel
from deputies.models import Deputyship
from tests.activities.convocations.world import (
    ON_THE_DAY,
    clerk,
    copy_of,
    held,
    make_deputy,
    sent,
    user_of,
)
from tests.factories import make_activity, make_area, make_deputyship, make_kind, make_organ, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def on_the_day() -> Iterator[None]:
    with time_machine.travel(ON_THE_DAY, tick=False):
        yield


@pytest.fixture
def office(client: Client) -> User:
    user = clerk()
    client.force_login(user)
    return user


def state_of(activity: Activity, deputyship: Deputyship) -> tuple[str, str]:
    row = activity.attendances.get(deputyship=deputyship)
    return row.state, row.source


def tap(client: Client, activity: Activity, deputyship: Deputyship, **more: str) -> dict[str, object]:
    answer = client.post(
        reverse("attendance:mark", args=[activity.pk]),
        {"deputyship": deputyship.pk, **more},
        headers={"X-Requested-With": "fetch"},
    )
    told: dict[str, object] = answer.json()
    return told


def test_a_tap_is_present_a_second_the_same_and_undo_takes_it_back(client: Client, office: User) -> None:
    one = make_deputy("陈立新")
    activity = held(office, one, reply_by=date(2026, 11, 25))
    for _press in range(2):
        told = tap(client, activity, one)
    assert (told["state"], told["numbers"]) == (
        "present",
        {"all": 1, "present": 1, "excused": 0, "absent": 0},
    )
    assert AuditEvent.objects.filter(verb="activities:mark_attendance").count() == 1
    assert state_of(activity, one) == (AttendanceState.PRESENT, AttendanceSource.ROLL_CALL)
    for _press in range(2):
        told = tap(client, activity, one, undo="1")
    assert (told["state"], state_of(activity, one)[0]) == ("expected", AttendanceState.EXPECTED)


def test_undo_gives_the_leave_back() -> None:
    office, one = clerk(), make_deputy("陈立新")
    row = sent(office, one, reply_by=date(2026, 11, 25))
    reply(callee=copy_of(row, one), actor=user_of(one), answer=Answer.LEAVE, reason="出差")
    activity = hold(convocation=row, actor=office)
    operations.mark(activity=activity, deputyship=one, day=None, actor=office)
    operations.unmark(activity=activity, deputyship=one, day=None, actor=office)
    back = activity.attendances.get()
    assert (back.state, back.reason) == (AttendanceState.EXCUSED, "出差")


def test_who_was_not_called_is_found_added_and_taken_off_again(client: Client, office: User) -> None:
    one, guest = make_deputy("陈立新"), make_deputy("赵永东")
    activity = held(office, one, reply_by=date(2026, 11, 25))
    page = client.get(reverse("attendance:door", args=[activity.pk]), {"q": "zyd"}).text
    assert "加入并签到" in page
    client.post(reverse("attendance:mark", args=[activity.pk]), {"deputyship": guest.pk})
    assert state_of(activity, guest)[0] == AttendanceState.PRESENT
    told = tap(client, activity, guest, undo="1")
    assert told["state"] == ""
    assert activity.attendances.count() == 1


def test_a_human_being_stands_on_the_roll_once() -> None:
    office, one = clerk(), make_deputy("陈国华")
    city = make_deputyship(one.person, level=CongressLevel.CITY)
    activity = held(office, one, reply_by=date(2026, 11, 25))
    operations.mark(activity=activity, deputyship=city, day=None, actor=office)
    assert activity.attendances.count() == 1
    assert state_of(activity, one)[0] == AttendanceState.PRESENT


def test_the_rest_is_absent_by_one_action_that_can_be_repeated(client: Client, office: User) -> None:
    one, two = make_deputy("陈立新"), make_deputy("何素琴")
    activity = held(office, one, two, reply_by=date(2026, 11, 25))
    operations.mark(activity=activity, deputyship=one, day=None, actor=office)
    page = client.get(reverse("attendance:index", args=[activity.pk])).text
    assert "有 1 位代表没有签到" in page
    url = reverse("attendance:close", args=[activity.pk])
    assert "已记 1 人缺席" in client.post(url, follow=True).text
    assert "没有未点名的代表" in client.post(url, follow=True).text
    page = client.get(reverse("attendance:index", args=[activity.pk]), {"show": "absent"}).text
    assert "何素琴" in page
    assert "陈立新" not in page
    tap(client, activity, two)
    assert state_of(activity, two)[0] == AttendanceState.PRESENT


def test_each_day_of_a_class_has_its_own_roll(client: Client, office: User) -> None:
    kind = make_kind("培训", code="training")
    type(kind).objects.filter(pk=kind.pk).update(attendance="daily")
    kind.refresh_from_db()
    one = make_deputy("陈立新")
    activity = held(office, one, kind=kind, end_on=date(2026, 11, 26), reply_by=date(2026, 11, 25))
    tap(client, activity, one, day="2026-11-25")
    states = dict(activity.attendances.values_list("day", "state"))
    assert states == {
        date(2026, 11, 25): AttendanceState.PRESENT,
        date(2026, 11, 26): AttendanceState.EXPECTED,
    }
    with pytest.raises(Conflict, match="还没有到这一天"):
        operations.mark(activity=activity, deputyship=one, day=date(2026, 11, 26), actor=office)
    with pytest.raises(Conflict, match="没有这一天"):
        operations.mark(activity=activity, deputyship=one, day=date(2026, 11, 30), actor=office)
    page = client.get(reverse("attendance:door", args=[activity.pk]), {"day": "2026-11-26"}).text
    assert "还没有到这一天" in page


def test_a_withdrawn_activity_takes_nobody() -> None:
    office, one = clerk(), make_deputy("陈立新")
    activity = held(office, one, reply_by=date(2026, 11, 25))
    log.withdraw(activity=activity, actor=office, reason="重复")
    activity.refresh_from_db()
    with pytest.raises(Conflict, match="已撤回"):
        operations.mark(activity=activity, deputyship=one, day=None, actor=office)


# --- codes ---------------------------------------------------------------------------------------
def scan(client: Client, activity: Activity, code: str) -> dict[str, str]:
    answer = client.post(
        reverse("attendance:scan", args=[activity.pk]), {"code": code}, headers={"X-Requested-With": "fetch"}
    )
    told: dict[str, str] = answer.json()
    return told


def test_staff_scan_the_deputys_code_or_type_its_digits(client: Client, office: User) -> None:
    one, two, guest = make_deputy("陈立新"), make_deputy("何素琴"), make_deputy("赵永东")
    activity = held(office, one, two, reply_by=date(2026, 11, 25))
    assert scan(client, activity, codes.person_code(one.person_id))["said"] == "陈立新已签到"
    assert scan(client, activity, f" {codes.short_code(two.person_id)} ")["said"] == "何素琴已签到"
    assert scan(client, activity, codes.person_code(guest.person_id))["said"] == "赵永东已签到"
    assert state_of(activity, one) == (AttendanceState.PRESENT, AttendanceSource.CODE)
    assert "没有代表的签到码是这六位数字" in scan(client, activity, "000000")["error"]
    assert "这不是代表签到码" in scan(client, activity, "https://example.cn")["error"]
    page = client.post(reverse("attendance:scan", args=[activity.pk]), {"code": "000000"}).text
    assert "没有代表的签到码是这六位数字" in page, "without script the page says it"


def test_the_code_of_somebody_who_is_no_deputy_any_more(client: Client, office: User) -> None:
    activity = held(office, make_deputy("陈立新"), reply_by=date(2026, 11, 25))
    former = make_deputy("周敏之")
    type(former).objects.filter(pk=former.pk).update(ends_on=date(2025, 1, 1), how_ended="resigned")
    assert "不是在任代表" in scan(client, activity, codes.person_code(former.person_id))["error"]


def test_the_deputys_phone_shows_the_code(client: Client) -> None:
    one = make_deputy("陈立新")
    client.force_login(user_of(one))
    page = client.get(reverse("attendance:my_code"))
    assert codes.short_code(one.person_id) in page.text
    assert "<svg" in page.text
    part = client.get(
        reverse("attendance:my_code"), headers={"HX-Request": "true", "HX-Target": "my-code"}
    ).text
    assert "<html" not in part
    client.force_login(make_user(Role.UNIT))
    assert "这个帐号没有签到码" in client.get(reverse("attendance:my_code")).text


def test_the_phone_that_opens_the_code_at_the_door_is_present(client: Client) -> None:
    office, one, guest = clerk(), make_deputy("陈立新"), make_deputy("赵永东")
    activity = held(office, one, reply_by=date(2026, 11, 25))
    url = reverse("attendance:here", args=[codes.door_code(activity.pk, date(2026, 11, 25), printed=False)])
    client.force_login(user_of(one))
    assert "我到了" in client.get(url).text
    assert state_of(activity, one)[0] == AttendanceState.EXPECTED, "looking is not coming"
    for _press in range(2):
        assert "已签到" in client.post(url).text
    assert state_of(activity, one) == (AttendanceState.PRESENT, AttendanceSource.CODE)
    client.force_login(user_of(guest))
    client.post(url)
    assert state_of(activity, guest)[0] == AttendanceState.PRESENT
    client.force_login(make_user(Role.UNIT))
    refused = client.post(url)
    assert (refused.status_code, "不是在任代表" in refused.text) == (409, True)
    with time_machine.travel("2026-11-25 09:00:00+08:00", tick=False):
        client.force_login(user_of(one))
        assert "已过时" in client.post(url).text


def test_the_screen_shows_a_new_code_and_the_paper_one_for_the_day(client: Client, office: User) -> None:
    activity = held(office, make_deputy("陈立新"), reply_by=date(2026, 11, 25))
    url = reverse("attendance:screen", args=[activity.pk])
    assert "每分钟自动更换" in client.get(url).text
    assert "只在 11月25日 当天有效" in client.get(url, {"print": ""}).text
    part = client.get(url, headers={"HX-Request": "true", "HX-Target": "door-code"}).text
    assert "<html" not in part


# --- who -----------------------------------------------------------------------------------------
def test_who_takes_attendance(client: Client) -> None:
    town, other, finance = make_area("柳桥街道"), make_area("文昌街道"), make_organ("财经工委")
    office, one = clerk(), make_deputy("陈立新")
    own = make_activity(on=date(2026, 11, 25), area=town)
    called = held(office, one, organ=finance, reply_by=date(2026, 11, 25))
    answers = {}
    for name, user in (
        ("town", make_user(Role.TOWN, area=town)),
        ("other town", make_user(Role.TOWN, area=other)),
        ("committee", make_user(Role.COMMITTEE, organ=finance)),
        ("other committee", make_user(Role.COMMITTEE)),
        ("leader", make_user(Role.LEADER)),
    ):
        client.force_login(user)
        answers[name] = [
            client.get(reverse("attendance:door", args=[each.pk])).status_code for each in (own, called)
        ]
    assert answers == {
        "town": [200, 404],
        "other town": [404, 404],
        "committee": [404, 200],
        "other committee": [404, 404],
        "leader": [403, 403],
    }


def test_the_states_for_a_second_phone(client: Client, office: User) -> None:
    one, two = make_deputy("陈立新"), make_deputy("何素琴")
    activity = held(office, one, two, reply_by=date(2026, 11, 25))
    tap(client, activity, one)
    told = client.get(reverse("attendance:states", args=[activity.pk])).json()
    assert told["rows"] == {str(one.pk): "present", str(two.pk): "expected"}
    assert told["numbers"]["present"] == 1


# --- on the page of the activity ---------------------------------------------------------------------
def test_a_hundred_taps_are_one_line_of_what_happened(client: Client, office: User) -> None:
    deputies = [make_deputy(f"代表{n}", account=False) for n in range(8)]
    activity = held(office, *deputies, reply_by=date(2026, 11, 25))
    for deputyship in deputies:
        operations.mark(activity=activity, deputyship=deputyship, day=None, actor=office)
    lines = [(line.title, line.note) for line in happenings(activity)]
    assert [title for title, _note in lines] == ["点名", "登记"]
    assert lines[0][1].endswith("等 8 人")


def test_every_number_on_the_activity_leads_to_its_names(client: Client, office: User) -> None:
    one = make_deputy("陈立新")
    activity = held(office, one, reply_by=date(2026, 11, 25))
    page = client.get(reverse("activities:detail", args=[activity.pk])).text
    roll = reverse("attendance:index", args=[activity.pk])
    assert f'href="{roll}?show=expected"' in page
    assert "看召集通知" in page
    ahead = make_activity(on=date(2026, 12, 3))
    page = client.get(reverse("activities:detail", args=[ahead.pk])).text
    assert f"{reverse('convocations:create')}?activity={ahead.pk}" in page
