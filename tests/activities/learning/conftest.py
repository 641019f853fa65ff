"""The day on which the tests of this package live."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
import time_machine

from tests.activities.convocations.world import TODAY


@pytest.fixture
def november() -> Iterator[None]:
    """19 November 2026, ten in the morning."""
    with time_machine.travel(TODAY, tick=False):
        yield
