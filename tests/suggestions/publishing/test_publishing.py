"""What could be released and is not yet, for the office."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from suggestions.publishing import operations
from suggestions.publishing.portal import todos
from tests.suggestions.cast import Cast, make_suggestion
from tests.suggestions.publishing.conftest import make_answered, release

ADDRESS = reverse("suggestions:publishing")


@pytest.fixture
def office(client: Client, cast: Cast) -> Client:
    client.force_login(cast.office)
    return client


def names(client: Client, decision: str) -> set[str]:
    return {name for _row, name in client.get(ADDRESS, {"decision": decision}).context["list"].rows}


def test_each_decision_has_its_list_and_what_waits_is_counted(office: Client, cast: Cast) -> None:
    waits, shown, kept, gone = (make_answered(cast) for _ in range(4))
    make_suggestion(cast, "handling")
    assert next(iter(todos(cast.office))).title == "公开 4 件建议和答复"
    release(cast, shown)
    operations.decline_publication(suggestion=kept, actor=cast.office, reason="不宜公开")
    release(cast, gone)
    operations.withdraw_publication(suggestion=gone, actor=cast.office, reason="有错字")
    assert next(iter(todos(cast.office))).title == "公开 1 件建议和答复"
    assert names(office, "none") == {waits.title}
    assert names(office, "published") == {shown.title}
    assert names(office, "declined") == {kept.title}
    assert names(office, "withdrawn") == {gone.title}
    assert names(office, "outdated") == set()
    assert names(office, "") == {waits.title, shown.title, kept.title, gone.title}


def test_nothing_waits_for_others(cast: Cast) -> None:
    make_answered(cast)
    assert list(todos(cast.leader)) == []


def test_as_many_queries_for_many_as_for_two(
    office: Client, cast: Cast, django_assert_num_queries: Any
) -> None:
    for _ in range(2):
        release(cast, make_answered(cast))
    office.get(ADDRESS)
    with django_assert_num_queries(20) as two:
        office.get(ADDRESS)
    for _ in range(4):
        release(cast, make_answered(cast))
        make_answered(cast)
    with django_assert_num_queries(len(two)):
        office.get(ADDRESS)
