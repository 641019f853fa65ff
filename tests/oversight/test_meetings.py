"""Meetings: one number a year, who was asked, their phones, and one entry in the log (R270)."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from activities.models import Activity
from congress.access.exceptions import Conflict, StaleVersion
from congress.accounts.enums import Role
from congress.accounts.models import User
from congress.notices.models import Notice
from deputies.models import DutyRecord
from oversight.meetings.enums import MeetingState, Presence
from oversight.models import Meeting
from oversight.operations import agenda, meeting_people, meetings
from tests.factories import make_deputyship, make_organ, make_user
from tests.oversight.making import make_item, make_meeting, make_member

pytestmark = pytest.mark.django_db


@pytest.fixture
def clerk() -> User:
    return make_user(Role.OFFICE)


def test_the_ninth_meeting_of_2024_is_held_once(clerk: User, client: Client) -> None:
    ninth = make_meeting(clerk, number=9)
    assert ninth.title == "党组2024年第九次会议"
    with pytest.raises(ValidationError, match="同一个次数不能用两次，下一个没有用过的是第 10 次"):
        make_meeting(clerk, on=date(2024, 6, 3), number=9)
    assert make_meeting(clerk, on=date(2024, 6, 3)).number == 10
    assert make_meeting(clerk, on=date(2025, 6, 3)).number == 1
    with pytest.raises(IntegrityError), transaction.atomic():
        Meeting.objects.filter(number=10).update(number=9)
    client.force_login(clerk)
    url = reverse("meetings:plan_meeting", args=[ninth.kind_id])
    typed = {"on": "2024年7月1日", "begins_at": "9点", "place": "二楼", "number": "9"}
    page = client.post(url, typed)
    assert "党组2024年第九次会议已登记在2024年5月29日" in page.context["form"].errors["number"][0]
    assert 'value="2024年7月1日"' in page.text
    assert client.get(url).context["form"].initial["number"] == 1


def test_a_cancelled_meeting_frees_its_number(clerk: User) -> None:
    first = make_meeting(clerk, number=9)
    meetings.cancel_meeting(meeting=first, actor=clerk, reason="改期")
    assert make_meeting(clerk, on=date(2024, 6, 3)).number == 1
    make_meeting(clerk, on=date(2024, 6, 4), number=9)
    with pytest.raises(Conflict, match="不能取消会议"):
        meetings.cancel_meeting(meeting=first, actor=clerk, reason="再取消")


def test_meetings_of_the_committee_are_numbered_through_the_term(clerk: User) -> None:
    row = make_meeting(clerk, "常委会会议", number=30)
    assert row.title.endswith("十八届人大常委会第三十次会议")
    assert make_meeting(clerk, "常委会会议", on=date(2025, 1, 8)).number == 31
    with pytest.raises(ValidationError, match="不在已登记的任何一届里"):
        make_meeting(clerk, "常委会会议", on=date(2001, 1, 8))


def test_what_the_log_knows_is_not_numbered_again(clerk: User) -> None:
    held = make_meeting(clerk, number=9)
    meetings.hold_meeting(meeting=held, actor=clerk, present=[], text="召开。")
    Meeting.objects.filter(pk=held.pk).delete()
    with pytest.raises(ValidationError, match="5月29日"):
        make_meeting(clerk, on=date(2024, 6, 3), number=9)
    assert make_meeting(clerk, on=date(2024, 6, 3)).number == 10


def test_items_stand_in_their_order_and_lead_to_nothing_by_default(clerk: User, client: Client) -> None:
    row = make_meeting(clerk)
    second = make_item(row, clerk, "第二")
    agenda.add_item(meeting=row, actor=clerk, title="第一", order=1)
    assert [item.title for item in row.items.all()] == ["第一", "第二"]
    changed = agenda.change_item(
        item=second, actor=clerk, version=1, title="第二", decision="原则同意", order=1
    )
    assert [item.title for item in row.items.all()] == ["第二", "第一"]
    with pytest.raises(StaleVersion):
        agenda.change_item(item=second, actor=clerk, version=1, title="旧")
    with pytest.raises(Conflict, match="已有议定事项"):
        agenda.drop_item(item=changed, actor=clerk)
    client.force_login(clerk)
    page = client.get(reverse("meetings:detail", args=[row.pk])).text
    assert page.index("决定：原则同意") < page.index("2. 第一")


def called(clerk: User, on: date) -> tuple[Meeting, User, User]:
    """A meeting of the committee with a member and a deputy who sits in, both with accounts, told."""
    row = make_meeting(clerk, "常委会会议", on=on)
    leader, deputy = make_user(Role.LEADER), make_user(Role.DEPUTY)
    member, sitting = (
        make_member("吴静", user=leader),
        make_deputyship(make_member("陈立新", "", user=deputy)),
    )
    meeting_people.set_attendees(
        meeting=row,
        actor=clerk,
        attending=[member],
        sitting_in=[sitting.person],
        names=[("高建平", "副区长")],
    )
    meetings.call_meeting(meeting=row, actor=clerk)
    return row, leader, deputy


def test_who_was_asked_signs_in_on_the_day(clerk: User, client: Client) -> None:
    today = timezone.localdate()
    row, leader, deputy = called(clerk, today)
    assert set(Notice.objects.values_list("user", flat=True)) == {leader.pk, deputy.pk}
    client.force_login(deputy)
    page = client.get(reverse("meetings:invitation", args=[row.pk]))
    assert "报到" in page.text
    assert "请假" in page.text
    for _twice in range(2):
        client.post(reverse("meetings:sign_in", args=[row.pk]))
    seat = row.attendees.get(person__user=deputy)
    assert seat.presence == Presence.SIGNED
    assert client.post(reverse("meetings:ask_leave", args=[row.pk]), {"reason": "出差"}).status_code == 409
    assert client.get(reverse("meetings:paper", args=[row.pk, "agenda"])).status_code == 200
    assert client.get(reverse("meetings:detail", args=[row.pk])).status_code == 403


def test_before_the_day_there_is_leave_only(clerk: User, client: Client) -> None:
    row, _leader, deputy = called(clerk, timezone.localdate() + timedelta(days=3))
    client.force_login(deputy)
    assert client.post(reverse("meetings:sign_in", args=[row.pk])).status_code == 409
    page = client.post(reverse("meetings:ask_leave", args=[row.pk]), {"reason": ""})
    assert page.context["form"].errors["reason"]
    client.post(reverse("meetings:ask_leave", args=[row.pk]), {"reason": "外出学习"})
    seat = row.attendees.get(person__user=deputy)
    assert (seat.presence, seat.reason) == (Presence.LEAVE, "外出学习")
    with pytest.raises(ValidationError, match="还没有到"):
        meetings.hold_meeting(meeting=row, actor=clerk, present=[], text="召开。")


def test_a_meeting_is_unknown_to_those_who_were_not_asked(clerk: User, client: Client) -> None:
    row, _leader, deputy = called(clerk, timezone.localdate())
    stranger = make_user(Role.DEPUTY)
    client.force_login(stranger)
    assert client.get(reverse("meetings:invitation", args=[row.pk])).status_code == 404
    assert client.post(reverse("meetings:sign_in", args=[row.pk])).status_code == 404
    Meeting.objects.filter(pk=row.pk).update(state=MeetingState.PLANNED)
    client.force_login(deputy)
    assert client.get(reverse("meetings:invitation", args=[row.pk])).status_code == 404


def test_a_closed_meeting_is_for_the_office_the_leaders_and_those_asked(clerk: User, client: Client) -> None:
    party, open_ = make_meeting(clerk), make_meeting(clerk, "主任会议")
    committee = make_user(Role.COMMITTEE)
    client.force_login(committee)
    codes = [client.get(reverse("meetings:detail", args=[row.pk])).status_code for row in (party, open_)]
    assert codes == [404, 200]
    with pytest.raises(PermissionDenied):
        meetings.call_meeting(meeting=open_, actor=committee)
    client.force_login(make_user(Role.LEADER))
    assert client.get(reverse("meetings:detail", args=[party.pk])).status_code == 200


def test_a_unit_answers_for_its_seat(clerk: User, client: Client) -> None:
    row = make_meeting(clerk, on=timezone.localdate())
    organ = make_organ("区水利局")
    unit, other = make_user(Role.UNIT, organ=organ), make_user(Role.UNIT)
    meeting_people.set_attendees(meeting=row, actor=clerk, attending=[], organs=[organ])
    meetings.call_meeting(meeting=row, actor=clerk)
    codes = []
    for user in (unit, other):
        client.force_login(user)
        codes.append(client.post(reverse("meetings:sign_in", args=[row.pk])).status_code)
    assert codes == [302, 404]


def test_held_it_stands_in_the_log_once_and_in_the_registers(clerk: User, client: Client) -> None:
    row, _leader, deputy = called(clerk, timezone.localdate())
    make_item(row, clerk, "听取供水管网改造情况的报告")
    client.force_login(clerk)
    url = reverse("meetings:hold_meeting", args=[row.pk])
    page = client.get(url)
    there = [str(one.pk) for one in row.attendees.all() if one.name != "高建平"]
    client.post(url, {"present": there, "text": page.context["form"].initial["text"], "activity": ""})
    row.refresh_from_db()
    entry = Activity.objects.get()
    assert (row.state, row.activity, entry.meeting_number) == (MeetingState.HELD, entry, row.number)
    assert entry.headline == f"{row.title}召开"
    assert [item.title for item in entry.agenda.all()] == ["听取供水管网改造情况的报告"]
    assert [part.person.name for part in entry.participations.all()] == ["吴静"]
    assert row.attendees.get(name="高建平").presence == Presence.ABSENT
    duty = DutyRecord.objects.get()
    assert (duty.deputyship.person.user, duty.kind.name) == (deputy, "列席常委会会议")
    assert client.post(url, {"present": there, "text": "再"}).status_code == 409
    assert Activity.objects.count() == 1


def test_a_meeting_that_was_logged_before_is_not_logged_again(clerk: User) -> None:
    first = make_meeting(clerk, number=9)
    meetings.hold_meeting(meeting=first, actor=clerk, present=[], text="召开。")
    entry = Activity.objects.get()
    Meeting.objects.filter(pk=first.pk).delete()
    again = make_meeting(clerk, number=9)
    meetings.hold_meeting(meeting=again, actor=clerk, present=[], text="召开。", activity=entry)
    assert again.number == 9
    assert Activity.objects.count() == 1


def test_minutes_and_papers(clerk: User, client: Client) -> None:
    row = make_meeting(clerk, chair=make_member("陈国华", "区人大常委会主任"), requirements="请提前入场。")
    make_item(row, clerk)
    with pytest.raises(Conflict, match="召开以后"):
        meetings.write_minutes(meeting=row, actor=clerk, version=row.version, minutes="早了")
    row = meetings.hold_meeting(meeting=row, actor=clerk, present=[], text="召开。")
    meetings.write_minutes(meeting=row, actor=clerk, version=row.version, minutes="会议研究了有关事项。")
    client.force_login(clerk)
    for paper in ("notice", "agenda", "sign_sheet", "minutes"):
        answer = client.get(reverse("meetings:paper", args=[row.pk, paper]))
        assert answer.content.startswith(b"%PDF"), paper
    assert client.get(reverse("meetings:paper", args=[row.pk, "other"])).status_code == 404


def test_the_page_asks_no_more_for_a_long_agenda(
    clerk: User, client: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    row = make_meeting(clerk)
    for number in range(12):
        make_item(row, clerk, f"第{number}项")
    client.force_login(clerk)
    client.get(reverse("meetings:detail", args=[row.pk]))
    with django_assert_max_num_queries(40):
        client.get(reverse("meetings:detail", args=[row.pk]))
    with django_assert_max_num_queries(30):
        client.get(reverse("meetings:index"))


def test_figures_and_the_calendar(clerk: User, client: Client) -> None:
    row = make_meeting(clerk, "主任会议")
    meetings.hold_meeting(meeting=row, actor=clerk, present=[], text="召开。")
    client.force_login(clerk)
    rows = client.get(reverse("meetings:index"), {"state": "no_law"}).context["list"].rows
    assert [one.pk for one, _name in rows] == [row.pk]
    ahead = make_meeting(clerk, on=timezone.localdate() + timedelta(days=2))
    assert ahead.title in client.get(reverse("dashboard:overview")).text
