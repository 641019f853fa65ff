"""What citizens of the demo district brought that became suggestions of the past, and what they said of the end."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from congress.accounts.models import User
from congress.notices.models import Notice
from liaison_stations import rules
from liaison_stations.enums import Destination, MatterState, Origin
from liaison_stations.models import Citizen, Matter, Station
from liaison_stations.operations import answering, rating
from liaison_stations.operations.matters import receive
from liaison_stations.operations.shared import move_matter
from liaison_stations.operations.telling import staff_of_station
from suggestions.enums import Source, State
from suggestions.from_stations.answering import pass_on
from suggestions.models import MatterSuggestion, Suggestion

_ENDED = (State.EVALUATED, State.CLOSED)
#: Who brought it, what they said of the reply and of what was done; one is still to be asked that.
_CITIZENS = (
    ("滕秀英", "13900002001", "satisfied", "satisfied", "路口好走多了"),
    ("邵长河", "13900002002", "satisfied", "basic", ""),
    ("温佩琴", "13900002003", "basic", "dissatisfied", "说好的还差一段没有做"),
    ("丁国英", "13900002004", "satisfied", "", ""),
)
_FIRST_TOKEN = 0xA17D00000


def load() -> None:
    """Give a few suggestions that ended the matter they began as; nothing when that was done."""
    if Matter.objects.filter(token=UUID(int=_FIRST_TOKEN)).exists():
        return
    rows = Suggestion.objects.filter(
        state__in=_ENDED,
        source__in=(Source.VISIT, Source.RECEPTION),
        from_matter=None,
        answered_at__isnull=False,
    )
    with transaction.atomic():
        chosen = rows.select_related("lead__person").order_by("pk")[: len(_CITIZENS)]
        seen = Notice.objects.aggregate(last=Max("pk"))["last"] or 0
        for number, row in enumerate(chosen):
            _tell(number, row)
        # What was told of it is weeks old and read.
        Notice.objects.filter(pk__gt=seen).update(
            created_at=timezone.now() - timedelta(days=30), read_at=timezone.now()
        )


def _tell(number: int, row: Suggestion) -> None:
    station = Station.objects.filter(deputies__deputyship=row.lead, deputies__is_main=True).first()
    officer = _officer(station) if station else None
    if station is None or officer is None or row.submitted_at is None or row.answered_at is None:
        return
    name, phone, answer, deed, words = _CITIZENS[number]
    matter = receive(
        actor=officer,
        station=station,
        title=row.title.removeprefix("关于").removesuffix("的建议"),
        account=row.situation,
        wish=row.proposal[:300],
        origin=Origin.VISIT,
        citizen=Citizen(name=name, phone=phone, consents=True),
        heard_by=row.lead,
        token=UUID(int=_FIRST_TOKEN + number),
        at=row.submitted_at - timedelta(days=2),
    )
    _became(matter, row, officer)
    pass_on(row, at=row.answered_at)
    matter.refresh_from_db()
    if matter.state != MatterState.ANSWERED:
        return
    told = _before_now(row.answered_at + timedelta(days=1))
    answering.tell(matter=matter, actor=officer, told_by="phone", at=told)
    rating.rate(matter=matter, rating=answer, at=_before_now(told + timedelta(days=2)))
    if deed:
        rating.rate(matter=matter, deed_rating=deed, words=words, at=_before_now(told + timedelta(days=20)))


def _became(matter: Matter, row: Suggestion, officer: User) -> None:
    """The suggestion was told before, so it is linked instead of drafted."""
    matter.destination, matter.decided_at = Destination.SUGGESTION, row.submitted_at
    move_matter(matter, "suggest", actor=officer, at=row.submitted_at)
    MatterSuggestion.objects.create(matter=matter, suggestion=row)


def _officer(station: Station) -> User | None:
    """Somebody who keeps the records of the station."""
    keepers = (user for user in staff_of_station(station) if rules.keep_station.allows(user, station))
    return next(keepers, None)


def _before_now(moment: datetime) -> datetime:
    return min(moment, timezone.now())
