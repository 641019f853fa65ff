"""Everybody reads what was released, and nothing else."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from congress.web.masking import Hidden
from suggestions.models import Publication, Suggestion
from suggestions.publishing import operations
from suggestions.publishing.drafting import Choices
from tests.suggestions.cast import Cast, make_suggestion
from tests.suggestions.publishing.conftest import CANARIES, IDENTITY, NAME, PHONE, make_answered, release

LIST = reverse("suggestions:public")


def one(pk: int) -> str:
    return reverse("suggestions:public_one", args=[pk])


def titles(client: Client, **query: str) -> list[str]:
    return [row.title for row, _told in client.get(LIST, query).context["lines"]]


def test_nothing_is_public_until_it_is_released(client: Client, cast: Cast, answered: Suggestion) -> None:
    for state in ("submitted", "handling", "replied", "closed"):
        make_suggestion(cast, state)
    operations.decline_publication(suggestion=make_answered(cast), actor=cast.office, reason="不宜公开")
    assert titles(client) == []
    first = min(Suggestion.objects.values_list("pk", flat=True))
    assert {client.get(one(pk)).status_code for pk in range(first, first + 12)} == {404}
    assert client.get(one(Publication.objects.get().pk)).status_code == 404


def test_a_visitor_reads_it_with_its_reply(client: Client, cast: Cast, answered: Suggestion) -> None:
    shown = release(cast, answered, Choices(verdict=True))
    page = client.get(one(shown.pk)).content.decode()
    for part in (answered.title, cast.lead.person.name, cast.units[0].name, cast.category.name, "已修好路灯"):
        assert part in page
    assert "办理态度满意，办理结果满意" in page
    assert "修得很快" not in page
    assert f"第 {answered.number_text} 号" in page


def test_canaries_show_on_no_page_and_are_found_by_no_search(
    client: Client, cast: Cast, answered: Suggestion
) -> None:
    shown = release(cast, answered, Choices(words=(Hidden(NAME, "一位居民"),), verdict=True, said=True))
    pages = [client.get(address).content.decode() for address in (LIST, one(shown.pk))]
    assert [canary for canary in (*CANARIES, NAME) for page in pages if canary in page] == []
    for canary in (*CANARIES, NAME, PHONE[:7], IDENTITY[:6]):
        assert titles(client, q=canary) == []


def test_withdrawn_is_gone_at_once_and_comes_back_at_the_same_address(
    client: Client, cast: Cast, answered: Suggestion
) -> None:
    first = release(cast, answered)
    assert client.get(one(first.pk)).status_code == 200
    operations.withdraw_publication(suggestion=answered, actor=cast.office, reason="有错字")
    assert client.get(one(first.pk)).status_code == 404
    assert titles(client) == []
    assert titles(client, q="路灯") == []
    release(cast, answered)
    assert client.get(one(first.pk)).status_code == 200


def test_two_characters_find_one_is_refused_kindly(client: Client, cast: Cast, answered: Suggestion) -> None:
    other = make_answered(cast, title="关于加固河堤的建议", situation="河堤有裂缝。")
    release(cast, answered)
    release(cast, other)
    assert titles(client, q="河堤") == [other.title]
    assert set(titles(client, q=cast.units[0].name)) == {other.title, answered.title}
    assert titles(client, q=cast.lead.person.name) == titles(client)
    page = client.get(LIST, {"q": "河"})
    assert "请写 2 个字以上再搜" in page.content.decode()
    assert len(page.context["lines"]) == 2
    assert titles(client, q="没有的") == []


def test_narrowed_by_year_category_and_unit(client: Client, cast: Cast, answered: Suggestion) -> None:
    release(cast, answered)
    unit, category = str(cast.units[0].pk), str(cast.category.pk)
    assert titles(client, when="y2026", category=category, unit=unit) == [answered.title]
    page = client.get(LIST, {"when": "y1999", "unit": "x", "page": "99"})
    assert page.status_code == 200
    assert [row.title for row, _told in page.context["lines"]] == [answered.title]
    offered = dict(page.context["form"].fields["unit"].choices)
    assert set(offered) == {"", unit}


def test_newest_first_and_paged(client: Client, cast: Cast, answered: Suggestion) -> None:
    rows = [answered, *(make_answered(cast) for _ in range(21))]
    for row in rows:
        release(cast, row)
    newest = [row.title for row in reversed(rows)]
    assert titles(client) == newest[:20]
    assert titles(client, page="2") == newest[20:]


def test_the_same_few_queries_however_many(
    client: Client, cast: Cast, answered: Suggestion, django_assert_num_queries: Any
) -> None:
    shown = release(cast, answered)
    client.get(LIST)
    with django_assert_num_queries(7):
        client.get(LIST)
    with django_assert_num_queries(2):
        client.get(one(shown.pk))
    for _ in range(3):
        release(cast, make_answered(cast))
    with django_assert_num_queries(7):
        client.get(LIST, {"q": "路灯", "when": "y2026", "unit": str(cast.units[0].pk)})


@pytest.mark.parametrize("address", ["list", "one"])
def test_no_script_no_outside_request_and_asked_again_each_time(
    client: Client, cast: Cast, answered: Suggestion, address: str
) -> None:
    shown = release(cast, answered)
    response = client.get(LIST if address == "list" else one(shown.pk))
    page = response.content.decode()
    assert "<script" not in page
    assert "http://" not in page
    assert "https://" not in page
    assert response["Cache-Control"] == "private, no-cache, max-age=0"
    assert client.post(LIST).status_code == 405
