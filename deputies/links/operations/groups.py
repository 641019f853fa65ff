"""What groups are linked with, their visits to state organs with questions and answers (R113–R115, R133)."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date
from typing import TypedDict, Unpack
from uuid import UUID

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone

from congress.access.exceptions import Conflict, Denial
from congress.access.rules import require_rule
from congress.access.versions import check_version
from congress.accounts.models import User
from congress.audit import operations as audit
from congress.organs.models import Area, Organ
from deputies.links import rules
from deputies.links.duties import tell_visit
from deputies.models import DeputyGroup, Deputyship, GroupTie, OrganQuestion, OrganVisit
from deputies.models.deputyships import memberships_on


class VisitFacts(TypedDict):
    """What is told of a visit; questions are one a line."""

    organ: Organ
    on: date
    place: str
    deputies: Collection[Deputyship]
    account: str
    questions: str


def _locked_group(group: DeputyGroup) -> DeputyGroup:
    return DeputyGroup.objects.select_for_update(of=("self",)).get(pk=group.pk)


def _not_ahead(name: str, on: date) -> None:
    if on > timezone.localdate():
        raise ValidationError({name: "还没到这一天"})


@transaction.atomic
def tie_group(
    *,
    group: DeputyGroup,
    organs: Sequence[Organ],
    areas: Sequence[Area],
    starts_on: date,
    actor: User,
) -> DeputyGroup:
    """A group is linked with these organs, villages and communities from a day on."""
    if not actor.has_role(*rules.OFFICE):
        raise PermissionDenied(Denial(rules.OFFICE))
    row = _locked_group(group)
    if row.is_over:
        raise Conflict(f"{row}已撤销")
    if not organs and not areas:
        raise ValidationError("请选择国家机关或者村（社区），至少选一个")
    _not_ahead("starts_on", starts_on)
    for tie in [
        *(GroupTie(group=row, organ=organ, starts_on=starts_on) for organ in organs),
        *(GroupTie(group=row, area=area, starts_on=starts_on) for area in areas),
    ]:
        named = tie.organ or tie.area
        try:
            tie.full_clean()
        except ValidationError as error:
            field = "organs" if tie.organ else "areas"
            raise ValidationError({field: f"{named}：{'；'.join(error.messages)}"}) from error
        tie.save()
        audit.record(
            actor=actor, verb="links:tie_group", obj=row, after={"title": str(named), "starts_on": starts_on}
        )
    return row


@transaction.atomic
def untie_group(*, tie: GroupTie, ends_on: date, actor: User) -> GroupTie:
    """The last day of what a group is linked with."""
    if not actor.has_role(*rules.OFFICE):
        raise PermissionDenied(Denial(rules.OFFICE))
    group = _locked_group(tie.group)
    row = GroupTie.objects.select_related("organ", "area").get(pk=tie.pk)
    if row.ends_on is not None:
        raise Conflict("这个联系已经结束")
    _not_ahead("ends_on", ends_on)
    row.ends_on = ends_on
    row.full_clean()
    row.save()
    after = {"title": str(row.organ or row.area), "ends_on": ends_on}
    audit.record(actor=actor, verb="links:untie_group", obj=group, after=after)
    return row


@transaction.atomic
def record_visit(
    *, group: DeputyGroup, actor: User, token: UUID | None = None, **facts: Unpack[VisitFacts]
) -> OrganVisit:
    """Write down that a group called on an organ; one it is not linked with is allowed (R114).

    Sent twice under one ``token`` it is one visit. Raises ``ValidationError`` for a day to come and for deputies
    who were not in the group that day.
    """
    row = _locked_group(group)
    sent = OrganVisit.objects.filter(token=token).first() if token else None
    if sent is not None:
        return sent
    _check_visit(row, facts)
    visit = OrganVisit(
        group=row,
        organ=facts["organ"],
        on=facts["on"],
        place=facts["place"].strip(),
        account=facts["account"].strip(),
        token=token,
        entered_by=actor,
    )
    visit.full_clean()
    visit.save()
    require_rule(actor, rules.keep_visit, visit)
    visit.deputies.set(facts["deputies"])
    OrganQuestion.objects.bulk_create(
        OrganQuestion(visit=visit, text=line) for line in _questions(facts["questions"])
    )
    audit.record(
        actor=actor,
        verb="links:record_visit",
        obj=visit,
        after={"organ": visit.organ.name, "on": visit.on, "people": len(facts["deputies"])},
    )
    tell_visit(visit, actor)
    return visit


def _check_visit(group: DeputyGroup, facts: VisitFacts) -> None:
    _not_ahead("on", facts["on"])
    if not facts["deputies"]:
        raise ValidationError({"deputies": "请选择参加的代表"})
    sitting = memberships_on(facts["on"]).filter(group=group).values("deputyship_id")
    outside = [
        one.person.name for one in facts["deputies"] if one.pk not in {s["deputyship_id"] for s in sitting}
    ]
    if outside:
        raise ValidationError({"deputies": f"{'、'.join(outside)}这一天不在{group}"})


def _questions(text: str) -> list[str]:
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    longest: int = OrganQuestion._meta.get_field("text").max_length or 0
    if any(len(line) > longest for line in lines):
        raise ValidationError({"questions": f"一条最多 {longest} 个字，请分行写"})
    return lines


def _locked_visit(visit: OrganVisit) -> OrganVisit:
    rows = OrganVisit.objects.select_for_update(of=("self",)).select_related("group", "organ")
    return rows.get(pk=visit.pk)


@transaction.atomic
def ask_question(*, visit: OrganVisit, text: str, actor: User) -> OrganQuestion:
    """Another question or opinion of the visit."""
    row = _locked_visit(visit)
    require_rule(actor, rules.keep_visit, row)
    if row.withdrawn_at:
        raise Conflict("这次联系已撤回")
    question = OrganQuestion(visit=row, text=text.strip())
    question.full_clean()
    question.save()
    audit.record(actor=actor, verb="links:ask_question", obj=row, after={"title": question.text})
    return question


@transaction.atomic
def answer_question(
    *, question: OrganQuestion, version: int, answer: str, answered_on: date, answered_by: str, actor: User
) -> OrganQuestion:
    """The answer of the organ, by itself or written down for it; an answer can be corrected."""
    visit = _locked_visit(question.visit)
    require_rule(actor, rules.answer_visit, visit)
    row = OrganQuestion.objects.get(pk=question.pk)
    check_version(row, version, {"answer": row.answer, "answered_by": row.answered_by})
    if visit.withdrawn_at:
        raise Conflict("这次联系已撤回")
    _not_ahead("answered_on", answered_on)
    if answered_on < visit.on:
        raise ValidationError({"answered_on": "答复日期不能早于联系那天"})
    before = row.answer
    row.answer, row.answered_on, row.answered_by = answer.strip(), answered_on, answered_by.strip()
    row.version += 1
    row.full_clean()
    row.save()
    audit.record(
        actor=actor,
        verb="links:answer_question",
        obj=visit,
        before={"answer": before},
        after={"answer": row.answer, "answered_on": answered_on},
    )
    return row


@transaction.atomic
def withdraw_visit(*, visit: OrganVisit, reason: str, actor: User) -> OrganVisit:
    """It counts no longer."""
    row = _locked_visit(visit)
    require_rule(actor, rules.keep_visit, row)
    if row.withdrawn_at:
        raise Conflict("这次联系已撤回")
    row.withdrawn_at, row.withdrawn_reason = timezone.now(), reason.strip()
    row.version += 1
    row.full_clean()
    row.save()
    audit.record(actor=actor, verb="links:withdraw_visit", obj=row, after={"reason": row.withdrawn_reason})
    tell_visit(row, actor)
    return row
