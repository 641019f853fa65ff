"""When things happened in the demo district: operations write the present, a demo tells of the past."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta

from django.db.models import F, Max
from django.utils import timezone

from congress.notices.models import Notice


def moment(text: str) -> datetime:
    """``2026-04-20T10:05``, in the portal's time zone."""
    return timezone.make_aware(datetime.fromisoformat(text))


@contextmanager
def notices_of(sent_at: datetime, *, read: bool) -> Iterator[None]:
    """Notices sent inside were sent at that moment; ``read`` tells whether they have been opened since."""
    last = Notice.objects.aggregate(last=Max("pk"))["last"] or 0
    yield
    sent = Notice.objects.filter(pk__gt=last)
    sent.update(created_at=sent_at)
    if read:
        sent.update(read_at=F("created_at") + timedelta(hours=2))
