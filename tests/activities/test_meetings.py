"""Numbered meetings: one number a year, the agenda, and the law studied before (R098, R270)."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from activities import operations
from activities.models import Activity, ActivityKind
from activities.parts import AgendaPart, Part
from congress.access.exceptions import Conflict
from congress.accounts.enums import Role
from tests.activities.form import filled
from tests.factories import make_area, make_kind, make_person, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def party_group() -> ActivityKind:
    make_area()
    return ActivityKind.objects.get(code="party_group_meeting")


def hold(kind: ActivityKind, number: int | None, on: date = date(2024, 5, 29), **more: Any) -> Activity:
    facts = {"headline": f"第{number}次会议", "text": "会议召开。", **more}
    return operations.record_activity(actor=None, start_on=on, kind=kind, meeting_number=number, **facts)


def test_a_number_is_used_once_a_year_by_a_body(party_group: ActivityKind) -> None:
    hold(party_group, 9)
    with pytest.raises(ValidationError, match="2024年党组第 9 次会议已登记在5月29日“第9次会议”"):
        hold(party_group, 9, date(2024, 6, 3))
    hold(party_group, 9, date(2025, 5, 29))
    hold(ActivityKind.objects.get(code="chairpersons_meeting"), 9)
    hold(party_group, None), hold(party_group, None)
    assert Activity.objects.filter(meeting_number=9).count() == 3


def test_the_database_refuses_a_second_number_too(party_group: ActivityKind) -> None:
    hold(party_group, 9)
    other = hold(party_group, 10)
    with pytest.raises(IntegrityError), transaction.atomic():
        Activity.objects.filter(pk=other.pk).update(meeting_number=9)


def test_a_withdrawn_meeting_frees_its_number_and_comes_back_only_to_a_free_one(
    party_group: ActivityKind,
) -> None:
    clerk = make_user()
    first = operations.withdraw(activity=hold(party_group, 9), actor=clerk, reason="重复")
    hold(party_group, 9, headline="真正的第九次")
    with pytest.raises(Conflict, match="真正的第九次"):
        operations.restore(activity=first, actor=clerk)


def test_the_form_says_it_at_the_number(client: Client, party_group: ActivityKind) -> None:
    hold(party_group, 9)
    client.force_login(make_user(Role.OFFICE))
    data = filled(
        kind=party_group.pk, days="2024年6月3日", meeting_number="9", area=Activity.objects.get().area_id
    )
    page = client.post(reverse("activities:record_activity"), data)
    assert "2024年党组第 9 次会议已登记" in page.context["form"].errors["meeting_number"][0]
    assert 'value="2024年6月3日"' in page.text


def test_whose_meetings_they_are_follows_the_kind(party_group: ActivityKind) -> None:
    activity, clerk = hold(party_group, 9), make_user()
    facts: Any = {"name": party_group.name, "group": party_group.group, "active": True}
    operations.change_kind(kind=party_group, actor=clerk, meeting_body="区人大常委会党组", **facts)
    activity.refresh_from_db()
    assert activity.meeting_body == "区人大常委会党组"
    hold(ActivityKind.objects.get(code="chairpersons_meeting"), 9)
    with pytest.raises(ValidationError, match="会有两次会议在同一年用同一个次数"):
        operations.change_kind(kind=party_group, actor=clerk, meeting_body="主任会议", **facts)


def test_agenda_and_decisions_are_kept_in_their_order(client: Client, party_group: ActivityKind) -> None:
    agenda = [AgendaPart("研究机关党建工作", "原则同意"), AgendaPart("听取信访情况汇报")]
    people = [
        Part(manner="主持", person=make_person("孙维民")),
        Part(manner="列席", person=make_person("任泽镕")),
    ]
    activity = hold(party_group, 9, agenda=agenda, participations=people)
    client.force_login(make_user(Role.OFFICE))
    page = client.get(reverse("activities:detail", args=[activity.pk])).text
    assert page.index("研究机关党建工作") < page.index("决定：原则同意") < page.index("听取信访情况汇报")
    register = client.get(reverse("activities:meetings")).context["list"]
    (row, _name) = register.rows[0]
    assert (row.meeting_body, row.meeting_number, row.agenda_count, row.attended, row.sat_in) == (
        "党组",
        9,
        2,
        1,
        1,
    )


def test_a_meeting_without_a_law_before_it_says_so(client: Client) -> None:
    make_area()
    kind = ActivityKind.objects.get(code="chairpersons_meeting")
    without, learned = hold(kind, 1, headline="没学"), hold(kind, 2, headline="学了", law_studied="监督法")
    client.force_login(make_user(Role.OFFICE))
    shown = [client.get(reverse("activities:detail", args=[row.pk])).text for row in (without, learned)]
    assert ["未安排会前学法" in page for page in shown] == [True, False]
    assert "监督法" in shown[1]
    rows = client.get(reverse("activities:meetings"), {"law": "none"}).context["list"].rows
    assert [row.headline for row, _name in rows] == ["没学"]


def test_other_kinds_have_no_meeting_body() -> None:
    make_area()
    activity = hold(make_kind(), 9)
    assert (activity.meeting_body, activity.meeting_year) == ("", 2024)
    hold(make_kind(), 9)
