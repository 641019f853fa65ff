"""The list, the file, the report, locks and settings of the register of duties."""

from __future__ import annotations

from datetime import date

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from congress.accounts.enums import Role
from congress.notices.models import Notice
from congress.organs.models import Session
from deputies.duty.enums import DutyState
from deputies.duty.operations import confirm, declare
from deputies.duty.reading import totals
from deputies.models import DutyKind, DutyRecord, Register, RegisterForm
from tests.deputies.duty.stage import YEAR, Cast, arrive, count, make_cast, make_scheme
from tests.factories import make_area, make_user

NOW = date(YEAR, 6, 15)


@pytest.fixture
def cast(db: None) -> Cast:
    return make_cast()


def signed_in(client: Client, user: object) -> Client:
    client.force_login(user)  # type: ignore[arg-type]
    return client


def refreshed(row: DutyRecord) -> DutyRecord:
    row.refresh_from_db()
    return row


@time_machine.travel(NOW, tick=False)
def test_many_are_confirmed_at_once_but_never_one_s_own(client: Client, cast: Cast) -> None:
    rows = arrive(*cast.members, cast.leading)
    signed_in(client, cast.leader)
    answer = client.post(reverse("duty:confirm"), {"pick": [row.pk for row in rows]}, follow=True)
    states = [refreshed(row).state for row in rows]
    assert states == [DutyState.COUNTED, DutyState.COUNTED, DutyState.PENDING]
    assert "已确认 2 条，另外 1 条不用您确认" in answer.content.decode()


@time_machine.travel(NOW, tick=False)
def test_the_office_reviews_what_was_declared_and_only_then_it_counts(client: Client, cast: Cast) -> None:
    row = own_duty(cast)
    confirm(records=[row], actor=cast.leader)
    assert refreshed(row).state == DutyState.CONFIRMED
    signed_in(client, cast.office)
    client.post(reverse("duty:review"), {"pick": row.pk})
    assert refreshed(row).state == DutyState.COUNTED
    client.post(reverse("duty:strike_out", args=[row.pk]), {"reason": "不是本人"})
    assert (refreshed(row).state, row.reason) == (DutyState.WITHDRAWN, "不是本人")


def own_duty(cast: Cast) -> DutyRecord:
    return declare(
        deputyship=cast.members[0],
        actor=cast.deputy,
        kind=DutyKind.objects.get(code="voter_visit"),
        title="走访柳湖社区",
        place="",
        account="",
        hours=None,
        day=NOW,
    )


@time_machine.travel(NOW, tick=False)
def test_the_leader_sends_back_with_words_and_sees_only_the_own_group(client: Client, cast: Cast) -> None:
    row, other = own_duty(cast), arrive(make_cast().members[0], pk=7)[0]
    signed_in(client, cast.leader)
    waiting = client.get(reverse("duty:to_confirm")).content.decode()
    assert row.title in waiting
    assert client.get(reverse("duty:detail", args=[other.pk])).status_code == 404
    refused = client.post(reverse("duty:send_back", args=[row.pk]), {"reason": ""})
    assert "请填写原因" in refused.content.decode()
    client.post(reverse("duty:send_back", args=[row.pk]), {"reason": "请补地点"})
    assert (refreshed(row).state, row.reason) == (DutyState.RETURNED, "请补地点")
    told = Notice.objects.get(user=cast.deputy)
    assert (told.title, told.text) == ("履职被退回，请改好再报：走访柳湖社区", "请补地点")


@time_machine.travel(NOW, tick=False)
def test_a_closing_period_visit_raises_the_closing_total_by_one_only(cast: Cast) -> None:
    """R027."""
    member = cast.members[0]
    Session.objects.create(term=member.term, number=6, starts_on=date(YEAR, 1, 12), ends_on=date(YEAR, 1, 15))
    rows = DutyRecord.objects.filter(deputyship=member)
    count(member, cast.office, kind="session_meeting", pk=1, day=date(YEAR, 1, 13))
    before = totals(rows)
    count(member, cast.office, kind="voter_visit", pk=2, day=date(YEAR, 5, 8))
    after = totals(rows)
    assert (before.in_session, before.between) == (1, 0)
    assert (after.in_session, after.between) == (1, 1)


