"""每月一条: who owes, who has met it, and that every number is the length of its list (R194, R195)."""

from __future__ import annotations

import re
from datetime import date, datetime
from io import BytesIO
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from openpyxl import load_workbook
from pytest_django import DjangoAssertNumQueries

from congress.accounts.enums import Role
from congress.audit.models import AuditEvent
from deputies.models import Deputyship
from suggestions import operations
from suggestions.models import QuotaSetting, Suggestion
from suggestions.quota.operations import change_quota
from suggestions.quota.portal import todos
from suggestions.quota.queries import months, owes_now, report
from tests.factories import make_constituency, make_deputyship, make_group, make_user
from tests.suggestions.cast import Cast, make_cast, make_draft

pytestmark = pytest.mark.django_db

MAY, JUNE = date(2026, 5, 1), date(2026, 6, 1)
RULE: dict[str, Any] = {"per_month": 1, "starts_on": None, "livelihood_only": False, "levels": ["district"]}


def put(cast: Cast, lead: Deputyship, day: int, month: int = 5, **checks: Any) -> Suggestion:
    """A 社情民意 of a deputy, registered when ``checks`` are given."""
    at = datetime(2026, month, day, 9, tzinfo=timezone.get_default_timezone())
    row = operations.draft(
        actor=cast.keeper,
        lead=lead,
        title="路灯不亮",
        situation="晚上看不见路。",
        proposal="修好。",
        occasion="sentiment",
    )
    row = operations.submit(suggestion=row, actor=cast.keeper, at=at)
    return operations.register(suggestion=row, actor=cast.keeper, at=at, **checks) if checks else row


@pytest.fixture
def office(client: Client) -> Client:
    client.force_login(make_user(Role.OFFICE))
    return client


def test_one_a_month_and_no_carry_over() -> None:
    cast = make_cast()
    group = make_group(3)
    busy, idle = (make_deputyship(constituency=make_constituency(cast.town), group=group) for _ in range(2))
    put(cast, busy, 3)
    put(cast, busy, 20)
    may, june = report(cast.office, MAY), report(cast.office, JUNE)
    assert (may.whole.due, may.whole.met, may.whole.items) == (3, 1, 2)
    assert str(may.whole.rate) == "33.3%"
    assert [(share.label, share.due, share.met) for share in may.groups] == [
        ("未编组", 1, 0),
        ("第三小组", 2, 1),
    ]
    assert (june.whole.due, june.whole.met) == (3, 0), "two in May do not help in June (R195)"
    assert {line.person for line in may.lines if not line.met} == {idle.person, cast.lead.person}


def test_who_joined_later_or_left_owes_for_the_own_months_only() -> None:
    cast = make_cast()
    late, gone = make_deputyship(), make_deputyship()
    Deputyship.objects.filter(pk=late.pk).update(starts_on=date(2026, 6, 15))
    Deputyship.objects.filter(pk=gone.pk).update(ends_on=date(2026, 5, 31), how_ended="resigned")
    assert {line.person for line in report(cast.office, MAY).lines} == {cast.lead.person, gone.person}
    assert {line.person for line in report(cast.office, JUNE).lines} == {cast.lead.person, late.person}
    assert [(share.label, share.due) for share in months(cast.office, MAY, JUNE)] == [
        ("2026年6月", 2),
        ("2026年5月", 2),
    ]


def test_before_the_first_day_of_the_rule_nothing_is_owed() -> None:
    cast = make_cast()
    change_quota(actor=cast.office, version=1, **{**RULE, "starts_on": date(2026, 6, 1)})
    assert report(cast.office, MAY).whole.due == 0
    assert report(cast.office, JUNE).whole.due == 1
    assert [share.label for share in months(cast.office, MAY, JUNE)] == ["2026年6月"]


def test_only_livelihood_matters_count_when_the_rule_says_so() -> None:
    cast = make_cast()
    put(cast, cast.lead, 3, category=cast.category)
    change_quota(actor=cast.office, version=1, **{**RULE, "livelihood_only": True})
    assert report(cast.office, MAY).whole.met == 1
    cast.category.livelihood = False
    cast.category.save()
    assert report(cast.office, MAY).whole.met == 0


def test_what_was_taken_back_does_not_count() -> None:
    cast = make_cast()
    row = put(cast, cast.lead, 3)
    assert not owes_now(cast.lead.person, date(2026, 5, 20))
    operations.withdraw(suggestion=row, actor=cast.keeper, reason="写错了")
    assert owes_now(cast.lead.person, date(2026, 5, 20))
    assert report(cast.office, MAY).whole.items == 0


def test_a_suggestion_between_sessions_is_no_sentiment() -> None:
    cast = make_cast()
    operations.submit(suggestion=make_draft(cast), actor=cast.deputy, at=cast.clock)
    assert report(cast.office, date(2026, 3, 1)).whole.items == 0


