"""How every operation takes hold of an issue."""

from typing import Any

from bulletins.models import Issue, IssueEvent
from congress.access.exceptions import Conflict, StaleVersion
from congress.accounts.models import User
from congress.audit import operations as audit


def lock_issue(issue: Issue, version: int | None = None) -> Issue:
    """The issue, locked for this transaction; refuses a version that somebody has changed since."""
    locked = Issue.objects.select_for_update().select_related("series").get(pk=issue.pk)
    if version is not None and locked.version != version:
        last = locked.events.first()
        who = f"{last.actor}" if last and last.actor else "别人"
        raise StaleVersion(f"您打开之后，{who}改过这一期。请看现在的内容，再改一次")
    return locked


def lock_draft(issue: Issue, version: int | None = None) -> Issue:
    """The issue, locked, and only while its content may change (R289)."""
    locked = lock_issue(issue, version)
    if not locked.editable:
        raise Conflict(f"这一期已经{locked.get_state_display()}，内容不能再改")
    return locked


def save_changed(issue: Issue, *, actor: User | None, verb: str, **change: Any) -> Issue:
    """Count the version up, refresh what search reads, and write the audit event."""
    issue.version += 1
    issue.refresh_search_text()
    issue.save()
    audit.record(actor=actor, verb=f"bulletins:{verb}", obj=issue, after=change)
    return issue


def note_step(issue: Issue, *, actor: User | None, step: str, label: str, note: str = "") -> IssueEvent:
    """Write one line of the issue's own history."""
    return IssueEvent.objects.create(
        issue=issue, actor=actor, step=step, label=label, state=issue.state, note=note[:400]
    )
