"""Opinions: 1+2+X, problem and advice, hand-over with its clock, and the rule of two thirds (R256–R261)."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from congress.access.exceptions import Conflict
from congress.accounts.enums import Role
from congress.accounts.models import User
from congress.notices.models import Notice
from congress.organs.enums import OrganKind
from oversight.models import OversightRule, Point, ReviewOpinion, Speaker
from oversight.operations import opinions, ratings, speeches
from oversight.opinions.counting import needs_second_review, share
from oversight.opinions.enums import OpinionState
from oversight.opinions.queries import unrated_in_time
from tests.factories import make_organ, make_user
from tests.oversight.making import (
    MAY,
    accepted_opinion,
    assigned_opinion,
    deliberated_item,
    drafted_opinion,
    make_item,
    make_meeting,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def clerk() -> User:
    return make_user(Role.OFFICE)


@pytest.mark.parametrize(
    ("good", "total", "again"),
    [
        (19, 30, True),
        (20, 30, False),
        (21, 30, False),
        (17, 27, True),
        (18, 27, False),
        (0, 1, True),
        (1, 1, False),
    ],
)
def test_fewer_than_two_thirds_are_deliberated_again(good: int, total: int, again: bool) -> None:
    for basically in range(good + 1):
        assert needs_second_review(good - basically, basically, total) is again


def test_votes_that_cannot_be_are_refused() -> None:
    for votes in ((20, 11, 30), (-1, 5, 30)):
        with pytest.raises(ValueError, match="do not fit"):
            needs_second_review(*votes)
    assert share(18, 0, 30) == "60.0%（18／30）"


def test_one_central_two_key_and_as_many_more_as_there_are(clerk: User, client: Client) -> None:
    item = deliberated_item(clerk)
    client.force_login(clerk)
    url = reverse("opinions:add_speaker", args=[item.pk])
    for role, name in (("central", "甲"), ("key", "乙"), ("key", "丙"), ("more", "丁"), ("more", "戊")):
        assert client.post(url, {"role": role, "name": name}).status_code == 302
    second = client.post(url, {"role": "central", "name": "己"})
    assert "中心发言人只能有 1 位，已有甲" in second.context["form"].errors["role"][0]
    third = client.post(url, {"role": "key", "name": "己"})
    assert "重点发言人只能有 2 位，已有乙、丙" in third.context["form"].errors["role"][0]
    assert 'value="己"' in third.text
    with pytest.raises(IntegrityError), transaction.atomic():
        Speaker.objects.create(item=item, role="central", slot=1, name="己")
    with pytest.raises(IntegrityError), transaction.atomic():
        Speaker.objects.create(item=item, role="key", slot=3, name="己")
    speeches.drop_speaker(speaker=Speaker.objects.get(name="乙"), actor=clerk)
    speeches.add_speaker(item=item, actor=clerk, role="key", name="己")
    assert Speaker.objects.filter(item=item).count() == 5


def test_no_advice_without_a_problem(clerk: User, client: Client) -> None:
    item = deliberated_item(clerk)
    client.force_login(clerk)
    page = client.post(reverse("opinions:add_point", args=[item.pk]), {"problem": "", "advice": "公开进度"})
    assert page.context["form"].errors["problem"]
    assert "公开进度" in page.text
    with pytest.raises(ValidationError, match="先写问题"):
        speeches.add_point(item=item, actor=clerk, problem=" ", advice="公开进度")
    with pytest.raises(IntegrityError), transaction.atomic():
        Point.objects.create(item=item, problem="", advice="公开进度")
    speeches.add_point(item=item, actor=clerk, problem="漏损率高", advice="公开进度")
    page = client.get(reverse("opinions:draft_opinion", args=[item.pk]))
    assert "漏损率高　建议：公开进度" in page.context["form"].initial["text"]


def test_a_key_opinion_has_a_special_team(clerk: User, client: Client) -> None:
    item = deliberated_item(clerk)
    client.force_login(clerk)
    told = {"title": "意见", "text": "办。", "unit": make_organ().pk, "is_key": "on", "team": ""}
    told["committee"] = make_organ(kind=OrganKind.COMMITTEE).pk
    url = reverse("opinions:draft_opinion", args=[item.pk])
    assert client.post(url, told).context["form"].errors["team"]
    client.post(url, {**told, "team": "组长韩正堃"})
    assert ReviewOpinion.objects.get().team == "组长韩正堃"
    assert client.post(url, {**told, "team": "再来"}).status_code == 409


def test_the_clock_shows_its_source_and_a_late_report_its_days(clerk: User, client: Client) -> None:
    row = assigned_opinion(clerk, span="10日")
    assert row.due_on == date(2024, 6, 8)
    client.force_login(clerk)
    assert "常委会议事规则" in client.get(reverse("opinions:detail", args=[row.pk])).text
    opinions.report_opinion(opinion=row, actor=clerk, reported_on=date(2024, 6, 11), report="已办。")
    assert "逾期 3 天" in client.get(reverse("opinions:detail", args=[row.pk])).text


def test_a_unit_sees_and_reports_its_own_only(clerk: User, client: Client) -> None:
    row = drafted_opinion(clerk)
    unit, other = make_user(Role.UNIT, organ=row.unit), make_user(Role.UNIT)
    page, report = (reverse(f"opinions:{name}", args=[row.pk]) for name in ("detail", "report_opinion"))
    client.force_login(unit)
    assert client.get(page).status_code == 404
    row = opinions.assign_opinion(opinion=row, actor=clerk, assigned_on=MAY, span="20个工作日")
    assert Notice.objects.filter(user=unit).exists()
    assert client.get(page).status_code == 200
    client.post(report, {"reported_on": "2024年6月10日", "report": "已办。"})
    row.refresh_from_db()
    assert row.state == OpinionState.REPORTED
    client.force_login(other)
    assert [client.get(url).status_code for url in (page, report)] == [404, 404]
    with pytest.raises(PermissionDenied):
        opinions.accept_report(opinion=row, actor=unit)


def test_the_committee_that_follows_checks_the_report(clerk: User) -> None:
    row = assigned_opinion(clerk)
    own, other = make_user(Role.COMMITTEE, organ=row.committee), make_user(Role.COMMITTEE)
    with pytest.raises(PermissionDenied):
        opinions.follow_up(opinion=row, actor=other, on=MAY, note="看现场")
    opinions.follow_up(opinion=row, actor=own, on=MAY, note="看现场")
    row = opinions.report_opinion(opinion=row, actor=clerk, reported_on=MAY, report="已办。")
    row = opinions.return_report(opinion=row, actor=own, reason="没有清单")
    assert (row.state, row.rounds.count()) == (OpinionState.ASSIGNED, 1)
    row = opinions.report_opinion(opinion=row, actor=clerk, reported_on=MAY, report="已办，附清单。")
    assert opinions.accept_report(opinion=row, actor=own).state == OpinionState.ACCEPTED


def test_nineteen_of_thirty_come_again_and_both_rounds_stay(clerk: User, client: Client) -> None:
    row = accepted_opinion(clerk)
    client.force_login(clerk)
    url = reverse("opinions:record_rating", args=[row.pk])
    votes = {
        "rated_on": "2025年2月20日",
        "satisfied": "10",
        "basically": "9",
        "total": "30",
        "next_due_on": "",
    }
    page = client.post(url, votes)
    assert "19 票，不足 30 票的三分之二" in page.context["form"].errors["next_due_on"][0]
    client.post(url, {**votes, "basically": "8", "next_due_on": "2025年6月30日"})
    row.refresh_from_db()
    assert (row.state, row.due_on) == (OpinionState.AGAIN, date(2025, 6, 30))
    assert client.post(url, votes).status_code == 409
    row = opinions.report_opinion(opinion=row, actor=clerk, reported_on=date(2025, 6, 20), report="又办。")
    row = opinions.accept_report(opinion=row, actor=clerk)
    row = ratings.record_rating(
        opinion=row, actor=clerk, rated_on=date(2026, 2, 20), satisfied=20, basically=4, total=30
    )
    assert row.state == OpinionState.PASSED
    text = client.get(reverse("opinions:detail", args=[row.pk])).text
    assert "60.0%（18／30）" in text
    assert "80.0%（24／30）" in text


def test_twenty_of_thirty_pass(clerk: User) -> None:
    row = ratings.record_rating(
        opinion=accepted_opinion(clerk),
        actor=clerk,
        rated_on=date(2025, 2, 20),
        satisfied=20,
        basically=0,
        total=30,
    )
    assert row.state == OpinionState.PASSED


def test_opinions_of_a_year_without_rating_by_the_day_are_flagged(clerk: User, client: Client) -> None:
    late, fine = assigned_opinion(clerk, date(2022, 5, 10)), accepted_opinion(clerk, date(2022, 6, 10))
    ratings.record_rating(
        opinion=fine, actor=clerk, rated_on=date(2023, 2, 1), satisfied=30, basically=0, total=30
    )
    drafted_opinion(clerk, date(2022, 7, 10))
    assert list(unrated_in_time(date(2023, 3, 31))) == []
    assert list(unrated_in_time(date(2023, 4, 1))) == [late]
    client.force_login(clerk)
    client.post(
        reverse("opinions:change_rule"),
        {
            "opinion_span": "3个月",
            "opinion_source": "议事规则",
            "rate_by_month": "2",
            "rate_by_day": "28",
            "basis": "members",
            "filing_span": "30日",
            "filing_source": "办法",
            "overseen": "依法履职",
            "version": "1",
        },
    )
    assert OversightRule.objects.get().rate_by(2023) == date(2023, 2, 28)
    assert list(unrated_in_time(date(2023, 3, 1))) == [late]
    rows = client.get(reverse("opinions:index"), {"state": "unrated"}).context["list"].rows
    assert [row.pk for row, _name in rows] == [late.pk]
    assert "次年没有按时报告、测评" in client.get(reverse("opinions:detail", args=[late.pk])).text


def test_an_opinion_comes_from_a_meeting_that_was_held(clerk: User) -> None:
    ahead = make_meeting(clerk, "常委会会议", on=timezone.localdate() + timedelta(days=3))
    with pytest.raises(Conflict, match="召开以后"):
        opinions.draft_opinion(item=make_item(ahead, clerk), actor=clerk, title="早了", text="早了")


def test_the_pages_ask_a_fixed_number_of_questions(
    clerk: User, client: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    row = accepted_opinion(clerk)
    for number in range(8):
        speeches.add_point(item=row.item, actor=clerk, problem=f"问题{number}", advice="改")
        opinions.follow_up(opinion=row, actor=clerk, on=MAY, note=f"跟踪{number}")
    client.force_login(clerk)
    for url in (reverse("opinions:detail", args=[row.pk]), reverse("opinions:item", args=[row.item_id])):
        client.get(url)
        with django_assert_max_num_queries(40):
            client.get(url)
    with django_assert_max_num_queries(30):
        client.get(reverse("opinions:index"))
