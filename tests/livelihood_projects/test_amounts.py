"""Sums as an office writes them, what one of a quantity costs, the share of the whole (R251, R252)."""

from __future__ import annotations

from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.db.models import Sum
from django.test import Client
from django.urls import reverse

from congress.accounts.enums import Role
from livelihood_projects.amounts import each, read_amount, share
from livelihood_projects.models import Project
from tests.factories import make_user
from tests.livelihood_projects.making import end_call, make_ideas, make_round, underway


@pytest.mark.parametrize(
    ("typed", "amount"),
    [
        ("300", "300"),
        ("300万", "300"),
        (" 300 万元 ", "300"),
        ("5,340万元", "5340"),
        ("1.52亿", "15200"),
        ("1.52亿元", "15200"),
        ("３５０万元", "350"),
        ("3000000元", "300"),
        ("0.5", "0.5"),
    ],
)
def test_a_sum_is_read_in_ten_thousands(typed: str, amount: str) -> None:
    assert read_amount(typed) == Decimal(amount)


@pytest.mark.parametrize("typed", ["", "三百万", "300块", "-3", "1.5.2亿", "万元"])
def test_what_is_no_sum_is_refused(typed: str) -> None:
    with pytest.raises(ValidationError, match="请写金额"):
        read_amount(typed)


@pytest.mark.parametrize("typed", ["1.52亿余元", "约300万", "5340余万元"])
def test_a_sum_that_is_not_certain_is_asked_for_again(typed: str) -> None:
    with pytest.raises(ValidationError, match="确定的数"):
        read_amount(typed)


def test_shares_and_parts_as_published() -> None:
    assert share(Decimal(5_340), Decimal(15_200)) == "35.1%"
    assert each(Decimal(350), Decimal(1200), "盏") == "每盏约 2,917 元"


@pytest.mark.django_db
def test_two_bridges_and_lamps_of_a_town(client: Client) -> None:
    town = make_user(Role.TOWN)
    row = make_round(town)
    ideas = make_ideas(row, 2)
    end_call(row, town)
    client.force_login(town)
    for idea, typed, quantity, measure in (
        (ideas[0], "300万", 7, "座"),
        (ideas[1], "350万元", 1200, "盏"),
    ):
        url = reverse("livelihood:shortlist", args=[idea.pk])
        facts = {"title": idea.title, "investment": "三百万", "quantity": quantity, "measure": measure}
        again = client.post(url, facts).content.decode()
        assert "请写金额" in again
        assert "三百万" in again
        assert client.post(url, {**facts, "investment": typed}).status_code == 302
    assert Project.objects.aggregate(n=Sum("investment"))["n"] == Decimal(650)
    page = client.get(reverse("livelihood:detail", args=[ideas[1].pk])).content.decode()
    assert "1,200 盏，每盏约 2,917 元" in page


@pytest.mark.django_db
def test_the_round_says_what_share_each_chosen_project_is(client: Client) -> None:
    clerk = make_user(Role.OFFICE)
    row = underway(clerk, 3, 2, {1: 300, 2: 350})
    row.projects.chosen().update(households=8295, people=31467)
    client.force_login(clerk)
    page = client.get(reverse("livelihood:round", args=[row.pk])).content.decode()
    assert "占 46.2%" in page
    assert "占 53.8%" in page
    one = client.get(reverse("livelihood:detail", args=[row.projects.chosen()[0].pk])).content.decode()
    assert "8,295 户、31,467 人、户均 3.79 人" in one
