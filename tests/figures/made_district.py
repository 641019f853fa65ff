"""A small district in which something of everything happened, in this year, this month and before."""

from __future__ import annotations

from datetime import date, datetime, time
from uuid import uuid4

from django.utils import timezone

from activities.enums import DutyPart
from activities.learning.enums import ClassState
from activities.models import ActivityKind, GroupStudy, StudyReport, TrainingClass, TrainingType
from bulletins.enums import ContributionState, IssueState
from bulletins.models import Article, Contribution, Entry, Heading, Issue, Series
from congress.organs.models import Area, Session
from deputies.duty.enums import DutyState as RecordState
from deputies.models import Deputyship, DutyKind, DutyRecord
from liaison_stations.enums import DayState, DutyState, MatterState, Outcome
from liaison_stations.models import Duty, Reception, StationActivity, StationKind
from suggestions.enums import CommitmentState, Occasion, Rating, State
from suggestions.models import Commitment, Reply
from tests.activities.taking_part.stage import event, many_deputies
from tests.deputies.duty.stage import fill_kinds
from tests.factories import make_group, make_term
from tests.liaison_stations.stage import Stage, make_day, make_matter, make_stage, make_station
from tests.suggestions.cast import Cast
from tests.suggestions.figures.records import put

#: This is today.
NOW = datetime(2026, 11, 23, 10, tzinfo=timezone.get_default_timezone())
#: In the first half of this year, in this month, and in the half of last year within twelve months.
DAYS = (date(2026, 2, 3), date(2026, 11, 9), date(2025, 12, 8))


def noon(day: date) -> datetime:
    """Its middle."""
    return timezone.make_aware(datetime.combine(day, time(12)))


def make_everything(cast: Cast) -> None:
    """Rows of every room, written as they are."""
    deputies = many_deputies(3)
    group = make_group(1)
    for number, day in enumerate(DAYS, 1):
        _suggestions(cast, day)
        _at_station(make_stage(), cast, day)
        _duties(deputies, day)
        for part in DutyPart:
            kind, _is_new = ActivityKind.objects.get_or_create(
                code=f"part_{part.value}", defaults={"name": f"代表{part.label}", "part": part}
            )
            event(kind.code, deputies[:2], on=day)
        StudyReport.objects.create(title=f"报告{number}", field="教育", group=group, finished_on=day)
        GroupStudy.objects.create(group=group, topic="学法", activity=event("training", deputies, on=day))
        _classes(cast.district, deputies, number, day)
        _issue(cast, number, day)


def _suggestions(cast: Cast, day: date) -> None:
    for occasion in (Occasion.SESSION, Occasion.BETWEEN, Occasion.SENTIMENT):
        session = _session(day) if occasion == Occasion.SESSION else None
        facts = {"registered_at": noon(day), "occasion": occasion, "session": session, "days_to_reply": 2}
        put(cast, 3, **facts)  # type: ignore[arg-type]
        promised = put(cast, 2, State.EVALUATED, letter="B", rating=Rating.BASICALLY, **facts)  # type: ignore[arg-type]
        put(cast, 1, State.EVALUATED, letter="C", rating=Rating.UNSATISFIED, **facts)  # type: ignore[arg-type]
        put(cast, 1, State.HANDLING, **facts)  # type: ignore[arg-type]
        put(cast, 1, State.REPLIED, **{**facts, "days_to_reply": 100})  # type: ignore[arg-type]
        put(cast, 1, State.REGISTERED, **facts)  # type: ignore[arg-type]
        Commitment.objects.bulk_create(
            Commitment(
                suggestion=reply.handling.suggestion,
                reply=reply,
                what="修路",
                promised_on=date(2026, 12, 1),
                state=CommitmentState.KEPT,
                checked_at=noon(date(day.year, day.month, 20)),
            )
            for reply in Reply.objects.filter(handling__suggestion__in=promised)
        )


def _session(day: date) -> Session:
    days = {"starts_on": date(day.year, 1, 8), "ends_on": date(day.year, 1, 11)}
    return Session.objects.get_or_create(term=make_term(), number=day.year - 2020, defaults=days)[0]


def _at_station(stage: Stage, cast: Cast, day: date) -> None:
    point, _is_new = StationKind.objects.get_or_create(name="联络点", defaults={"is_station": False})
    make_station(stage.town, kind=point)
    held = make_day(stage.station, day, state=DayState.HELD)
    make_day(stage.station, day, state=DayState.CANCELLED, begins_at=time(14), ends_at=time(16))
    Duty.objects.create(day=held, deputyship=stage.deputies[0], state=DutyState.PRESENT)
    for people in (2, 3):
        Reception.objects.create(day=held, people=people, token=uuid4(), entered_by=cast.office)
    closed = {
        "state": MatterState.CLOSED,
        "outcome": Outcome.SOLVED,
        "answer": "修好了",
        "closed_at": noon(day),
    }
    for facts in ({}, closed, {"state": MatterState.REFUSED, "refusal": "litigation"}):
        make_matter(stage.station, received_at=noon(day), **facts)
    StationActivity.objects.create(station=stage.station, activity=event("training", [], on=day))


def _duties(deputies: list[Deputyship], day: date) -> None:
    fill_kinds()
    kind = DutyKind.objects.order_by("pk")[0]
    DutyRecord.objects.bulk_create(
        DutyRecord(
            deputyship=one,
            kind=kind,
            day=day,
            year=day.year,
            title="视察",
            state=state,
            confirmed_at=noon(day),
        )
        for one, state in zip(
            deputies, (RecordState.COUNTED, RecordState.CONFIRMED, RecordState.PENDING), strict=True
        )
    )


def _classes(area: Area, deputies: list[Deputyship], number: int, day: date) -> None:
    kind = TrainingType.objects.order_by("pk").first() or TrainingType.objects.create(name="履职培训")
    for hall in (None, number):
        TrainingClass.objects.create(
            title=f"第{number}班",
            type=kind,
            year=day.year,
            begins_on=day,
            due_on=day,
            start_on=day,
            end_on=day,
            organiser="人大办",
            area=area,
            number=hall,
            state=ClassState.ENDED,
            activity=event("training", deputies[:2], on=day),
        )


def _issue(cast: Cast, number: int, day: date) -> None:
    series, _is_new = Series.objects.get_or_create(
        slug="news", defaults={"name": "人大信息", "office": "人大办"}
    )
    issue = Issue.objects.create(
        series=series,
        year=day.year,
        number=900 + number,
        total_number=9000 + number,
        office="人大办",
        issued_on=day,
        period_start=day,
        period_end=day,
        state=IssueState.ISSUED,
        published_at=noon(day),
    )
    heading = Heading.objects.create(issue=issue, text="视察")
    for position, why in ((1, ""), (2, "重复")):
        Entry.objects.create(
            issue=issue,
            heading=heading,
            position=position,
            text="……",
            source_text="……",
            included=not why,
            left_out_reason=why,
        )
    Article.objects.create(issue=issue, title="要闻")
    for state in (ContributionState.ADOPTED, ContributionState.SUBMITTED):
        Contribution.objects.create(
            area=cast.town,
            happened_on=day,
            title="动态",
            text="……",
            state=state,
            submitted_by=cast.town_user,
            submitted_at=noon(day),
            decided_at=noon(day),
        )
