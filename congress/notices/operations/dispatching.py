"""E-mails and text messages: queued with their message, sent by a job in working hours, tried again, logged.

Nobody gets the same thing twice: a dispatch is taken by one conditional UPDATE, and one that was cut off half-way is
not sent again, for nobody knows whether it arrived.
"""

from __future__ import annotations

import logging
from collections import Counter
from collections.abc import Callable, Iterable
from datetime import timedelta

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from congress.jobs import operations as jobs
from congress.jobs.models import Job, JobState
from congress.notices import channels
from congress.notices.enums import Channel, DispatchState, MessageState
from congress.notices.models import Delivery, Dispatch, Message
from congress.notices.models.policy import sending_policy
from congress.notices.quiet import is_quiet, next_moment

log = logging.getLogger(__name__)

JOB = "notices.dispatch"
#: How often one is tried, and how much longer each wait is.
TRIES = 3
WAIT = timedelta(minutes=10)
#: A dispatch begun longer ago than this was cut off.
CUT_OFF = timedelta(minutes=15)
#: One job sends so many and leaves the others to the next: a job must end within its time limit.
AT_ONCE = 300
#: After so many refusals in a row the way out is taken to be down, and left alone until the next job.
REFUSALS = 5
_REFUSED = (DispatchState.WAITING, DispatchState.FAILED)
_FAULT = "发送时出错，已记录，请系统管理员查看"


def queue(message: Message, deliveries: Iterable[Delivery], number: int) -> None:
    """Put down what is to go out beside the site, for those who have an address; inside the caller's transaction.

    ``number`` is the round: 0 for the message itself. A channel that is off at this moment gets nothing.
    """
    policy = sending_policy()
    ways = [way for way in message.channels if not channels.why_off(way, policy)]
    now = timezone.now()
    due = next_moment(policy, now)
    rows = [
        Dispatch(delivery=one, channel=way, round=number, due_at=due)
        for one in deliveries
        for way in ways
        if channels.address_of(one.user, way)
    ]
    Dispatch.objects.bulk_create(rows, batch_size=500)
    if rows and due <= now:
        call_worker()


def call_worker() -> Job | None:
    """Ask for the job that sends what is due; none when one waits already."""
    if Job.objects.filter(kind=JOB, state=JobState.QUEUED).exists():
        return None
    return jobs.start(kind=JOB, title="发送邮件和短信", actor=None, params={})


def call_when_due() -> None:
    """Every few minutes: ask for the job when something is due and it is no time of rest."""
    give_up_cut_off()
    if Dispatch.objects.due().exists() and not is_quiet(sending_policy(), timezone.now()):
        call_worker()


def give_up_cut_off() -> int:
    """Say of those cut off half-way that nobody knows; gives how many."""
    old = Dispatch.objects.filter(state=DispatchState.SENDING, begun_at__lt=timezone.now() - CUT_OFF)
    return old.update(state=DispatchState.FAILED, why="发送中断，不知道对方收到没有")


def send_due(said: Callable[[int, int], None] | None = None) -> Counter[str]:
    """Send what is due; nothing in times of rest. Gives how many ended in each state.

    ``said`` hears how many of how many are done.
    """
    done: Counter[str] = Counter()
    refused = 0
    keys = list(Dispatch.objects.due().order_by("due_at", "id").values_list("pk", flat=True)[:AT_ONCE])
    for number, key in enumerate(keys, 1):
        policy = sending_policy()
        if is_quiet(policy, timezone.now()) or refused == REFUSALS:
            return done
        if row := _taken(key):
            end = _sent(row, channels.why_off(Channel(row.channel), policy))
            done[end] += 1
            refused = refused + 1 if end in _REFUSED else 0
        if said:
            said(number, len(keys))
    if len(keys) == AT_ONCE:
        call_worker()
    return done


def _taken(key: int) -> Dispatch | None:
    """The dispatch, if this process is the one that may send it."""
    mine = Dispatch.objects.due().filter(pk=key)
    begun = mine.update(state=DispatchState.SENDING, begun_at=timezone.now(), tries=F("tries") + 1)
    rows = Dispatch.objects.select_related("delivery__message", "delivery__user")
    return rows.get(pk=key) if begun else None


def _sent(row: Dispatch, off: str) -> str:
    message, user = row.delivery.message, row.delivery.user
    if message.state != MessageState.SENT or not user.is_active or off:
        return _end(row, DispatchState.STOPPED, why=off or "通知已撤回，或帐号已停用")
    title = message.title if row.round == 0 else f"请您看一下：{message.title}"
    try:
        channels.send(Channel(row.channel), user, title, message.text)
    except Exception:
        # Whatever a mail server or an operator's class raises: it is tried again, and told when it never goes.
        log.exception("Dispatch %s was not accepted, try %s", row.pk, row.tries)
        if row.tries >= TRIES:
            return _end(row, DispatchState.FAILED, why=_FAULT)
        later = next_moment(sending_policy(), timezone.now() + WAIT * row.tries)
        return _end(row, DispatchState.WAITING, due_at=later, why=_FAULT)
    return _end(row, DispatchState.SENT, sent_at=timezone.now(), why="")


def _end(row: Dispatch, state: DispatchState, **values: object) -> str:
    with transaction.atomic():
        Dispatch.objects.filter(pk=row.pk, state=DispatchState.SENDING).update(state=state, **values)
    return state.value
