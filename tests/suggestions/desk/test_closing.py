"""Strike-off, re-opening, joint study, promises, taking back for the deputy."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from congress.audit.models import AuditEvent
from congress.audit.verbs import verb_label
from congress.organs.models import Organ
from suggestions import operations
from suggestions.enums import CommitmentState, HandlingState, State
from suggestions.models import Commitment, Suggestion
from suggestions.shell import promises
from suggestions.workflow import HANDLING_WORKFLOW, SUGGESTION_WORKFLOW
from tests.factories import make_organ
from tests.suggestions.cast import Cast, answer, make_suggestion, part_of

pytestmark = pytest.mark.django_db


def url(step: str, pk: int) -> str:
    return reverse(f"suggestions:{step}", args=[pk])


def fresh(row: Suggestion) -> Suggestion:
    return Suggestion.objects.get(pk=row.pk)


def test_strike_off_says_how_it_was_checked(office: Client, cast: Cast) -> None:
    row = make_suggestion(cast, State.EVALUATED)
    page = office.get(url("strike_off", row.pk)).content.decode()
    assert "已划出限时停车位三十个。" in page, "the replies stand below for the check"
    page = office.post(url("strike_off", row.pk), {"checked": " "}).content.decode()
    assert "请填写怎样核查的" in page
    office.post(url("strike_off", row.pk), {"checked": "现场看过"})
    row = fresh(row)
    assert row.state == State.CLOSED
    page = office.get(url("detail", row.pk)).content.decode()
    assert row.strike_number in page
    assert "现场看过" in page


def test_reopening_keeps_everything_and_begins_a_round(office: Client, cast: Cast) -> None:
    row = make_suggestion(cast, State.CLOSED)
    old = row.strike_number
    assert "重新打开" in office.get(url("reopen", row.pk)).content.decode()
    page = office.post(url("reopen", row.pk), {"stop-reason": ""}).content.decode()
    assert "请填写原因" in page
    office.post(url("reopen", row.pk), {"stop-reason": "路面又塌了"})
    assert (fresh(row).state, fresh(row).round) == (State.HANDLING, 2)
    page = office.get(url("detail", row.pk)).content.decode()
    assert f"原销号编号 {old}" in page
    assert "已划出限时停车位三十个。" in page, "the old reply is kept"


def test_reopening_asks_who_does_the_work_of_a_unit_that_is_gone(office: Client, cast: Cast) -> None:
    row = make_suggestion(cast, State.CLOSED)
    gone, heir = row.handlings.get().organ, make_organ("区综合执法局")
    Organ.objects.filter(pk=gone.pk).update(ends_on=timezone.localdate() - timedelta(days=1))
    page = office.post(url("reopen", row.pk), {"stop-reason": "又堵了"}).content.decode()
    assert f"{gone}已撤销，现在由谁承办" in page
    assert "又堵了" in page
    assert fresh(row).state == State.CLOSED
    office.post(url("reopen", row.pk), {"stop-reason": "又堵了", f"stop-instead_{gone.pk}": heir.pk})
    assert fresh(row).state == State.HANDLING
    assert row.handlings.get(round=2).organ == heir


def test_a_deputy_takes_it_back_through_the_office(office: Client, cast: Cast) -> None:
    row = make_suggestion(cast, State.HANDLING, co=1)
    page = office.get(url("detail", row.pk)).content.decode()
    assert f"终止办理{row.label}？" in page
    office.post(url("withdraw_for", row.pk), {"stop-reason": "与另一件合并提出"})
    assert fresh(row).state == State.WITHDRAWN
    assert {part.state for part in row.handlings.all()} == {HandlingState.ENDED}


def test_waiving_waits_for_the_deputy(office: Client, cast: Cast) -> None:
    row = make_suggestion(cast, State.REPLIED)
    row.clocks.running().filter(kind="evaluate").update(due_on=timezone.localdate())
    page = office.get(url("detail", row.pk)).content.decode()
    assert "过了这一天才能转核查" in page
    assert office.post(url("waive", row.pk), {"reason": "没有评价"}).status_code == 409
    row.clocks.running().filter(kind="evaluate").update(due_on=timezone.localdate() - timedelta(days=1))
    office.post(url("waive", row.pk), {"reason": "没有评价"})
    assert fresh(row).state == State.EVALUATED


@pytest.mark.parametrize("who", ["same", "others"])
def test_joint_study_goes_back_to_units(who: str, office: Client, cast: Cast) -> None:
    row = make_suggestion(cast, State.STUDY)
    typed = {
        "conclusion": "由区政府统筹资金",
        "who": who,
        "units-TOTAL_FORMS": 1,
        "units-INITIAL_FORMS": 0,
        "units-0-organ": cast.units[2].pk,
        "units-0-part": "lead",
    }
    assert "另选单位" in office.get(url("redo_after_study", row.pk)).content.decode()
    office.post(url("redo_after_study", row.pk), typed)
    assert (fresh(row).state, fresh(row).round) == (State.HANDLING, 3)
    assert part_of(row).organ == cast.units[0 if who == "same" else 2]


def test_joint_study_without_a_conclusion_keeps_the_choice(office: Client, cast: Cast) -> None:
    row = make_suggestion(cast, State.STUDY)
    typed = {
        "who": "others",
        "units-TOTAL_FORMS": 1,
        "units-INITIAL_FORMS": 0,
        "units-0-organ": cast.units[2].pk,
    }
    page = office.post(url("redo_after_study", row.pk), typed).content.decode()
    assert "请填写研究结论" in page
    assert f'value="{cast.units[2].pk}" selected' in page


def test_joint_study_can_end_it(office: Client, cast: Cast) -> None:
    row = make_suggestion(cast, State.STUDY)
    office.post(url("conclude_study", row.pk), {"conclusion": "条件不具备，说明理由"})
    assert fresh(row).state == State.EVALUATED


def promise(cast: Cast) -> Commitment:
    row = answer(cast, make_suggestion(cast, State.HANDLING), "B", promise="年内建成充电棚")
    given = row.commitments.get()
    return operations.report_commitment(commitment=given, actor=cast.staff[0], report="已建成 6 处")


def test_a_promise_is_a_to_do_and_checked(office: Client, cast: Cast) -> None:
    kept = promise(cast)
    assert [todo.title for todo in promises(cast.office)] == ["核实承诺事项：年内建成充电棚"]
    page = office.get(url("check_commitment", kept.pk)).content.decode()
    assert "已建成 6 处" in page
    page = office.post(url("check_commitment", kept.pk), {"note": "看过"}).content.decode()
    assert "请选择核实结果" in page
    office.post(url("check_commitment", kept.pk), {"kept": "yes", "note": "看过 6 处"})
    kept.refresh_from_db()
    assert kept.state == CommitmentState.KEPT
    assert list(promises(cast.office)) == []
    assert office.post(url("check_commitment", kept.pk), {"kept": "no", "note": "x"}).status_code == 409


def test_a_promise_not_kept_goes_on_and_can_be_given_up(office: Client, cast: Cast) -> None:
    kept = promise(cast)
    office.post(url("check_commitment", kept.pk), {"kept": "no", "note": "只建成 4 处"})
    kept.refresh_from_db()
    assert kept.state == CommitmentState.OPEN
    office.post(url("give_up_commitment", kept.pk), {"note": "单位撤销"})
    kept.refresh_from_db()
    assert kept.state == CommitmentState.BROKEN


@pytest.mark.parametrize(
    "step", ["strike_off", "waive", "reopen", "withdraw_for", "redo_after_study", "conclude_study"]
)
def test_wrong_state_is_409_and_others_are_refused(step: str, client: Client, cast: Cast) -> None:
    row = make_suggestion(cast, State.MERGED)
    client.force_login(cast.office)
    assert client.get(url(step, row.pk)).status_code == 409
    for user in (cast.deputy, cast.leader, cast.committee, cast.staff[0]):
        client.force_login(user)
        assert client.get(url(step, row.pk)).status_code == 403


def test_every_step_has_a_chinese_verb(cast: Cast) -> None:
    make_suggestion(cast, State.CLOSED)
    verbs = {event.verb for event in AuditEvent.objects.filter(verb__startswith="suggestions:")}
    verbs |= {f"suggestions:{step.step}" for step in (*SUGGESTION_WORKFLOW, *HANDLING_WORKFLOW)}
    assert [verb for verb in verbs if verb_label(verb) == verb] == []
