"""Writing the audit trail."""

import json
from collections.abc import Iterable, Mapping
from datetime import UTC
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models, transaction
from django.utils import timezone

from congress.accounts.models import User
from congress.audit.models import AuditEvent, AuditHead

#: So many events go into one statement.
_BATCH = 500


def _plain(values: Mapping[str, Any] | None) -> Any:
    """Values as they will come back from the database, so that the hash can be checked later.

    PostgreSQL gives a whole number in exponent form (1e+16) back as an integer, so it is stored as one.
    """
    if values is None:
        return None
    return json.loads(json.dumps(dict(values), cls=DjangoJSONEncoder), parse_float=_number)


def _locked_head() -> AuditHead:
    """The end of the chain, for this transaction alone; it is made with the first event of all."""
    heads = AuditHead.objects.select_for_update()
    head = heads.filter(pk=1).first()
    if head is None:
        AuditHead.objects.get_or_create(pk=1)
        head = heads.get(pk=1)
    return head


def _number(digits: str) -> int | float:
    number = float(digits)
    return int(number) if number.is_integer() else number


def record(
    *,
    actor: User | None,
    verb: str,
    obj: models.Model,
    before: Mapping[str, Any] | None = None,
    after: Mapping[str, Any] | None = None,
) -> AuditEvent:
    """Append one event, inside the transaction of the write it describes.

    Without an actor the portal itself acted (an import, a scheduled task). Locks the end of the chain.
    """
    if not transaction.get_connection().in_atomic_block:
        raise RuntimeError("audit.record belongs inside the transaction of the write it describes")
    head = _locked_head()
    event = _next(head, actor, verb, obj, before, after)
    event.save(force_insert=True)
    head.seq, head.hash = event.seq, event.hash
    head.save()
    return event


def record_all(
    *, actor: User | None, events: Iterable[tuple[str, models.Model, Mapping[str, Any] | None]]
) -> None:
    """Append many events of what came into being, as :func:`record` would one by one: verb, object, values after.

    Locks the end of the chain once; an import of thousands of rows would hold it for minutes otherwise.
    """
    if not transaction.get_connection().in_atomic_block:
        raise RuntimeError("audit.record_all belongs inside the transaction of the writes it describes")
    head = _locked_head()
    made = []
    for verb, obj, after in events:
        event = _next(head, actor, verb, obj, None, after)
        head.seq, head.hash = event.seq, event.hash
        made.append(event)
    AuditEvent.objects.bulk_create(made, batch_size=_BATCH)
    head.save()


def _next(
    head: AuditHead,
    actor: User | None,
    verb: str,
    obj: models.Model,
    before: Mapping[str, Any] | None,
    after: Mapping[str, Any] | None,
) -> AuditEvent:
    """The event that follows the end of the chain, with its hash."""
    event = AuditEvent(
        seq=head.seq + 1,
        at=timezone.now().astimezone(UTC),
        actor=actor,
        actor_name=actor.name if actor else "系统",
        role=actor.assignments_today[0].role if actor and actor.assignments_today else "",
        verb=verb,
        object_type=obj._meta.label,
        object_id=str(obj.pk),
        object_label=str(obj)[:200],
        before=_plain(before),
        after=_plain(after),
        prev_hash=head.hash,
    )
    event.hash = event.digest()
    return event


def changed(before: Mapping[str, Any], after: Mapping[str, Any]) -> tuple[dict[str, Any], dict[str, Any]]:
    """Only the fields that differ, as two mappings for :func:`record`."""
    keys = [k for k in after if before.get(k) != after[k]]
    return {k: before.get(k) for k in keys}, {k: after[k] for k in keys}


@transaction.atomic
def note_export(*, actor: User, query: str) -> AuditEvent:
    """Write down who carried the trail, or a part of it, away as a file."""
    head, _is_new = AuditHead.objects.get_or_create(pk=1)
    return record(actor=actor, verb="audit:export", obj=head, after={"query": query})
