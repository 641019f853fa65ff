"""Figures whose values a test can set, in place of those of the apps."""

from __future__ import annotations

import pytest

from congress.accounts.enums import Role
from congress.accounts.models import User
from congress.figures import registry
from congress.figures.numbers import Count, Rate
from congress.figures.period import Period
from tests.bulletins.reports.stage import LONG, Values, register
from tests.factories import make_area, make_user


@pytest.fixture
def values(monkeypatch: pytest.MonkeyPatch) -> Values:
    """社情民意.收集 and .办结率 over the long period, and what a test puts in over others."""
    monkeypatch.setattr(registry, "_figures", {})
    found: Values = {"收集": Count(12, "件"), "办结率": Rate(3, 4)}

    def collected(period: Period) -> Count | Rate:
        return Count(4530, "件") if (period.start, period.end) == LONG else found["收集"]

    def rate(period: Period) -> Count | Rate:
        return Rate(4236, 4530) if (period.start, period.end) == LONG else found["办结率"]

    register("社情民意.收集", collected)
    register("社情民意.办结率", rate)
    return found


@pytest.fixture
def clerk(db: None) -> User:
    make_area("东塘镇")
    return make_user(Role.OFFICE, name="周敏")
