"""Key supervision: candidates, the 主任会议, the plan with four roles, its steps, the end (R205–R207, R225)."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from congress.access.exceptions import Conflict, StaleVersion
from congress.accounts.enums import Role
from congress.notices.models import Notice
from suggestions.enums import State
from suggestions.models import KeySupervision, PlanStep, Step, Suggestion
from suggestions.supervision import operations
from suggestions.supervision.enums import KeyState
from suggestions.supervision.workflow import KEY_WORKFLOW
from tests.factories import make_deputyship, make_person, make_user
from tests.suggestions.cast import make_cast, make_suggestion
from tests.suggestions.supervision.stage import Stage, add_step, make_key, make_stage, plan

pytestmark = pytest.mark.django_db


def test_from_candidate_to_result() -> None:
    stage = make_stage()
    cast = stage.cast
    key = make_key(stage)
    row = Suggestion.objects.get(pk=key.suggestion_id)
    assert (key.state, row.is_key, key.year) == (KeyState.RUNNING, True, cast.clock.year)
    step = PlanStep.objects.get(supervision=key)
    with pytest.raises(Conflict, match="还有 1 步没有完成"):
        operations.conclude(supervision=key, actor=cast.leader, conclusion="办好了", at=cast.later(days=12))
    operations.finish_step(
        step=step,
        actor=cast.leader,
        done_on=timezone.localdate(cast.clock),
        result="进度过半",
        at=cast.clock,
    )
    done = operations.conclude(
        supervision=key, actor=cast.leader, conclusion="全部完成", at=cast.later(days=1)
    )
    assert (done.state, done.conclusion) == (KeyState.DONE, "全部完成")
    verbs = list(Step.objects.filter(suggestion=row, verb__contains="_key").values_list("verb", flat=True))
    assert verbs == ["recommend_key", "choose_key", "conclude_key"]
    told = set(
        Notice.objects.filter(user=cast.deputy, title__contains="督办").values_list("title", flat=True)
    )
    assert {f"列为重点督办：{row.title}", f"重点督办结束：{row.title}"} <= told


@pytest.mark.parametrize(
    ("role", "name"),
    [
        ("leader", "牵头督办"),
        ("government_leader", "牵头领办"),
        ("unit", "承办部门"),
        ("committee", "对口督办"),
    ],
)
def test_a_plan_without_one_of_the_four_is_refused_and_says_which(role: str, name: str) -> None:
    stage = make_stage()
    key = make_key(stage, "chosen")
    plan(stage, key, **{role: None})
    add_step(stage, key, stage.cast.clock.date())
    with pytest.raises(Conflict, match=f"还缺{name}，"):
        operations.approve_plan(supervision=key, actor=stage.cast.leader)
    key.refresh_from_db()
    assert key.state == KeyState.CHOSEN


def test_a_plan_without_steps_is_refused() -> None:
    stage = make_stage()
    key = make_key(stage, "chosen")
    plan(stage, key)
    with pytest.raises(Conflict, match="还没有步骤"):
        operations.approve_plan(supervision=key, actor=stage.cast.leader)


def test_those_left_out_keep_the_reason_and_the_chosen_are_marked() -> None:
    stage = make_stage()
    cast = stage.cast
    chosen, left = make_key(stage, "candidate"), make_key(stage, "candidate")
    with pytest.raises(ValidationError, match="请写明理由"):
        _decide(stage, [operations.Decision(chosen, True), operations.Decision(left, False)])
    assert KeySupervision.objects.filter(state=KeyState.CANDIDATE).count() == 2, "all or nothing"
    _decide(
        stage,
        [
            operations.Decision(chosen, True, stage.leader),
            operations.Decision(left, False, words="已列入民生实事"),
        ],
    )
    left.refresh_from_db()
    assert (left.state, left.decision) == (KeyState.NOT_CHOSEN, "已列入民生实事")
    assert set(Suggestion.objects.filter(is_key=True)) == {chosen.suggestion}
    again = operations.recommend(
        suggestion=left.suggestion, actor=cast.office, criteria=[], reason="又有三名代表提出"
    )
    assert again.state == KeyState.CANDIDATE, "it can be recommended again"


def _decide(stage: Stage, decisions: list[operations.Decision]) -> None:
    moment = stage.cast.later(days=1)
    operations.decide(
        actor=stage.cast.office,
        meeting="第46次主任会议",
        meeting_on=timezone.localdate(moment),
        decisions=decisions,
        at=moment,
    )


def test_a_meeting_that_is_still_to_come_decided_nothing() -> None:
    stage = make_stage()
    key = make_key(stage, "candidate")
    with pytest.raises(ValidationError, match="还没有到"):
        operations.decide(
            actor=stage.cast.office,
            meeting="第46次主任会议",
            meeting_on=timezone.localdate() + timedelta(days=1),
            decisions=[operations.Decision(key, True)],
        )


def test_a_suggestion_is_recommended_once_and_while_it_is_open() -> None:
    stage = make_stage()
    key = make_key(stage, "candidate")
    with pytest.raises(Conflict, match="已经推荐过"):
        operations.recommend(suggestion=key.suggestion, actor=stage.cast.office, criteria=[], reason="再推荐")
    closed = make_suggestion(stage.cast, State.CLOSED)
    with pytest.raises(Conflict, match="不能推荐"):
        operations.recommend(suggestion=closed, actor=stage.cast.office, criteria=[], reason="推荐")


def test_dropping_takes_the_mark_off() -> None:
    stage = make_stage()
    key = make_key(stage)
    operations.drop(supervision=key, actor=stage.cast.office, reason="改由市里督办")
    assert not Suggestion.objects.get(pk=key.suggestion_id).is_key


def test_two_writers_of_a_plan() -> None:
    stage = make_stage()
    key = make_key(stage, "chosen")
    plan(stage, key)
    with pytest.raises(StaleVersion):
        operations.save_plan(
            supervision=key,
            actor=stage.cast.office,
            version=key.version,
            leader=None,
            government_leader=None,
            unit=None,
            committee=None,
        )


def test_another_committee_and_another_leader_have_no_say() -> None:
    stage = make_stage()
    key = make_key(stage)
    other = make_cast()
    with pytest.raises(PermissionDenied):
        operations.add_step(
            supervision=key,
            actor=other.committee,
            kind="research",
            on=stage.cast.clock.date(),
            content="看看",
        )
    with pytest.raises(PermissionDenied):
        operations.conclude(supervision=key, actor=other.leader, conclusion="办好了")
    with pytest.raises(PermissionDenied):
        operations.recommend(
            suggestion=make_suggestion(stage.cast), actor=other.committee, criteria=[], reason="推荐"
        )


#: Who sees a key supervision in which state.
@pytest.mark.parametrize(
    ("who", "candidate", "running"),
    [
        ("office", True, True),
        ("leader", True, True),
        ("committee", True, True),
        ("government", False, True),
        ("deputy", False, True),
        ("unit", False, True),
        ("other_unit", False, False),
        ("other_committee", False, False),
        ("stranger", False, False),
        ("admin", False, False),
    ],
)
def test_who_sees_it(who: str, candidate: bool, running: bool) -> None:
    stage = make_stage()
    cast = stage.cast
    user = {
        "office": lambda: cast.office,
        "leader": lambda: cast.leader,
        "committee": lambda: cast.committee,
        "government": lambda: cast.government,
        "deputy": lambda: cast.deputy,
        "unit": lambda: cast.staff[0],
        "other_unit": lambda: cast.staff[2],
        "other_committee": lambda: make_user(Role.COMMITTEE),
        "stranger": lambda: make_user(Role.DEPUTY),
        "admin": lambda: make_user(Role.ADMIN),
    }[who]()
    first, second = make_key(stage, "candidate"), make_key(stage)
    seen = set(KeySupervision.objects.visible_to(user))
    assert (first in seen, second in seen) == (candidate, running)


def test_deputies_who_take_part_see_the_suggestion_and_join_themselves() -> None:
    stage = make_stage()
    key = make_key(stage)
    person = make_person()
    person.user = make_user(Role.DEPUTY)
    person.save()
    invited = make_deputyship(person)
    row = key.suggestion
    assert not Suggestion.objects.visible_to(person.user).filter(pk=row.pk).exists()
    step = PlanStep.objects.get(supervision=key)
    step.deputies.add(invited)
    fresh = type(person.user).objects.get(pk=person.user.pk)
    assert Suggestion.objects.visible_to(fresh).filter(pk=row.pk).exists()
    step.deputies.clear()
    operations.join_step(step=step, actor=stage.cast.deputy, deputyship=stage.cast.lead)
    assert list(step.deputies.all()) == [stage.cast.lead]
    with pytest.raises(Conflict, match="只能为自己"):
        operations.join_step(step=step, actor=stage.cast.deputy, deputyship=invited)


def test_every_step_of_the_table_leads_out_of_its_sources_only() -> None:
    """A step asked for in another state is refused, whoever asks."""
    stage = make_stage()
    key = make_key(stage, "candidate")
    steps: dict[str, Callable[[], KeySupervision]] = {
        "save_plan": lambda: plan(stage, key),
        "approve_plan": lambda: operations.approve_plan(supervision=key, actor=stage.cast.office),
        "conclude": lambda: operations.conclude(supervision=key, actor=stage.cast.office, conclusion="好"),
        "drop": lambda: operations.drop(supervision=key, actor=stage.cast.office, reason="不办"),
    }
    for name, ask in steps.items():
        assert KeyState.CANDIDATE not in KEY_WORKFLOW[name].sources
        with pytest.raises(Conflict):
            ask()


# --- pages --------------------------------------------------------------------------------------------
def test_deciding_on_the_page(client: Client) -> None:
    stage = make_stage()
    chosen, left, later = (make_key(stage, "candidate") for _ in range(3))
    client.force_login(stage.cast.leader)
    url = reverse("supervision:decide")
    today = timezone.localdate().isoformat()
    data = {
        "meeting": "第46次主任会议",
        "meeting_on": today,
        f"key{chosen.pk}-outcome": "chosen",
        f"key{chosen.pk}-leader": stage.leader.pk,
        f"key{left.pk}-outcome": "left_out",
    }
    page = client.post(url, data)
    assert "请写明不列入的理由" in page.text
    assert 'value="第46次主任会议"' in page.text, "what was typed stays"
    page = client.post(url, {**data, f"key{left.pk}-words": "已列入民生实事"}, follow=True)
    assert "已列为重点督办 1 件，不列入 1 件" in page.text
    later.refresh_from_db()
    assert later.state == KeyState.CANDIDATE
    nothing = client.post(url, {"meeting": "第47次主任会议", "meeting_on": today})
    assert "还没有选定或不列入任何一件" in nothing.text


def test_the_plan_on_the_page(client: Client) -> None:
    stage = make_stage()
    key = make_key(stage, "chosen")
    client.force_login(stage.cast.committee)
    page = client.get(reverse("supervision:detail", args=[key.pk]))
    assert "批准方案" not in page.text, "a committee does not approve"
    data = {
        "version": key.version,
        "leader": stage.leader.pk,
        "government_leader": "",
        "unit": stage.cast.units[0].pk,
        "committee": stage.cast.committee_organ.pk,
        "plan": "年底前完成",
    }
    done = client.post(reverse("supervision:save_plan", args=[key.pk]), data, follow=True)
    assert "督办方案已保存，还缺牵头领办" in done.text
    stale = client.post(reverse("supervision:save_plan", args=[key.pk]), {**data, "plan": "明年完成"})
    assert stale.status_code == 409
    client.force_login(stage.cast.leader)
    page = client.get(reverse("supervision:detail", args=[key.pk]))
    assert "还缺牵头领办" in page.text
    refused = client.post(reverse("supervision:approve_plan", args=[key.pk]))
    assert refused.status_code == 409
    assert "还缺牵头领办" in refused.text


@pytest.mark.parametrize(
    ("data", "message"),
    [
        ({"kind": "research", "on": "2026年2月30日", "content": "看"}, "2026年2月没有30日"),
        ({"kind": "research", "on": "2020-01-01", "content": "看"}, "早于推荐的日期"),
        ({"kind": "dance", "on": "2026-12-01", "content": "看"}, "选择一个有效的选项"),
        ({"kind": "research", "on": "2026-12-01", "content": "字" * 301}, "最多 300 个字"),
        ({"kind": "research", "on": "2026-12-01", "content": ""}, "请填写内容"),
    ],
)
def test_a_bad_step_is_told_at_the_place(client: Client, data: dict[str, str], message: str) -> None:
    stage = make_stage()
    key = make_key(stage)
    client.force_login(stage.cast.office)
    page = client.post(reverse("supervision:add_step", args=[key.pk]), data)
    assert page.status_code == 200
    assert message in page.text
    assert data["content"] in page.text


def test_finishing_a_step_before_its_time(client: Client) -> None:
    stage = make_stage()
    key = make_key(stage)
    step = PlanStep.objects.get(supervision=key)
    client.force_login(stage.cast.committee)
    url = reverse("supervision:finish_step", args=[step.pk])
    page = client.post(url, {"done_on": "2099-01-01", "result": "完成"})
    assert "这一天还没有到" in page.text
    page = client.post(url, {"done_on": "2026-03-10", "result": "完成"}, follow=True)
    assert "已记为完成" in page.text
