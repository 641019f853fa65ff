"""Tables by what the office marks: priority kinds, weights, campaigns, sources, occasions, towns."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from activities.models import Campaign
from congress.figures.period import Period
from congress.organs.enums import AreaKind
from suggestions.enums import Occasion, Source, State, Weight
from suggestions.figures.dimensions import DIMENSIONS, lines
from suggestions.figures.measuring import BARS
from suggestions.figures.pages import open_longest
from suggestions.models import PriorityKind, Suggestion
from suggestions.queries.scopes import Scope
from tests.factories import make_area
from tests.suggestions.cast import START, make_cast
from tests.suggestions.figures.records import put

pytestmark = pytest.mark.django_db
YEAR = Scope(Period.between(date(2026, 1, 1), date(2026, 11, 22)))


def split(key: str, scope: Scope = YEAR) -> dict[str, int]:
    found = lines(Suggestion.objects.all(), scope, DIMENSIONS[key], BARS, with_places=1)
    return {line.label: line.tally.count("received") for line in found}


def test_priority_kinds_tell_what_is_open_longest() -> None:
    """R242: filtered by 历史遗留, the oldest open one stands first."""
    make = make_cast()
    kind, other = PriorityKind.objects.all()[:2]
    newer = put(make, 1, State.HANDLING)[0]
    older = put(make, 1, State.HANDLING, registered_at=START - timedelta(days=40))[0]
    done = put(make, 1, registered_at=START - timedelta(days=50))[0]
    for row in (newer, older, done):
        row.priorities.add(kind)
    newer.priorities.add(other)
    put(make, 1, State.HANDLING)
    assert split("priority") == {kind.name: 3, other.name: 1, "不属于四类事": 1}
    rows = Suggestion.objects.all()
    found = lines(rows, YEAR, DIMENSIONS["priority"], BARS, with_places=1)
    first = open_longest(rows, YEAR, found)[0]
    assert (first.cell.count, first.oldest) == (2, [older, newer])


def test_a_campaign_is_reported_apart() -> None:
    """R243."""
    cast = make_cast()
    campaign = Campaign.objects.create(name="暖民心行动")
    for row in put(cast, 2):
        row.campaigns.add(campaign)
    put(cast, 3)
    assert split("campaign") == {"暖民心行动": 2, "不属于专项": 3}
    assert split("category", YEAR.narrowed("campaign", campaign.pk)) == {cast.category.name: 2}


def test_weights_and_sources() -> None:
    """R240, R244."""
    cast = make_cast()
    put(cast, 2, weight=Weight.BIG, source=Source.STATION)
    put(cast, 3, weight=Weight.SMALL)
    put(cast, 1)
    assert split("weight") == {"民生大事": 2, "关键小事": 3, "未区分": 1}
    assert split("source") == {"代表": 4, "联络站": 2}


def test_occasions_never_mix() -> None:
    """R245: each has its own numbers; nothing adds 社情民意 to suggestions."""
    cast = make_cast()
    put(cast, 2)
    put(cast, 5, occasion=Occasion.SENTIMENT)
    assert split("occasion") == {"闭会期间": 2}
    assert split("occasion", Scope(YEAR.period, Occasion.SENTIMENT)) == {"社情民意": 5}
    assert Scope(YEAR.period, Occasion.SENTIMENT).url("open").startswith("/suggestions/sentiment/?figure=")


def test_a_town_has_what_lies_below_it() -> None:
    cast = make_cast()
    village = make_area(kind=AreaKind.COMMUNITY, parent=cast.town)
    put(cast, 1)
    put(cast, 2, area=village)
    put(cast, 4, area=cast.district)
    assert split("town") == {f"{cast.district.name}（全区性）": 4, cast.town.name: 3}
