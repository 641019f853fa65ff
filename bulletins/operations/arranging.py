"""Arranging a draft: order, headings, printed text, what is left out."""

from django.db import transaction

from bulletins.models import Entry, Heading, Issue
from bulletins.operations.locking import lock_draft, save_changed
from bulletins.operations.opening import period_activities, renumber
from congress.access.exceptions import Conflict
from congress.accounts.models import User


def _entry(issue: Issue, entry_id: int) -> Entry:
    """An entry of this very issue."""
    entry = issue.entries.select_related("heading", "activity", "contribution").filter(pk=entry_id).first()
    if entry is None:
        raise Conflict("这一篇已经不在本期")
    return entry


def _drop_empty_headings(issue: Issue) -> None:
    """A heading without entries stands for nothing."""
    issue.headings.filter(entries__isnull=True).delete()


@transaction.atomic
def move_entry(
    *, issue: Issue, entry_id: int, position: int, actor: User, version: int | None = None
) -> Issue:
    """Put an entry at ``position`` (1 is first); the others close up."""
    issue = lock_draft(issue, version)
    entry = _entry(issue, entry_id)
    order = [e for e in issue.entries.order_by("position") if e.pk != entry.pk]
    before = entry.position
    order.insert(max(0, min(position - 1, len(order))), entry)
    renumber(issue, order)
    return save_changed(
        issue, actor=actor, verb="move_entry", entry=entry.pk, was=before, now=order.index(entry) + 1
    )


@transaction.atomic
def sort_by_rule(*, issue: Issue, actor: User, version: int | None = None) -> Issue:
    """Put the entries back into the order of R276; contributions go behind the activities of their day."""
    issue = lock_draft(issue, version)
    rank = {
        activity.pk: (activity.start_on, index) for index, activity in enumerate(period_activities(issue))
    }
    far = len(rank)

    def key(entry: Entry) -> tuple[object, int, int]:
        if entry.activity_id in rank:
            return (*rank[entry.activity_id], entry.position)
        return (entry.day or issue.period_end, far, entry.position)

    order = sorted(issue.entries.select_related("activity", "contribution"), key=key)
    renumber(issue, order)
    return save_changed(issue, actor=actor, verb="sort_by_rule")


@transaction.atomic
def leave_out(*, issue: Issue, entry_id: int, reason: str, actor: User, version: int | None = None) -> Issue:
    """Keep an entry out of print, with the reason; it stays in the list and can come back."""
    issue = lock_draft(issue, version)
    entry = _entry(issue, entry_id)
    entry.included, entry.left_out_reason, entry.left_out_by = False, reason.strip(), actor
    entry.save()
    return save_changed(issue, actor=actor, verb="leave_out", entry=entry.pk, reason=reason)


@transaction.atomic
def take_back(*, issue: Issue, entry_id: int, actor: User, version: int | None = None) -> Issue:
    """Print an entry after all."""
    issue = lock_draft(issue, version)
    entry = _entry(issue, entry_id)
    entry.included, entry.left_out_reason, entry.left_out_by = True, "", None
    entry.save()
    return save_changed(issue, actor=actor, verb="take_back", entry=entry.pk)


@transaction.atomic
def edit_entry(
    *, issue: Issue, entry_id: int, heading: str, text: str, actor: User, version: int | None = None
) -> Issue:
    """Change what is printed; the log stays as it is, and the page shows the difference.

    A heading that covers several entries changes for all of them.
    """
    issue = lock_draft(issue, version)
    entry = _entry(issue, entry_id)
    before = {"heading": entry.heading.text, "text": entry.text}
    entry.text = text
    entry.save()
    entry.heading.text = heading
    entry.heading.save()
    return save_changed(
        issue,
        actor=actor,
        verb="edit_entry",
        entry=entry.pk,
        was=before,
        now={"heading": heading, "text": text},
    )


@transaction.atomic
def take_log_text(*, issue: Issue, entry_id: int, actor: User, version: int | None = None) -> Issue:
    """Print what the log says now, giving up the changes made here."""
    issue = lock_draft(issue, version)
    entry = _entry(issue, entry_id)
    source = entry.activity or entry.contribution
    if source is None:
        raise Conflict("这一篇没有活动登记，不能恢复成登记的正文")
    entry.text = entry.source_text = source.text
    entry.save()
    return save_changed(issue, actor=actor, verb="take_log_text", entry=entry.pk)


@transaction.atomic
def merge_headings(
    *, issue: Issue, entry_ids: list[int], heading: str, actor: User, version: int | None = None
) -> Issue:
    """Let one title cover these entries, adjacent or not (R274)."""
    issue = lock_draft(issue, version)
    entries = [_entry(issue, pk) for pk in entry_ids]
    if len(entries) < 2:
        raise Conflict("合并标题至少要选两篇")
    kept = min(entries, key=lambda e: e.position).heading
    kept.text = heading
    kept.save()
    issue.entries.filter(pk__in=[e.pk for e in entries]).update(heading=kept)
    _drop_empty_headings(issue)
    return save_changed(issue, actor=actor, verb="merge_headings", entries=entry_ids, heading=heading)


@transaction.atomic
def split_heading(*, issue: Issue, entry_id: int, actor: User, version: int | None = None) -> Issue:
    """Give an entry its own title again: the one it was logged with."""
    issue = lock_draft(issue, version)
    entry = _entry(issue, entry_id)
    if entry.heading.entries.count() == 1:
        raise Conflict("这一篇的标题没有合并")
    own = (
        entry.activity.headline if entry.activity else entry.contribution.title if entry.contribution else ""
    )
    entry.heading = Heading.objects.create(issue=issue, text=own or entry.heading.text)
    entry.save()
    return save_changed(issue, actor=actor, verb="split_heading", entry=entry.pk)
