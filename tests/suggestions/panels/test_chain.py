"""A year's test of satisfaction from recommendation to re-test (R227–R229, R231, R232)."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from activities.models import Activity, ActivityKind
from congress.access.exceptions import Conflict
from congress.ballots.operations import counting
from congress.notices.models import Notice
from suggestions.models import PanelCandidate, PanelMember, PanelResult
from suggestions.panels import operations
from suggestions.panels.composition import missing
from suggestions.panels.enums import CandidateState, MendState, RoundState
from suggestions.panels.operations import Verdict
from suggestions.panels.queries import summary
from tests.suggestions.cast import make_cast, make_suggestion
from tests.suggestions.panels.stage import (
    fix,
    hold_events,
    make_fed_back,
    make_panel,
    make_round,
    make_running,
    make_stage,
    recommend,
    vote,
)

pytestmark = pytest.mark.django_db


def test_23_recommended_17_fixed_and_6_keep_their_reason() -> None:
    stage = make_stage()
    row = make_round(stage)
    recommend(stage, row, 23)
    fix(stage, row, left_out=6)
    row.refresh_from_db()
    assert row.state == RoundState.FIXED
    assert row.candidates.chosen().count() == 17
    left = row.candidates.filter(state=CandidateState.LEFT_OUT)
    assert set(left.values_list("decision", flat=True)) == {"明年再测"}
    assert left.count() == 6
    assert (summary(row).recommended, summary(row).chosen) == (23, 17)


def test_a_committee_recommends_only_what_it_supervises_and_only_once() -> None:
    stage = make_stage()
    row = make_round(stage)
    foreign = make_suggestion(make_cast())
    with pytest.raises(PermissionDenied):
        operations.recommend(round=row, actor=stage.cast.committee, suggestions=[foreign], reason="典型")
    own = recommend(stage, row)
    with pytest.raises(ValidationError, match="已经推荐过"):
        operations.recommend(round=row, actor=stage.cast.committee, suggestions=own, reason="典型")


def test_leaving_out_needs_a_reason_and_everything_is_decided_at_once() -> None:
    stage = make_stage()
    row = make_round(stage)
    recommend(stage, row, 2)
    first, second = row.candidates.order_by("pk")
    facts: dict[str, Any] = {
        "round": row,
        "actor": stage.cast.leader,
        "meeting": "第46次",
        "meeting_on": timezone.localdate(),
    }
    with pytest.raises(ValidationError, match="请写明理由"):
        operations.fix_list(**facts, verdicts=[Verdict(first, True), Verdict(second, False, " ")])
    with pytest.raises(ValidationError, match="逐件确定"):
        operations.fix_list(**facts, verdicts=[Verdict(first, True)])
    with pytest.raises(ValidationError, match="至少列入一件"):
        operations.fix_list(**facts, verdicts=[Verdict(one, False, "缓") for one in (first, second)])
    assert row.candidates.filter(state=CandidateState.RECOMMENDED).count() == 2


@pytest.mark.parametrize(
    ("members", "leaders_count", "lacks"),
    [
        (12, True, ["现有 14 人，不少于 15 人，还缺 1 人"]),
        (13, True, []),
        (14, False, ["现有 14 人，不少于 15 人，还缺 1 人"]),
        (15, False, []),
    ],
)
def test_14_cannot_start_and_15_can(members: int, leaders_count: bool, lacks: list[str]) -> None:
    assert missing({"专家": members}, [], at_least=15, leaders_count=leaders_count) == lacks
    stage = make_stage()
    row = make_round(stage, leaders_count=leaders_count)
    recommend(stage, row)
    fix(stage, row)
    make_panel(stage, row, members)
    if lacks:
        with pytest.raises(Conflict, match="第一测评组现有 14 人"):
            operations.start_round(round=row, actor=stage.cast.keeper)
    else:
        assert operations.start_round(round=row, actor=stage.cast.keeper).state == RoundState.RUNNING


def test_the_check_names_every_kind_that_is_missing() -> None:
    least = [("专家", 1), ("群众代表", 3)]
    assert missing({"群众代表": 2}, least, at_least=4, leaders_count=True) == [
        "专家现有 0 人，至少 1 人",
        "群众代表现有 2 人，至少 3 人",
    ]


def test_a_panel_is_led_by_a_deputy_chairperson_and_the_head_of_a_committee() -> None:
    stage = make_stage()
    row = make_round(stage)
    recommend(stage, row)
    fix(stage, row)
    with pytest.raises(ValidationError, match="组长须是在任的区人大常委会副主任"):
        make_panel(stage, row, leader=stage.head)
    with pytest.raises(ValidationError, match="副组长须是"):
        make_panel(stage, row, deputy_leader=stage.leader)
    with pytest.raises(ValidationError, match="写了两次"):
        make_panel(stage, row, named=["成员1"])
    panel = make_panel(stage, row, named=[stage.cast.lead.person.name])
    known = PanelMember.objects.get(panel=panel, person__isnull=False)
    assert known.person == stage.cast.lead.person


def test_steps_come_in_order_and_no_ballot_before_the_research() -> None:
    stage = make_stage()
    row = make_round(stage)
    recommend(stage, row)
    fix(stage, row)
    panel = make_panel(stage, row)
    keeper, today = stage.cast.keeper, timezone.localdate()
    operations.start_round(round=row, actor=keeper)
    facts: dict[str, Any] = {"round": row, "actor": keeper, "on": today, "note": "到现场看"}
    with pytest.raises(ValidationError, match="先记动员培训"):
        operations.record_event(kind="research", panel=panel, **facts)
    with pytest.raises(Conflict, match="还没有记实地调研"):
        operations.prepare_ballot(panel=panel, actor=keeper)
    operations.record_event(kind="training", **facts)
    with pytest.raises(ValidationError, match="先记听取报告"):
        operations.record_event(kind="research", panel=panel, **facts)
    with pytest.raises(ValidationError, match="不能早于动员培训"):
        operations.record_event(kind="report", **facts | {"on": today - timedelta(days=1)})
    with pytest.raises(ValidationError, match="还没有到"):
        operations.record_event(kind="report", **facts | {"on": today + timedelta(days=1)})
    operations.record_event(kind="report", **facts)
    operations.record_event(kind="research", panel=panel, **facts)
    assert operations.prepare_ballot(panel=panel, actor=keeper).items.count() == 1
    with pytest.raises(Conflict, match="已经准备了测评票"):
        operations.prepare_ballot(panel=panel, actor=keeper)


def test_what_was_held_stands_once_in_the_log_with_the_deputies_of_the_panel() -> None:
    stage = make_stage()
    row = make_round(stage)
    recommend(stage, row)
    fix(stage, row)
    make_panel(stage, row, named=[stage.cast.lead.person.name])
    operations.start_round(round=row, actor=stage.cast.keeper)
    event = operations.record_event(
        round=row,
        actor=stage.cast.keeper,
        kind="training",
        on=timezone.localdate(),
        note="培训测评流程",
        activity_kind=ActivityKind.objects.get(code="training"),
    )
    activity = Activity.objects.get()
    assert event.activity == activity
    assert activity.text == "培训测评流程"
    assert [one.deputyship for one in activity.attendances.all()] == [stage.cast.lead]


@pytest.mark.parametrize(
    ("votes", "rate", "passed"),
    [
        ((10, 3, 3), "81.25%", True),
        ((10, 2, 3), "80%", True),
        ((9, 2, 4), "73.33%", False),
        ((0, 0, 15), "0%", False),
        ((12, 3, 0), "100%", True),
    ],
)
def test_at_the_mark_is_enough_and_one_below_is_not(
    votes: tuple[int, int, int], rate: str, passed: bool
) -> None:
    stage = make_stage()
    (candidate,) = make_fed_back(stage, votes)
    result = candidate.results.get()
    assert (str(result.rate), result.passed) == (rate, passed)
    assert candidate.mend_state == ("" if passed else MendState.TALK)


def test_the_lowest_of_the_year_is_13_of_16() -> None:
    stage = make_stage()
    found = make_fed_back(stage, (16, 0, 0), (10, 3, 3), (12, 2, 2))
    told = summary(found[0].round)
    assert (str(told.lowest), told.tested, told.met) == ("81.25%", 3, 3)


@pytest.mark.parametrize("void", [0, 15])
def test_without_a_valid_ballot_nothing_was_tested_and_it_is_held_again(void: int) -> None:
    stage = make_stage()
    row, panel = make_running(stage)
    poll = operations.prepare_ballot(panel=panel, actor=stage.cast.keeper)
    with pytest.raises(Conflict, match="没有收回一张有效票"):
        vote(stage, poll, (0, 0, 0), void=void)
    with pytest.raises(Conflict, match="还有 1 件没有公布"):
        operations.give_feedback(round=row, actor=stage.cast.keeper)
    counting.void_poll(poll=poll, actor=stage.cast.keeper, reason="没有有效票")
    again = operations.prepare_ballot(panel=panel, actor=stage.cast.keeper)
    vote(stage, again, (15, 0, 0))
    assert PanelResult.objects.get().poll == again


def test_deputy_and_unit_hear_the_result_and_see_nothing_before() -> None:
    stage = make_stage()
    cast = stage.cast
    row, panel = make_running(stage)
    vote(stage, operations.prepare_ballot(panel=panel, actor=cast.keeper), (16, 0, 0))
    seen = PanelCandidate.objects
    assert not seen.visible_to(cast.deputy).exists()
    assert not seen.visible_to(cast.staff[0]).exists()
    operations.give_feedback(round=row, actor=cast.keeper)
    assert seen.visible_to(cast.deputy).count() == seen.visible_to(cast.staff[0]).count() == 1
    assert not seen.visible_to(cast.staff[1]).exists()
    told = Notice.objects.filter(title__startswith="满意度测评结果")
    assert {one.user for one in told} == {cast.deputy, cast.staff[0]}
    assert operations.close_round(round=row, actor=cast.keeper).state == RoundState.CLOSED


def test_below_the_mark_talk_mend_and_re_test_with_both_ballots_kept() -> None:
    stage = make_stage()
    cast, today = stage.cast, timezone.localdate()
    (candidate,) = make_fed_back(stage, (5, 4, 7))
    row = candidate.round
    with pytest.raises(Conflict, match="还有 1 件没有约谈"):
        operations.close_round(round=row, actor=cast.keeper)
    with pytest.raises(ValidationError, match="约谈日期以后"):
        operations.talk(candidate=candidate, actor=cast.leader, talked_on=today, talk="限期", due_on=today)
    due = today + timedelta(days=30)
    operations.talk(candidate=candidate, actor=cast.leader, talked_on=today, talk="限期整改", due_on=due)
    late = PanelCandidate.objects.overdue
    assert not late(due).exists()
    assert late(due + timedelta(days=1)).get() == candidate
    with pytest.raises(PermissionDenied):
        operations.report_mending(candidate=candidate, actor=cast.staff[1], report="不是我们办的")
    operations.report_mending(candidate=candidate, actor=cast.staff[0], report="车位已经划好")
    poll = operations.prepare_retest(candidate=candidate, actor=cast.keeper)
    with pytest.raises(Conflict, match="复测票已经准备好"):
        operations.prepare_retest(candidate=candidate, actor=cast.keeper)
    vote(stage, poll, (14, 1, 1))
    candidate.refresh_from_db()
    assert candidate.mend_state == MendState.MET
    assert [str(one.rate) for one in candidate.results.order_by("turn")] == ["56.25%", "93.75%"]
    assert operations.close_round(round=row, actor=cast.keeper).state == RoundState.CLOSED


def test_a_failed_re_test_can_be_followed_by_another_talk() -> None:
    stage = make_stage()
    cast, today = stage.cast, timezone.localdate()
    (candidate,) = make_fed_back(stage, (5, 4, 7))
    for turn in (2, 3):
        due = today + timedelta(days=30)
        operations.talk(candidate=candidate, actor=cast.leader, talked_on=today, talk="限期", due_on=due)
        operations.report_mending(candidate=candidate, actor=cast.staff[0], report="正在整改")
        vote(stage, operations.prepare_retest(candidate=candidate, actor=cast.keeper), (5, 5, 6))
        candidate.refresh_from_db()
        assert (candidate.mend_state, candidate.results.count()) == (MendState.FAILED, turn)


def test_the_rules_stay_once_it_runs() -> None:
    stage = make_stage()
    row = make_round(stage)
    operations.change_round(round=row, actor=stage.cast.keeper, version=1, threshold="2/3>=")
    recommend(stage, row)
    fix(stage, row)
    panel = make_panel(stage, row)
    operations.start_round(round=row, actor=stage.cast.keeper)
    hold_events(stage, row, panel)
    row.refresh_from_db()
    with pytest.raises(Conflict, match="规则不能再改"):
        operations.change_round(round=row, actor=stage.cast.keeper, version=row.version, threshold="1/2>")
    poll = operations.prepare_ballot(panel=panel, actor=stage.cast.keeper)
    assert (poll.threshold, poll.paper_count, poll.members) == ("2/3>=", 16, 16)
