"""The steps of an issue: 送审, 定稿, 退回, 印发; corrections after that (R289)."""

from collections.abc import Iterable

from django.core.files.base import ContentFile
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from bulletins.enums import IssueState
from bulletins.models import Correction, Issue
from bulletins.operations import rendering
from bulletins.operations.locking import lock_issue, note_step, save_changed
from bulletins.workflow import EDITORS, ISSUE_WORKFLOW, SIGNERS
from congress.access.exceptions import Conflict
from congress.access.rules import require
from congress.accounts.enums import Role
from congress.accounts.models import Assignment, User
from congress.audit import operations as audit
from congress.notices import operations as notices

#: Who is told that an issue has come out.
READERS = frozenset({Role.DEPUTY, Role.LEADER})


def _step(issue: Issue, step: str, actor: User, version: int | None, note: str = "") -> Issue:
    """Make one transition of the table, with history and audit."""
    issue = lock_issue(issue, version)
    transition = ISSUE_WORKFLOW[step]
    require(actor, transition, issue.state)
    issue.state = transition.target
    if issue.state == IssueState.ISSUED:
        issue.published_at = timezone.now()
    save_changed(issue, actor=actor, verb=step, state=issue.state, note=note)
    note_step(issue, actor=actor, step=step, label=transition.label, note=note)
    return issue


def _tell(issue: Issue, roles: Iterable[str], actor: User, title: str, text: str = "") -> None:
    """A notice to everyone who holds one of the roles, the actor aside."""
    people = User.objects.filter(
        pk__in=Assignment.objects.in_force().filter(role__in=roles).values("user"), is_active=True
    )
    page = "read" if issue.state == IssueState.ISSUED else "arrange"
    url = reverse(f"bulletins:{page}", args=[issue.pk])
    notices.send(to=people.exclude(pk=actor.pk), title=title, text=text, url=url)


@transaction.atomic
def submit(*, issue: Issue, actor: User, version: int | None = None) -> Issue:
    """送审: the content is closed until the leader decides, who is shown its pages. An empty issue is refused."""
    if not issue.entries.filter(included=True).exists() and not issue.articles.exists():
        raise Conflict("本期还没有内容，请先收入活动或写文章")
    issue = _step(issue, "submit", actor, version)
    _tell(issue, SIGNERS, actor, f"请审核{issue}")
    rendering.render(issue=issue, actor=None)
    return issue


@transaction.atomic
def recall(*, issue: Issue, actor: User, version: int | None = None) -> Issue:
    """撤回送审: back to the draft, by the office itself."""
    return _step(issue, "recall", actor, version)


@transaction.atomic
def send_back(*, issue: Issue, actor: User, reason: str, version: int | None = None) -> Issue:
    """退回修改: back to the draft, with the leader's reason."""
    issue = _step(issue, "send_back", actor, version, note=reason)
    _tell(issue, EDITORS, actor, f"{issue}退回修改", reason)
    return issue


@transaction.atomic
def approve(*, issue: Issue, actor: User, version: int | None = None) -> Issue:
    """定稿: the leader signs; the final pages are set in the background."""
    issue = _step(issue, "approve", actor, version)
    _tell(issue, EDITORS, actor, f"{issue}已定稿，可以印发")
    rendering.render(issue=issue, actor=actor)
    return issue


@transaction.atomic
def publish(*, issue: Issue, actor: User, version: int | None = None) -> Issue:
    """印发: freezes the issue together with the very pages that were set from it."""
    locked = lock_issue(issue, version)
    require(actor, ISSUE_WORKFLOW["publish"], locked.state)
    current = rendering.latest(locked)
    if current is None or not current.is_current:
        raise Conflict("定稿的版面还没有排好，请先排版，再印发")
    locked = _step(locked, "publish", actor, version)
    name = f"{locked.series.slug}-{locked.year}-{locked.number:02d}"
    locked.pdf.save(f"{name}.pdf", ContentFile(current.pdf_bytes()), save=False)
    locked.docx.save(f"{name}.docx", ContentFile(current.docx_bytes()), save=False)
    locked.save()
    _tell(locked, READERS, actor, f"{locked}已印发", "可以在线阅读，也可以打开 PDF")
    return locked


@transaction.atomic
def correct(*, issue: Issue, text: str, actor: User) -> Correction:
    """A note beside an issued issue; the issue itself never changes again."""
    locked = lock_issue(issue)
    if locked.state != IssueState.ISSUED:
        raise Conflict("还没有印发，直接修改内容就可以，不用写更正")
    correction = Correction.objects.create(issue=locked, text=text, by=actor)
    note_step(locked, actor=actor, step="correct", label="更正", note=text)
    audit.record(actor=actor, verb="bulletins:correct", obj=locked, after={"text": text})
    return correction