@time_machine.travel(NOW, tick=False)
def test_the_report_counts_by_kind_and_kinds_can_be_added(client: Client, cast: Cast) -> None:
    """R055: 文明创建 and the like are an editable list."""
    for number, code in enumerate(("civil_city", "civil_city", "epidemic", "law_publicity"), 1):
        count(cast.members[number % 2], cast.office, kind=code, pk=number, day=date(YEAR, 4, number))
    signed_in(client, cast.office)
    form = RegisterForm.objects.get(name="参与中心工作")
    client.post(
        reverse("duty:add_line", args=["kinds"]),
        {"name": "防汛抗旱", "form": form.pk, "declarable": "on", "order": 1350},
    )
    page = client.get(reverse("duty:report"))
    lines = {line.kind.name: (line.between, line.people) for line in dict(page.context["forms"])[form]}
    assert lines["文明创建"] == (2, 2)
    assert (lines["疫情防控"], lines["法律宣传"], lines["老旧小区改造"]) == ((1, 1), (1, 1), (0, 0))
    assert lines["防汛抗旱"] == (0, 0)


@time_machine.travel(NOW, tick=False)
def test_the_group_locks_and_opens_with_a_reason_and_nobody_writes_meanwhile(
    client: Client, cast: Cast
) -> None:
    """R057: a group can lock, not write; after the lock an entry needs an unlock with a reason."""
    member = cast.members[0]
    signed_in(client, cast.leader)
    assert client.get(reverse("duty:declare")).context["form"]["deputyship"].value() == cast.leading.pk
    picked = {"pick": [row.pk for row in cast.members]}
    client.post(f"{reverse('duty:lock_registers')}?year={YEAR}", picked)
    assert Register.objects.locked(YEAR).count() == 2
    signed_in(client, cast.deputy)
    kind = DutyKind.objects.get(code="voter_visit")
    facts = {"deputyship": member.pk, "kind": kind.pk, "day": "2026-06-15", "title": "走访"}
    token = "6f4c4e0e-0000-4000-8000-000000000001"
    answer = client.post(reverse("duty:declare"), {**facts, "token": token})
    assert answer.status_code == 409
    assert "已由小组锁定" in answer.content.decode()
    unlock = reverse("duty:unlock_register", args=[member.pk, YEAR])
    assert client.post(unlock, {"reason": "漏记"}).status_code == 403
    signed_in(client, cast.leader)
    assert "请填写原因" in client.post(unlock, {"reason": " "}).content.decode()
    client.post(unlock, {"reason": "漏记一次走访"})
    assert Register.objects.get(deputyship=member, year=YEAR).unlock_reason == "漏记一次走访"
    signed_in(client, cast.deputy)
    client.post(reverse("duty:declare"), {**facts, "token": token})
    assert DutyRecord.objects.filter(deputyship=member).count() == 1


@time_machine.travel(NOW, tick=False)
def test_the_file_asks_the_same_number_of_questions_however_much_is_in_it(
    client: Client, cast: Cast, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    make_scheme(("调研", "inspection", 5, 2, 9))
    count(cast.members[0], cast.office, pk=1, day=date(YEAR, 3, 1))
    signed_in(client, cast.office)
    address = f"{reverse('duty:file', args=[cast.members[0].pk])}?year={YEAR}"
    client.get(address)
    client.get(address)
    with django_assert_num_queries(15):
        client.get(address)
    for number in range(2, 9):
        arrive(cast.members[0], pk=number, day=date(YEAR, 4, number))
    client.get(address)
    with django_assert_num_queries(15):
        page = client.get(address)
    assert page.context["totals"].all == 8
    assert len(page.context["pages"]) == 13


@time_machine.travel(NOW, tick=False)
def test_lists_ask_a_fixed_number_of_questions(client: Client, cast: Cast) -> None:
    arrive(*cast.members, cast.leading)
    signed_in(client, cast.office)
    wanted = {"duty:index": 14, "duty:registers": 14, "duty:to_confirm": 9, "duty:report": 8}
    asked = {}
    for name in wanted:
        client.get(reverse(name))
        with CaptureQueriesContext(connection) as queries:
            assert client.get(reverse(name)).status_code == 200
        asked[name] = len(queries)
    assert asked == wanted


@time_machine.travel(NOW, tick=False)
def test_a_town_reads_its_own_deputies_and_a_deputy_only_the_own_file(client: Client, cast: Cast) -> None:
    row = arrive(cast.members[0])[0]
    signed_in(client, make_user(Role.TOWN, area=make_area()))
    assert client.get(reverse("duty:detail", args=[row.pk])).status_code == 404
    assert client.get(reverse("duty:file", args=[cast.members[0].pk])).status_code == 404
    signed_in(client, cast.deputy)
    assert client.get(reverse("duty:file", args=[cast.members[0].pk])).status_code == 200
    assert client.get(reverse("duty:file", args=[cast.members[1].pk])).status_code == 404
