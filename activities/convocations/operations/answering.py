"""Answering a convocation."""

from __future__ import annotations

from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from activities.convocations.enums import Answer, ConvocationState
from activities.convocations.operations.shared import locked
from activities.models import Callee
from congress.access.exceptions import Conflict
from congress.accounts.models import User
from congress.audit import operations as audit
from congress.notices import operations as notices


@transaction.atomic
def reply(
    *, callee: Callee, actor: User, answer: str, reason: str = "", at: datetime | None = None
) -> Callee:
    """Answer 参加 or 请假 (with a reason); the last answer counts, and the same one twice is one.

    After the last day for answers it is marked late; ``at`` is now unless the past is told of. A clerk writes
    down what came by telephone. Raises ``Conflict`` when the convocation was cancelled, held or has begun.
    """
    now = at or timezone.now()
    row = locked(callee.convocation)
    copy = (
        Callee.objects.select_for_update(of=("self",)).select_related("deputyship__person").get(pk=callee.pk)
    )
    if row.state == ConvocationState.CANCELLED:
        raise Conflict("这次活动已经取消，不用回复")
    if copy.released_at is not None:
        raise Conflict("这次活动不再召集这位代表，不用回复")
    if row.state != ConvocationState.SENT or now >= row.starts:
        raise Conflict(f"活动已经开始，有变动请打电话告诉{row.contact}（{row.contact_phone}）")
    said = reason.strip() if answer == Answer.LEAVE else ""
    if answer == Answer.LEAVE and not said:
        raise ValidationError({"reason": "请写请假原因"})
    if (copy.answer, copy.reason) == (answer, said):
        return copy
    own = copy.deputyship.person.user_id == actor.pk
    before = {"answer": copy.answer, "reason": copy.reason}
    copy.answer, copy.reason, copy.answered_at = answer, said, now
    copy.answered_by = None if own else actor
    copy.late = row.reply_is_late(timezone.localdate(now))
    if own:
        copy.read_at = copy.read_at or copy.answered_at
    copy.save()
    after = {"deputy": copy.deputyship.person.name, "answer": answer, "reason": said}
    audit.record(actor=actor, verb="convocations:reply", obj=row, before=before, after=after)
    if copy.late and own and row.created_by is not None:
        notices.send(
            to=[row.created_by],
            title=f"逾期回复：{copy.deputyship.person.name}{copy.get_answer_display()}",
            text=f"{row.title}　{said}",
            url=reverse("convocations:detail", args=[row.pk]),
            key=f"convocation:{row.pk}:late{copy.pk}-{copy.answered_at:%Y%m%d%H%M%S}",
        )
    return copy


def read(*, callee: Callee) -> None:
    """Note when the deputy opened the notice; only the first time counts."""
    Callee.objects.filter(pk=callee.pk, read_at__isnull=True).update(read_at=timezone.now())
