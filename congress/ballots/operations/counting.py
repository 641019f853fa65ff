"""The box is opened, paper counted by two, ties decided, the result published; or the whole poll declared void."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from random import SystemRandom

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from congress.access.exceptions import Conflict
from congress.accounts.models import User
from congress.audit import operations as audit
from congress.audit.models import AuditEvent
from congress.ballots import sealing
from congress.ballots.counting import PaperTotals, paper_faults
from congress.ballots.enums import Custody, PollState, TieRule
from congress.ballots.models import Ballot, Elector, PaperEntry, Poll
from congress.ballots.operations.preparing import locked, prepare_poll, rules_of, saved
from congress.ballots.operations.voting import system_opener
from congress.ballots.queries import Counting
from congress.notices.operations import own

_BATCH = 500


@transaction.atomic
def open_box(*, poll: Poll, actor: User, phrase: str = "") -> Poll:
    """Take all ballots out, mix them, and throw away the key and the sealed ones.

    ``ValidationError`` at ``phrase`` when it does not open the box; ``Conflict`` when the box holds another number of
    ballots than voters were marked or written down in the audit trail.
    """
    row = locked(poll, actor, "open_box")
    if row.takes_phones:
        marks = _taken_out(row, phrase)
        SystemRandom().shuffle(marks)
        Ballot.objects.bulk_create([Ballot(poll=row, marks=one) for one in marks], batch_size=_BATCH)
        row.sealed.all().delete()
    row.public_key = row.locked_key = ""
    row.state, row.opened_at = PollState.OPENED, timezone.now()
    saved(row)
    after = {"ballots": row.ballots.count()}
    audit.record(actor=actor, verb="ballots:open_box", obj=row, after=after)
    return row


def _taken_out(row: Poll, phrase: str) -> list[dict[str, str]]:
    opener = system_opener(row) if row.custody == Custody.SYSTEM else phrase
    try:
        key = sealing.unlocked(row.locked_key, opener)
    except sealing.WrongPhrase as error:
        raise ValidationError({"phrase": "口令打不开票箱，请照信封里的口令再输一遍"}) from error
    boxes = [bytes(box) for box in row.sealed.values_list("box", flat=True)]
    voted = row.electors.filter(voted=True).count()
    told = AuditEvent.objects.filter(
        verb="ballots:vote", object_type=row._meta.label, object_id=str(row.pk)
    ).count()
    if not len(boxes) == voted == told:
        raise Conflict(
            f"票箱里有 {len(boxes)} 张票，名单上投过票的有 {voted} 人，操作记录里有 {told} 次投票，对不上，不能计票。"
            "请宣布作废，查清后重新投票"
        )
    return [sealing.opened(key, box) for box in boxes]


@transaction.atomic
def enter_paper(
    *,
    poll: Poll,
    actor: User,
    issued: int,
    returned: int,
    valid: int,
    void: int,
    counts: Mapping[str, Mapping[str, int]],
) -> PaperEntry:
    """Write down what one person counted, or count again until the result is published.

    ``ValidationError`` at the number that cannot be true; ``Conflict`` for a third person.
    """
    row = locked(poll, actor, "enter_paper")
    if not row.takes_paper:
        raise Conflict("这次投票没有纸质票")
    keys = [item.key for item in row.items.all()]
    totals = PaperTotals(issued, returned, valid, void, counts)
    faults = paper_faults(row.rule_data(), keys, totals, planned=row.paper_count)
    if faults:
        raise ValidationError({name: [fault] for name, fault in faults.items()})
    entries = {entry.place: entry for entry in row.paper_entries.all()}
    own_entry = next((one for one in entries.values() if one.entered_by_id == actor.pk), None)
    if own_entry is None and len(entries) == 2:
        raise Conflict("已经有两个人录入，由他们两人核对")
    entry = own_entry or PaperEntry(poll=row, entered_by=actor, place=len(entries) + 1)
    entry.issued, entry.returned, entry.valid, entry.void = issued, returned, valid, void
    entry.counts = {place: dict(numbers) for place, numbers in counts.items()}
    entry.full_clean(exclude=["poll", "entered_by", "counts"])
    entry.save()
    if row.drawn:
        row.drawn, row.witnesses = [], ""
        saved(row)
    after = {"issued": issued, "returned": returned, "valid": valid, "void": void}
    audit.record(actor=actor, verb="ballots:enter_paper", obj=row, after=after)
    return entry


@transaction.atomic
def draw_lot(*, poll: Poll, actor: User, items: Sequence[str], witnesses: str) -> Poll:
    """Write down which of the items with equal votes the lot has chosen, and before whom it was drawn."""
    row = locked(poll, actor, "draw_lot")
    row.drawn = []
    counting = Counting(row)
    outcome = counting.outcome
    if counting.waits_for_paper:
        raise Conflict(counting.unpublishable)
    if row.tie != TieRule.LOT or not outcome.open_seats:
        raise Conflict("没有要抽签决定的项目")
    if set(items) - set(outcome.tied) or len(set(items)) != outcome.open_seats:
        raise ValidationError({"items": f"请从票数相同的项目中选 {outcome.open_seats} 项"})
    row.drawn, row.witnesses = sorted(items), witnesses.strip()
    saved(row)
    after = {"drawn": row.drawn, "witnesses": row.witnesses}
    audit.record(actor=actor, verb="ballots:draw_lot", obj=row, after=after)
    return row


@transaction.atomic
def publish_poll(*, poll: Poll, actor: User) -> Poll:
    """Publish the result with its digest; what follows from it in a room follows now. ``Conflict`` with the reason."""
    row = locked(poll, actor, "publish_poll")
    counting = Counting(row)
    if counting.unpublishable:
        raise Conflict(counting.unpublishable)
    row.digest = counting.digest
    row.state, row.published_at = PollState.PUBLISHED, timezone.now()
    saved(row)
    outcome = counting.outcome
    row.plug.on_published(row, outcome)
    after = {"digest": row.digest, "cast": outcome.cast, "valid": outcome.valid, "void": outcome.void}
    audit.record(actor=actor, verb="ballots:publish_poll", obj=row, after=after)
    return row


@transaction.atomic
def vote_again(*, poll: Poll, actor: User) -> Poll:
    """Prepare a poll over the items with equal votes, for the seats that are left, by the same electors."""
    row = locked(poll, actor, "vote_again")
    counting = Counting(row)
    outcome = counting.outcome
    if not outcome.open_seats:
        raise Conflict("没有票数相同、要再次投票的项目")
    if row.followed_by.exclude(state=PollState.VOIDED).exists():
        raise Conflict("已经准备了再次投票")
    tied = [(item.title, item.note) for item in counting.items if item.key in outcome.tied]
    rules = rules_of(row) | {
        "seats": outcome.open_seats,
        "min_ticks": min(row.min_ticks, outcome.open_seats),
    }
    again = prepare_poll(
        actor=actor,
        items=tied,
        rules=rules,
        procedure=row.procedure,
        area=row.area,
        organ=row.organ,
        follows=row,
        title=f"{row.title[:110]}（再次投票）",
        note=row.note,
        mode=row.mode,
        scales=row.scales,
        chief_scrutineer=row.chief_scrutineer,
        scrutineers=row.scrutineers,
        tellers=row.tellers,
    )
    again.electorate, again.electorate_words = row.electorate, row.electorate_words
    again.members, again.paper_count = row.members, row.paper_count
    saved(again)
    same = row.electors.values_list("user_id", "name", "on_paper")
    Elector.objects.bulk_create(
        [Elector(poll=again, user_id=user, name=name, on_paper=on_paper) for user, name, on_paper in same]
    )
    return again


@transaction.atomic
def void_poll(*, poll: Poll, actor: User, reason: str) -> Poll:
    """Declare a poll void before its result is published. Ballots in the box are never opened; all are thrown away."""
    row = locked(poll, actor, "void_poll")
    if not reason.strip():
        raise ValidationError({"reason": "请写作废的原因"})
    row.sealed.all().delete()
    row.ballots.all().delete()
    row.public_key = row.locked_key = ""
    row.state, row.void_reason = PollState.VOIDED, reason.strip()
    saved(row)
    own.retract(key=f"poll:{row.pk}")
    audit.record(actor=actor, verb="ballots:void_poll", obj=row, after={"reason": row.void_reason})
    return row
