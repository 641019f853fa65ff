"""Fixtures of this room."""

from collections.abc import Iterator

import pytest

from congress.workdays import calendar


@pytest.fixture(autouse=True)
def fresh_calendar() -> Iterator[None]:
    """What one test corrects, the next does not know."""
    calendar.forget()
    yield
    calendar.forget()
