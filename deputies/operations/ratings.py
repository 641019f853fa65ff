"""Rounds in which deputies rate bodies, from preparation to published totals (R082); the ballot in between stands in
``rating_ballots``.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from congress.access.exceptions import Conflict
from congress.access.rules import require, require_rule
from congress.access.versions import check_version
from congress.access.workflow import Transition
from congress.accounts.enums import Role
from congress.accounts.models import Assignment, User
from congress.audit import operations as audit
from congress.notices import operations as notices
from congress.organs.models import Organ
from deputies.models import Deputyship, RatedBody, RatingRater, RatingRound, RatingTally
from deputies.ratings import rules
from deputies.ratings.enums import Opinion, RoundState
from deputies.ratings.workflow import ROUND_WORKFLOW


@transaction.atomic
def prepare_round(
    *,
    actor: User,
    title: str,
    closes_on: date,
    organs: Collection[Organ],
    deputyships: Collection[Deputyship],
    note: str = "",
) -> RatingRound:
    """Prepare a round: which bodies are rated, by which deputies. Nobody hears of it before it is opened.

    Raises ``ValidationError`` at the field.
    """
    row = RatingRound(
        title=title.strip(), year=closes_on.year, closes_on=closes_on, note=note, created_by=actor
    )
    _write(row, actor, organs, deputyships, "prepare_round", {})
    return row


@transaction.atomic
def change_round(
    *,
    round: RatingRound,
    actor: User,
    version: int,
    title: str,
    closes_on: date,
    organs: Collection[Organ],
    deputyships: Collection[Deputyship],
    note: str = "",
) -> RatingRound:
    """Change what is still prepared. Raises ``StaleVersion``, and ``Conflict`` once deputies were asked."""
    row = _locked(round)
    require_rule(actor, rules.keep_round, row)
    before = _facts(row)
    check_version(row, version, before)
    if row.state != RoundState.DRAFT:
        raise Conflict("已经开始评议，不能再改被评议单位和代表")
    row.title, row.closes_on, row.year, row.note = title.strip(), closes_on, closes_on.year, note
    row.version += 1
    _write(row, actor, organs, deputyships, "change_round", before)
    return row


@transaction.atomic
def rate(
    *, round: RatingRound, deputyship: Deputyship, actor: User, opinions: Mapping[int, str]
) -> RatingRound:
    """Take part in a round from before ballots: what is said of each body (by key) is added to its totals, and nothing
    else is kept of it.

    Raises ``ValidationError`` when a body is left out, ``Conflict`` for a second time, and before or after the round.
    """
    row = _locked(round)
    if row.poll_id:
        raise Conflict("这次评议用投票表决，请在待办里投票")
    if row.state != RoundState.OPEN or row.closes_on < timezone.localdate():
        raise Conflict("这次评议没有开始，或者已经截止")
    rater = (
        RatingRater.objects.select_for_update()
        .filter(round=row, deputyship=deputyship, deputyship__person__user=actor)
        .first()
    )
    if rater is None:
        raise Conflict("这次评议没有请您参加")
    if rater.has_rated:
        raise Conflict("您已评议，不记名的评议不能再改")
    bodies = {body.pk: body for body in row.bodies.select_related("organ")}
    missing = [key for key in bodies if opinions.get(key) not in Opinion.values]
    if missing:
        raise ValidationError({f"body_{key}": f"还没有评议{bodies[key]}" for key in missing})
    rater.has_rated = True
    rater.save()
    for key, body in bodies.items():
        RatingTally.add(body, opinions[key])
    audit.record(actor=actor, verb="deputies:rate", obj=row, after={"taken_part": True})
    return row


@transaction.atomic
def close_round(*, round: RatingRound, actor: User) -> RatingRound:
    """End a round no ballot decides, from before ballots or whose ballot was void; from now on its totals can be read,
    and nothing is added.
    """
    row, transition = step(round, "close_round", actor)
    if row.is_voted_on:
        raise Conflict("这次评议用投票表决，结果公布以后自动登记")
    move(row, transition, actor)
    return row


@transaction.atomic
def publish_round(*, round: RatingRound, actor: User) -> RatingRound:
    """Let the rated bodies read their own totals; each hears of it."""
    row, transition = step(round, "publish_round", actor)
    move(row, transition, actor)
    holders = Assignment.objects.in_force().filter(role=Role.UNIT, organ__in=row.bodies.values("organ"))
    notices.send(
        to=User.objects.filter(pk__in=holders.values("user_id"), is_active=True),
        title=f"代表评议结果：{row.title}",
        text="可以看到对本单位评议的汇总。",
        url=reverse("ratings:detail", args=[row.pk]),
        key=f"rating_result:{row.pk}",
    )
    return row


def _write(
    row: RatingRound,
    actor: User,
    organs: Collection[Organ],
    deputyships: Collection[Deputyship],
    verb: str,
    before: dict[str, object],
) -> None:
    if not organs:
        raise ValidationError({"organs": "还没有选被评议单位"})
    if not deputyships:
        raise ValidationError({"deputyships": "还没有选参加评议的代表"})
    row.full_clean()
    row.save()
    row.bodies.all().delete()
    row.raters.all().delete()
    bodies = RatedBody.objects.bulk_create(
        RatedBody(round=row, organ=organ, order=order) for order, organ in enumerate(organs)
    )
    RatingTally.objects.bulk_create(RatingTally(body=body, opinion=one) for body in bodies for one in Opinion)
    RatingRater.objects.bulk_create(RatingRater(round=row, deputyship=one) for one in deputyships)
    audit.record(actor=actor, verb=f"deputies:{verb}", obj=row, before=before, after=_facts(row))


def _facts(row: RatingRound) -> dict[str, object]:
    return {
        "title": row.title,
        "closes_on": row.closes_on,
        "bodies": row.bodies.count(),
        "raters": row.raters.count(),
    }


def _locked(round: RatingRound) -> RatingRound:
    rows = RatingRound.objects.select_for_update(of=("self",)).select_related("poll")
    return rows.get(pk=round.pk)


def step(round: RatingRound, step: str, actor: User) -> tuple[RatingRound, Transition]:
    """The round for this transaction alone, if this user may take the step now."""
    row = _locked(round)
    require_rule(actor, rules.keep_round, row)
    transition = ROUND_WORKFLOW[step]
    require(actor, transition, row.state)
    return row, transition


def move(row: RatingRound, transition: Transition, actor: User) -> None:
    """Into the state a step leads to, written down."""
    before, row.state = row.state, transition.target
    row.version += 1
    row.save()
    audit.record(
        actor=actor,
        verb=f"deputies:{transition.step}",
        obj=row,
        before={"state": before},
        after={"state": row.state},
    )
