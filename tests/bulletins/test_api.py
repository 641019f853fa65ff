"""Issues as JSON: in scope, complete, counted as read."""

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from bulletins.enums import IssueState
from bulletins.models import Issue
from congress.accounts.enums import Role
from congress.accounts.models import User
from tests.bulletins.test_pages import as_user
from tests.factories import make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def issued(may: Issue) -> Issue:
    Issue.objects.filter(pk=may.pk).update(state=IssueState.ISSUED, published_at=timezone.now())
    may.refresh_from_db()
    return may


def test_readers_get_issued_issues_only(may: Issue, clerk: User) -> None:
    address = reverse("bulletins:api_issues")
    assert as_user(make_user(Role.DEPUTY)).get(address).json()["results"] == []
    (found,) = as_user(clerk).get(address, {"year": 2026}).json()["results"]
    assert (found["issue_label"], found["total_label"], found["state"]) == (
        "2026年第5期",
        "（总第1期）",
        "draft",
    )
    assert as_user(clerk).get(address, {"year": 2025}).json()["count"] == 0


def test_a_draft_is_not_found_by_readers(may: Issue) -> None:
    answer = as_user(make_user(Role.DEPUTY)).get(reverse("bulletins:api_issue", args=[may.pk]))
    assert answer.status_code == 404


def test_an_issue_comes_whole_and_counts_as_read(issued: Issue) -> None:
    deputy = make_user(Role.DEPUTY)
    found = as_user(deputy).get(reverse("bulletins:api_issue", args=[issued.pk])).json()
    (section,) = found["sections"]
    assert section["titles"][0]["text"] == "陈国华率队巡查"
    assert section["entries"][3]["text"] == "5月29日，党组会议召开。"
    assert issued.readings.get().user == deputy


def test_visitors_are_sent_to_sign_in(issued: Issue) -> None:
    answer = Client().get(reverse("bulletins:api_issue", args=[issued.pk]))
    assert answer.status_code == 302


def test_nothing_can_be_written(issued: Issue, clerk: User) -> None:
    assert as_user(clerk).post(reverse("bulletins:api_issues"), {}).status_code == 405
    assert as_user(clerk).delete(reverse("bulletins:api_issue", args=[issued.pk])).status_code == 405
