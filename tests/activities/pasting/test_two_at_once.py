"""The button pressed in two windows at the very same moment, on PostgreSQL: each card is logged once."""

from __future__ import annotations

import pytest

from activities.models import Activity
from activities.pasting import operations
from activities.pasting.typed import Typed
from congress.audit.queries import verify
from deputies.models import Person
from tests.activities.pasting.test_paste_card import line_of
from tests.activities.pasting.world import MONTH, card, pasted, row, settle_in
from tests.at_once import at_once

pytestmark = [pytest.mark.services, pytest.mark.django_db(transaction=True)]


def test_logged_from_two_windows_each_once() -> None:
    clerk = settle_in()
    draft = pasted(clerk, MONTH)
    new = Typed({})
    operations.change_card(
        card=row(draft, 15), actor=clerk, typed=new, answer=f"p:{line_of(draft, 15, '周明')}:new"
    )
    results = at_once(*[lambda: operations.record_paste(draft=draft, actor=clerk)] * 3)
    assert sorted(len(one.activities) for one in results) == [0, 0, 16]
    assert Activity.objects.count() == 16
    assert Person.objects.filter(name="周明").count() == 1
    assert verify().broken is None


def test_two_boxes_of_one_card_changed_at_once_are_both_kept() -> None:
    clerk = settle_in()
    draft = pasted(clerk, MONTH)
    target = row(draft, 2)
    at_once(
        lambda: operations.change_card(card=target, actor=clerk, typed=Typed({"headline": "改了标题"})),
        lambda: operations.change_card(card=target, actor=clerk, typed=Typed({"place": "滨河大道"})),
    )
    assert (card(draft, 2).headline, card(draft, 2).place) == ("改了标题", "滨河大道")
