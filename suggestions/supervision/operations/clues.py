"""Suggestions and the procuratorate, both ways (R218)."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from congress.access.exceptions import Conflict
from congress.access.rules import require, require_rule
from congress.accounts.models import User
from congress.audit import operations as audit
from congress.notices import operations as notices
from congress.organs.enums import OrganKind
from congress.organs.models import Organ
from congress.web import dates
from deputies.models import Deputyship
from suggestions import operations
from suggestions.enums import Source
from suggestions.models import Advice, Clue, Suggestion
from suggestions.operations.shared import (
    day_of,
    keeper_check,
    keepers_of,
    locked,
    signatories_of,
    staff_of,
    tell,
    write_step,
)
from suggestions.supervision import rules
from suggestions.supervision.enums import LIVE_CLUES, AdviceState, ClueState
from suggestions.supervision.operations.keys import SUPERVISED_STATES
from suggestions.supervision.operations.shared import office
from suggestions.supervision.workflow import ADVICE_WORKFLOW, CLUE_WORKFLOW


@transaction.atomic
def send_clue(
    *, suggestion: Suggestion, actor: User, organ: Organ, reason: str, at: datetime | None = None
) -> Clue:
    """Pass a suggestion to the procuratorate as a clue; its handling goes on meanwhile."""
    row = locked(suggestion)
    keeper_check(actor, row)
    if row.state not in SUPERVISED_STATES:
        raise Conflict(f"这件建议{row.get_state_display()}，不能移送")
    if organ.kind != OrganKind.PROCURATORATE:
        raise ValidationError({"organ": "公益诉讼线索只能移送检察院"})
    if row.clues.filter(state__in=LIVE_CLUES).exists():
        raise Conflict("这件建议已经移送，还没有结果")
    clue = Clue.objects.create(
        suggestion=row, organ=organ, reason=reason.strip(), sent_by=actor, sent_at=at or timezone.now()
    )
    _write(clue, row, "send_clue", actor, at, note=clue.reason)
    tell(row, staff_of(organ), f"公益诉讼线索：{row.title}", "请决定是否受理。", f"clue{clue.pk}")
    text = f"已作为公益诉讼线索移送{organ}。"
    tell(row, signatories_of(row), f"移送检察院：{row.title}", text, f"clue{clue.pk}")
    return clue


@transaction.atomic
def accept_clue(*, clue: Clue, actor: User, at: datetime | None = None) -> Clue:
    """The procuratorate takes the clue up."""
    row, kept = _locked(clue, actor, "accept_clue")
    kept.answered_at = at or timezone.now()
    return _move(kept, row, "accept_clue", actor, at, f"{kept.organ}已受理")


@transaction.atomic
def refuse_clue(*, clue: Clue, actor: User, reason: str, at: datetime | None = None) -> Clue:
    """The procuratorate does not take it up and gives it back with the reason."""
    row, kept = _locked(clue, actor, "refuse_clue")
    if not reason.strip():
        raise ValidationError({"reason": "请写明不受理的理由"})
    kept.answered_at, kept.refusal = at or timezone.now(), reason.strip()
    return _move(kept, row, "refuse_clue", actor, at, f"{kept.organ}不受理", note=kept.refusal)


@transaction.atomic
def advise_clue(
    *, clue: Clue, actor: User, number: str, on: date, text: str, at: datetime | None = None
) -> Clue:
    """The procuratorate records the 检察建议 it issued on the clue."""
    row, kept = _locked(clue, actor, "advise_clue")
    _check_day(kept, on, day_of(at))
    kept.advice_number, kept.advised_on, kept.advice_text = number.strip(), on, text.strip()
    told = f"{kept.organ}发出检察建议（{kept.advice_number}）"
    return _move(kept, row, "advise_clue", actor, at, told, note=text.strip()[:500], number=number.strip())


@transaction.atomic
def conclude_clue(*, clue: Clue, actor: User, result: str, on: date, at: datetime | None = None) -> Clue:
    """The procuratorate records what came of it, with or without a 检察建议."""
    row, kept = _locked(clue, actor, "conclude_clue")
    _check_day(kept, on, day_of(at))
    kept.result, kept.concluded_on = result.strip(), on
    told = f"{kept.organ}已办结公益诉讼线索"
    return _move(kept, row, "conclude_clue", actor, at, told, note=kept.result[:500])


def _locked(clue: Clue, actor: User, step: str) -> tuple[Suggestion, Clue]:
    row = locked(clue.suggestion)
    kept = Clue.objects.select_related("organ").get(pk=clue.pk)
    require_rule(actor, rules.act_on_clue, kept)
    require(actor, CLUE_WORKFLOW[step], kept.state)
    return row, kept


def _check_day(kept: Clue, on: date, today: date) -> None:
    sent = timezone.localdate(kept.sent_at)
    if on < sent:
        raise ValidationError({"on": f"早于移送的日期{dates.day(sent)}，请改成实际日期"})
    if on > today:
        raise ValidationError({"on": "这一天还没有到，请改成实际日期"})


def _move(
    kept: Clue,
    row: Suggestion,
    step: str,
    actor: User,
    at: datetime | None,
    told: str,
    note: str = "",
    **facts: Any,
) -> Clue:
    kept.state = ClueState(CLUE_WORKFLOW[step].target)
    kept.version += 1
    kept.save()
    _write(kept, row, step, actor, at, note=note, **facts)
    readers = {user.pk: user for user in [*keepers_of(row.gate), *signatories_of(row)]}
    tell(row, readers.values(), f"{told}：{row.title}", note, f"clue{kept.pk}{step}")
    return kept


def _write(
    kept: Clue, row: Suggestion, verb: str, actor: User, at: datetime | None, *, note: str = "", **facts: Any
) -> None:
    told = {"clue": kept.pk, "organ": kept.organ.short_name, **facts}
    write_step(row, verb, row.state, row.state, actor=actor, note=note, at=at, **told)


@transaction.atomic
def offer_advice(
    *,
    actor: User,
    organ: Organ,
    number: str,
    issued_on: date,
    title: str,
    content: str,
    addressee: str,
    reason: str,
    at: datetime | None = None,
) -> Advice:
    """The procuratorate, or the office for it, offers a 检察建议 that a deputy may make a suggestion of."""
    if organ.kind != OrganKind.PROCURATORATE:
        raise ValidationError({"organ": "检察建议由检察院提供"})
    if issued_on > day_of(at):
        raise ValidationError({"issued_on": "这一天还没有到，请改成实际日期"})
    if Advice.objects.filter(organ=organ, number=number.strip()).exists():
        raise ValidationError({"number": "这个文号已经登记过"})
    row = Advice.objects.create(
        organ=organ,
        number=number.strip(),
        issued_on=issued_on,
        title=title.strip(),
        content=content.strip(),
        addressee=addressee.strip(),
        reason=reason.strip(),
        offered_by=actor,
        offered_at=at or timezone.now(),
    )
    audit.record(actor=actor, verb="supervision:offer_advice", obj=row, after={"number": row.number})
    _tell_advice(row, office(actor), f"检察建议待转化：{row.title}", f"{organ}，{row.number}。", "offered")
    return row


@transaction.atomic
def convert_advice(
    *, advice: Advice, actor: User, lead: Deputyship, at: datetime | None = None
) -> Suggestion:
    """Begin a deputy's suggestion from a 检察建议: the deputy completes and submits it; the link is kept."""
    kept = _locked_advice(advice, actor, "convert_advice")
    row = operations.draft(
        actor=actor,
        lead=lead,
        title=f"关于{kept.title}的建议"[:120],
        situation=kept.content,
        proposal="",
        source=Source.PROCURATORATE,
        source_note=f"{kept.organ.short_name}　{kept.number}"[:120],
        shared_with_office=True,
    )
    kept.state, kept.suggestion = AdviceState.CONVERTED, row
    kept.version += 1
    kept.save()
    write_step(
        row,
        "convert_advice",
        row.state,
        row.state,
        actor=actor,
        at=at,
        advice=kept.pk,
        number=kept.number,
        organ=kept.organ.short_name,
    )
    text = f"来自{kept.organ}的检察建议（{kept.number}），请补充“建议”后提交。"
    tell(row, signatories_of(row), f"请您提出建议：{row.title}", text, "converted")
    told = f"由{lead.person}代表提出。"
    _tell_advice(kept, staff_of(kept.organ), f"已转为代表建议：{kept.title}", told, "converted")
    return row