def test_a_town_sees_its_own_deputies() -> None:
    cast = make_cast()
    make_deputyship(constituency=make_constituency())
    assert [line.person for line in report(cast.town_user, MAY).lines] == [cast.lead.person]


def test_each_number_is_the_length_of_its_list(office: Client) -> None:
    cast = make_cast()
    for day in (3, 4, 5):
        put(cast, cast.lead, day)
    put(cast, make_deputyship(), 6)
    operations.withdraw(suggestion=put(cast, cast.lead, 7), actor=cast.keeper, reason="写错了")
    found = report(cast.office, MAY)
    for number, url in [(found.whole.items, found.url), *((line.number, line.url) for line in found.lines)]:
        page = office.get(url)
        assert page.context["list"].count == number, url


@pytest.mark.parametrize("people", [1, 5])
def test_the_queries_are_fixed(people: int, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    cast = make_cast()
    for _ in range(people):
        put(cast, make_deputyship(constituency=make_constituency(cast.town), group=make_group()), 3)
    with django_assert_num_queries(5):
        report(cast.office, MAY)
    with django_assert_num_queries(3):
        months(cast.office, date(2025, 6, 1), JUNE)


def test_the_page_and_its_table(office: Client) -> None:
    cast = make_cast()
    put(cast, cast.lead, 3)
    page = office.get("/suggestions/quota/?month=2026-05").content.decode()
    assert "2026年5月完成的代表" in page
    assert "这个月每名代表都完成了" in page
    assert cast.lead.person.name in office.get("/suggestions/quota/?month=2026-05&show=met").content.decode()
    answer = office.get("/suggestions/quota/?month=2026-05&show=met&export")
    sheet = load_workbook(BytesIO(answer.content)).worksheets[0]
    assert [cell.value for cell in sheet[2]] == [cast.lead.person.name, "未编组", cast.town.name, 1]


@pytest.mark.parametrize("month", ["2026-13", "soon", "9999-01", "0001-01", ""])
def test_a_month_that_is_none_is_this_one(office: Client, month: str) -> None:
    make_cast()
    today = timezone.localdate()
    assert (
        f"{today.year}年{today.month}月完成的代表"
        in office.get("/suggestions/quota/", {"month": month}).content.decode()
    )


def test_the_rule_is_changed_and_audited(office: Client) -> None:
    make_cast()
    data = {"version": 1, "per_month": 2, "starts_on": "2026-04-01", "levels": ["district", "town"]}
    assert office.post("/suggestions/quota/change/", data).status_code == 302
    rule = QuotaSetting.load()
    assert (rule.per_month, rule.starts_on, rule.levels) == (2, date(2026, 4, 1), ["district", "town"])
    assert AuditEvent.objects.filter(verb="suggestions:change_quota").count() == 1


@pytest.mark.parametrize(("per_month", "says"), [("0", "最小是 1"), ("99", "最大是 31"), ("", "请填写")])
def test_a_rule_that_makes_no_sense_is_refused(office: Client, per_month: str, says: str) -> None:
    data = {"version": 1, "per_month": per_month, "levels": ["district"]}
    page = office.post("/suggestions/quota/change/", data).content.decode()
    assert not QuotaSetting.objects.exists()
    assert says in page


def test_a_leader_reads_and_does_not_change(client: Client) -> None:
    make_cast()
    client.force_login(make_user(Role.LEADER))
    assert "修改要求" not in client.get("/suggestions/quota/").content.decode()
    assert client.get("/suggestions/quota/change/").status_code == 403


def test_late_in_the_month_the_deputy_is_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    cast = make_cast()
    for day, asked in ((date(2026, 5, 19), 0), (date(2026, 5, 20), 1), (date(2026, 5, 31), 1)):
        monkeypatch.setattr(timezone, "localdate", lambda *_args, day=day: day)
        found = list(todos(cast.deputy))
        assert len(found) == asked, day
        assert list(todos(cast.office)) == []
    assert (found[0].title, found[0].due) == ("反映5月的社情民意", date(2026, 5, 31))
    monkeypatch.undo()
    put(cast, cast.lead, 21)
    monkeypatch.setattr(timezone, "localdate", lambda *_args: date(2026, 5, 25))
    assert list(todos(cast.deputy)) == []


def test_the_page_that_asks_leads_to_the_right_form(client: Client) -> None:
    client.force_login(make_cast().deputy)
    page = client.get("/suggestions/write/?occasion=sentiment").content.decode()
    assert re.search(r'value="sentiment"[^>]*checked', page)
    assert client.get("/suggestions/write/?occasion=nothing").status_code == 200
