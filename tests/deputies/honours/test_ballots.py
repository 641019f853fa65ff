"""Selections decided by ballot; one list a year, its commendation, the rules it cites (R078, R234, R235)."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from congress.access.exceptions import Conflict
from congress.accounts.enums import Role
from congress.accounts.models import User
from congress.ballots.models import Poll, RuleSet
from congress.ballots.operations import counting, voting
from congress.figures.period import Period
from congress.figures.registry import measure
from congress.organs.models import Session
from deputies.honours import portal
from deputies.honours.enums import HonourLevel, SelectionState
from deputies.library.enums import TextKind
from deputies.models import Honour, LibraryEdition, LibraryText, Selection, SelectionCategory
from deputies.operations import selection_ballots, selections
from tests.factories import make_organ, make_person, make_term, make_user

pytestmark = pytest.mark.django_db
GOOD, UNITS = "优秀代表", "优秀建议承办部门"


@pytest.fixture
def clerk() -> User:
    return make_user(Role.DEPUTY_WORK)


def opened(clerk: User, *, year: int = 2025, title: str = "履职先进评选", **quotas: Any) -> Selection:
    categories = {row.name: row for row in SelectionCategory.objects.all()}
    return selections.open_selection(
        actor=clerk,
        year=year,
        title=title,
        awarded_by="区人大常委会",
        level=HonourLevel.DISTRICT,
        quotas={categories[name]: quota for name, quota in quotas.items()},
    )


def reviewed(clerk: User, people: int = 3, **quotas: Any) -> Selection:
    """A selection in review: so many deputies recommended and one who is not; one unit where units have a quota."""
    row = opened(clerk, **quotas)
    categories = {one.category.name: one.category for one in row.quotas.select_related("category")}
    told: list[tuple[str, dict[str, Any]]] = [
        (GOOD, {"person": make_person(f"代表{n}")}) for n in range(people + 1)
    ]
    if UNITS in categories:
        told.append((UNITS, {"organ": make_organ("区交通局")}))
    for name, subject in told:
        selections.nominate(
            selection=row,
            actor=clerk,
            category=categories[name],
            nominated_by="东塘镇人大",
            deeds="事迹",
            **subject,
        )
    selections.begin_review(selection=row, actor=clerk)
    for n, one in enumerate(row.candidates.order_by("pk")):
        selections.review_candidate(candidate=one, actor=clerk, opinion="属实", recommended=n != people)
    row.refresh_from_db()
    return row


def prepared(row: Selection, clerk: User, paper: int = 30, **rules: Any) -> None:
    ruled = RuleSet.objects.get(form="ticks")
    for name, value in rules.items():
        setattr(ruled, name, value)
    ruled.save()
    selection_ballots.prepare_ballots(
        selection=row, actor=clerk, rule_set=ruled, mode="paper", audience={}, unnamed_paper=paper
    )


def poll_of(row: Selection, name: str = GOOD) -> Poll:
    return Poll.objects.get(pk=row.quotas.get(category__name=name).poll_id or 0)


def voted(poll: Poll, clerk: User, *votes: int, came: int | None = None) -> None:
    """The poll after its paper was counted, so many votes for each item in turn."""
    cast = poll.paper_count if came is None else came
    voting.start_voting(poll=poll, actor=clerk)
    voting.close_voting(poll=poll, actor=clerk)
    counting.open_box(poll=poll, actor=clerk)
    for one in (clerk, make_user(Role.OFFICE)):
        counting.enter_paper(
            poll=poll,
            actor=one,
            issued=poll.paper_count,
            returned=cast,
            valid=cast,
            void=0,
            counts={str(n): {"for": n_votes} for n, n_votes in enumerate(votes, 1)},
        )
    counting.publish_poll(poll=poll, actor=clerk)


def test_ballots_decide_within_the_quotas(client: Client, clerk: User) -> None:
    row = reviewed(clerk, **{GOOD: 2, UNITS: 1})
    prepared(row, clerk)
    first, second = poll_of(row), poll_of(row, UNITS)
    assert [one.title for one in first.items.all()] == ["代表0", "代表1", "代表2"], (
        "who was not recommended is not on it"
    )
    assert (first.seats, second.seats, first.paper_count) == (2, 1, 30)
    voted(first, clerk, 20, 16, 18)
    row.refresh_from_db()
    assert row.state == SelectionState.VOTING, "the units are not voted on yet"
    voted(second, clerk, 25)
    row.refresh_from_db()
    assert (row.state, row.decided_on) == (SelectionState.DECIDED, timezone.localdate())
    assert row.decision == "无记名投票：优秀代表 2 个，优秀建议承办部门 1 个"
    assert list(row.candidates.filter(chosen=True).values_list("name", "votes").order_by("pk")) == [
        ("代表0", 20),
        ("代表2", 18),
        ("区交通局", 25),
    ]
    client.force_login(clerk)
    page = reverse("honours:selection", args=[row.pk])
    assert "20 票" in client.get(page).text
    typed = {"chosen": [], "decided_on": "2025-12-19", "decision": "别的"}
    assert client.post(reverse("honours:decide", args=[row.pk]), typed).status_code == 409
    with pytest.raises(Conflict, match="由投票决定"):
        selections.decide(
            selection=row,
            actor=clerk,
            chosen=list(row.candidates.all()[:1]),
            decided_on=date(2025, 12, 19),
            decision="别的",
        )
    assert client.get(reverse("ballots:detail", args=[first.pk])).text.count(page) == 1
    client.post(reverse("honours:publish", args=[row.pk]))
    assert sorted(Honour.objects.values_list("person__name", flat=True)) == ["代表0", "代表2"]


def test_equal_votes_for_the_last_place_are_voted_on_again(clerk: User) -> None:
    row = reviewed(clerk, **{GOOD: 2})
    prepared(row, clerk)
    first = poll_of(row)
    voted(first, clerk, 25, 17, 17)
    row.refresh_from_db()
    assert row.state == SelectionState.VOTING
    again = counting.vote_again(poll=first, actor=clerk)
    assert again.seats == 1
    voted(again, clerk, 13, 17)
    row.refresh_from_db()
    assert row.state == SelectionState.DECIDED
    chosen = row.candidates.filter(chosen=True).order_by("pk").values_list("name", "votes")
    assert list(chosen) == [("代表0", 25), ("代表2", 17)]


def test_a_void_ballot_is_prepared_anew_and_nobody_may_go_without_review(clerk: User) -> None:
    row = reviewed(clerk, **{GOOD: 2})
    row.candidates.filter(name="代表0").update(recommended=None)
    with pytest.raises(ValidationError, match="还有 1 个候选没有写评审意见"):
        prepared(row, clerk)
    row.candidates.filter(name="代表0").update(recommended=True)
    with pytest.raises(ValidationError, match="可能超过名额"):
        prepared(row, clerk, tie="all")
    prepared(row, clerk, tie="revote", quorum="2/3>=")
    with pytest.raises(Conflict, match="已经准备好"):
        prepared(row, clerk)
    first = poll_of(row)
    with pytest.raises(Conflict, match="人数不够"):
        voted(first, clerk, 10, 9, 0, came=10)
    first.refresh_from_db()
    assert first.state == "opened"
    with pytest.raises(ValidationError, match="还有投票没有结束"):
        selections.revoke(selection=row, actor=clerk, reason="不评了")
    counting.void_poll(poll=first, actor=clerk, reason="人数不够")
    prepared(row, clerk)
    second = poll_of(row)
    assert second.pk != first.pk
    voted(second, clerk, 1, 2, 3)
    row.refresh_from_db()
    assert row.state == SelectionState.DECIDED, "nobody has the votes of more than half"
    with pytest.raises(ValidationError, match="没有一个入选"):
        selections.publish(selection=row, actor=clerk)


def test_one_list_a_year(client: Client, clerk: User) -> None:
    first = opened(clerk, year=2018, 优秀议案建议=2)
    with pytest.raises(ValidationError, match="2018年“优秀议案建议”已经在“履职先进评选”里评选"):
        opened(clerk, year=2018, title="另一次评选", 优秀议案建议=1)
    assert opened(clerk, year=2019, 优秀议案建议=2).pk
    assert opened(clerk, year=2018, title="另一次评选", 优秀代表=1).pk
    selections.revoke(selection=first, actor=clerk, reason="名单有误")
    assert opened(clerk, year=2018, 优秀议案建议=2).pk, "a list that was revoked makes room"
    client.force_login(clerk)
    category = SelectionCategory.objects.get(name="优秀代表")
    typed = {
        "year": "2018",
        "title": "第三次评选",
        "awarded_by": "区人大常委会",
        "level": "district",
        f"quota_{category.pk}": "5",
    }
    text = client.post(reverse("honours:open_selection"), typed).text
    assert "一年一份名单" in text
    assert "第三次评选" in text, "what was typed is kept"


def test_the_choosing_and_the_commendation_keep_their_dates(
    client: Client, clerk: User, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    row = reviewed(clerk, **{GOOD: 2})
    chosen = list(row.candidates.filter(recommended=True)[:2])
    selections.decide(
        selection=row, actor=clerk, chosen=chosen, decided_on=date(2025, 12, 19), decision="主任会议"
    )
    term = make_term()
    session = Session.objects.create(
        term=term, number=5, starts_on=date(2026, 1, 13), ends_on=date(2026, 1, 15)
    )
    earlier = Session.objects.create(
        term=term, number=4, starts_on=date(2025, 1, 7), ends_on=date(2025, 1, 9)
    )
    client.force_login(clerk)
    commend = reverse("honours:commend", args=[row.pk])
    assert client.get(commend).status_code == 409, "the list comes first"
    selections.publish(selection=row, actor=clerk)
    assert "请选择" in client.post(commend, {"session": earlier.pk, "commended_on": "2025-01-08"}).text
    refused = client.post(commend, {"session": session.pk, "commended_on": "2026-01-20"}).text
    assert "会期是2026年1月13日至2026年1月15日" in refused
    client.post(commend, {"session": session.pk, "commended_on": "2026-01-15"})
    row.refresh_from_db()
    assert (row.decided_on, row.commended_on, row.session) == (
        date(2025, 12, 19),
        date(2026, 1, 15),
        session,
    )
    client.get("/")  # counts of the menu are kept for a minute
    with django_assert_max_num_queries(24):
        text = client.get(reverse("honours:selection", args=[row.pk])).text
    assert "2025年12月19日" in text
    assert f"2026年1月15日　{session}" in text
    with django_assert_max_num_queries(14):
        assert "第五次会议" in client.get(reverse("honours:selections")).text


def test_rules_are_attached_and_linked(client: Client, clerk: User) -> None:
    """The rules of 2020 stand in the library; a selection and the units' appraisal lead to them (R235)."""
    urls = {}
    for code, title in (("work-selection", "评选工作暂行规定"), ("handling-appraisal", "督查考评暂行规定")):
        text = LibraryText.objects.create(code=code, title=title, kind=TextKind.RULE)
        LibraryEdition.objects.create(
            text=text, number=1, issuer="区人大常委会", effective_on=date(2020, 7, 1), body="第二条　照办。"
        )
        urls[code] = reverse("library:text", args=[text.pk])
    client.force_login(clerk)
    page = client.get(reverse("honours:open_selection")).text
    assert "评选工作暂行规定" in page
    category = SelectionCategory.objects.get(name=GOOD)
    typed = {
        "year": "2025",
        "title": "评选",
        "awarded_by": "区人大常委会",
        "level": "district",
        "basis": str(LibraryText.objects.get(code="work-selection").pk),
        f"quota_{category.pk}": "5",
    }
    client.post(reverse("honours:open_selection"), typed)
    row = Selection.objects.get()
    assert urls["work-selection"] in client.get(reverse("honours:selection", args=[row.pk])).text
    scores = client.get(reverse("suggestions:scores")).text
    assert f"{urls['handling-appraisal']}#c-第二条" in scores


