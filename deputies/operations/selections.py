"""Selections from nomination to commendation (R078, R234). A published list stays, or is revoked with a reason."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping
from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from congress.access.exceptions import Conflict
from congress.access.rules import require, require_rule
from congress.accounts.models import User
from congress.audit import operations as audit
from congress.ballots.enums import PollState
from congress.ballots.models import Poll
from congress.notices import operations as notices
from congress.organs.models import Organ, Session
from congress.web.dates import full_day
from deputies.honours import rules
from deputies.honours.enums import SelectionState, Subject
from deputies.honours.workflow import SELECTION_WORKFLOW
from deputies.honours.works import Work
from deputies.models import (
    Candidate,
    DeputyGroup,
    LibraryText,
    Person,
    Selection,
    SelectionCategory,
    SelectionQuota,
)
from deputies.operations.honours import record_honour, release_honour, withdraw_honour

VERBS = {f"honours:{step.step}": step.label for step in SELECTION_WORKFLOW} | {
    "honours:open_selection": "开始评选",
    "honours:drop_candidate": "去掉候选",
}


def locked(selection: Selection, step: str, actor: User) -> Selection:
    """The selection, locked, in a state for the step."""
    row = Selection.objects.select_for_update().get(pk=selection.pk)
    require_rule(actor, rules.keep_selection, row)
    require(actor, SELECTION_WORKFLOW[step], row.state)
    return row


def saved(row: Selection, step: str, actor: User | None, **after: object) -> Selection:
    before, row.state = row.state, SELECTION_WORKFLOW[step].target
    row.version += 1
    row.save()
    told = {"state": row.state, **after}
    audit.record(actor=actor, verb=f"honours:{step}", obj=row, before={"state": before}, after=told)
    return row


@transaction.atomic
def open_selection(
    *,
    actor: User,
    year: int,
    title: str,
    awarded_by: str,
    level: str,
    quotas: Mapping[SelectionCategory, int],
    basis: LibraryText | None = None,
) -> Selection:
    """Begin a selection with a quota for each of its categories. Raises ``ValidationError`` without any, and for a
    category that has its list of the year already (R234).
    """
    row = Selection(year=year, title=title.strip(), awarded_by=awarded_by.strip(), level=level, basis=basis)
    require_rule(actor, rules.keep_selection, row)
    wanted = {category: quota for category, quota in quotas.items() if quota}
    if not wanted:
        raise ValidationError("还没有写名额：至少一个类别写上名额")
    row.full_clean()
    _one_list_a_year(row, wanted)
    row.save()
    SelectionQuota.objects.bulk_create(
        SelectionQuota(selection=row, category=category, quota=quota) for category, quota in wanted.items()
    )
    after = {
        "title": str(row),
        "basis": str(basis or ""),
        "quotas": {str(category): quota for category, quota in wanted.items()},
    }
    audit.record(actor=actor, verb="honours:open_selection", obj=row, after=after)
    return row


def _one_list_a_year(row: Selection, wanted: Mapping[SelectionCategory, int]) -> None:
    keys = [category.pk for category in wanted]
    list(SelectionCategory.objects.select_for_update().filter(pk__in=keys).order_by("pk"))
    taken = SelectionQuota.objects.filter(category__in=keys, selection__year=row.year)
    taken = taken.exclude(selection__state=SelectionState.REVOKED)
    for other in taken.select_related("category", "selection")[:1]:
        told = f"{row.year}年“{other.category}”已经在“{other.selection.title}”里评选，一年一份名单；这一类名额请填 0"
        raise ValidationError({"year": told})


@transaction.atomic
def nominate(
    *,
    selection: Selection,
    actor: User,
    category: SelectionCategory,
    nominated_by: str,
    deeds: str,
    person: Person | None = None,
    group: DeputyGroup | None = None,
    organ: Organ | None = None,
    work: Work | None = None,
) -> Candidate:
    """Nominate in a category the subject it is for. Raises ``ValidationError`` for another, or a second time."""
    row = locked(selection, "nominate", actor)
    if not row.quotas.filter(category=category).exists():
        raise ValidationError(f"这次评选没有“{category}”")
    subjects = {Subject.DEPUTY: person, Subject.GROUP: group, Subject.UNIT: organ, Subject.WORK: work}
    subject = subjects[Subject(category.subject)]
    if subject is None:
        raise ValidationError(f"“{category}”要选{category.get_subject_display()}")
    candidate = Candidate(
        selection=row,
        category=category,
        person=person,
        group=group,
        organ=organ,
        work=work.key if work else "",
        work_url=work.url if work else "",
        name=work.title if work else str(subject),
        nominated_by=nominated_by.strip(),
        deeds=deeds.strip(),
    )
    candidate.full_clean()
    candidate.save()
    after = {"title": candidate.name, "category": str(category)}
    audit.record(actor=actor, verb="honours:nominate", obj=row, after=after)
    return candidate


@transaction.atomic
def drop_candidate(*, candidate: Candidate, actor: User) -> Selection:
    """Take a nomination back while nominations run; the audit trail keeps it."""
    row = locked(candidate.selection, "nominate", actor)
    audit.record(actor=actor, verb="honours:drop_candidate", obj=row, before={"title": candidate.name})
    row.candidates.filter(pk=candidate.pk).delete()
    return row


@transaction.atomic
def begin_review(*, selection: Selection, actor: User) -> Selection:
    """Close the nominations. Raises ``ValidationError`` without candidates."""
    row = locked(selection, "begin_review", actor)
    if not row.candidates.exists():
        raise ValidationError("还没有候选，先提名")
    return saved(row, "begin_review", actor)


@transaction.atomic
def review_candidate(*, candidate: Candidate, actor: User, opinion: str, recommended: bool) -> Candidate:
    """Write down what the review says of a candidate."""
    row = locked(candidate.selection, "review_candidate", actor)
    found = Candidate.objects.select_for_update().get(pk=candidate.pk)
    found.opinion, found.recommended = opinion.strip(), recommended
    found.full_clean()
    found.save()
    after = {"title": found.name, "opinion": found.opinion, "recommended": recommended}
    audit.record(actor=actor, verb="honours:review_candidate", obj=row, after=after)
    return found


@transaction.atomic
def decide(
    *, selection: Selection, actor: User, chosen: Collection[Candidate], decided_on: date, decision: str
) -> Selection:
    """Write down who was chosen. Raises ``ValidationError`` when a category has more than its quota (R078)."""
    row = locked(selection, "decide", actor)
    refuse_voted(row)
    if decided_on > timezone.localdate():
        raise ValidationError({"decided_on": f"{full_day(decided_on)}还没有到，请改成实际日期"})
    if not chosen:
        raise ValidationError({"chosen": "还没有选，至少选一个"})
    picked = Counter(candidate.category_id for candidate in chosen)
    over = [
        f"“{one.category}”名额 {one.quota}，选了 {picked[one.category_id]}"
        for one in row.quotas.select_related("category")
        if picked[one.category_id] > one.quota
    ]
    if over:
        raise ValidationError({"chosen": f"{'；'.join(over)}，请减少"})
    keys = [candidate.pk for candidate in chosen]
    row.candidates.update(chosen=False)
    row.candidates.filter(pk__in=keys).update(chosen=True)
    row.decided_on, row.decision = decided_on, decision.strip()
    names = [candidate.name for candidate in chosen]
    return saved(row, "decide", actor, decided_on=decided_on, decision=row.decision, chosen=names)


def refuse_voted(selection: Selection) -> None:
    """``Conflict`` where a ballot has decided: nobody writes down another decision."""
    if selection.quotas.filter(poll__isnull=False).exists():
        raise Conflict("名单由投票决定，不能另外登记决定")


@transaction.atomic
def publish(*, selection: Selection, actor: User) -> Selection:
    """Publish the list: the chosen deputies and groups have the honour from now on, and everybody may read it.

    Raises ``ValidationError`` where nobody was chosen.
    """
    row = locked(selection, "publish", actor)
    if not row.candidates.filter(chosen=True).exists():
        raise ValidationError("没有一个入选，没有名单可以公布")
    row.published_at = timezone.now()
    saved(row, "publish", actor)
    chosen = row.candidates.filter(chosen=True).select_related("category", "person__user", "group")
    for candidate in chosen.exclude(person=None, group=None):
        honour = record_honour(
            actor=actor,
            person=candidate.person,
            group=candidate.group,
            title=candidate.category.name,
            awarded_by=row.awarded_by,
            level=row.level,
            year=row.year,
            deeds=candidate.deeds,
            candidate=candidate,
        )
        release_honour(honour=honour, actor=actor)
    notices.send(
        to=[one.person.user for one in chosen if one.person is not None and one.person.user is not None],
        title=f"您被评为{row.year}年度先进",
        text=f"{row}已公布。",
        url=reverse("honours:selection", args=[row.pk]),
        key=f"selection:{row.pk}",
    )
    return row


@transaction.atomic
def commend(*, selection: Selection, actor: User, session: Session, commended_on: date) -> Selection:
    """Write down at which session of the congress the published list was commended, and on what day (R234)."""
    row = locked(selection, "commend", actor)
    if commended_on > timezone.localdate():
        raise ValidationError({"commended_on": f"{full_day(commended_on)}还没有到，表彰以后再登记"})
    if not session.starts_on <= commended_on <= session.ends_on:
        days = f"{full_day(session.starts_on)}至{full_day(session.ends_on)}"
        raise ValidationError({"commended_on": f"{session.label}的会期是{days}，表彰日期要在会期里"})
    if row.decided_on is not None and commended_on < row.decided_on:
        raise ValidationError({"commended_on": "表彰日期不能早于决定日期"})
    row.session, row.commended_on = session, commended_on
    return saved(row, "commend", actor, session=str(session), commended_on=commended_on)


@transaction.atomic
def revoke(*, selection: Selection, actor: User, reason: str) -> Selection:
    """Take a selection back; honours it gave are withdrawn with the same reason.

    Raises ``ValidationError`` without one, and while a ballot goes on that people are asked to vote in.
    """
    row = locked(selection, "revoke", actor)
    if not reason.strip():
        raise ValidationError({"reason": "还没有写原因"})
    polls = row.quotas.filter(poll__isnull=False).order_by().values("poll")
    running = Poll.objects.filter(Q(pk__in=polls) | Q(follows__in=polls))
    if running.exclude(state__in=(PollState.PUBLISHED, PollState.VOIDED)).exists():
        raise ValidationError("还有投票没有结束，先到“投票表决”宣布作废，再撤销评选")
    row.reason = reason.strip()
    for candidate in row.candidates.filter(
        honour__isnull=False, honour__withdrawn_at__isnull=True
    ).select_related("honour"):
        withdraw_honour(honour=candidate.honour, actor=actor, reason=f"评选撤销：{row.reason}"[:200])
    return saved(row, "revoke", actor, note=row.reason)
