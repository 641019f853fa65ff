"""A poll from preparation to publication, and everything that is refused on the way."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404

from congress.access.exceptions import Conflict, StaleVersion
from congress.accounts.enums import Role
from congress.accounts.models import User
from congress.audit.models import AuditEvent
from congress.ballots.counting import Outcome
from congress.ballots.models import Ballot, Elector, Poll, RuleSet, SealedBallot
from congress.ballots.operations import counting, preparing, voting
from congress.ballots.procedures import _procedures, register_procedure
from congress.ballots.queries import Counting, not_ready, turnout_of
from congress.ballots.rules import keep_general, see_general
from congress.notices.models import Notice
from tests.ballots.world import GRADES, TICKS, make_poll, make_voters, start
from tests.factories import make_area, make_user

pytestmark = pytest.mark.django_db
BOTH = {"1": "good", "2": "bad"}


@pytest.fixture
def clerk() -> User:
    """Of the office."""
    return make_user(Role.OFFICE)


def opened(poll: Poll, clerk: User, phrase: str) -> Poll:
    """Closed and opened."""
    voting.close_voting(poll=poll, actor=clerk)
    return counting.open_box(poll=poll, actor=clerk, phrase=phrase)


def enter(poll: Poll, actor: User, counts: Mapping[str, Mapping[str, int]], **numbers: int) -> None:
    """Paper totals of one person: three issued, returned and valid unless said otherwise."""
    told: dict[str, Any] = {"issued": 3, "returned": 3, "valid": 3, "void": 0, **numbers}
    counting.enter_paper(poll=poll, actor=actor, counts=counts, **told)


def test_from_preparation_to_publication(clerk: User) -> None:
    voters = make_voters(4)
    poll = make_poll(*voters, clerk=clerk)
    phrase = start(poll, clerk)
    assert Notice.objects.filter(key=f"poll:{poll.pk}").count() == 4
    for n, voter in enumerate(voters):
        assert voting.vote(poll=poll, actor=voter, marks={"1": "good", "2": "bad" if n else "fair"})
    assert turnout_of(poll).voted == 4
    poll = opened(poll, clerk, phrase)
    assert Ballot.objects.filter(poll=poll).count() == 4
    poll = counting.publish_poll(poll=poll, actor=clerk)
    outcome = Counting(poll).outcome
    assert [one.passed for one in outcome.items] == [True, False]
    assert Counting(poll).digest == poll.digest
    event = AuditEvent.objects.get(verb="ballots:publish_poll")
    assert event.after is not None
    assert event.after["digest"] == poll.digest


def test_a_vote_counts_once_and_cannot_be_changed(clerk: User) -> None:
    voters = make_voters(2)
    poll = make_poll(*voters, clerk=clerk)
    phrase = start(poll, clerk)
    assert voting.vote(poll=poll, actor=voters[0], marks=BOTH) is True
    assert voting.vote(poll=poll, actor=voters[0], marks={"1": "bad", "2": "bad"}) is False
    assert SealedBallot.objects.count() == 1
    poll = opened(poll, clerk, phrase)
    assert [ballot.marks for ballot in Ballot.objects.all()] == [BOTH]
    assert AuditEvent.objects.filter(verb="ballots:vote").count() == 1
    assert voting.vote(poll=poll, actor=voters[0], marks=BOTH) is False


def test_nobody_else_votes_and_nobody_outside_the_time(clerk: User) -> None:
    voters = make_voters(2)
    poll = make_poll(*voters, clerk=clerk)
    with pytest.raises(Conflict):
        voting.vote(poll=poll, actor=voters[0], marks=BOTH)
    start(poll, clerk)
    with pytest.raises(Http404):
        voting.vote(poll=poll, actor=clerk, marks=BOTH)
    voting.close_voting(poll=poll, actor=clerk)
    with pytest.raises(Conflict, match="截止"):
        voting.vote(poll=poll, actor=voters[1], marks=BOTH)
    assert not SealedBallot.objects.exists()
    assert not Elector.objects.filter(voted=True).exists()


@pytest.mark.parametrize(
    "marks", [{}, {"1": "good"}, {"1": "good", "2": "x"}, {"1": "good", "2": "bad", "3": "bad"}]
)
def test_a_ballot_that_would_be_void_is_not_taken(clerk: User, marks: dict[str, str]) -> None:
    (voter,) = make_voters(1)
    poll = make_poll(voter, clerk=clerk)
    start(poll, clerk)
    with pytest.raises(ValidationError):
        voting.vote(poll=poll, actor=voter, marks=marks)
    assert not Elector.objects.filter(voted=True).exists()


def test_more_ticks_than_seats_are_not_taken(clerk: User) -> None:
    (voter,) = make_voters(1)
    poll = make_poll(voter, clerk=clerk, rules=TICKS, items=3)
    start(poll, clerk)
    with pytest.raises(ValidationError, match="去掉 1 项"):
        voting.vote(poll=poll, actor=voter, marks=dict.fromkeys("123", "for"))
    assert voting.vote(poll=poll, actor=voter, marks={"3": "for"})


def test_the_box_opens_only_with_its_phrase_after_the_end_and_the_key_is_gone_then(clerk: User) -> None:
    (voter,) = make_voters(1)
    poll = make_poll(voter, clerk=clerk)
    phrase = start(poll, clerk)
    voting.vote(poll=poll, actor=voter, marks=BOTH)
    with pytest.raises(Conflict):
        counting.open_box(poll=poll, actor=clerk, phrase=phrase)
    voting.close_voting(poll=poll, actor=clerk)
    for wrong in ("", "AAAA-BBBB-CCCC-DDDD-EEEE"):
        with pytest.raises(ValidationError) as refused:
            counting.open_box(poll=poll, actor=clerk, phrase=wrong)
        assert "phrase" in refused.value.message_dict
    poll = counting.open_box(poll=poll, actor=clerk, phrase=phrase)
    assert (poll.locked_key, poll.public_key, SealedBallot.objects.count()) == ("", "", 0)


def test_a_phrase_that_got_lost_can_be_replaced_only_before_the_first_vote(clerk: User) -> None:
    voters = make_voters(2)
    poll = make_poll(*voters, clerk=clerk)
    lost = start(poll, clerk)
    phrase = voting.reseal_box(poll=poll, actor=clerk)
    assert phrase != lost
    voting.vote(poll=poll, actor=voters[0], marks=BOTH)
    with pytest.raises(Conflict, match="已经有人投票"):
        voting.reseal_box(poll=poll, actor=clerk)
    voting.close_voting(poll=poll, actor=clerk)
    with pytest.raises(ValidationError):
        counting.open_box(poll=poll, actor=clerk, phrase=lost)
    counting.open_box(poll=poll, actor=clerk, phrase=phrase)


def test_a_box_the_portal_keeps_needs_no_phrase(clerk: User) -> None:
    (voter,) = make_voters(1)
    poll = make_poll(voter, clerk=clerk, rules={**GRADES, "custody": "system"})
    assert start(poll, clerk) == ""
    voting.vote(poll=poll, actor=voter, marks=BOTH)
    with pytest.raises(Conflict):
        voting.reseal_box(poll=poll, actor=clerk)
    poll = opened(poll, clerk, "")
    assert poll.ballots.count() == 1


@pytest.mark.parametrize("fraud", ["added", "taken", "marked"])
def test_a_box_that_does_not_fit_the_list_is_not_counted(clerk: User, fraud: str) -> None:
    voters = make_voters(3)
    poll = make_poll(*voters, clerk=clerk)
    phrase = start(poll, clerk)
    for voter in voters[:2]:
        voting.vote(poll=poll, actor=voter, marks=BOTH)
    copied = bytes(SealedBallot.objects.all()[0].box)
    if fraud == "added":
        SealedBallot.objects.create(poll=poll, box=copied)
    elif fraud == "taken":
        SealedBallot.objects.filter(pk=SealedBallot.objects.values("pk")[:1]).delete()
    else:
        SealedBallot.objects.create(poll=poll, box=copied)
        Elector.objects.filter(user=voters[2]).update(voted=True)
    voting.close_voting(poll=poll, actor=clerk)
    with pytest.raises(Conflict, match="对不上"):
        counting.open_box(poll=poll, actor=clerk, phrase=phrase)
    assert counting.void_poll(poll=poll, actor=clerk, reason="票箱对不上").state == "voided"
    assert not SealedBallot.objects.exists()


def test_two_people_count_the_paper_alike(clerk: User) -> None:
    other, third = make_user(Role.OFFICE), make_user(Role.DEPUTY_WORK)
    (voter,) = make_voters(1)
    poll = make_poll(voter, clerk=clerk, mode="mixed", paper=3, rules=TICKS, items=3)
    phrase = start(poll, clerk)
    voting.vote(poll=poll, actor=voter, marks={"1": "for"})
    poll = opened(poll, clerk, phrase)
    counts = {"1": {"for": 1}, "2": {"for": 3}, "3": {"for": 2}}
    enter(poll, clerk, counts)
    with pytest.raises(Conflict, match="两个人"):
        counting.publish_poll(poll=poll, actor=clerk)
    enter(poll, other, {**counts, "3": {"for": 1}})
    with pytest.raises(Conflict, match="两个人"):
        counting.publish_poll(poll=poll, actor=clerk)
    with pytest.raises(Conflict, match="已经有两个人"):
        enter(poll, third, counts)
    enter(poll, other, counts)
    assert poll.paper_entries.count() == 2
    with pytest.raises(Conflict, match="抽签"):
        counting.publish_poll(poll=poll, actor=clerk)
    with pytest.raises(ValidationError):
        counting.draw_lot(poll=poll, actor=clerk, items=["2"], witnesses="王")
    counting.draw_lot(poll=poll, actor=clerk, items=["3"], witnesses="王建国、李红")
    poll = counting.publish_poll(poll=poll, actor=clerk)
    outcome = Counting(poll).outcome
    assert (outcome.cast, outcome.issued, outcome.elected) == (4, 3, ("2", "3"))


@pytest.mark.parametrize(
    ("numbers", "place"),
    [
        ({"issued": 4, "returned": 4, "valid": 4}, "issued"),
        ({"issued": 2}, "returned"),
        ({"void": 1}, "valid"),
    ],
)
def test_paper_that_does_not_reconcile_is_refused(clerk: User, numbers: dict[str, int], place: str) -> None:
    poll = make_poll(clerk=clerk, mode="paper", paper=3, rules=TICKS, items=3)
    assert start(poll, clerk) == ""
    poll = opened(poll, clerk, "")
    with pytest.raises(ValidationError) as refused:
        enter(poll, clerk, {}, **numbers)
    assert place in refused.value.message_dict


def test_who_votes_on_paper_does_not_vote_by_phone(clerk: User) -> None:
    voters = make_voters(3)
    poll = preparing.prepare_poll(
        actor=clerk, title="测评", items=[("项目", "")], rules=GRADES, mode="mixed", note=""
    )
    chosen = {"people": [str(voter.pk) for voter in voters]}
    values: dict[str, Any] = {"poll": poll, "actor": clerk, "version": poll.version, "audience": chosen}
    with pytest.raises(ValidationError, match="不在选的范围里"):
        preparing.set_electors(**values, paper_names=["不认识"])
    poll = preparing.set_electors(**values, paper_names=[voters[0].name], unnamed_paper=2)
    assert (poll.paper_count, poll.members) == (3, 5)
    start(poll, clerk)
    with pytest.raises(Http404):
        voting.vote(poll=poll, actor=voters[0], marks={"1": "good"})
    assert voting.vote(poll=poll, actor=voters[1], marks={"1": "good"})


def test_two_of_one_name_cannot_be_told_apart_on_paper(clerk: User) -> None:
    voters = [make_user(Role.DEPUTY, name="王伟") for _ in range(2)]
    poll = preparing.prepare_poll(actor=clerk, title="测评", items=[("项目", "")], rules=GRADES, mode="mixed")
    with pytest.raises(ValidationError, match="分不清"):
        preparing.set_electors(
            poll=poll,
            actor=clerk,
            version=poll.version,
            audience={"people": [str(voter.pk) for voter in voters]},
            paper_names=["王伟"],
        )


def test_what_is_missing_before_voting(clerk: User) -> None:
    poll = preparing.prepare_poll(actor=clerk, title="票决", items=[("项目", "")], rules=TICKS, mode="mixed")
    assert len(not_ready(poll)) == 3
    with pytest.raises(Conflict, match="不能开始投票"):
        voting.start_voting(poll=poll, actor=clerk)
    poll.scales = []
    poll.form, poll.seats = "scores", 0
    assert "还没有打分项目" in not_ready(poll)


def test_a_poll_that_runs_is_not_changed(clerk: User) -> None:
    (voter,) = make_voters(1)
    poll = make_poll(voter, clerk=clerk)
    with pytest.raises(StaleVersion):
        preparing.change_poll(poll=poll, actor=clerk, version=poll.version - 1, items=[("项目", "")])
    with pytest.raises(ValidationError, match="名称相同"):
        preparing.change_poll(poll=poll, actor=clerk, version=poll.version, items=[("一", ""), ("一", "")])
    changed = preparing.change_poll(
        poll=poll, actor=clerk, version=poll.version, items=[("一", "")], title="改名"
    )
    assert (changed.title, changed.items.count()) == ("改名", 1)
    start(poll, clerk)
    for refused in (
        lambda: preparing.change_poll(poll=poll, actor=clerk, version=poll.version, items=[("二", "")]),
        lambda: preparing.set_electors(poll=poll, actor=clerk, version=poll.version, audience={}),
        lambda: voting.start_voting(poll=poll, actor=clerk),
        lambda: counting.publish_poll(poll=poll, actor=clerk),
    ):
        with pytest.raises(Conflict):
            refused()


def test_equal_votes_are_voted_on_again_by_the_same_people(clerk: User) -> None:
    voters = make_voters(2)
    poll = make_poll(*voters, clerk=clerk, rules={**TICKS, "seats": 1, "tie": "revote"}, items=3)
    phrase = start(poll, clerk)
    for item, voter in zip("12", voters, strict=True):
        voting.vote(poll=poll, actor=voter, marks={item: "for"})
    poll = counting.publish_poll(poll=opened(poll, clerk, phrase), actor=clerk)
    again = counting.vote_again(poll=poll, actor=clerk)
    assert (again.seats, again.items.count(), again.electors.count(), again.members) == (1, 2, 2, 2)
    assert not_ready(again) == []
    with pytest.raises(Conflict, match="已经准备"):
        counting.vote_again(poll=poll, actor=clerk)


def test_reminders_go_to_who_has_not_voted_and_name_nobody(clerk: User) -> None:
    voters = make_voters(3)
    poll = make_poll(*voters, clerk=clerk)
    start(poll, clerk)
    voting.vote(poll=poll, actor=voters[0], marks=BOTH)
    assert voting.remind_electors(poll=poll, actor=clerk) == 2
    reminded = set(Notice.objects.filter(title__startswith="您还没有投票").values_list("user", flat=True))
    assert reminded == {voter.pk for voter in voters[1:]}
    event = AuditEvent.objects.get(verb="ballots:remind_electors")
    assert event.after == {"people": 2}


def test_scope_of_towns_and_of_whoever_keeps_no_polls(clerk: User) -> None:
    area = make_area()
    town, elsewhere = make_user(Role.TOWN, area=area), make_user(Role.TOWN)
    committee, leader = make_user(Role.COMMITTEE), make_user(Role.LEADER)
    (voter,) = make_voters(1)
    poll = make_poll(clerk=clerk, mode="paper", paper=3, area=area)
    seen = {
        user.pk: Poll.objects.visible_to(user).filter(pk=poll.pk).exists()
        for user in (clerk, town, elsewhere, committee, leader, voter, make_user(Role.ADMIN))
    }
    assert [pk for pk, sees in seen.items() if sees] == [clerk.pk, town.pk, leader.pk]
    for stranger in (elsewhere, leader, voter, make_user(Role.ADMIN)):
        with pytest.raises(PermissionDenied):
            voting.start_voting(poll=poll, actor=stranger)
    voting.start_voting(poll=poll, actor=town)


def test_what_follows_in_a_room_follows_inside_the_transaction(
    clerk: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[tuple[str, Outcome]] = []
    general = _procedures["general"]

    def follow(poll: Poll, outcome: Outcome) -> None:
        told.append((poll.state, outcome))
        if len(told) == 1:
            raise Conflict("先办好别的")

    plugged = type(general)("general", "普通", see_general, keep_general, on_published=follow)
    monkeypatch.setitem(_procedures, "general", plugged)
    with pytest.raises(ValueError, match="already"):
        register_procedure(general)
    poll = make_poll(clerk=clerk, mode="paper", paper=3, rules=TICKS, items=3)
    start(poll, clerk)
    poll = opened(poll, clerk, "")
    for actor in (clerk, make_user(Role.OFFICE)):
        enter(poll, actor, {"1": {"for": 3}, "2": {"for": 2}, "3": {"for": 0}})
    with pytest.raises(Conflict, match="先办好别的"):
        counting.publish_poll(poll=poll, actor=clerk)
    assert Poll.objects.get(pk=poll.pk).state == "opened"
    counting.publish_poll(poll=poll, actor=clerk)
    assert told[1][0] == "published"
    assert told[1][1].elected == ("1", "2")


def test_the_rules_a_new_portal_begins_with_are_rules() -> None:
    for row in RuleSet.objects.all():
        row.full_clean()
    assert RuleSet.objects.count() == 6  # five of the engine, one of duty reports
