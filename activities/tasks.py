"""Background work of the log: what deputies who are called are told the day before."""

from datetime import timedelta

from celery import shared_task
from django.utils import timezone

from activities.convocations import operations
from activities.convocations.enums import ConvocationState
from activities.models import Convocation


@shared_task(name="activities.tasks.remind_deputies")
def remind_deputies() -> None:
    """Every morning: whose answer is due tomorrow, and what takes place tomorrow. Run twice, it tells once."""
    tomorrow = timezone.localdate() + timedelta(days=1)
    sent = Convocation.objects.filter(state=ConvocationState.SENT)
    for convocation in sent.filter(reply_by=tomorrow):
        operations.remind(convocation=convocation, actor=None)
    for convocation in sent.filter(start_on=tomorrow):
        operations.announce_tomorrow(convocation=convocation)