def test_a_selection_is_counted_in_its_period_and_its_commendation_stands_in_the_calendar(
    clerk: User, client: Client
) -> None:
    row = opened(clerk, 优秀代表=2)
    today, day = timezone.localdate(), date(2025, 12, 20)
    term = make_term()
    session = Session.objects.create(term=term, number=6, starts_on=today, ends_on=today)
    asked = Period.between(date(2025, 1, 1), date(2025, 12, 31))
    assert portal.count(clerk, asked)["selections"].value == 0
    Selection.objects.filter(pk=row.pk).update(
        state=SelectionState.PUBLISHED, decided_on=day, published_at=timezone.now(), session=session,
        commended_on=today,
    )  # fmt: skip
    (figure,) = (one for one in measure(clerk, asked) if one.figure.key == "selections.selections")
    assert str(figure.value) == "1 次"
    client.force_login(clerk)
    assert client.get(figure.url).context["list"].filtered.count() == 1
    next_year = Period.between(date(2026, 1, 1), date(2026, 12, 31))
    assert portal.count(clerk, next_year)["selections"].value == 0
    told = [(one.day, one.words) for one in portal.planned(clerk, today, today)]
    assert told == [(today, f"表彰：{row.title}")]
    assert list(portal.planned(make_user(Role.UNIT), today, today)) == []
