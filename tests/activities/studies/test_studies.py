"""Topics that groups claim, reports by field, recommendations followed until closed (R017, R110, R111)."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from pytest_django.fixtures import DjangoAssertNumQueries

from activities.models import Recommendation, StudyReport
from activities.studies import operations, queries
from congress.access.exceptions import Conflict
from congress.accounts.enums import Role
from congress.accounts.models import User
from deputies.models import DeputyGroup, DutyRecord, GroupPost
from tests.activities.taking_part.stage import account_of, many_deputies
from tests.factories import make_group, make_user

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("november")]


@pytest.fixture
def november() -> object:
    with time_machine.travel("2026-11-20T10:00:00+08:00"):
        yield


def leader_of(group: DeputyGroup) -> User:
    """The account of somebody who leads the group."""
    deputyship = many_deputies(1)[0]
    group.memberships.create(deputyship=deputyship, starts_on=deputyship.starts_on)
    GroupPost.objects.create(group=group, person=deputyship.person, kind="leader", starts_on=date(2022, 1, 1))
    return account_of(deputyship, make_user(Role.GROUP_LEADER))


def test_a_topic_shows_both_groups_and_the_year_lists_what_nobody_claimed(client: Client) -> None:
    office, first, second = make_user(Role.OFFICE), make_group(1), make_group(2)
    topic = operations.publish_topic(actor=office, year=2026, title="医疗卫生健康")
    operations.publish_topic(actor=office, year=2026, title="食品安全")
    client.force_login(leader_of(first))
    client.post(reverse("studies:claim", args=[topic.pk]), {"group": first.pk})
    refused = client.post(reverse("studies:claim", args=[topic.pk]), {"group": second.pk})
    assert refused.status_code == 200  # another's group is not among the choices
    operations.claim(topic=topic, actor=office, group=second)
    operations.record_report(
        actor=office,
        title="社区医院调研",
        field="医疗",
        topic=topic,
        group=first,
        finished_on=date(2026, 6, 1),
    )
    taken, free = queries.board(2026)
    assert [one.claim.group for one in taken.claims] == [first, second]
    assert taken.state == ("go", "已认领，1／2 完成")
    assert free.state == ("wait", "没有认领")
    client.force_login(office)
    assert "没有小组认领的 1 个：食品安全" in client.get(reverse("studies:topics")).content.decode()
    with pytest.raises(Conflict, match="不能退回"):
        operations.give_back(claim=topic.claims.get(group=first), actor=office)


def test_nine_reports_of_the_first_half_by_field(client: Client) -> None:
    office, group = make_user(Role.OFFICE), make_group(1)
    for number, field in enumerate(["医疗"] * 4 + ["食品安全"] * 3 + ["重大项目"] * 2):
        facts: dict[str, Any] = {
            "field": field,
            "group": group,
            "finished_on": date(2026, 1 + number % 6, 20),
        }
        operations.record_report(actor=office, title=f"报告{number}", **facts)
    operations.record_report(
        actor=office, title="七月的", field="医疗", group=group, finished_on=date(2026, 7, 1)
    )
    found = queries.by_field(office, queries.halves(2026)["first"])
    assert found == [("医疗", 4), ("食品安全", 3), ("重大项目", 2)]
    client.force_login(office)
    asked = {"field": "医疗", "since": "2026-01-01", "until": "2026-06-30"}
    assert len(client.get(reverse("studies:index"), asked).context["list"].rows) == 4


def test_ten_reports_and_each_recommendation_is_followed_until_closed() -> None:
    office, group = make_user(Role.OFFICE), make_group(1)
    rows = []
    for number in range(10):
        report = operations.record_report(
            actor=office, title=f"报告{number}", field="民生", group=group, finished_on=date(2026, 5, 1)
        )
        facts: dict[str, Any] = {"text": "增设网点", "owner": "区商务局", "due_on": date(2026, 10, 1)}
        rows.append(operations.recommend(report=report, actor=office, **facts))
    operations.follow_up(recommendation=rows[0], actor=office, on=date(2026, 9, 1), text="已列入计划")
    operations.follow_up(
        recommendation=rows[0], actor=office, on=date(2026, 9, 20), text="已建成", closed=True
    )
    with pytest.raises(Conflict, match="已办结"):
        operations.follow_up(recommendation=rows[0], actor=office, on=date(2026, 9, 21), text="再看")
    assert Recommendation.objects.open().count() == 9
    assert Recommendation.objects.overdue(date(2026, 11, 20)).count() == 9
    operations.reopen(recommendation=rows[0], actor=office, reason="又停了")
    assert Recommendation.objects.open().count() == 10


def test_authors_have_done_a_duty_until_the_report_is_withdrawn() -> None:
    office, authors = make_user(Role.OFFICE), many_deputies(2)
    with pytest.raises(ValidationError, match="请选小组"):
        operations.record_report(actor=office, title="报告", field="民生", finished_on=date(2026, 5, 1))
    row = operations.record_report(
        actor=office, title="报告", field="民生", finished_on=date(2026, 5, 1), authors=authors
    )
    duties = DutyRecord.objects.filter(source=operations.SOURCE, source_pk=row.pk)
    assert duties.filter(state="pending").count() == 2
    operations.withdraw_report(report=row, actor=office, reason="登记重了")
    assert duties.filter(state="pending").count() == 0
    assert StudyReport.objects.standing().count() == 0


def test_a_leader_hands_in_the_report_and_others_do_not_see_it(client: Client) -> None:
    group, other = make_group(1), make_group(2)
    client.force_login(leader_of(group))
    data = {
        "title": "校门口交通调研",
        "field": "交通",
        "group": group.pk,
        "finished_on": "2026-11-01",
        "attachments": SimpleUploadedFile("报告.pdf", b"%PDF-1.7 ..."),
    }
    client.post(reverse("studies:record_report"), data)
    row = StudyReport.objects.get()
    assert row.files.get().name == "报告.pdf"
    assert client.get(reverse("studies:my_report", args=[row.pk])).status_code == 200
    client.force_login(leader_of(other))
    assert client.get(reverse("studies:my_report", args=[row.pk])).status_code == 404
    assert client.get(reverse("studies:study_file", args=[row.files.get().pk])).status_code == 404


def test_the_list_asks_no_more_with_more_rows(
    client: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    office, group = make_user(Role.OFFICE), make_group(1)
    for number in range(4):
        report = operations.record_report(
            actor=office, title=f"报告{number}", field="民生", group=group, finished_on=date(2026, 5, 1)
        )
        operations.recommend(report=report, actor=office, text="建议", owner="区商务局")
    client.force_login(office)
    client.get(reverse("studies:index"))
    with django_assert_max_num_queries(18):
        assert client.get(reverse("studies:index")).status_code == 200
    with django_assert_max_num_queries(14):
        assert client.get(reverse("studies:topics")).status_code == 200