@transaction.atomic
def decline_advice(*, advice: Advice, actor: User, reason: str, at: datetime | None = None) -> Advice:
    """Do not make a suggestion of it, and say why."""
    kept = _locked_advice(advice, actor, "decline_advice")
    if not reason.strip():
        raise ValidationError({"reason": "请写明不转化的理由"})
    kept.state, kept.answer = AdviceState.DECLINED, reason.strip()
    kept.version += 1
    kept.save()
    audit.record(
        actor=actor,
        verb="supervision:decline_advice",
        obj=kept,
        before={"state": AdviceState.OFFERED},
        after={"state": kept.state, "note": kept.answer},
    )
    title = f"不转为代表建议：{kept.title}"
    _tell_advice(kept, staff_of(kept.organ), title, f"理由：{kept.answer}", "declined")
    return kept


def _locked_advice(advice: Advice, actor: User, step: str) -> Advice:
    kept = Advice.objects.select_for_update(of=("self",)).select_related("organ").get(pk=advice.pk)
    require(actor, ADVICE_WORKFLOW[step], kept.state)
    return kept


def _tell_advice(row: Advice, to: list[User], title: str, text: str, occasion: str) -> None:
    url = reverse("supervision:advice", args=[row.pk])
    notices.send(to=to, title=title, text=text, url=url, key=f"advice:{row.pk}:{occasion}")
