"""The polls of the demo district."""

import pytest

from congress.accounts.enums import Role
from congress.ballots import demo
from congress.ballots.models import Poll
from congress.ballots.queries import Counting, not_ready, turnout_of
from congress.web.demo import read_table
from tests.ballots.world import make_poll
from tests.factories import make_user

pytestmark = pytest.mark.django_db


def test_one_is_published_one_is_open_one_is_prepared_and_loading_again_adds_nothing() -> None:
    demo.load()
    assert not Poll.objects.exists()
    for username in read_table(demo.__file__, "demo.json")["needs"]:
        make_user(Role.OFFICE, username=username, name=f"用户{username}")
    other = make_poll(clerk=make_user(Role.OFFICE))
    Poll.objects.filter(pk=other.pk).update(procedure="another room's")
    for _time in range(2):
        demo.load()
    published, begun, prepared = Poll.objects.exclude(pk=other.pk).order_by("pk")
    assert [poll.state for poll in (published, begun, prepared)] == ["published", "voting", "preparing"]
    outcome = Counting(published).outcome
    assert (outcome.issued, outcome.cast, outcome.valid, outcome.void) == (25, 30, 29, 1)
    assert [one.passed for one in outcome.items] == [True, True, False]
    assert turnout_of(begun).voted == 3
    assert not_ready(prepared) == []
