"""Groups study and exchange views (R087, R101); own study counts once it is confirmed (R102)."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from activities.learning import operations
from activities.learning.enums import StudyKind
from activities.learning.portal import studies_of_group
from activities.learning.queries.coverage import with_learning
from activities.models import Activity, GroupStudy
from congress.access.exceptions import Conflict
from congress.accounts.enums import Role
from congress.accounts.models import User
from deputies import operations as deputies
from deputies.enums import GroupPostKind
from deputies.models import DeputyGroup, Deputyship, DutyKind, DutyRecord
from tests.activities.convocations.world import clerk, make_deputy, user_of
from tests.factories import make_group, make_user

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("november")]


def studied(actor: User, group: DeputyGroup, *people: Deputyship, **changes: Any) -> GroupStudy:
    """A group that studied."""
    facts: dict[str, Any] = {
        "kind": StudyKind.GROUP,
        "group": group,
        "topic": "新修改的监督法",
        "material": "修改前后对照",
        "leader": "陈立新",
        "on": date(2026, 11, 5),
        "place": "活动室",
        "text": "",
        "deputies": people,
    }
    return operations.record_study(actor=actor, **{**facts, **changes})


def test_what_a_group_studied_counts_under_its_learning_total() -> None:
    office, group = clerk(), make_group(3)
    one, two = make_deputy("陈立新", group=group), make_deputy("何素琴", group=group)
    row = studied(office, group, one, two)
    assert row.activity.text == (
        "11月5日，第三小组在活动室集中学习“新修改的监督法”，由陈立新领学，学习材料：修改前后对照。参加代表 2 人。"
    )
    assert list(row.activity.deputy_groups.all()) == [group]
    section = studies_of_group(group, office)
    assert section is not None
    assert (section.title, section.count) == ("2026年小组学习", 1)
    operations.withdraw_study(study=row, actor=office, reason="记重了")
    assert studies_of_group(group, office) is None
    with pytest.raises(Conflict):
        operations.withdraw_study(study=row, actor=office, reason="再撤")


def test_a_seminar_lists_who_said_what() -> None:
    office, group = clerk(), make_group(3)
    one, two = make_deputy("陈立新", group=group), make_deputy("何素琴", group=group)
    row = studied(office, group, one, kind=StudyKind.SEMINAR, topic="怎样写好建议")
    operations.write_speech(study=row, actor=office, deputyship=one, points="先到现场看")
    operations.write_speech(study=row, actor=office, deputyship=one, points="先到现场看，再动笔")
    with pytest.raises(ValidationError, match="不在参加名单里"):
        operations.write_speech(study=row, actor=office, deputyship=two, points="没有到场")
    client = Client()
    client.force_login(user_of(two))
    page = client.get(reverse("learning:study", args=[row.pk])).content.decode()
    assert "先到现场看，再动笔" in page
    assert row.activity.kind.code == "seminar"


def test_the_leader_of_a_group_records_it_and_nobody_else_of_the_deputies() -> None:
    clerk()
    group, other = make_group(3), make_group(4)
    one, leader = make_deputy("陈立新", group=group), make_user(Role.GROUP_LEADER, name="钟玉兰")
    head = make_deputy("钟玉兰", account=False, group=group)
    head.person.user = leader
    head.person.save()
    deputies.appoint(
        group=group, person=head.person, kind=GroupPostKind.LEADER, actor=None, starts_on=date(2022, 1, 1)
    )
    client = Client()
    client.force_login(leader)
    url = reverse("learning:record_study")
    data = {"kind": "group", "topic": "代表法", "on": "2026年11月5日", "deputies": [one.pk, head.pk]}
    response = client.post(url, data)
    row = GroupStudy.objects.get()
    assert response.headers["Location"] == reverse("learning:study", args=[row.pk])
    assert Activity.objects.get().attendances.count() == 2
    page = client.post(url, {**data, "deputies": []}).content.decode()
    assert "至少选一位到场的代表" in page
    client.post(
        reverse("learning:change_study", args=[row.pk]),
        {**data, "topic": "新的代表法", "version": row.version},
    )
    row.refresh_from_db()
    assert row.topic == "新的代表法"
    assert client.get(f"{url}?group={other.pk}").status_code == 200
    assert "第四小组" not in client.get(f"{url}?group={other.pk}").content.decode()
    client.force_login(user_of(one))
    assert client.get(url).status_code == 403


def test_hours_of_own_study_count_once_they_are_confirmed() -> None:
    clerk()
    one = make_deputy("陈立新")
    kind = DutyKind.objects.get(code="own_study")
    facts: dict[str, Any] = {"deputyship": one, "kind": kind, "day": date(2026, 11, 2), "title": "读监督法"}
    DutyRecord.objects.create(hours=Decimal("3.5"), **facts)
    DutyRecord.objects.create(hours=Decimal("2.0"), state="counted", confirmed_at=timezone.now(), **facts)
    (row,) = with_learning(Deputyship.objects.all(), 2026)
    assert row.hours == Decimal("2.0")  # type: ignore[attr-defined]
    client = Client()
    client.force_login(user_of(one))
    page = client.get(reverse("learning:mine")).content.decode()
    assert "自学 <b>2</b> 小时" in page
    assert "另有 3.5 小时自学等小组确认" in page
