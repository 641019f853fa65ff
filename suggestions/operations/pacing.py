"""More time, and urging: what moves the clocks without moving the state."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime, time

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from congress.access.exceptions import Conflict
from congress.access.rules import require_rule
from congress.accounts.models import User
from congress.web import dates
from suggestions import rules
from suggestions.enums import ANSWER_CLOCKS, ExtensionState, HandlingState
from suggestions.models import Clock, Extension, Handling, Step, Suggestion
from suggestions.operations.assigning import require_handling
from suggestions.operations.shared import (
    day_of,
    keeper_check,
    keepers_of,
    locked,
    locked_part,
    settle,
    signatories_of,
    staff_of,
    tell,
    write_step,
)


@transaction.atomic
def ask_extension(
    *, handling: Handling, actor: User, until: date, reason: str, at: datetime | None = None
) -> Extension:
    """A unit asks for more time to reply; once at a time, before the office has decided."""
    part = locked_part(handling)
    row = part.suggestion
    require_rule(actor, rules.act_for_unit, part)
    if part.state != HandlingState.ACCEPTED:
        raise Conflict("签收之后、答复之前才能申请延期")
    clock = _reply_clock(part)
    if until <= clock.due_on:
        raise ValidationError({"until": f"现在的期限是{dates.day(clock.due_on)}，延期须晚于这一天"})
    if part.extensions.filter(state=ExtensionState.ASKED).exists():
        raise Conflict("已有一份延期申请在等决定")
    asked = Extension.objects.create(
        handling=part,
        clock=clock,
        until=until,
        reason=reason.strip(),
        asked_by=actor,
        asked_at=at or timezone.now(),
    )
    write_step(
        row,
        "ask_extension",
        part.state,
        part.state,
        actor=actor,
        note=asked.reason,
        at=at,
        handling=part,
        unit=part.organ_name,
        until=until.isoformat(),
    )
    from_unit = f"{part.organ}申请延到{dates.day(until)}。理由：{asked.reason}"
    tell(row, keepers_of(row.gate), f"申请延期：{row.title}", from_unit, f"extension{asked.pk}")
    return asked


@transaction.atomic
def decide_extension(
    *, extension: Extension, actor: User, grant: bool, note: str = "", at: datetime | None = None
) -> Extension:
    """Give the unit more time, or not; the clock keeps its first day and shows both."""
    part = locked_part(extension.handling)
    row = part.suggestion
    keeper_check(actor, row)
    asked = Extension.objects.select_related("clock").get(pk=extension.pk)
    if asked.state != ExtensionState.ASKED:
        raise Conflict(f"这份延期申请{asked.get_state_display()}")
    asked.state = ExtensionState.GRANTED if grant else ExtensionState.REFUSED
    asked.answer_note, asked.decided_by, asked.decided_at = note.strip(), actor, at or timezone.now()
    asked.save()
    if grant:
        asked.clock.due_on = asked.until
        asked.clock.save(update_fields=["due_on"])
    verb = "grant_extension" if grant else "refuse_extension"
    write_step(
        row,
        verb,
        part.state,
        part.state,
        actor=actor,
        note=asked.answer_note,
        at=at,
        handling=part,
        unit=part.organ_name,
        until=asked.until.isoformat(),
    )
    settle(row)
    word = f"同意延到{dates.day(asked.until)}" if grant else "不同意延期"
    tell(row, staff_of(part.organ), f"{word}：{row.title}", asked.answer_note, f"extended{asked.pk}")
    if grant:
        tell(
            row,
            signatories_of(row),
            f"答复延期：{row.title}",
            f"{part.organ}：{word}。",
            f"extended{asked.pk}",
        )
    return asked


@transaction.atomic
def urge(
    *,
    suggestion: Suggestion,
    actor: User,
    handlings: Collection[Handling],
    note: str = "",
    at: datetime | None = None,
) -> int:
    """Urge units that still owe something (催办); how many. The same unit is urged once a day."""
    row = locked(suggestion)
    keeper_check(actor, row)
    require_handling(row)
    wanted = [part.pk for part in handlings]
    busy = list(Handling.objects.busy().filter(pk__in=wanted, suggestion=row).select_related("organ"))
    today = day_of(at)
    midnight = timezone.make_aware(datetime.combine(today, time.min))
    already = Step.objects.filter(verb="urge", handling__in=busy, at__gte=midnight)
    done = set(already.values_list("handling_id", flat=True))
    urged = [part for part in busy if part.pk not in done]
    for part in urged:
        write_step(
            row,
            "urge",
            part.state,
            part.state,
            actor=actor,
            note=note.strip(),
            at=at,
            handling=part,
            unit=part.organ_name,
        )
        text = note.strip() or "请抓紧办理，按期答复。"
        tell(row, staff_of(part.organ), f"催办：{row.title}", text, f"urge{part.pk}-{today:%Y%m%d}")
    return len(urged)


def _reply_clock(part: Handling) -> Clock:
    return part.clocks.filter(kind__in=ANSWER_CLOCKS, stopped_on__isnull=True).get()
