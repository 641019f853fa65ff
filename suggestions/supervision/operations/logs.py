"""What supervisors write down, the district's lists, and meetings and measures that go with a suggestion."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from activities.models import Activity
from congress.access.exceptions import Conflict
from congress.access.rules import require_rule
from congress.accounts.models import User
from congress.audit import operations as audit
from congress.organs.models import Organ
from congress.web import dates
from suggestions.models import LastingMeasure, MeetingItem, Suggestion, SupervisionItem, SupervisionLog
from suggestions.operations.shared import day_of, locked, signatories_of, tell, write_step
from suggestions.supervision import rules
from suggestions.supervision.enums import ItemKind, LoopStage, MeasureKind, Supervisor
from suggestions.supervision.queries.kinds import supervisor_kinds


@transaction.atomic
def log(
    *,
    suggestion: Suggestion,
    actor: User,
    kind: str,
    on: date,
    content: str,
    token: UUID,
    who: str = "",
    stage: str = "",
    item: SupervisionItem | None = None,
    at: datetime | None = None,
) -> SupervisionLog:
    """Write what a supervisor did, in the supervisor's name (R203). ``token`` names one sending of the form.

    Raises ``ValidationError`` by field: a day before the hand-over, 验收 without 整改 (R109), an item ticked twice.
    """
    row = locked(suggestion)
    require_rule(actor, rules.log_suggestion, row)
    earlier = SupervisionLog.objects.filter(token=token, suggestion=row).first()
    if earlier is not None:
        return earlier
    if row.assigned_at is None:
        raise Conflict("这件建议还没有交办，交办之后才能记督办")
    if kind not in {value for value, _label in supervisor_kinds(actor)}:
        raise ValidationError({"kind": "您不能以这种身份督办，请另选"})
    if kind == Supervisor.UNIT:
        stage = LoopStage.RECTIFY
    problems = _problems(row, on, content, stage, item, day_of(at))
    if problems:
        raise ValidationError(problems)
    written = SupervisionLog.objects.create(
        suggestion=row,
        kind=kind,
        who=who.strip() or actor.post_label or actor.name,
        on=on,
        content=content.strip(),
        stage=stage,
        item=item,
        author=actor,
        author_name=actor.name,
        recorded_at=at or timezone.now(),
        token=token,
    )
    facts: dict[str, Any] = {
        "log": written.pk,
        "kind": written.get_kind_display(),
        "who": written.who,
        "on": on.isoformat(),
    }
    if stage:
        facts["stage"] = written.get_stage_display()
    note = written.content[:500]
    write_step(row, "log_supervision", row.state, row.state, actor=actor, note=note, at=at, **facts)
    others = [user for user in signatories_of(row) if user.pk != actor.pk]
    title = f"{written.get_kind_display()}：{row.title}"
    tell(row, others, title, f"{written.who}：{note}", f"log{written.pk}")
    return written


def _problems(
    row: Suggestion, on: date, content: str, stage: str, item: SupervisionItem | None, today: date
) -> dict[str, str]:
    problems: dict[str, str] = {}
    handed = timezone.localdate(row.assigned_at)
    if on > today:
        problems["on"] = "这一天还没有到，请改成实际日期"
    elif on < handed:
        problems["on"] = f"早于交办的日期{dates.day(handed)}，请改成实际日期"
    if not content.strip():
        problems["content"] = "请写明做了什么"
    standing = SupervisionLog.objects.standing().filter(suggestion=row)
    if stage == LoopStage.ACCEPT and not standing.filter(stage=LoopStage.RECTIFY, on__lte=on).exists():
        problems["stage"] = "还没有监督整改的记录，先记整改，再记验收评价"
    if item is not None and standing.filter(item=item).exists():
        problems["item"] = f"“{item}”已经记过，请选另一项或不选"
    return problems


@transaction.atomic
def withdraw_log(
    *, log: SupervisionLog, actor: User, reason: str, at: datetime | None = None
) -> SupervisionLog:
    """Take back what one wrote by mistake; it stays on record with the reason. Only the author does it."""
    row = locked(log.suggestion)
    kept = SupervisionLog.objects.get(pk=log.pk)
    if kept.author_id != actor.pk:
        raise Conflict("只有记录人本人能撤回")
    if kept.withdrawn_at is not None:
        raise Conflict("这条记录已经撤回")
    standing = SupervisionLog.objects.standing().filter(suggestion=row)
    others = standing.filter(stage=LoopStage.RECTIFY).exclude(pk=kept.pk)
    accepted = standing.filter(stage=LoopStage.ACCEPT).exclude(pk=kept.pk)
    if kept.stage == LoopStage.RECTIFY and accepted.exists() and not others.exists():
        raise Conflict("已经验收，整改记录不能撤回；请先撤回验收评价")
    if not reason.strip():
        raise ValidationError({"reason": "请写明撤回的原因"})
    kept.withdrawn_at, kept.withdrawn_reason = at or timezone.now(), reason.strip()
    kept.save()
    facts: dict[str, Any] = {"log": kept.pk, "kind": kept.get_kind_display(), "on": kept.on.isoformat()}
    note = kept.withdrawn_reason
    write_step(row, "withdraw_log", row.state, row.state, actor=actor, note=note, at=at, **facts)
    return kept


@transaction.atomic
def save_item(
    *,
    actor: User,
    kind: str,
    name: str,
    order: int = 0,
    active: bool = True,
    item: SupervisionItem | None = None,
) -> SupervisionItem:
    """Add an item to one of the district's lists, or change it; what was ticked keeps its item."""
    row = item or SupervisionItem(kind=ItemKind(kind))
    before = {"name": row.name, "order": row.order, "active": row.active} if item else {}
    row.name, row.order, row.active = name.strip(), order, active
    same = SupervisionItem.objects.filter(kind=row.kind, name=row.name).exclude(pk=row.pk)
    if same.exists():
        raise ValidationError({"name": "已有这一项"})
    row.save()
    after = {"name": row.name, "order": row.order, "active": row.active}
    audit.record(actor=actor, verb="supervision:save_item", obj=row, before=before, after=after)
    return row


