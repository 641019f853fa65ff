"""草稿 → 审核 → 定稿 → 印发, frozen after that (R289)."""

import itertools

import pytest
from django.core.exceptions import PermissionDenied

from bulletins.enums import IssueState
from bulletins.models import Issue
from bulletins.operations import arranging, articles, rendering, steps
from bulletins.tasks import render
from bulletins.workflow import ISSUE_WORKFLOW
from congress.access.exceptions import Conflict
from congress.accounts.enums import Role
from congress.accounts.models import User
from congress.jobs.models import Job, JobState
from congress.jobs.operations import claim, finish
from tests.factories import make_user

pytestmark = pytest.mark.django_db


def set_pages(issue: Issue) -> rendering.Rendering:
    """Do the waiting render job here and now, through the same handler a worker calls."""
    job = rendering.render(issue=issue, actor=None)
    run = claim(job_id=job.pk)
    assert run is not None
    render(run)
    assert finish(run=run)
    found = rendering.latest(issue)
    assert found is not None
    return found


def to_final(issue: Issue, clerk: User, leader: User) -> None:
    steps.submit(issue=issue, actor=clerk)
    steps.approve(issue=issue, actor=leader)
    issue.refresh_from_db()


def test_the_whole_way(may: Issue, clerk: User, leader: User, settings: object, tmp_path: object) -> None:
    settings.MEDIA_ROOT = tmp_path  # type: ignore[attr-defined]
    to_final(may, clerk, leader)
    set_pages(may)
    issue = steps.publish(issue=may, actor=clerk)
    assert issue.state == IssueState.ISSUED
    assert issue.published_at is not None
    with issue.pdf.open("rb") as pdf, issue.docx.open("rb") as docx:
        assert (pdf.read(5), docx.read(2)) == (b"%PDF-", b"PK")
    assert [(e.label, str(e.actor)) for e in issue.events.order_by("id")] == [
        ("建立本期", "周敏"),
        ("送审", "周敏"),
        ("定稿", "陈国华"),
        ("印发", "周敏"),
    ]


def test_who_has_to_know_is_told(may: Issue, clerk: User, leader: User) -> None:
    steps.submit(issue=may, actor=clerk)
    assert leader.notices.get().title == "请审核《人大信息》2026年第5期"
    assert Job.objects.get(kind=rendering.KIND).state == JobState.QUEUED  # the pages the leader will look at
    steps.send_back(issue=may, actor=leader, reason="缺一篇")
    told = clerk.notices.get()
    assert (told.title, told.text) == ("《人大信息》2026年第5期退回修改", "缺一篇")


def test_printing_waits_for_the_final_pages(may: Issue, clerk: User, leader: User) -> None:
    to_final(may, clerk, leader)
    with pytest.raises(Conflict, match="版面还没有排好"):
        steps.publish(issue=may, actor=clerk)


def test_pages_set_before_a_change_do_not_count(
    may: Issue, clerk: User, leader: User, settings: object, tmp_path: object
) -> None:
    settings.MEDIA_ROOT = tmp_path  # type: ignore[attr-defined]
    old = set_pages(may)
    assert old.is_current
    arranging.move_entry(issue=may, entry_id=may.entries.order_by("position")[0].pk, position=3, actor=clerk)
    to_final(may, clerk, leader)
    stale = rendering.latest(may)
    assert stale is not None
    assert not stale.is_current
    with pytest.raises(Conflict, match="版面还没有排好"):
        steps.publish(issue=may, actor=clerk)


def test_nothing_changes_once_it_has_left_the_draft(may: Issue, clerk: User) -> None:
    steps.submit(issue=may, actor=clerk)
    pk = may.entries.first().pk
    with pytest.raises(Conflict, match="已经审核，内容不能再改"):
        arranging.leave_out(issue=may, entry_id=pk, reason="x", actor=clerk)
    with pytest.raises(Conflict, match="内容不能再改"):
        articles.save_article(issue=may, title="x", blocks=[], actor=clerk)


def test_a_leader_sends_back_with_a_reason(may: Issue, clerk: User, leader: User) -> None:
    steps.submit(issue=may, actor=clerk)
    steps.send_back(issue=may, actor=leader, reason="第2篇职务写错了")
    may.refresh_from_db()
    assert may.state == IssueState.DRAFT
    assert may.events.first().note == "第2篇职务写错了"


def test_a_correction_is_a_note_and_only_after_issuing(
    may: Issue, clerk: User, leader: User, settings: object, tmp_path: object
) -> None:
    settings.MEDIA_ROOT = tmp_path  # type: ignore[attr-defined]
    with pytest.raises(Conflict, match="还没有印发"):
        steps.correct(issue=may, text="x", actor=clerk)
    to_final(may, clerk, leader)
    set_pages(may)
    issue = steps.publish(issue=may, actor=clerk)
    steps.correct(issue=issue, text="第1篇“巡查”应为“视察”", actor=clerk)
    assert issue.corrections.count() == 1
    with pytest.raises(Conflict):
        arranging.sort_by_rule(issue=issue, actor=clerk)


def test_an_empty_issue_is_not_submitted(series: object, clerk: User, may: Issue) -> None:
    may.entries.all().delete()
    with pytest.raises(Conflict, match="还没有内容"):
        steps.submit(issue=may, actor=clerk)


@pytest.mark.parametrize(("role", "step"), list(itertools.product(Role, ISSUE_WORKFLOW.transitions)))
def test_each_step_belongs_to_its_roles(may: Issue, role: Role, step: str) -> None:
    transition = ISSUE_WORKFLOW[step]
    if role in transition.roles:
        return
    Issue.objects.filter(pk=may.pk).exclude(state=IssueState.ISSUED).update(state=min(transition.sources))
    call = getattr(steps, step)
    more = {"reason": "x"} if transition.required else {}
    with pytest.raises(PermissionDenied):
        call(issue=may, actor=make_user(role), **more)


def test_one_waiting_job_is_enough(may: Issue) -> None:
    assert rendering.render(issue=may, actor=None) == rendering.render(issue=may, actor=None)
    assert Job.objects.filter(kind=rendering.KIND).count() == 1
