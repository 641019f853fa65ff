"""The committee rates the handling of suggestions: a ballot for a meeting, whose result is taken over (R223)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from congress.access.exceptions import Conflict
from congress.access.rules import require_rule
from congress.accounts.models import User
from congress.audit import operations as audit
from congress.ballots.counting import Outcome
from congress.ballots.models import Poll, RuleSet
from congress.ballots.operations.deciding import goes_on
from congress.organs.models import Organ
from oversight.handling_ratings import rules
from oversight.handling_ratings.showing import SUBJECT
from oversight.meetings.subjects import key_of
from oversight.models import HandlingRating, HandlingResult, Meeting
from oversight.operations import agenda, grade_polls, meeting_polls

#: What polls of this room are held for, as they name it.
PROCEDURE = "handling_rating"
OVERALL = "代表建议办理工作"
VERBS = {
    "handling_ratings:prepare_rating": "准备建议办理测评",
    "handling_ratings:take_result": "登记测评结果",
}


@transaction.atomic
def prepare_rating(
    *,
    meeting: Meeting,
    actor: User,
    since: date,
    until: date,
    overall: bool,
    units: Sequence[Organ],
    rule_set: RuleSet,
    mode: str,
) -> HandlingRating:
    """Put the rating on the agenda and prepare its ballot, over the handling as a whole, over units, or both.

    Those who attend the meeting vote. After a ballot was declared void the same rating gets another; ``Conflict`` while
    one of this meeting goes on. ``ValidationError`` at the field.
    """
    row = Meeting.objects.select_for_update(of=("self",)).select_related("kind").get(pk=meeting.pk)
    require_rule(actor, rules.keep_rating, row)
    if not meeting_polls.can_vote(row):
        raise Conflict("只有没有取消的常委会会议才能测评建议办理工作")
    subjects: list[tuple[str, Organ | None]] = [(OVERALL, None)] if overall else []
    subjects += [(f"{unit}办理工作", unit) for unit in units]
    if not subjects:
        raise ValidationError({"units": "请选办理工作总体，或者选承办单位"})
    known = HandlingRating.objects.filter(meeting=row, rated_on=None)
    rating = known.select_related("poll", "item").first()
    if rating is not None and goes_on(rating.poll):
        raise Conflict("这次会议的测评已经在投票表决里，结果公布以后自动登记")
    years = f"{since.year}" if since.year == until.year else f"{since.year}—{until.year}"
    title = f"{years}年代表建议办理工作满意度民主测评"
    is_new = rating is None
    rating = rating or HandlingRating(meeting=row, version=0)
    rating.title, rating.since, rating.until = title, since, until
    names = [name for name, _unit in subjects]
    rating.poll = grade_polls.prepare(
        row, actor, procedure=PROCEDURE, title=title, names=names, rule_set=rule_set, mode=mode
    )
    rating.version += 1
    rating.full_clean(exclude=["poll"])
    rating.save()
    rating.results.all().delete()
    HandlingResult.objects.bulk_create(
        HandlingResult(rating=rating, number=n, name=name, organ=unit)
        for n, (name, unit) in enumerate(subjects, 1)
    )
    if is_new:
        rating.item = agenda.add_item(
            meeting=row, actor=actor, title=title, subject=key_of(SUBJECT, rating.pk)
        )
        rating.save(update_fields=["item"])
    after = {"note": title, "since": since, "until": until}
    audit.record(actor=actor, verb="handling_ratings:prepare_rating", obj=rating, after=after)
    return rating


def take_result(poll: Poll, outcome: Outcome) -> None:
    """The published counts stand with the rating and on the agenda of its meeting.

    Called inside the transaction that publishes. ``Conflict`` keeps a result unpublished where nothing was rated, or
    the ballot was changed into something else.
    """
    rating = HandlingRating.objects.select_for_update(of=("self",)).filter(poll=poll).first()
    if rating is None:
        raise Conflict("这次投票不属于任何一次建议办理测评，请宣布作废")
    note = grade_polls.take_counts(poll, outcome, list(rating.results.all()), rating.item_id)
    rating.rated_on = timezone.localdate()
    rating.version += 1
    rating.save()
    audit.record(actor=None, verb="handling_ratings:take_result", obj=rating, after={"note": note[:500]})
