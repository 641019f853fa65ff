"""Every number leads to its list, and pages ask a fixed number of questions."""

from __future__ import annotations

from datetime import date, time
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from pytest_django.fixtures import DjangoAssertNumQueries

from activities.taking_part.operations import consultations, hearings, officials, sittings
from congress.accounts.enums import Role
from congress.organs.enums import OrganKind
from tests.activities.taking_part.stage import event, many_deputies
from tests.factories import make_organ, make_user

pytestmark = pytest.mark.django_db

#: What every page of the desk asks beside its own.
PAGES = {
    "index": 40,
    "people": 17,
    "deputies": 30,
    "sittings": 16,
    "hearings": 17,
    "officials": 18,
    "consultations": 17,
}


@time_machine.travel("2026-11-20T10:00:00+08:00")
@pytest.mark.parametrize("name", PAGES)
def test_pages_ask_no_more_with_more_rows(
    client: Client, django_assert_max_num_queries: DjangoAssertNumQueries, name: str
) -> None:
    office, deputies, organ = make_user(Role.OFFICE), many_deputies(6), make_organ()
    for number in range(4):
        event("inspection", deputies, on=date(2026, 5, 1 + number))
        facts: dict[str, Any] = {
            "kind": "trial",
            "organ": organ,
            "on": date(2026, 12, 1),
            "begins_at": time(9),
            "note": "",
        }
        row = hearings.publish_hearing(
            actor=office,
            title=f"庭审{number}",
            place="法庭",
            seats=1,
            sign_up_by=date(2026, 12, 1),
            **facts,
        )
        for deputyship in deputies[:2]:
            hearings.sign_up(hearing=row, actor=office, deputyship=deputyship)
        officials.ask_official(
            actor=office, asked_by=deputies[number], subject=f"事由{number}", reason="情况", organ=organ
        )
        consultations.open_consultation(
            actor=office, title=f"文稿{number}", organ=organ, due_on=date(2026, 12, 1), deputies=deputies
        )
        sittings.plan_sitting(actor=office, on=date(2026, 12, 1), title=f"会议{number}", seats=3)
    client.force_login(office)
    assert (
        client.get(reverse(f"taking_part:{name}")).status_code == 200
    )  # counts of the menu are kept from now on
    with django_assert_max_num_queries(PAGES[name]):
        client.get(reverse(f"taking_part:{name}"))


@time_machine.travel("2026-11-20T10:00:00+08:00")
def test_the_lists_hold_as_many_rows_as_the_numbers_say(client: Client) -> None:
    office, deputies = make_user(Role.OFFICE), many_deputies(5)
    make_organ("区人民检察院", OrganKind.PROCURATORATE)
    event("standing_committee_session", deputies[:2])
    event("discussion", deputies[:3], organiser="区人民检察院")
    event("inspection", deputies)
    client.force_login(office)
    span = {"since": "2026-01-01", "until": "2026-11-20"}

    def counted(name: str, **asked: str) -> int:
        answer = client.get(reverse(name), {**span, **asked})
        return len(answer.context["list"].rows)

    assert counted("taking_part:people") == 10
    assert counted("taking_part:people", side="state") == 3
    assert counted("taking_part:people", part="sitting_in") == 2
    assert counted("activities:index", part="any") == 3
    assert counted("activities:index", side="state") == 1
    assert counted("activities:index", part="sitting_in") == 1
    assert counted("taking_part:deputies", sat="no") == 3
    assert counted("taking_part:deputies", joined="yes") == 5
    overview = client.get(reverse("taking_part:index"), {"preset": "twelve"}).content.decode()
    assert "2025年11月21日—2026年11月20日" in overview
