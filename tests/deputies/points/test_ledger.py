"""The ledger adds up to the score after any sequence of events."""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from decimal import Decimal

import pytest
from django.db.models import Sum
from django.utils import timezone
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from deputies.duty.enums import DutyState
from deputies.duty.operations import confirm, strike_out
from deputies.models import AppraisalYear, DutyRecord, PointsAccount, PointsEntry
from deputies.points.operations import settle
from deputies.points.schemes import worth
from deputies.points.scoring import ItemWorth, SchemeWorth, in_points, worth_of
from tests.deputies.duty.stage import TOLD, YEAR, Cast, arrive, count, make_cast, make_scheme
from tests.factories import make_area, make_constituency, make_deputyship

ITEMS = (
    ("出席", "other_meeting", 4, 1.5, 6),
    ("调研视察", "inspection", 5, 2, 9),
    ("学习", "training", 2.5, 2.5, 10),
)


def points(cast: Cast) -> float:
    return float(PointsAccount.objects.get(deputyship=cast.members[0], area__parent=None).points)


@pytest.mark.django_db
def test_first_further_and_cap() -> None:
    cast = make_cast()
    make_scheme(*ITEMS)
    scores = []
    for number in range(1, 5):
        count(cast.members[0], cast.office, pk=number, day=date(YEAR, 3, number))
        scores.append(points(cast))
    assert scores == [5, 7, 9, 9]


@pytest.mark.django_db
def test_an_earlier_day_that_comes_later_becomes_the_first_time_and_both_lines_say_so() -> None:
    cast = make_cast()
    make_scheme(*ITEMS)
    later = count(cast.members[0], cast.office, pk=1, day=date(YEAR, 6, 1))
    earlier = count(cast.members[0], cast.office, pk=2, day=date(YEAR, 3, 1))
    lines = {
        record.pk: [float(line.points) for line in record.entries.order_by("pk")]
        for record in (later, earlier)
    }
    assert lines == {later.pk: [5, -3], earlier.pk: [5]}
    assert points(cast) == 7


@pytest.mark.django_db
def test_striking_out_writes_the_opposite_and_nothing_is_edited() -> None:
    cast = make_cast()
    make_scheme(*ITEMS)
    record = count(cast.members[0], cast.office, pk=1, day=date(YEAR, 3, 1))
    strike_out(record=record, actor=cast.office, reason="不是本人")
    line = PointsEntry.objects.order_by("pk").first()
    assert [float(one.points) for one in record.entries.order_by("pk")] == [5, -5]
    assert line is not None
    with pytest.raises(TypeError):
        line.save()
    with pytest.raises(TypeError):
        line.delete()


@pytest.mark.django_db
def test_a_frozen_year_keeps_its_ledger_whatever_happens_later() -> None:
    cast = make_cast()
    make_scheme(*ITEMS)
    count(cast.members[0], cast.office, pk=1, day=date(YEAR, 3, 1))
    AppraisalYear.objects.filter(year=YEAR).update(frozen_at=timezone.now())
    arrive(pk=1)
    late = arrive(cast.members[0], pk=2)[0]
    assert DutyRecord.objects.get(pk=late.pk).state == DutyState.PENDING
    make_scheme(("学习", "training", 8, 8, 10), edition=2)
    assert settle(deputyships=[cast.members[0].pk], year=YEAR, actor=None) == 0
    assert points(cast) == 5


@pytest.mark.django_db
def test_a_scheme_of_a_town_scores_only_its_own_deputies_beside_the_district_s() -> None:
    cast = make_cast()
    town = make_area()
    own = make_deputyship(constituency=make_constituency(town))
    make_scheme(*ITEMS)
    make_scheme(("调研视察", "inspection", 3, 3, 6), area=town)
    for number, deputyship in enumerate((own, cast.members[0]), 1):
        count(deputyship, cast.office, pk=number, day=date(YEAR, 3, 1))
    found = {
        (row.deputyship_id, row.area_id == town.pk): float(row.points) for row in PointsAccount.objects.all()
    }
    assert found == {(own.pk, False): 5, (own.pk, True): 3, (cast.members[0].pk, False): 5}


