"""Figures that apps offer, as the home page shows them."""

from dataclasses import replace
from datetime import date

import pytest

from congress.accounts.enums import Role
from congress.accounts.models import User
from congress.figures import registry
from congress.figures.cards import cards
from congress.figures.numbers import About, Count, Rate
from congress.figures.period import Period
from congress.figures.registry import Figure, measure, register_figure
from tests.factories import make_user

TODAY = date(2023, 7, 31)


def heard(user: User, period: Period) -> Count | Rate:
    return Count(1600, "人次", About.AND_MORE)


def list_url(user: User, period: Period) -> str:
    return f"/activities/?from={period.start}&to={period.end}"


FIGURE = Figure(
    "heard", "接待选民", "人次", "接待日登记的人次", heard, list_url, frozenset({Role.OFFICE}), order=20
)
RATE = replace(
    FIGURE,
    key="closed",
    label="办结率",
    unit="件",
    definition="办结／收集",
    compute=lambda user, period: Rate(4236, 4530),
    order=10,
)


@pytest.fixture(autouse=True)
def only_ours(monkeypatch: pytest.MonkeyPatch) -> None:
    """The registry without the figures of the apps."""
    monkeypatch.setattr(registry, "_figures", {})


@pytest.fixture
def clerk(db: None) -> User:
    return make_user(Role.OFFICE)


def test_the_home_page_shows_number_unit_origin_and_list(clerk: User) -> None:
    register_figure(FIGURE)
    register_figure(RATE)
    rate, count = cards(clerk, TODAY)
    assert (rate.value, rate.unit, rate.of) == ("93.5", "%", "4,236／4,530 件，办结／收集")
    assert (count.value, count.unit, count.approximate) == (1600, "人次", True)
    assert count.url == "/activities/?from=2023-01-01&to=2023-07-31"


def test_nothing_to_be_a_part_of(clerk: User) -> None:
    register_figure(replace(RATE, compute=lambda user, period: Rate(0, 0)))
    (card,) = cards(clerk, TODAY)
    assert (card.value, card.unit) == ("—", "")


def test_others_do_not_see_it(db: None) -> None:
    register_figure(FIGURE)
    assert measure(make_user(Role.DEPUTY), Period.this_year(TODAY)) == []


def test_a_key_is_taken_once() -> None:
    register_figure(FIGURE)
    with pytest.raises(ValueError, match="already"):
        register_figure(FIGURE)


def test_a_figure_keeps_its_unit(clerk: User) -> None:
    register_figure(replace(FIGURE, unit="人"))
    with pytest.raises(ValueError, match="人次"):
        measure(clerk, Period.this_year(TODAY))


def test_a_figure_is_found_by_name_only_by_who_may_see_it(clerk: User) -> None:
    register_figure(replace(FIGURE, chapter="联络站"))
    assert registry.named(clerk, "联络站.接待选民") == registry.named(clerk, "heard") is not None
    assert registry.named(make_user(Role.DEPUTY), "联络站.接待选民") is None


def test_a_name_is_given_once() -> None:
    register_figure(FIGURE)
    with pytest.raises(ValueError, match="called"):
        register_figure(replace(FIGURE, key="other"))


def test_a_figure_of_the_figures_page_need_not_be_at_home(clerk: User) -> None:
    register_figure(replace(FIGURE, at_home=False))
    assert list(cards(clerk, TODAY)) == []
    assert [one.figure.key for one in measure(clerk, Period.this_year(TODAY))] == ["heard"]
