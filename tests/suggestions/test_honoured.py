"""A suggestion is found by its number as a candidate of 优秀议案建议 (R078)."""

from __future__ import annotations

import pytest
from django.urls import reverse

from deputies.honours.works import work_of
from tests.suggestions.cast import make_cast, make_suggestion

pytestmark = pytest.mark.django_db


def test_a_number_leads_to_the_suggestion() -> None:
    row = make_suggestion(make_cast())
    found = work_of(f" {row.number_text} ")
    assert found is not None
    assert found.url == reverse("suggestions:detail", args=[row.pk])
    assert row.title in found.title
    assert work_of("1999-001") is None
    assert work_of("") is None
