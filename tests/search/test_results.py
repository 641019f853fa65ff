"""The page of search results."""

import re

import pytest
from django.test import Client

from congress.accounts.enums import EVERY_ROLE, Role
from congress.accounts.models import User
from congress.search.views import SHOWN
from congress.web.registry import SearchHit, SearchProvider, register_search

pytestmark = pytest.mark.usefixtures("plugged")


def hits(user: User, query: str, limit: int) -> list[SearchHit]:
    """Three hits, whatever is asked."""
    return [SearchHit(f"{query}推进会 {n}", "柳桥街道", f"/a/{n}/") for n in range(min(3, limit))]


def nothing(user: User, query: str, limit: int) -> list[SearchHit]:
    return []


def many(user: User, query: str, limit: int) -> list[SearchHit]:
    return [SearchHit("何素琴", "", "/p/")] * limit


def headings(html: str) -> list[str]:
    return re.findall(r"<h2>([^<]+?) <small", html)


def test_hits_by_kind_in_order(office: Client) -> None:
    register_search(SearchProvider("活动", 2, hits, EVERY_ROLE))
    register_search(SearchProvider("代表", 1, many, EVERY_ROLE, "jobs:index"))
    register_search(SearchProvider("人大信息", 3, nothing, EVERY_ROLE))
    html = office.get("/search/?q=现场").content.decode()
    assert headings(html) == ["代表", "活动"]
    assert '<a href="/a/0/">' in html
    assert "<mark>现场</mark>推进会" in html
    assert html.count('href="/p/"') == SHOWN
    assert 'href="/jobs/?q=%E7%8E%B0%E5%9C%BA">全部代表结果</a>' in html


def test_only_kinds_of_the_role_are_asked(office: Client) -> None:
    register_search(SearchProvider("密件", 1, hits, frozenset({Role.LEADER})))
    html = office.get("/search/?q=现场").content.decode()
    assert "密件" not in html
    assert "没有找到“现场”" in html


def test_the_words_stay_in_the_box_and_are_escaped(office: Client) -> None:
    html = office.get("/search/?q=<b>").content.decode()
    assert 'value="&lt;b&gt;"' in html
    assert "没有找到“&lt;b&gt;”" in html


@pytest.mark.parametrize("query", ["", "?q=", "?q=%20%E3%80%80"])
def test_without_words_nobody_is_asked(office: Client, query: str) -> None:
    register_search(SearchProvider("活动", 1, hits, EVERY_ROLE))
    html = office.get(f"/search/{query}").content.decode()
    assert "可以搜活动" in html
    assert headings(html) == []


def test_a_long_query_is_cut(office: Client) -> None:
    asked: list[str] = []

    def note(user: User, query: str, limit: int) -> list[SearchHit]:
        asked.append(query)
        return []

    register_search(SearchProvider("活动", 1, note, EVERY_ROLE))
    office.get("/search/", {"q": "甲" * 5000})
    assert asked == ["甲" * 100]


def test_the_box_offers_eight_those_with_the_word_in_their_title_first(office: Client) -> None:
    def beside(user: User, query: str, limit: int) -> list[SearchHit]:
        return [SearchHit(f"别的 {n}", query, f"/b/{n}/") for n in range(limit)]

    for order, find in enumerate((beside, beside, hits, hits)):
        register_search(SearchProvider(f"类{order}", order, find, EVERY_ROLE))
    html = office.get("/search/suggest/?q=现场").content.decode()
    assert re.findall(r'href="(/[ab]/\d/)"', html) == [f"/a/{n}/" for n in (0, 1, 2)] * 2 + ["/b/0/", "/b/1/"]
    assert "<b><mark>现场</mark>推进会 0</b><small>类2" in html
    assert 'href="/search/?q=%E7%8E%B0%E5%9C%BA"' in html
    assert 'role="option"' not in office.get("/search/suggest/?q= ").content.decode()


def test_words_around_a_hit_are_shown(office: Client) -> None:
    def told(user: User, query: str, limit: int) -> list[SearchHit]:
        return [SearchHit("标题", "5月8日", "/a/", "…看了<停车>场")]

    register_search(SearchProvider("活动", 1, told, EVERY_ROLE))
    assert (
        "<p>…看了&lt;<mark>停车</mark>&gt;场</p><p>5月8日</p>"
        in office.get("/search/?q=停车").content.decode()
    )
