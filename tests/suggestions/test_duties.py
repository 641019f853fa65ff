"""Who put, signed and rated a suggestion has it in the register of duties (R027)."""

from __future__ import annotations

import pytest
from django.utils import timezone

from deputies.duty.enums import DutyState
from deputies.models import DutyRecord
from suggestions import operations
from suggestions.enums import CosignState, State
from suggestions.models import Cosigner
from tests.factories import make_deputyship
from tests.suggestions.cast import make_cast, make_draft, make_suggestion

pytestmark = pytest.mark.django_db


def duties() -> list[tuple[int, str]]:
    rows = DutyRecord.objects.exclude(state=DutyState.WITHDRAWN).order_by("pk")
    return list(rows.values_list("deputyship_id", "kind__code"))


def test_from_the_gate_on_it_is_a_duty_of_the_lead_and_of_those_who_signed() -> None:
    cast = make_cast()
    row = make_draft(cast)
    signed, declined = make_deputyship(), make_deputyship()
    for deputyship, state in ((signed, CosignState.CONFIRMED), (declined, CosignState.DECLINED)):
        Cosigner.objects.create(
            suggestion=row, deputyship=deputyship, state=state, answered_at=timezone.now()
        )
    row = operations.submit(suggestion=row, actor=cast.deputy, at=cast.clock)
    assert duties() == []
    operations.register(suggestion=row, actor=cast.keeper, category=cast.category, at=cast.later(days=1))
    assert duties() == [(cast.lead.pk, "suggestion_lead"), (signed.pk, "suggestion_cosign")]
    assert {row.day for row in DutyRecord.objects.all()} == {timezone.localdate(row.submitted_at)}


def test_a_withdrawn_one_is_none_and_a_merged_one_still_is() -> None:
    cast = make_cast()
    row = make_suggestion(cast, State.REGISTERED)
    operations.withdraw(suggestion=row, actor=cast.deputy, reason="已经解决", at=cast.later(hours=3))
    assert duties() == []
    make_suggestion(cast, State.MERGED)
    assert duties() == [(cast.lead.pk, "suggestion_lead")] * 2


def test_rating_twice_is_one_duty_of_the_first_day() -> None:
    cast = make_cast()
    make_suggestion(cast, State.STUDY)
    assert duties() == [(cast.lead.pk, "suggestion_lead"), (cast.lead.pk, "reply_rating")]
