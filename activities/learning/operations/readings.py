"""What is read before an inspection, and who opened it (R099); and that somebody signed in (R038)."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F
from django.utils import timezone

from activities.convocations.enums import ConvocationState
from activities.models import Callee, Convocation, Reading, ReadingMark, SignInDay
from congress.access.exceptions import Conflict
from congress.accounts.models import User
from congress.audit import operations as audit
from congress.documents.uploads import Document, saving
from congress.notices import operations as notices


@transaction.atomic
def add_reading(
    *,
    convocation: Convocation,
    actor: User | None,
    title: str,
    text: str = "",
    document: Document | None = None,
    url: str = "",
) -> Reading:
    """Give those who are called something to read; where the notice is out, they are told (``url`` leads there).

    Raises ``ValidationError`` with neither words nor a document, ``Conflict`` when it was cancelled or held.
    """
    row = Convocation.objects.select_for_update(of=("self",)).get(pk=convocation.pk)
    if row.state in {ConvocationState.CANCELLED, ConvocationState.HELD}:
        raise Conflict(f"这份召集通知{row.get_state_display()}，不能再加学习材料")
    if not text.strip() and document is None:
        raise ValidationError({"text": "写上内容，或者选一个文件"})
    reading = Reading(convocation=row, title=title.strip(), text=text.strip(), added_by=actor)
    with saving() as saver, transaction.atomic():
        if document is not None:
            reading.file_name, reading.media_type = document.name[-120:], document.media_type
            reading.file.name = saver.save("readings", document.content, document.suffix)
        reading.full_clean()
        reading.save()
    audit.record(actor=actor, verb="learning:add_reading", obj=row, after={"reading": reading.title})
    if row.state == ConvocationState.SENT:
        to = User.objects.filter(person__deputyships__callees__in=row.callees.called(), is_active=True)
        text = "请在活动之前看一看。"
        notices.send(
            to=to.distinct(),
            title=f"会前学习：{reading.title}",
            text=text,
            url=url,
            key=f"reading:{reading.pk}",
        )
    return reading


@transaction.atomic
def drop_reading(*, reading: Reading, actor: User) -> Reading:
    """It is no longer shown; who read it stays known."""
    row = Reading.objects.select_for_update(of=("self",)).select_related("convocation").get(pk=reading.pk)
    if not row.dropped:
        row.dropped = True
        row.save(update_fields=["dropped"])
        before = {"reading": row.title}
        audit.record(actor=actor, verb="learning:drop_reading", obj=row.convocation, before=before)
    return row


def open_reading(*, reading: Reading, callee: Callee) -> None:
    """Note when somebody who is called opened it; only the first time counts."""
    ReadingMark.objects.get_or_create(reading=reading, callee=callee, defaults={"opened_at": timezone.now()})


@transaction.atomic
def note_sign_in(*, user: User) -> None:
    """One more sign-in of this day."""
    day, is_new = SignInDay.objects.get_or_create(user=user, on=timezone.localdate())
    if not is_new:
        SignInDay.objects.filter(pk=day.pk).update(times=F("times") + 1)
