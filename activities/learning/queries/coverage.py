"""Who was trained: in this term at all (本届轮训一遍, R094), and for the first time (初任, R085)."""

from __future__ import annotations

from datetime import date

from django.db.models import (
    Count,
    DecimalField,
    Exists,
    F,
    IntegerField,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Sum,
)
from django.db.models.functions import Coalesce

from activities.enums import ActivityState
from activities.models import Attendance, AttendanceQuerySet
from congress.figures.numbers import Rate
from congress.organs.enums import CongressLevel
from congress.organs.models import Term
from deputies.duty.enums import DutyState
from deputies.models import Deputyship, DutyRecord
from deputies.models.deputyships import DeputyshipQuerySet

#: The kind of activity that is a training also where no class was planned for it.
TRAINING = "training"


def training_came() -> AttendanceQuerySet:
    """Deputies who were at a training that counts for the term, on any of its days."""
    planned = Q(activity__training__type__counts=True)
    logged = Q(activity__training__isnull=True, activity__kind__code=TRAINING)
    rows = Attendance.objects.came().filter(activity__state=ActivityState.RECORDED)
    return rows.filter(planned | logged)


def induction_came() -> AttendanceQuerySet:
    """Deputies who were at a class for the newly elected."""
    rows = Attendance.objects.came().filter(activity__state=ActivityState.RECORDED)
    return rows.filter(activity__training__type__is_induction=True)


def _in_the_term() -> AttendanceQuerySet:
    """Trainings of the same human being since the term of the outer deputyship began."""
    return training_came().filter(
        deputyship__person=OuterRef("person"), activity__start_on__gte=OuterRef("term__starts_on")
    )


def trained(rows: DeputyshipQuerySet) -> DeputyshipQuerySet:
    """Those who were trained at least once in their term."""
    return rows.filter(Exists(_in_the_term()))


def untrained(rows: DeputyshipQuerySet) -> DeputyshipQuerySet:
    """Those who were not yet."""
    return rows.filter(~Exists(_in_the_term()))


def newly_elected(rows: DeputyshipQuerySet) -> DeputyshipQuerySet:
    """Those who were no deputies of this level before, by-elected ones among them."""
    earlier = Deputyship.objects.filter(
        person=OuterRef("person"), level=OuterRef("level"), starts_on__lt=OuterRef("starts_on")
    )
    return rows.filter(~Exists(earlier))


def without_induction(rows: DeputyshipQuerySet) -> DeputyshipQuerySet:
    """The newly elected who had no class for the newly elected (R085)."""
    had = induction_came().filter(
        deputyship__person=OuterRef("person"), activity__start_on__gte=OuterRef("starts_on")
    )
    return newly_elected(rows).filter(~Exists(had))


def never_signed_in(rows: DeputyshipQuerySet) -> DeputyshipQuerySet:
    """Those who have not used the portal, for want of an account or of doing so (R037)."""
    return rows.filter(Q(person__user__isnull=True) | Q(person__user__last_login__isnull=True))


def study_hours(year: int, *states: str) -> QuerySet[DutyRecord]:
    """Own study of a year in any of these states; it is declared as a duty and confirmed by the group (R102)."""
    return DutyRecord.objects.filter(kind__asks_hours=True, year=year, state__in=states)


def with_learning(rows: DeputyshipQuerySet, year: int) -> DeputyshipQuerySet:
    """Annotates ``times_trained`` in the term, ``hours`` of own study of a year that count, ``signed_in_at``."""
    hours = study_hours(year, DutyState.COUNTED).filter(deputyship=OuterRef("pk")).order_by()
    studied = hours.values("deputyship").annotate(n=Sum("hours")).values("n")
    counted = (
        _in_the_term()
        .order_by()
        .values("deputyship__person")
        .annotate(n=Count("activity", distinct=True))
        .values("n")
    )
    return rows.annotate(
        times_trained=Coalesce(Subquery(counted, output_field=IntegerField()), 0),
        hours=Subquery(studied, output_field=DecimalField()),
        signed_in_at=F("person__user__last_login"),
    )


def present_term(level: str = CongressLevel.DISTRICT) -> Term | None:
    """The term that runs; the district's unless another level is asked for."""
    rows = Term.objects.filter(level=level, ends_on=None).select_related("area")
    return rows.order_by("-starts_on").first()


def coverage(term: Term, on: date) -> Rate:
    """Of the deputies who serve in a term on a day, how many were trained in it: 99／305 人 is 32.5% (2 queries)."""
    serving = Deputyship.objects.in_force(on).filter(term=term)
    return Rate(trained(serving).count(), serving.count(), "人")
