"""Tests of satisfaction of the demo district."""

from __future__ import annotations

import pytest

from congress.accounts.enums import Role
from suggestions.models import PanelRound
from suggestions.panels import demo
from suggestions.panels.enums import MendState, RoundState
from suggestions.panels.queries import summary
from tests.factories import make_user
from tests.suggestions.cast import make_suggestion
from tests.suggestions.panels.stage import make_stage

pytestmark = pytest.mark.django_db


def test_one_is_fed_back_one_is_being_recommended_and_loading_again_adds_nothing() -> None:
    demo.load()
    assert not PanelRound.objects.exists()
    stage = make_stage()
    for role, name in ((Role.DEPUTY_WORK, "deputywork"), (Role.OFFICE, "office")):
        make_user(role, username=name)
    for _number in range(8):
        make_suggestion(stage.cast)
    for _time in range(2):
        demo.load()
    present, last = PanelRound.objects.order_by("-year")
    assert (present.state, last.state) == (RoundState.RECOMMENDING, RoundState.FED_BACK)
    told = summary(last)
    assert (told.recommended, told.chosen, told.met, str(told.lowest)) == (6, 4, 3, "68.75%")
    assert last.candidates.get(mend_state=MendState.MENDING).due_on is not None
    assert summary(present).recommended == 3
