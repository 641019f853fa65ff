"""How opinions are rated: the ballot decides by itself at, below and above two thirds (R256–R258)."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from congress.access.exceptions import Conflict
from congress.accounts.enums import Role
from congress.accounts.models import User
from congress.audit.models import AuditEvent
from congress.ballots.models import Poll, RuleSet
from congress.ballots.operations import counting, preparing, voting
from congress.notices.audiences import reach
from congress.notices.models import Notice
from oversight.models import OversightRule, ReviewOpinion
from oversight.operations import opinions, ratings
from oversight.opinions.enums import OpinionState
from tests.factories import make_user
from tests.oversight.making import accepted_opinion, make_member

pytestmark = pytest.mark.django_db

SOON = timezone.localdate() + timedelta(days=120)


@pytest.fixture
def clerk() -> User:
    return make_user(Role.OFFICE)


def on_paper(opinion: ReviewOpinion, clerk: User, ballots: int, members: int | None = None) -> Poll:
    """A ballot on paper that has begun, with so many ballots made ready."""
    poll = ratings.prepare_rating(opinions=[opinion], actor=clerk, mode="paper", again_by=SOON)
    poll = preparing.set_electors(
        poll=poll,
        actor=clerk,
        version=poll.version,
        audience={},
        unnamed_paper=ballots,
        members=members,
    )
    voting.start_voting(poll=poll, actor=clerk)
    return poll


def counted(poll: Poll, clerk: User, good: int, fair: int, bad: int = 0, void: int = 0) -> Poll:
    """The same ballot after two people entered the same numbers of its paper."""
    voting.close_voting(poll=poll, actor=clerk)
    counting.open_box(poll=poll, actor=clerk)
    valid = good + fair + bad
    told = {"good": good, "fair": fair, "bad": bad, "abstain": 0}
    for one in (clerk, make_user(Role.OFFICE)):
        counting.enter_paper(
            poll=poll,
            actor=one,
            issued=poll.paper_count,
            returned=valid + void,
            valid=valid,
            void=void,
            counts={"1": told},
        )
    return poll


def after(
    opinion: ReviewOpinion, clerk: User, good: int, fair: int, bad: int = 0, void: int = 0
) -> ReviewOpinion:
    """The opinion after its ballot was published."""
    poll = on_paper(opinion, clerk, good + fair + bad + void)
    counting.publish_poll(poll=counted(poll, clerk, good, fair, bad, void), actor=clerk)
    opinion.refresh_from_db()
    return opinion


@pytest.mark.parametrize(
    ("good", "fair", "bad", "void", "state"),
    [
        (10, 9, 11, 0, OpinionState.AGAIN),  # 19 of 30: one below
        (10, 10, 10, 0, OpinionState.PASSED),  # 20 of 30: exactly
        (11, 10, 9, 0, OpinionState.PASSED),  # 21 of 30: one above
        (17, 0, 10, 0, OpinionState.AGAIN),  # 17 of 27
        (0, 18, 9, 0, OpinionState.PASSED),  # 18 of 27
        (20, 0, 9, 1, OpinionState.PASSED),  # the void one counts as cast: 20 of 30
        (19, 0, 9, 2, OpinionState.AGAIN),  # 19 of 30, though 19 of 28 valid would do
        (0, 0, 0, 5, OpinionState.AGAIN),  # all void
        (1, 0, 0, 0, OpinionState.PASSED),
    ],
)
def test_the_ballot_decides(
    clerk: User, good: int, fair: int, bad: int, void: int, state: OpinionState
) -> None:
    row = after(accepted_opinion(clerk), clerk, good, fair, bad, void)
    assert row.state == state
    first = row.rounds.get(number=1)
    assert (first.satisfied, first.basically, first.total) == (good, fair, good + fair + bad + void)
    assert first.rated_on == timezone.localdate()
    if state == OpinionState.AGAIN:
        assert row.due_on == row.rounds.get(number=2).due_on == SOON
    assert row.rounds.count() == (2 if state == OpinionState.AGAIN else 1)


def test_without_any_ballot_nothing_was_rated(clerk: User) -> None:
    row = accepted_opinion(clerk)
    poll = counted(on_paper(row, clerk, 30), clerk, 0, 0)
    with pytest.raises(Conflict, match="没有收回一张票"):
        counting.publish_poll(poll=poll, actor=clerk)
    row.refresh_from_db()
    poll.refresh_from_db()
    assert (row.state, poll.state) == (OpinionState.ACCEPTED, "opened")
    counting.void_poll(poll=poll, actor=clerk, reason="没有收回票")
    assert after(row, clerk, 2, 0).state == OpinionState.PASSED


def test_too_few_took_part(clerk: User) -> None:
    RuleSet.objects.filter(form="grades", threshold="2/3>=").update(quorum="1/2>")
    row = accepted_opinion(clerk)
    poll = counted(on_paper(row, clerk, 15, members=30), clerk, 15, 0)
    with pytest.raises(Conflict, match="人数不够"):
        counting.publish_poll(poll=poll, actor=clerk)
    assert row.rounds.get().rated_on is None


def test_all_members_can_be_the_basis(clerk: User) -> None:
    """25 of 30 came: 19 of 25 pass by the ballots cast, and not by all members."""
    OversightRule.objects.create(basis="members")
    row = accepted_opinion(clerk)
    poll = counted(on_paper(row, clerk, 25, members=30), clerk, 19, 0, 6)
    counting.publish_poll(poll=poll, actor=clerk)
    row.refresh_from_db()
    assert (row.state, row.rounds.get(number=1).total) == (OpinionState.AGAIN, 30)


def test_two_rounds_stay_as_they_were_voted(clerk: User, client: Client) -> None:
    """60% the first time, 80% the second (R258)."""
    row = accepted_opinion(clerk)
    unit, member = make_user(Role.UNIT, organ=row.unit), make_user(Role.COMMITTEE, organ=row.committee)
    row = after(row, clerk, 8, 10, 12)
    assert {notice.user for notice in Notice.objects.filter(title__contains="列入再审")} == {unit, member}
    with pytest.raises(PermissionDenied):
        opinions.accept_report(opinion=row, actor=unit)
    row = opinions.report_opinion(
        opinion=row, actor=unit, reported_on=timezone.localdate(), report="第二次报告。"
    )
    row = after(opinions.accept_report(opinion=row, actor=member), clerk, 14, 10, 6)
    assert row.state == OpinionState.PASSED
    assert row.rounds.filter(poll__isnull=False).count() == 2
    client.force_login(clerk)
    text = client.get(reverse("opinions:detail", args=[row.pk])).text
    for told in ("60.0%（18／30）", "80.0%（24／30）", "不足三分之二，再审", "第二次报告。"):
        assert told in text
    assert "年度常委会再审议题" not in text
    rows = client.get(reverse("opinions:index"), {"state": "second"}).context["list"].rows
    assert [one.pk for one, _name in rows] == [row.pk]


def test_the_year_of_the_list_is_named(clerk: User, client: Client) -> None:
    row = after(accepted_opinion(clerk), clerk, 8, 10, 12)
    client.force_login(make_user(Role.LEADER))
    text = client.get(reverse("opinions:detail", args=[row.pk])).text
    assert f"列入 {timezone.localdate().year + 1} 年度常委会再审议题" in text


def test_one_ballot_at_a_time_and_none_beside_it(clerk: User) -> None:
    row = accepted_opinion(clerk)
    poll = ratings.prepare_rating(opinions=[row], actor=clerk, mode="paper", again_by=SOON)
    with pytest.raises(Conflict, match="已经在投票表决里进行"):
        ratings.prepare_rating(opinions=[row], actor=clerk, mode="phone", again_by=SOON)
    with pytest.raises(Conflict, match="已经在投票表决里进行"):
        ratings.record_rating(
            opinion=row, actor=clerk, rated_on=timezone.localdate(), satisfied=1, basically=0, total=1
        )
    counting.void_poll(poll=poll, actor=clerk, reason="改天再投")
    second = ratings.prepare_rating(opinions=[row], actor=clerk, mode="phone", again_by=SOON)
    assert row.rounds.get().poll == second


def test_a_ballot_made_into_another_is_not_a_rating(clerk: User) -> None:
    row = accepted_opinion(clerk)
    poll = ratings.prepare_rating(opinions=[row], actor=clerk, mode="paper", again_by=SOON)
    facts = {name: getattr(poll, name) for name in preparing.FIELDS}
    poll = preparing.change_poll(
        poll=poll, actor=clerk, version=poll.version, items=[("一", ""), ("二", "")], **facts
    )
    poll = preparing.set_electors(poll=poll, actor=clerk, version=poll.version, audience={}, unnamed_paper=1)
    voting.start_voting(poll=poll, actor=clerk)
    voting.close_voting(poll=poll, actor=clerk)
    counting.open_box(poll=poll, actor=clerk)
    told = {"good": 1, "fair": 0, "bad": 0, "abstain": 0}
    for one in (clerk, make_user(Role.OFFICE)):
        counting.enter_paper(
            poll=poll, actor=one, issued=1, returned=1, valid=1, void=0, counts={"1": told, "2": told}
        )
    with pytest.raises(Conflict, match="对不上"):
        counting.publish_poll(poll=poll, actor=clerk)


def test_only_the_office_prepares_and_keeps_the_ballot(clerk: User, client: Client) -> None:
    row = accepted_opinion(clerk)
    poll = ratings.prepare_rating(opinions=[row], actor=clerk, mode="phone", again_by=SOON)
    follows = make_user(Role.COMMITTEE, organ=row.committee)
    with pytest.raises(PermissionDenied):
        voting.start_voting(poll=poll, actor=follows)
    with pytest.raises(PermissionDenied):
        ratings.prepare_rating(opinions=[row], actor=follows, mode="phone", again_by=SOON)
    page, back = reverse("ballots:detail", args=[poll.pk]), reverse("opinions:detail", args=[row.pk])
    for user, status in (
        (follows, 200),
        (make_user(Role.LEADER), 200),
        (make_user(Role.TOWN), 404),
        (make_user(Role.UNIT, organ=row.unit), 403),
    ):
        client.force_login(user)
        assert (user, client.get(page).status_code) == (user, status)
    client.force_login(clerk)
    assert back in client.get(page).text
    assert page in client.get(back).text
    assert "登记测评结果" not in client.get(back).text


def test_members_vote_on_phones_and_the_result_follows(clerk: User) -> None:
    """The electors are the standing committee by their posts; no event says who was satisfied."""
    voters = [make_user(Role.DEPUTY) for _ in range(3)]
    for number, user in enumerate(voters):
        make_member(f"委员{number}", "区人大常委会委员", user=user)
    make_member("没有帐号的委员", "区人大常委会委员")
    audience = {"standing": ["members"]}
    assert reach(None, audience).missing == ["没有帐号的委员"]
    assert {user.pk for user in reach(None, {"standing": ["leaders"]}).users} == set()
    row = accepted_opinion(clerk)
    poll = ratings.prepare_rating(opinions=[row], actor=clerk, mode="phone", again_by=SOON)
    poll = preparing.set_electors(poll=poll, actor=clerk, version=poll.version, audience=audience)
    assert "常委会组成人员" in poll.electorate_words
    phrase = voting.start_voting(poll=poll, actor=clerk)
    for voter, mark in zip(voters, ("good", "fair", "bad"), strict=True):
        voting.vote(poll=poll, actor=voter, marks={"1": mark})
    voting.close_voting(poll=poll, actor=clerk)
    counting.open_box(poll=poll, actor=clerk, phrase=phrase)
    counting.publish_poll(poll=poll, actor=clerk)
    row.refresh_from_db()
    assert row.state == OpinionState.PASSED
    assert AuditEvent.objects.filter(verb="opinions:pass_rating").get().actor is None


def test_the_form_asks_for_a_day_after_the_vote(clerk: User, client: Client) -> None:
    row = accepted_opinion(clerk)
    client.force_login(clerk)
    url = reverse("opinions:prepare_rating", args=[row.pk])
    today = timezone.localdate()
    sent = {"opinions": [row.pk], "mode": "paper"}
    page = client.post(url, {**sent, "again_by": f"{today.year}年{today.month}月{today.day}日"})
    assert page.context["form"].errors["again_by"] == ["再次报告的期限要在测评之后"]
    late = f"{SOON.year}年{SOON.month}月{SOON.day}日"
    assert "请选要测评的审议意见" in client.post(url, {"mode": "paper", "again_by": late}).text
    page = client.post(url, {**sent, "again_by": late})
    poll = Poll.objects.get()
    assert page["Location"] == reverse("ballots:set_electors", args=[poll.pk])
    assert (poll.threshold, poll.basis, poll.form) == ("2/3>=", "cast", "grades")
    assert client.post(url, {**sent, "again_by": "2099年1月1日"}).status_code == 409, "a ballot on it goes on"
    with pytest.raises(ValidationError):
        ratings.prepare_rating(
            opinions=[accepted_opinion(clerk, on=date(2024, 6, 20))], actor=clerk, mode="fax", again_by=SOON
        )


def test_the_opinions_of_a_year_are_rated_on_one_ballot(clerk: User, client: Client) -> None:
    first, second = accepted_opinion(clerk), accepted_opinion(clerk, on=date(2024, 6, 20))
    other = accepted_opinion(clerk, on=date(2023, 5, 29))
    client.force_login(clerk)
    url = reverse("opinions:prepare_rating", args=[first.pk])
    form = client.get(url).context["form"]
    assert form.initial["opinions"] == [first, second], "those of the same year"
    assert set(form.fields["opinions"].queryset) == {first, second, other}
    poll = ratings.prepare_rating(opinions=[second, first], actor=clerk, mode="paper", again_by=SOON)
    assert poll.title == "2024年度审议意见办理情况测评（2件）"
    titles = [item.title for item in poll.items.all()]
    assert titles == [f"{first.title}（2024年度{row.pk}号）" for row in (first, second)], "of the same name"
    preparing.set_electors(poll=poll, actor=clerk, version=poll.version, audience={}, unnamed_paper=30)
    voting.start_voting(poll=poll, actor=clerk)
    voting.close_voting(poll=poll, actor=clerk)
    counting.open_box(poll=poll, actor=clerk)
    # Exactly two thirds of thirty pass, one fewer is deliberated again.
    told = {"1": {"good": 12, "fair": 8, "bad": 10}, "2": {"good": 19, "fair": 0, "bad": 11}}
    for one in (clerk, make_user(Role.OFFICE)):
        counting.enter_paper(poll=poll, actor=one, issued=30, returned=30, valid=30, void=0, counts=told)
    counting.publish_poll(poll=poll, actor=clerk)
    first.refresh_from_db()
    second.refresh_from_db()
    assert (first.state, first.rounds.get().satisfied) == (OpinionState.PASSED, 12)
    assert (second.state, second.rounds.count()) == (OpinionState.AGAIN, 2)
    assert second.rounds.earliest("number").satisfied == 19
    assert reverse("opinions:index") in client.get(reverse("ballots:detail", args=[poll.pk])).text
