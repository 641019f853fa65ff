"""Pasting a month, going over its cards, logging them. A draft is its author's scratch paper until it is logged:
that it came and went is in the audit trail, what was typed into it only as what the activities say.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import QuerySet
from django.utils import timezone

from activities.models import Activity, PastedCard, PasteDraft, PastedState
from activities.operations import record_activity
from activities.pasting import answers
from activities.pasting.asks import asks_of, is_ready
from activities.pasting.cards import Card
from activities.pasting.desk import desk_for
from activities.pasting.facts import Register, facts_of_card
from activities.pasting.reading import PastedText, read_line
from activities.pasting.typed import Typed
from congress.access.exceptions import Conflict
from congress.accounts.models import User
from congress.audit import operations as audit

#: Drafts that are logged to the end are kept so long, to look up what was left out.
KEEP_DAYS = 30


@transaction.atomic
def paste(*, actor: User, read: PastedText, year: int, month: int, token: UUID) -> PasteDraft:
    """Keep what was read as a draft; the same submission sent twice is one draft. Clears finished old drafts."""
    draft = PasteDraft(author=actor, year=year, month=month, left_out=read.left_out, token=token)
    try:
        with transaction.atomic():
            draft.save()
    except IntegrityError:
        return PasteDraft.objects.get(token=token, author=actor)
    PastedCard.objects.bulk_create(
        PastedCard(draft=draft, order=order, data=card.as_json()) for order, card in enumerate(read.cards, 1)
    )
    old = PasteDraft.objects.visible_to(actor).filter(
        changed_at__lt=timezone.now() - timedelta(days=KEEP_DAYS)
    )
    old.exclude(cards__state=PastedState.OPEN).delete()
    after = {"year": year, "month": month, "paragraphs": len(read.cards), "left_out": len(read.left_out)}
    audit.record(actor=actor, verb="activities:paste", obj=draft, after=after)
    return draft


@transaction.atomic
def change_card(*, card: PastedCard, actor: User, typed: Typed, answer: str = "") -> list[PastedCard]:
    """Take what was typed into a card and the answer of a button; returns every card that changed, this one first.

    An answer about a name counts for all open cards of the draft that bear it. Raises ``Conflict`` for a card that
    is logged already, ``answers.NoSuchAnswer`` for a button that is not there any more.
    """
    rows = list(_open(card.draft).select_for_update())
    row = next((one for one in rows if one.pk == card.pk), None)
    if row is None:
        return [_woken(card, answer)]
    mine = Card.from_json(row.data)
    typed.into(mine, actor)
    cards = {one.pk: Card.from_json(one.data) for one in rows if one.pk != row.pk}
    touched = answers.take(mine, list(cards.values()), answer, actor)
    if answer == "skip":
        row.state = PastedState.SKIPPED
    row.data = mine.as_json()
    row.save()
    others = [one for one in rows if one.pk in cards and any(cards[one.pk] is card for card in touched)]
    for other in others:
        other.data = cards[other.pk].as_json()
        other.save()
    _touch(row.draft)
    return [row, *others]


def _woken(card: PastedCard, answer: str) -> PastedCard:
    """A skipped card that is wanted after all; its record is shown as it is now."""
    row = PastedCard.objects.select_for_update().get(pk=card.pk)
    if row.state == PastedState.RECORDED:
        raise Conflict("这一段已经登记了")
    if answer == "wake":
        row.state = PastedState.OPEN
        row.save()
        _touch(row.draft)
    return row


@transaction.atomic
def bring_back(*, draft: PasteDraft, actor: User, number: int) -> PastedCard:
    """Make a card of a line that was left out. ``Conflict`` when there is no such line any more."""
    row = PasteDraft.objects.select_for_update().get(pk=draft.pk)
    if not 0 <= number < len(row.left_out):
        raise Conflict("这一行已经取回")
    text, _why = row.left_out.pop(number)
    last = row.cards.order_by("-order").values_list("order", flat=True).first() or 0
    card = read_line(actor, text, year=row.year, month=row.month)
    made = PastedCard.objects.create(draft=row, order=last + 1, data=card.as_json())
    row.save()
    return made


@dataclass
class Logged:
    """What became of 全部登记: the new activities, and how many cards still wait."""

    activities: list[Activity] = field(default_factory=list)
    waiting: int = 0
    people: int = 0


@transaction.atomic
def record_paste(*, draft: PasteDraft, actor: User) -> Logged:
    """Log every card that is ready, in one transaction; pressed twice, each is logged once.

    People and units the clerk wants entered are entered once, whatever number of cards name them. A card the log
    refuses (a meeting number given twice) stays with the reason, and so does every card that is not ready.
    """
    PasteDraft.objects.select_for_update().get(pk=draft.pk)
    rows = list(draft.cards.select_for_update())
    pairs = [(row, Card.from_json(row.data)) for row in rows if row.state == PastedState.OPEN]
    for _row, card in pairs:
        card.refused = ""
    desk = desk_for(actor, draft, rows, pairs)
    ready = [(row, card) for row, card in pairs if is_ready(asks_of(card, desk, row.order))]
    register = Register(actor, draft)
    entered = register.enter([card for _row, card in ready], [card for _row, card in pairs])
    logged = Logged(people=entered)
    for row, card in ready:
        try:
            with transaction.atomic():
                facts = facts_of_card(card, desk, register)
                row.activity = record_activity(actor=actor, token=row.token, **facts)
        except ValidationError as error:
            card.refused = "；".join(error.messages)
            continue
        row.state = PastedState.RECORDED
        logged.activities.append(row.activity)
    for row, card in pairs:
        row.data = card.as_json()
    PastedCard.objects.bulk_update([row for row, _card in pairs], ["data", "state", "activity"])
    logged.waiting = len(pairs) - len(logged.activities)
    _touch(draft)
    return logged


@transaction.atomic
def drop_paste(*, draft: PasteDraft, actor: User) -> None:
    """Throw a draft away; what was logged from it stays in the log."""
    row = PasteDraft.objects.select_for_update().get(pk=draft.pk)
    before = {"year": row.year, "month": row.month, "open": _open(row).count()}
    audit.record(actor=actor, verb="activities:drop_paste", obj=row, before=before)
    row.delete()


def _open(draft: PasteDraft) -> QuerySet[PastedCard]:
    return draft.cards.filter(state=PastedState.OPEN)


def _touch(draft: PasteDraft) -> None:
    PasteDraft.objects.filter(pk=draft.pk).update(changed_at=timezone.now())
