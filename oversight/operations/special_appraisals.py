"""Appraisals of departments: the plan, the steps up to the ballot, days on the spot that the log holds too (R119)."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from congress.access.exceptions import Conflict
from congress.access.rules import require
from congress.accounts.models import User
from congress.audit import operations as audit
from congress.audit.registering import advance, correct, enter, locked, not_to_come
from congress.ballots.operations.deciding import goes_on
from congress.notices.operations import own as notices
from congress.organs.models import Organ
from congress.web import dates
from deputies.models import Deputyship, Person
from oversight.appraisals import rules
from oversight.appraisals.enums import ON_THE_SPOT, AppraisalState
from oversight.appraisals.workflow import APPRAISAL_WORKFLOW
from oversight.models import AppraisalVisit, AppraisedBody, SpecialAppraisal
from oversight.operations.spot_days import log_day

#: The code of the kind of activity a day on the spot is.
KIND = "research"


def move(row: SpecialAppraisal, step: str, actor: User, **after: Any) -> SpecialAppraisal:
    """Into the state a step leads to, written down."""
    to = AppraisalState(APPRAISAL_WORKFLOW[step].target)
    return advance(row, to, actor=actor, verb=f"special_appraisals:{step}", **after)


def tell(row: SpecialAppraisal, people: Iterable[User], title: str, text: str, *, url: str, key: str) -> None:
    """Notify people of what happened, once for each occasion."""
    notices.send(to=people, title=title, text=text, url=url, key=f"special_appraisal:{row.pk}:{key}")


def _set_bodies(row: SpecialAppraisal, organs: Collection[Organ]) -> None:
    if not organs:
        raise ValidationError({"organs": "请选被评议的部门"})
    row.bodies.all().delete()
    AppraisedBody.objects.bulk_create(
        AppraisedBody(appraisal=row, number=n, organ=organ, name=str(organ))
        for n, organ in enumerate(organs, 1)
    )


@transaction.atomic
def plan_appraisal(*, actor: User, organs: Collection[Organ], **facts: Any) -> SpecialAppraisal:
    """Plan an appraisal with the departments appraised. Nobody else hears of it before it is opened."""
    verb = "special_appraisals:plan_appraisal"
    row = enter(SpecialAppraisal(), actor=actor, verb=verb, rule=rules.keep_appraisal, facts=facts)
    _set_bodies(row, organs)
    return row


@transaction.atomic
def change_appraisal(
    *,
    appraisal: SpecialAppraisal,
    actor: User,
    version: int,
    organs: Collection[Organ] | None = None,
    **facts: Any,
) -> SpecialAppraisal:
    """Correct the plan until it is public; the departments only while nobody was asked about them.

    Raises ``StaleVersion``, ``Conflict``; ``ValidationError`` where the closing day is put into the past.
    """
    known = locked(appraisal, actor, rules.keep_appraisal)
    if not known.under_way:
        raise Conflict("已公示的专项评议不能再改")
    if organs is not None and known.state != AppraisalState.PLANNED:
        raise Conflict("已经开始征求意见，不能再改被评议的部门")
    until = facts.get("opinions_until", known.opinions_until)
    moved = until != known.opinions_until
    if moved and known.state == AppraisalState.ASKING and until < timezone.localdate():
        raise ValidationError({"opinions_until": "截止日期不能早于今天，不再征求的请点“截止征求意见”"})
    verb = "special_appraisals:change_appraisal"
    row, _new = correct(
        appraisal, actor=actor, verb=verb, rule=rules.keep_appraisal, version=version, facts=facts
    )
    if organs is not None and {one.pk for one in organs} != set(row.bodies.values_list("organ", flat=True)):
        _set_bodies(row, organs)
        names = "、".join(str(one) for one in organs)
        audit.record(actor=actor, verb="special_appraisals:set_bodies", obj=row, after={"note": names[:200]})
    return row


@transaction.atomic
def open_opinions(*, appraisal: SpecialAppraisal, actor: User, opinions_until: date) -> SpecialAppraisal:
    """Ask the deputies; each who has an account gets a notice."""
    row = locked(appraisal, actor, rules.keep_appraisal)
    require(actor, APPRAISAL_WORKFLOW["open_opinions"], row.state)
    today = timezone.localdate()
    if opinions_until < today:
        raise ValidationError({"opinions_until": "截止日期不能早于今天"})
    row.opinions_until = opinions_until
    move(row, "open_opinions", actor, opinions_until=opinions_until)
    serving = Deputyship.objects.in_force(today).order_by().values("person__user")
    tell(
        row,
        User.objects.filter(pk__in=serving, is_active=True),
        f"请您提意见：{row.title}",
        f"请在{dates.full_day(opinions_until)}以前，对被评议部门的履职情况提意见。",
        url=reverse("special_appraisals:opine", args=[row.pk]),
        key="ask",
    )
    return row


@transaction.atomic
def close_opinions(*, appraisal: SpecialAppraisal, actor: User) -> SpecialAppraisal:
    """No more opinions; the days on the spot go on."""
    row = locked(appraisal, actor, rules.keep_appraisal)
    require(actor, APPRAISAL_WORKFLOW["close_opinions"], row.state)
    return move(row, "close_opinions", actor)


@transaction.atomic
def withdraw_appraisal(*, appraisal: SpecialAppraisal, actor: User, reason: str) -> SpecialAppraisal:
    """It is not held; days on the spot stay in the log. ``Conflict`` while or after the meeting votes."""
    row = locked(appraisal, actor, rules.keep_appraisal)
    require(actor, APPRAISAL_WORKFLOW["withdraw_appraisal"], row.state)
    if not reason.strip():
        raise ValidationError({"reason": "请写原因"})
    if goes_on(row.poll):
        raise Conflict("测评已在投票表决里，投票宣布作废以后才能撤回")
    row.withdrawn_reason = reason.strip()
    return move(row, "withdraw_appraisal", actor, note=row.withdrawn_reason)


@transaction.atomic
def record_visit(
    *,
    appraisal: SpecialAppraisal,
    actor: User,
    on: date,
    place: str,
    account: str,
    members: Collection[Person] = (),
    deputies: Collection[Deputyship] = (),
) -> AppraisalVisit:
    """A day on the spot: it goes into the log with who was there, and the deputies' registers follow from there."""
    row = locked(appraisal, actor, rules.keep_appraisal)
    if row.state not in ON_THE_SPOT:
        raise Conflict(f"这次评议{row.get_state_display()}，不能登记调研")
    not_to_come("on", on)
    visit = AppraisalVisit(appraisal=row, on=on, place=place.strip(), account=account.strip())
    visit.full_clean(exclude=["activity"])
    visit.activity = log_day(
        actor=actor,
        kind=(KIND, "调研"),
        on=on,
        place=visit.place,
        topic=row.title,
        doing="开展专项评议调研",
        told=f"到{visit.place}开展专项评议调研。{visit.account}",
        members=members,
        deputies=deputies,
        manner="参加调研",
    )
    visit.save()
    after = {"on": on, "note": visit.place}
    audit.record(actor=actor, verb="special_appraisals:record_visit", obj=row, after=after)
    return visit
