"""What came on paper, typed in by the office: written, signed and submitted in one go."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time
from typing import Unpack
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from congress.access.rules import require_rule
from congress.accounts.models import User
from congress.documents.uploads import Document
from deputies.models import Deputyship
from suggestions import rules
from suggestions.enums import CosignState, State
from suggestions.models import Suggestion
from suggestions.operations.files import attach
from suggestions.operations.writing import Facts, draft, submit


def moment_on(day: date) -> datetime:
    """Nine in the morning of a day, or now when that has not come yet."""
    return min(timezone.make_aware(datetime.combine(day, time(9))), timezone.now())


@transaction.atomic
def enter(
    *,
    actor: User,
    lead: Deputyship,
    received_on: date,
    signers: Sequence[Deputyship] = (),
    documents: Sequence[Document] = (),
    token: UUID | None = None,
    **facts: Unpack[Facts],
) -> Suggestion:
    """Enter a suggestion that came on paper; it stands at the gate as if the deputy had submitted it that day.

    ``signers`` signed on the paper. Sent twice under one ``token``, it is entered once. Raises ``ValidationError``
    by field for a day that has not come or lies before the deputyship, and what :func:`submit` refuses.
    """
    if received_on > timezone.localdate():
        raise ValidationError({"received_on": "这一天还没有到，请改成收到的日期"})
    if received_on < lead.starts_on:
        raise ValidationError({"received_on": f"{lead.person}那时还不是{lead.title}，请核对日期"})
    row = draft(actor=actor, lead=lead, token=token, **facts)
    require_rule(actor, rules.keep_suggestion, row)
    if row.state != State.DRAFT:
        return row
    at = moment_on(received_on)
    for signer in signers:
        if signer.pk != lead.pk:
            row.cosigners.create(deputyship=signer, state=CosignState.CONFIRMED, answered_at=at)
    attach(suggestion=row, actor=actor, documents=documents)
    return submit(suggestion=row, actor=actor, at=at)
