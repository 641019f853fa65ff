"""Issues for other systems: in scope, complete; what a machine fetched nobody has read."""

import pytest
from django.utils import timezone

from bulletins.enums import IssueState
from bulletins.models import Issue
from congress.accounts.enums import Role
from congress.accounts.models import User
from tests.api.stage import Reader
from tests.factories import make_user

pytestmark = pytest.mark.django_db
ISSUES = "/api/v1/issues/"


@pytest.fixture
def issued(may: Issue) -> Issue:
    Issue.objects.filter(pk=may.pk).update(state=IssueState.ISSUED, published_at=timezone.now())
    may.refresh_from_db()
    return may


def test_readers_get_issued_issues_only(may: Issue, clerk: User) -> None:
    unit, office = Reader(make_user(Role.UNIT)), Reader(clerk)
    assert unit.read(ISSUES)["results"] == unit.read("/api/v1/entries/")["results"] == []
    assert unit.ask(f"{ISSUES}{may.pk}/").status_code == 404
    (found,) = office.read(ISSUES, year=2026)["results"]
    assert (found["issue_label"], found["total_label"], found["state"]) == (
        "2026年第5期",
        "（总第1期）",
        "draft",
    )
    assert office.read(ISSUES, year=2025)["results"] == []


def test_an_issue_comes_whole_and_nobody_counts_as_having_read_it(issued: Issue) -> None:
    found = Reader(make_user(Role.UNIT)).read(f"{ISSUES}{issued.pk}/")
    (section,) = found["sections"]
    assert section["titles"][0]["text"] == "陈国华率队巡查"
    assert section["entries"][3]["text"] == "5月29日，党组会议召开。"
    assert not issued.readings.exists()


def test_an_entry_that_is_edited_changes_its_issue(issued: Issue, clerk: User) -> None:
    office = Reader(clerk)
    before = office.read(f"{ISSUES}{issued.pk}/")["updated_at"]
    issued.entries.order_by("position").update(text="改过的一段。")
    assert office.read(f"{ISSUES}{issued.pk}/")["updated_at"] > before
    assert set(office.names("/api/v1/entries/", "text")) == {"改过的一段。"}
