"""Pieces from town organs: submitted, adopted into a draft, or returned with a reason (R295)."""

from datetime import date

from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from activities.models import Activity
from bulletins.models import Contribution, Entry, Heading, Issue
from bulletins.operations.locking import lock_draft, note_step, save_changed
from bulletins.operations.opening import renumber
from bulletins.workflow import CONTRIBUTION_WORKFLOW
from congress.access.exceptions import Conflict, StaleVersion
from congress.access.rules import require
from congress.accounts.models import User
from congress.audit import operations as audit
from congress.notices import operations as notices
from congress.organs.models import Area


def _lock(contribution: Contribution, step: str, actor: User, version: int | None) -> Contribution:
    """The contribution, locked, with the step checked against the table."""
    locked = Contribution.objects.select_for_update().get(pk=contribution.pk)
    if version is not None and locked.version != version:
        raise StaleVersion(stored={"title": locked.title, "text": locked.text})
    require(actor, CONTRIBUTION_WORKFLOW[step], locked.state)
    return locked


def _save(contribution: Contribution, *, actor: User, step: str, **change: object) -> Contribution:
    contribution.state = CONTRIBUTION_WORKFLOW[step].target
    contribution.version += 1
    contribution.save()
    audit.record(
        actor=actor, verb=f"bulletins:{step}", obj=contribution, after={"state": contribution.state, **change}
    )
    return contribution


@transaction.atomic
def submit_contribution(
    *, area: Area, happened_on: date, title: str, text: str, actor: User, activity: Activity | None = None
) -> Contribution:
    """A town organ offers a piece, written for the bulletin or taken from its own log."""
    contribution = Contribution.objects.create(
        area=area,
        activity=activity,
        happened_on=happened_on,
        title=title,
        text=text,
        submitted_by=actor,
        submitted_at=timezone.now(),
    )
    audit.record(
        actor=actor,
        verb="bulletins:submit_contribution",
        obj=contribution,
        after={"title": title, "text": text, "area": area.name},
    )
    return contribution


@transaction.atomic
def resubmit(
    *,
    contribution: Contribution,
    happened_on: date,
    title: str,
    text: str,
    actor: User,
    version: int | None = None,
) -> Contribution:
    """Send a returned or withdrawn piece in again, mended."""
    contribution = _lock(contribution, "resubmit", actor, version)
    before = {"title": contribution.title, "text": contribution.text}
    contribution.happened_on, contribution.title, contribution.text = happened_on, title, text
    contribution.submitted_by, contribution.submitted_at = actor, timezone.now()
    contribution.reason = ""
    return _save(contribution, actor=actor, step="resubmit", was=before, title=title, text=text)


@transaction.atomic
def withdraw_contribution(
    *, contribution: Contribution, actor: User, version: int | None = None
) -> Contribution:
    """The town organ takes its piece back before the office has decided."""
    return _save(
        _lock(contribution, "withdraw_contribution", actor, version),
        actor=actor,
        step="withdraw_contribution",
    )


@transaction.atomic
def return_contribution(
    *, contribution: Contribution, reason: str, actor: User, version: int | None = None
) -> Contribution:
    """The office sends a piece back, saying why."""
    contribution = _lock(contribution, "return_contribution", actor, version)
    contribution.reason = reason
    contribution.decided_by, contribution.decided_at = actor, timezone.now()
    _tell_town(contribution, f"来稿退回：{contribution.title}", reason)
    return _save(contribution, actor=actor, step="return_contribution", reason=reason)


def _tell_town(contribution: Contribution, title: str, text: str) -> None:
    """A notice to whoever sent the piece in."""
    url = reverse("bulletins:contribution", args=[contribution.pk])
    notices.send(to=[contribution.submitted_by], title=title, text=text, url=url)


@transaction.atomic
def adopt(
    *,
    contribution: Contribution,
    issue: Issue,
    heading: str,
    text: str,
    actor: User,
    version: int | None = None,
) -> Entry:
    """The office takes a piece into a draft, as submitted or edited; it stands behind its day's activities."""
    contribution = _lock(contribution, "adopt", actor, version)
    issue = lock_draft(issue)
    if not issue.series.news_section:
        raise Conflict(f"《{issue.series.name}》没有动态栏目，不能收入来稿")
    entry = Entry(
        issue=issue,
        heading=Heading.objects.create(issue=issue, text=heading),
        contribution=contribution,
        text=text,
        source_text=contribution.text,
        position=0,
    )
    order = list(issue.entries.select_related("activity", "contribution").order_by("position"))
    place = 0
    for index, other in enumerate(order):
        if other.day is not None and other.day <= contribution.happened_on:
            place = index + 1
    order.insert(place, entry)
    renumber(issue, order)
    contribution.decided_by, contribution.decided_at = actor, timezone.now()
    _save(contribution, actor=actor, step="adopt", issue=str(issue), heading=heading)
    _tell_town(contribution, f"来稿已采用：{contribution.title}", f"收入{issue}")
    save_changed(issue, actor=actor, verb="adopt", contribution=contribution.pk)
    note_step(issue, actor=actor, step="adopt", label=f"采用{contribution.area}来稿", note=heading)
    return entry
