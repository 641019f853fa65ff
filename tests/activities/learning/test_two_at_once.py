"""Two who want the last seat at the very same moment, on PostgreSQL: one has it, the other waits."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from activities.learning import operations
from activities.models import Trainee
from congress.audit.queries import verify
from tests.activities.convocations.world import clerk, make_deputy, user_of
from tests.activities.learning.world import enrolling
from tests.at_once import at_once

pytestmark = [pytest.mark.services, pytest.mark.django_db(transaction=True)]


def test_one_seat_goes_to_one_of_two() -> None:
    office, people = clerk(), [make_deputy("陈立新"), make_deputy("何素琴")]
    day = timezone.localdate() + timedelta(days=10)
    row = enrolling(office, seats=1, start_on=day, end_on=day)
    enrolled = at_once(
        lambda: operations.enrol(training=row, deputyship=people[0], actor=user_of(people[0])),
        lambda: operations.enrol(training=row, deputyship=people[1], actor=user_of(people[1])),
    )
    assert sorted(one.state for one in enrolled) == ["enrolled", "waiting"]
    assert Trainee.objects.count() == 2
    assert verify().broken is None
