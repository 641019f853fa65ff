"""One rendering of each sample for all tests that only look at it."""

import pytest

from bulletins.press.pdf import IssuePdf, render_issue
from tests.bulletins.press import real, samples


@pytest.fixture(scope="session")
def monthly() -> IssuePdf:
    return render_issue(samples.monthly())


@pytest.fixture(scope="session")
def dispatch() -> IssuePdf:
    return render_issue(samples.dispatch())


@pytest.fixture(scope="session")
def real_issue() -> IssuePdf:
    if not real.REAL.exists():
        pytest.skip("the real issue is not part of the project")
    return render_issue(real.load()[1])
