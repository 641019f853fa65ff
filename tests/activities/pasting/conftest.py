"""A clerk at the desk, and a month pasted."""

from __future__ import annotations

import pytest
from django.test import Client

from activities.models import PasteDraft
from congress.accounts.models import User
from tests.activities.pasting.world import MONTH, pasted, settle_in


@pytest.fixture
def clerk(db: None, client: Client) -> User:
    user = settle_in()
    client.force_login(user)
    return user


@pytest.fixture
def draft(clerk: User) -> PasteDraft:
    return pasted(clerk, MONTH)