@transaction.atomic
def link_meeting(
    *,
    activity: Activity,
    actor: User,
    suggestions: Collection[Suggestion],
    conclusion: str = "",
    at: datetime | None = None,
) -> list[MeetingItem]:
    """Say that a logged meeting dealt with these suggestions; those linked before stay as they are (R213)."""
    if not suggestions:
        raise ValidationError({"numbers": "请写这次会议研究了哪几件建议"})
    linked = []
    for suggestion in sorted(suggestions, key=lambda one: one.pk):
        row = locked(suggestion)
        require_rule(actor, rules.link_meeting, row)
        item, new = MeetingItem.objects.get_or_create(
            activity=activity,
            suggestion=row,
            defaults={
                "conclusion": conclusion.strip(),
                "recorded_by": actor,
                "recorded_at": at or timezone.now(),
            },
        )
        if not new:
            continue
        facts: dict[str, Any] = {
            "activity": activity.pk,
            "meeting": activity.headline,
            "on": activity.start_on.isoformat(),
        }
        note = item.conclusion
        write_step(row, "link_meeting", row.state, row.state, actor=actor, note=note, at=at, **facts)
        title = f"列入会议研究：{row.title}"
        text = f"{dates.day(activity.start_on)}，{activity.headline}。{note}"
        tell(row, signatories_of(row), title, text, f"meeting{activity.pk}")
        linked.append(item)
    return linked


@transaction.atomic
def conclude_item(
    *, item: MeetingItem, actor: User, conclusion: str, at: datetime | None = None
) -> MeetingItem:
    """Write what the meeting agreed on for one suggestion."""
    row = locked(item.suggestion)
    require_rule(actor, rules.link_meeting, row)
    kept = MeetingItem.objects.select_related("activity").get(pk=item.pk)
    if kept.conclusion == conclusion.strip():
        return kept
    kept.conclusion = conclusion.strip()
    kept.save()
    facts: dict[str, Any] = {"activity": kept.activity_id, "meeting": kept.activity.headline}
    note = kept.conclusion
    write_step(row, "conclude_item", row.state, row.state, actor=actor, note=note, at=at, **facts)
    return kept


@transaction.atomic
def add_measure(
    *,
    suggestion: Suggestion,
    actor: User,
    kind: str,
    title: str,
    organ: Organ,
    on: date,
    number: str = "",
    content: str = "",
    at: datetime | None = None,
) -> LastingMeasure:
    """Put down the rule or measure that makes the result last (长效关, R224)."""
    row = locked(suggestion)
    require_rule(actor, rules.keep_measure, row)
    if row.assigned_at is None:
        raise Conflict("这件建议还没有交办，办理之后才有长效机制")
    if on > day_of(at):
        raise ValidationError({"on": "这一天还没有到，请改成实际日期"})
    try:
        with transaction.atomic():
            measure = LastingMeasure.objects.create(
                suggestion=row,
                kind=MeasureKind(kind),
                title=title.strip(),
                number=number.strip(),
                organ=organ,
                on=on,
                content=content.strip(),
                recorded_by=actor,
                recorded_at=at or timezone.now(),
            )
    except IntegrityError:
        raise ValidationError({"title": "这件建议已记过这一项"}) from None
    facts: dict[str, Any] = {
        "measure": measure.pk,
        "title": measure.title,
        "organ": organ.short_name,
        "on": on.isoformat(),
    }
    note = measure.content
    write_step(row, "add_measure", row.state, row.state, actor=actor, note=note, at=at, **facts)
    tell(row, signatories_of(row), f"建立长效机制：{row.title}", measure.title, f"measure{measure.pk}")
    return measure
