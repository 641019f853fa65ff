"""Exit cases keep their order, and the last step ends the deputyship (R030)."""

from __future__ import annotations

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from congress.access.exceptions import Conflict, StaleVersion
from congress.accounts.enums import Role
from congress.accounts.models import User
from deputies.exits.enums import ExitState
from deputies.models import Deputyship, ExitCase, ExitGround
from deputies.operations import exits as operations
from tests.factories import make_deputyship, make_user

pytestmark = pytest.mark.django_db
FOUND, REMINDED, FINDING, ORDERED = date(2024, 3, 1), date(2024, 3, 8), date(2024, 5, 6), date(2024, 6, 3)


@pytest.fixture
def clerk() -> User:
    return make_user(Role.DEPUTY_WORK)


def found(clerk: User, deputyship: Deputyship | None = None, on: date = FOUND) -> ExitCase:
    return operations.open_case(
        deputyship=deputyship or make_deputyship(),
        actor=clerk,
        ground=ExitGround.objects.all()[0],
        account="不参加活动",
        manner="resigned",
        procedure="常委会公告",
        found_on=on,
    )


def test_no_order_to_resign_before_a_reminder_and_a_finding(client: Client, clerk: User) -> None:
    row = found(clerk)
    client.force_login(clerk)
    order = reverse("exits:order_resignation", args=[row.pk])
    refused = client.post(order, {"on": "2024-06-03", "note": "第二十次主任会议"})
    assert refused.status_code == 409
    assert "现在的状态不能责令辞职" in refused.text
    operations.remind(case=row, actor=clerk, on=REMINDED, note="谈话", due_on=date(2024, 4, 30))
    with pytest.raises(Conflict, match="不能责令辞职"):
        operations.order_resignation(case=row, actor=clerk, on=ORDERED, note="决定")
    operations.find_uncorrected(case=row, actor=clerk, on=FINDING, note="仍不参加")
    client.post(order, {"on": "2024-06-03", "note": "第二十次主任会议"})
    row.refresh_from_db()
    assert (row.state, row.last_on) == (ExitState.ORDERED, ORDERED)

    end = reverse("exits:end_by_exit", args=[row.pk])
    assert "档案转为只读" in client.get(end).text
    client.post(end, {"on": "2024-06-28", "note": "常委会接受辞职"})
    holder = Deputyship.objects.get(pk=row.deputyship_id)
    assert (holder.ends_on, holder.how_ended, holder.term.ends_on) == (date(2024, 6, 28), "resigned", None)
    assert [step.step for step in row.steps.all()] == [
        "open_case",
        "remind",
        "find_uncorrected",
        "order_resignation",
        "end_by_exit",
    ]
    page = client.get(reverse("exits:detail", args=[row.pk])).text
    assert "2024年6月28日" in page
    assert "《代表法》第五十七条" in page, "the basis comes with the situation"


def test_an_exit_before_the_start_is_refused(client: Client, clerk: User) -> None:
    holder = make_deputyship()
    with pytest.raises(ValidationError, match="2021年12月28日，日期不能比它早"):
        found(clerk, holder, date(2021, 12, 27))
    row = found(clerk, holder)
    client.force_login(clerk)
    typed = {"on": "2021-12-27", "note": "谈话提醒"}
    page = client.post(reverse("exits:remind", args=[row.pk]), typed).text
    assert "上一步是2024年3月1日，日期不能比它早" in page
    assert "谈话提醒" in page, "what was typed is kept"
    with pytest.raises(ValidationError, match="改正期限不能早于提醒的日期"):
        operations.remind(case=row, actor=clerk, on=REMINDED, note="谈话", due_on=FOUND)


def test_one_open_case_and_none_of_whoever_has_left(clerk: User) -> None:
    row = found(clerk)
    with pytest.raises(Conflict, match="已有一件没有办结"):
        found(clerk, row.deputyship)
    operations.drop_case(case=row, actor=clerk, on=REMINDED, note="查无此事")
    again = found(clerk, row.deputyship)
    operations.remind(case=again, actor=clerk, on=REMINDED, note="谈话")
    operations.find_corrected(case=again, actor=clerk, on=FINDING, note="已改正")
    with pytest.raises(Conflict):
        operations.find_uncorrected(case=again, actor=clerk, on=FINDING, note="又犯")
    Deputyship.objects.filter(pk=row.deputyship_id).update(ends_on=FINDING, how_ended="died")
    with pytest.raises(Conflict, match="资格已结束"):
        found(clerk, row.deputyship)


def test_a_case_is_for_those_who_keep_it(client: Client, clerk: User) -> None:
    row = found(clerk)
    with pytest.raises(PermissionDenied):
        operations.remind(case=row, actor=make_user(Role.LEADER), on=REMINDED, note="谈话")
    values = {"basis": "", "account": "改写", "manner": "recalled", "procedure": "选区罢免"}
    operations.change_case(case=row, actor=clerk, version=1, ground=row.ground, **values)
    with pytest.raises(StaleVersion):
        operations.change_case(case=row, actor=clerk, version=1, ground=row.ground, **values)
    client.force_login(make_user(Role.LEADER))
    page = client.get(reverse("exits:detail", args=[row.pk])).text
    assert "选区罢免" in page
    assert "登记提醒" not in page
    client.force_login(make_user(Role.TOWN))
    assert client.get(reverse("exits:detail", args=[row.pk])).status_code == 403


def test_the_list_counts_its_queries(
    client: Client, clerk: User, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    rows = [found(clerk) for _ in range(3)]
    operations.remind(case=rows[0], actor=clerk, on=REMINDED, note="谈话", due_on=FINDING)
    client.force_login(clerk)
    client.get(reverse("exits:index"))
    with django_assert_max_num_queries(14):
        page = client.get(f"{reverse('exits:index')}?state=due").text
    assert rows[0].deputyship.person.name in page
    assert rows[1].deputyship.person.name not in page
    assert "核实" in client.get("/").text, "the day to have mended their ways is past"
