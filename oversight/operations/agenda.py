"""The agenda of a meeting: its items in order, what each is about, what was decided."""

from __future__ import annotations

from django.db import transaction

from congress.access.exceptions import Conflict
from congress.access.rules import require_rule
from congress.access.versions import check_version
from congress.accounts.models import User
from congress.audit import operations as audit
from oversight.meetings import rules
from oversight.meetings.enums import AHEAD, MeetingState
from oversight.models import AgendaItem, Meeting

_FACTS = ("title", "reporter", "subject", "decision")


def _locked(meeting: Meeting, actor: User) -> Meeting:
    row = Meeting.objects.select_for_update(of=("self",)).select_related("kind").get(pk=meeting.pk)
    require_rule(actor, rules.keep_meeting, row)
    if row.state == MeetingState.CANCELLED:
        raise Conflict("这次会议已取消，不能再改议程")
    return row


def _put_in_order(row: Meeting, item: AgendaItem, place: int | None) -> None:
    others = list(row.items.exclude(pk=item.pk).order_by("order", "pk"))
    at = len(others) if place is None else max(0, min(place - 1, len(others)))
    others.insert(at, item)
    for order, one in enumerate(others, start=1):
        if one.order != order:
            one.order = order
            AgendaItem.objects.filter(pk=one.pk).update(order=order)


@transaction.atomic
def add_item(
    *,
    meeting: Meeting,
    actor: User,
    title: str,
    reporter: str = "",
    subject: str = "",
    decision: str = "",
    order: int | None = None,
) -> AgendaItem:
    """Put an item on the agenda, at its place or after the others."""
    row = _locked(meeting, actor)
    item = AgendaItem(
        meeting=row,
        order=row.items.count() + 1,
        title=title.strip(),
        reporter=reporter.strip(),
        subject=subject,
        decision=decision.strip(),
    )
    item.full_clean()
    item.save()
    _put_in_order(row, item, order)
    audit.record(actor=actor, verb="meetings:add_item", obj=row, after={"note": item.title})
    return item


@transaction.atomic
def change_item(
    *, item: AgendaItem, actor: User, version: int, order: int | None = None, **facts: str
) -> AgendaItem:
    """Correct an item or write down what was decided. Raises ``StaleVersion``, ``Conflict`` once cancelled."""
    row = _locked(item.meeting, actor)
    kept = AgendaItem.objects.select_for_update().get(pk=item.pk)
    before = {name: getattr(kept, name) for name in _FACTS}
    check_version(kept, version, before)
    for name in _FACTS:
        setattr(kept, name, facts.get(name, "").strip())
    kept.version += 1
    kept.full_clean()
    kept.save()
    _put_in_order(row, kept, order)
    old, new = audit.changed(before, {name: getattr(kept, name) for name in _FACTS})
    if new:
        audit.record(
            actor=actor, verb="meetings:change_item", obj=row, before=old, after={**new, "note": kept.title}
        )
    return kept


@transaction.atomic
def drop_item(*, item: AgendaItem, actor: User) -> Meeting:
    """Take an item off the agenda of a meeting that is still ahead; one that was decided on stays."""
    row = _locked(item.meeting, actor)
    if row.state not in AHEAD:
        raise Conflict("会议已召开，议程不能再删")
    if item.decision:
        raise Conflict("这一项已有议定事项，不能删")
    title = item.title
    item.delete()
    for order, one in enumerate(row.items.order_by("order", "pk"), start=1):
        AgendaItem.objects.filter(pk=one.pk).update(order=order)
    audit.record(actor=actor, verb="meetings:drop_item", obj=row, after={"note": title})
    return row
