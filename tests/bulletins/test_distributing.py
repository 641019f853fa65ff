"""送 and 发: parsed, printed, delivered, read (R287)."""

from datetime import date

import pytest
from django.utils import timezone

from bulletins.enums import IssueState
from bulletins.models import Issue
from bulletins.operations import distributing
from bulletins.operations.distributing import RecipientData, parse_list
from bulletins.printing import distribution
from bulletins.queries import distribution_status
from congress.access.exceptions import Conflict
from congress.accounts.enums import Role
from congress.accounts.models import User
from tests.factories import make_organ, make_user

pytestmark = pytest.mark.django_db

SEND = "区人大常委会主任、副主任，区委办公室、区政府办公室。"
ISSUE = "区人大常委会各工委室，各乡镇人大主席团，街道人大工委。"


def issued(issue: Issue) -> Issue:
    Issue.objects.filter(pk=issue.pk).update(state=IssueState.ISSUED, published_at=timezone.now())
    issue.refresh_from_db()
    return issue


def test_the_list_prints_as_it_was_written(may: Issue, clerk: User) -> None:
    lines = parse_list("send", "送：" + SEND) + parse_list("issue", "发：" + ISSUE)
    distributing.set_distribution(issue=may, lines=lines, actor=clerk)
    printed = distribution(may.recipients.all())
    assert [(line.label, line.text) for line in printed] == [("送", SEND), ("发", ISSUE)]


def test_a_kind_without_recipients_is_not_printed(may: Issue, clerk: User) -> None:
    distributing.set_distribution(issue=may, lines=parse_list("send", SEND), actor=clerk)
    assert [line.label for line in distribution(may.recipients.all())] == ["送"]


def test_delivery_waits_for_issuing(may: Issue, clerk: User) -> None:
    distributing.set_distribution(issue=may, lines=parse_list("send", SEND), actor=clerk)
    to = may.recipients.get(order=1)
    with pytest.raises(Conflict, match="还没有印发"):
        distributing.record_delivery(
            recipient=to, delivered_on=date(2026, 6, 2), copies=1, received_by="", actor=clerk
        )


def test_reading_is_counted_per_recipient(may: Issue, clerk: User) -> None:
    organ = make_organ("区委办公室")
    reader = make_user(Role.UNIT, organ=organ)
    make_user(Role.UNIT, organ=organ)
    leader = make_user(Role.LEADER)
    lines = [
        RecipientData(kind="send", label="区人大常委会主任", role=Role.LEADER),
        RecipientData(kind="send", label="区委办公室", organs=[organ], group=2),
        RecipientData(kind="send", label="区政协办公室", group=2),
    ]
    distributing.set_distribution(issue=may, lines=lines, actor=clerk)
    distributing.record_reading(issue=may, user=reader)  # a draft does not count
    issue = issued(may)
    distributing.record_reading(issue=issue, user=reader)
    distributing.record_reading(issue=issue, user=reader)
    status = distribution_status(issue)
    assert [(s.recipient.label, s.readers, s.people) for s in status] == [
        ("区人大常委会主任", 0, 1),
        ("区委办公室", 1, 2),
        ("区政协办公室", 0, 0),
    ]
    assert leader.pk


def test_a_corrected_delivery_replaces_the_first(may: Issue, clerk: User) -> None:
    distributing.set_distribution(issue=may, lines=parse_list("send", SEND), actor=clerk)
    issue = issued(may)
    to = issue.recipients.get(order=1)
    for copies in (1, 3):
        distributing.record_delivery(
            recipient=to, delivered_on=date(2026, 6, 2), copies=copies, received_by="收发室", actor=clerk
        )
    to.refresh_from_db()
    assert to.delivery.copies == 3


def test_rewriting_the_list_keeps_whose_people_a_label_means(may: Issue, clerk: User) -> None:
    organ = make_organ("区委办公室")
    first = [RecipientData(kind="send", label="区人大常委会主任", role=Role.LEADER)]
    distributing.set_distribution(issue=may, lines=first, actor=clerk)
    distributing.set_distribution(
        issue=may, lines=parse_list("send", "区人大常委会主任，区委办公室。"), actor=clerk
    )
    chief, office = may.recipients.order_by("order")
    assert chief.role == Role.LEADER
    assert list(office.organs.all()) == [organ]
