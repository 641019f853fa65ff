"""The pages of the bulletins: who gets in, what they cost, what bad input gets."""

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from bulletins.enums import IssueState
from bulletins.models import Issue, Series
from bulletins.operations.distributing import parse_list, record_delivery, set_distribution
from congress.accounts.enums import Role
from congress.accounts.models import User
from congress.jobs.models import Job
from tests.bulletins.conftest import Log
from tests.factories import make_user

pytestmark = pytest.mark.django_db


def as_user(user: User) -> Client:
    client = Client()
    client.force_login(user, backend="congress.accounts.backends.NameOrPhoneBackend")
    return client


def issued(issue: Issue) -> Issue:
    Issue.objects.filter(pk=issue.pk).update(state=IssueState.ISSUED, published_at=timezone.now())
    issue.refresh_from_db()
    return issue


@pytest.mark.parametrize("role", [Role.DEPUTY, Role.UNIT, Role.TOWN, Role.DEPUTY_WORK, Role.ADMIN])
def test_a_draft_does_not_exist_for_readers(may: Issue, role: Role) -> None:
    client = as_user(make_user(role))
    assert client.get(reverse("bulletins:read", args=[may.pk])).status_code == 404
    assert client.get(reverse("bulletins:pdf", args=[may.pk])).status_code == 404
    assert client.get(reverse("bulletins:arrange", args=[may.pk])).status_code == 403


def test_an_issued_issue_is_read_by_everyone_and_counted(may: Issue) -> None:
    deputy = make_user(Role.DEPUTY)
    issue = issued(may)
    page = as_user(deputy).get(reverse("bulletins:read", args=[issue.pk]))
    assert "陈国华率队巡查" in page.content.decode()
    assert issue.readings.get().user == deputy


def test_the_desk_costs_the_same_for_few_and_many(
    may: Issue, clerk: User, log: Log, django_assert_num_queries: object
) -> None:
    client = as_user(clerk)
    address = reverse("bulletins:arrange", args=[may.pk])
    client.get(address)
    with django_assert_num_queries(17):  # type: ignore[operator]
        client.get(address)
    for day in range(10, 20):
        log(f"05-{day}", "am", f"第{day}日的活动")
    client.post(reverse("bulletins:refresh_from_log", args=[may.pk]), {"version": may.version})
    client.get(address)
    with django_assert_num_queries(17):  # type: ignore[operator]
        client.get(address)


def test_opening_twice_says_so_at_the_form(may: Issue, clerk: User, series: Series) -> None:
    answer = as_user(clerk).post(
        reverse("bulletins:open_issue"), {"series": series.pk, "year": 2026, "number": 5}
    )
    assert answer.status_code == 422
    assert "2026年第5期已经有了" in answer.content.decode()


def test_opening_leads_to_the_desk(series: Series, clerk: User, log: Log) -> None:
    log("05-08", "am", "视察")
    answer = as_user(clerk).post(
        reverse("bulletins:open_issue"), {"series": series.pk, "year": 2026, "number": 5}
    )
    assert answer["Location"] == reverse("bulletins:arrange", args=[Issue.objects.get().pk])


def test_a_title_of_201_and_a_text_of_100001_are_kept_and_explained(may: Issue, clerk: User) -> None:
    entry = may.entries.first()
    address = reverse("bulletins:edit_entry", args=[may.pk, entry.pk])
    typed = {"heading": "长" * 201, "text": "字" * 100_001, "version": may.version}
    answer = as_user(clerk).post(address, typed)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "最多 200 个字，现在有 201 个字" in page
    assert "最多 100,000 个字，现在有 100,001 个字" in page
    assert "字" * 100_001 in page


def test_a_text_of_100000_and_a_title_of_200_are_saved(may: Issue, clerk: User) -> None:
    entry = may.entries.first()
    address = reverse("bulletins:edit_entry", args=[may.pk, entry.pk])
    typed = {"heading": "长" * 200, "text": "字" * 100_000, "version": may.version}
    assert as_user(clerk).post(address, typed).status_code == 302
    entry.refresh_from_db()
    assert len(entry.text) == 100_000


def test_the_second_clerk_keeps_what_was_typed(may: Issue, clerk: User) -> None:
    entry = may.entries.first()
    address = reverse("bulletins:edit_entry", args=[may.pk, entry.pk])
    first, second = as_user(clerk), as_user(make_user(Role.OFFICE))
    opened_at = may.version
    first.post(address, {"heading": "先保存的标题", "text": "先保存的。", "version": opened_at})
    answer = second.post(address, {"heading": "后写的标题", "text": "后写的。", "version": opened_at})
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "周敏改过这一期" in page
    assert "后写的。" in page
    entry.refresh_from_db()
    assert entry.text == "先保存的。"


def test_moving_answers_with_the_desk_and_asks_for_pages(may: Issue, clerk: User) -> None:
    last = may.entries.order_by("-position").first()
    answer = as_user(clerk).post(
        reverse("bulletins:move_entry", args=[may.pk]),
        {"to": f"{last.pk}:1", "version": may.version},
        headers={"HX-Request": "true"},
    )
    page = answer.content.decode()
    assert answer.status_code == 200
    assert page.index("党组会议召开") < page.index("陈国华率队巡查")
    assert "<html" not in page
    assert Job.objects.filter(subject=f"bulletins.Issue:{may.pk}").exists()


@pytest.mark.parametrize("nonsense", ["", ":", "x:y", "-1:2", "9999999:1"])
def test_nonsense_moves_nothing(may: Issue, clerk: User, nonsense: str) -> None:
    before = list(may.entries.order_by("position").values_list("pk", flat=True))
    answer = as_user(clerk).post(
        reverse("bulletins:move_entry", args=[may.pk]),
        {"to": nonsense, "version": may.version},
        headers={"HX-Request": "true"},
    )
    assert answer.status_code == 409
    assert list(may.entries.order_by("position").values_list("pk", flat=True)) == before


def test_issues_are_found_by_any_words_in_them(may: Issue, clerk: User) -> None:
    may.refresh_search_text()
    may.save()
    client = as_user(clerk)
    assert str(may) in client.get(reverse("bulletins:index"), {"q": "维民 巡查"}).content.decode()
    assert str(may) not in client.get(reverse("bulletins:index"), {"q": "没有的词"}).content.decode()


def test_the_office_sees_who_has_and_who_has_not_received(may: Issue, clerk: User) -> None:
    lines = parse_list("send", "区人大常委会主任，区委办公室。")
    set_distribution(issue=may, lines=lines, actor=clerk)
    issue = issued(may)
    record_delivery(
        recipient=issue.recipients.get(label="区委办公室"),
        delivered_on=date(2026, 6, 2),
        copies=2,
        received_by="收发室",
        actor=clerk,
    )
    page = as_user(clerk).get(reverse("bulletins:read", args=[issue.pk])).content.decode()
    assert "6月2日　2 份" in page
    assert page.count("未登记") == 1
