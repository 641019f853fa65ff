"""Pages of single records of supervision and of livelihood projects ask a fixed number of questions of the database."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from congress.accounts.enums import Role
from congress.accounts.models import User
from oversight.models import Inquiry, LawCheck
from oversight.operations import inquiries
from tests.factories import make_organ, make_user
from tests.livelihood_projects.making import make_ideas, make_round, underway
from tests.oversight.making import accepted_opinion, make_item, make_meeting
from tests.oversight.test_registers import appointed, asked, check, filed, finding, held, matter

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()
#: A record by its page, and what makes it longer.
Made = tuple[str, Callable[[], object]]


def _appointment(clerk: User) -> Made:
    meeting = held(clerk)
    row = appointed(clerk, meeting)
    return reverse("appointments:detail", args=[row.pk]), lambda: appointed(clerk, meeting, name="石可为")


def _check(clerk: User) -> Made:
    row: LawCheck = check(clerk)
    finding(clerk, row, make_organ())

    def more() -> None:
        for _ in range(3):
            finding(clerk, row, make_organ())

    return reverse("law_checks:detail", args=[row.pk]), more


def _inquiry(clerk: User) -> Made:
    row: Inquiry = asked(clerk, make_organ()).question.inquiry

    def more() -> None:
        for n in range(3):
            question = inquiries.add_question(
                inquiry=row,
                actor=clerk,
                organ=make_organ(),
                questioner=f"委员{n}",
                question="何时？",
                official="局长",
            )
            inquiries.add_promise(question=question, actor=clerk, text="年内办成", due_on=TODAY)

    return reverse("inquiries:detail", args=[row.pk]), more


def _meeting(clerk: User) -> Made:
    row = make_meeting(clerk, "常委会会议", on=TODAY + timedelta(days=3))
    make_item(row, clerk)

    def more() -> None:
        for n in range(3):
            make_item(row, clerk, f"议题{n}")

    return reverse("meetings:detail", args=[row.pk]), more


def _round(clerk: User) -> Made:
    row = make_round(clerk)
    make_ideas(row, 1)
    return reverse("livelihood:round", args=[row.pk]), lambda: make_ideas(row, 4)


MAKE: dict[str, Callable[[User], Made]] = {
    "appointment": _appointment,
    "matter": lambda clerk: (
        reverse("major_matters:detail", args=[matter(clerk).pk]),
        lambda: matter(clerk, title="另一件"),
    ),
    "filing": lambda clerk: (
        reverse("filings:detail", args=[filed(clerk, TODAY).pk]),
        lambda: filed(clerk, TODAY, title="另一件"),
    ),
    "check": _check,
    "inquiry": _inquiry,
    "meeting": _meeting,
    "opinion": lambda clerk: (
        reverse("opinions:detail", args=[accepted_opinion(clerk).pk]),
        lambda: None,
    ),
    "round": _round,
    "project": lambda clerk: (
        reverse("livelihood:detail", args=[underway(clerk).projects.filter(state="elected").get().pk]),
        lambda: None,
    ),
}
NUMBER = {
    "appointment": 9,
    "matter": 10,
    "filing": 8,
    "check": 12,
    "inquiry": 10,
    "meeting": 16,
    "opinion": 15,
    "round": 11,
    "project": 14,
}


@pytest.mark.parametrize("kind", MAKE)
def test_a_page_asks_a_fixed_number_of_questions(
    kind: str, client: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    clerk = make_user(Role.OFFICE)
    url, more = MAKE[kind](clerk)
    client.force_login(clerk)
    client.get(url)
    with django_assert_num_queries(NUMBER[kind]):
        assert client.get(url).status_code == 200
    more()
    client.get(url)
    with django_assert_num_queries(NUMBER[kind]):
        client.get(url)
