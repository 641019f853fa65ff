"""What ``./script/drill`` tries, with fewer clients; and that it finds a portal that loses something."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest

from tests.faults.drills import DRILLS, SMALL, Outcome, Size, web_killed
from tests.faults.standing import Standing, standing

pytestmark = pytest.mark.services


@pytest.fixture(scope="module")
def portal() -> Iterator[Standing]:
    """One portal, for one drill after the other."""
    with standing() as made:
        yield made


@pytest.mark.parametrize("drill", DRILLS)
def test_nothing_acknowledged_is_lost(portal: Standing, drill: Callable[[Standing, Size], Outcome]) -> None:
    outcome = drill(portal, SMALL)
    assert outcome.losses == [], outcome.notes
    assert outcome.acknowledged, "nothing was tried"


def test_a_portal_that_acknowledges_too_early_is_found(portal: Standing) -> None:
    """The last one: what it loses stays lost."""
    portal.web.stop()
    portal.house.settings["DJANGO_SETTINGS_MODULE"] = "tests.faults.weak"
    portal.web.environment = portal.house.environment
    portal.web.start()
    outcome = web_killed(portal, Size(clients=4, writes=12, jobs=1, kills=1))
    lost = [loss for loss in outcome.losses if loss.endswith("taken, there 0 times")]
    assert lost, outcome.losses
    assert not [loss for loss in outcome.losses if "audit" in loss]