KINDS = (1, 2, 3, 4)
SCHEME = SchemeWorth(
    {1: ItemWorth(11, 1, 50, 20, 90), 2: ItemWorth(12, 1, 40, 15, 60), 3: ItemWorth(13, 2, 25, 25, 100)},
    {1: 120},
    180,
)
DUTIES = st.lists(st.sampled_from(KINDS), max_size=30)


@given(DUTIES, st.randoms(use_true_random=False))
def test_caps_are_never_passed_and_the_sum_is_the_same_in_any_order(kinds: list[int], random: object) -> None:
    duties = list(enumerate(kinds))
    mixed = list(duties)
    random.shuffle(mixed)  # type: ignore[attr-defined]
    found, again = worth_of(SCHEME, duties), worth_of(SCHEME, mixed)
    by_item: dict[int, int] = defaultdict(int)
    for one in found.values():
        by_item[one.item] += one.tenths
    assert worth_of(SCHEME, duties) == found
    assert sum(by_item.values()) == sum(one.tenths for one in again.values()) <= SCHEME.cap
    assert all(by_item[item.pk] <= item.cap for item in SCHEME.items.values())
    assert by_item[11] + by_item[12] <= 120
    assert all(one.tenths >= 0 for one in found.values())


class AnySequence(TestCase):
    """Told, confirmed, struck out, told otherwise, another edition, frozen: the ledger stays the score."""

    @settings(max_examples=12)
    @given(
        st.lists(
            st.tuples(
                st.sampled_from(["tell", "confirm", "strike", "edition", "freeze"]),
                st.integers(1, 6),
                st.sampled_from(["inspection", "training", "other_meeting"]),
                st.integers(1, 28),
            ),
            max_size=14,
        )
    )
    def test_the_sum_of_the_lines_is_what_the_duties_are_worth(
        self, steps: list[tuple[str, int, str, int]]
    ) -> None:
        cast = make_cast()
        deputyship, edition = cast.members[0], 1
        scheme = make_scheme(*ITEMS)
        frozen: Decimal | None = None
        for step, number, kind, day in steps:
            record = DutyRecord.objects.filter(source=TOLD, source_pk=number).first()
            if step == "tell":
                arrive(deputyship, kind=kind, pk=number, day=date(YEAR, 4, day))
            elif step == "confirm" and record is not None:
                confirm(records=[record], actor=cast.office)
            elif step == "strike" and frozen is None and record is not None:
                if record.state != DutyState.WITHDRAWN:
                    strike_out(record=record, actor=cast.office, reason="核对有误")
            elif step == "edition" and frozen is None:
                edition += 1
                scheme = make_scheme(("综合", kind, 6, 3, 12), edition=edition)
                settle(deputyships=[deputyship.pk], year=YEAR, actor=None)
            elif step == "freeze":
                AppraisalYear.objects.update_or_create(year=YEAR, defaults={"frozen_at": timezone.now()})
                frozen = self._sum() if frozen is None else frozen
        counted = DutyRecord.objects.counted().filter(deputyship=deputyship, year=YEAR).order_by("day", "pk")
        wanted = worth_of(worth(scheme), counted.values_list("pk", "kind_id"))
        score = sum((in_points(one.tenths) for one in wanted.values()), Decimal(0))
        account = PointsAccount.objects.filter(deputyship=deputyship).first()
        assert self._sum() == (account.points if account else 0)
        assert self._sum() == (score if frozen is None else frozen)
        assert settle(deputyships=[deputyship.pk], year=YEAR, actor=None) == 0

    def _sum(self) -> Decimal:
        return PointsEntry.objects.aggregate(n=Sum("points"))["n"] or Decimal(0)
