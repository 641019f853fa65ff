"""The search box over the rooms: what each kind finds, in whose scope, and what it costs."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from pytest_django import DjangoAssertNumQueries

from bulletins.enums import IssueState
from bulletins.models import Entry, Heading, Issue, Series
from congress.accounts.enums import Role
from congress.accounts.models import User
from congress.organs.models import OrganName
from congress.search.text import Typed
from congress.web.registry import registry
from suggestions.enums import State
from suggestions.models import Suggestion
from tests.factories import make_area, make_group, make_organ, make_person, make_user
from tests.liaison_stations.stage import make_citizen, make_matter, make_stage
from tests.suggestions.cast import make_cast, make_suggestion

pytestmark = pytest.mark.django_db
#: Kinds that also ask by whom and by which unit a suggestion is handled.
LOOKED_UP = {"代表建议": 4, "社情民意": 4, "我的建议": 4}
#: Large tables, of which PostgreSQL is asked where the newest rows begin (``newest_found``).
NEWEST_FIRST = {"活动", "群众事项"}


def found(client: Client, user: User, words: str) -> dict[str, list[str]]:
    """Titles by kind on the page of results, with the marks taken out."""
    client.force_login(user)
    shown = client.get("/search/", {"q": words}).content.decode().replace("<mark>", "").replace("</mark>", "")
    kinds = re.findall(r"<h2>([^<]+?) <small.*?</section>", shown, re.S)
    parts = [part for part in re.findall(r"<section.*?</section>", shown, re.S) if "<h2>" in part]
    titles = [re.findall(r'class="rd-title">(.*?)</span>', part) for part in parts]
    return dict(zip(kinds, titles, strict=True))


def test_a_suggestion_is_found_by_its_number(client: Client) -> None:
    cast = make_cast()
    rows = [make_suggestion(cast, State.REGISTERED) for _ in range(2)]
    Suggestion.objects.filter(pk=rows[0].pk).update(title="关于停车的建议")
    rows[0].refresh_from_db()
    rows[0].save()
    assert rows[0].number
    for words in (f"第{rows[0].number}号", f"第 {rows[0].number} 号 停车", rows[0].number_text):
        assert found(client, cast.office, words)["代表建议"] == ["关于停车的建议"]
    assert "代表建议" not in found(client, cast.office, "第999号")
    assert not found(client, make_user(Role.TOWN, area=make_area()), rows[0].number_text)


def test_registers_are_found_by_initials(client: Client) -> None:
    office = make_user(Role.OFFICE)
    make_organ("区交通运输局")
    make_group(13)
    make_person("单小明")
    assert found(client, office, "jtys") == {"单位": ["区交通运输局"]}
    assert found(client, office, "DSSXZ") == {"代表小组": ["第十三小组"]}
    assert found(client, office, "第13小组")["代表小组"] == ["第十三小组"]
    assert found(client, office, "sxm") == {"人员": ["单小明"]}


def test_words_may_stand_in_several_tables_of_a_kind(client: Client) -> None:
    office = make_user(Role.OFFICE)
    organ = make_organ("区交通运输局")
    OrganName.objects.create(organ=organ, name="区公路局", short_name="公路局", ends_on=date(2020, 1, 1))
    assert found(client, office, "运输 公路") == {"单位": ["区交通运输局"]}
    assert found(client, office, "运输 水利") == {}


def test_kinds_without_the_words_are_not_asked(
    client: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    office = make_user(Role.OFFICE)
    assert found(client, office, "琥珀") == {}
    with django_assert_max_num_queries(16):
        client.get("/search/?q=琥珀")


def test_citizens_are_not_found_and_matters_only_in_scope(client: Client) -> None:
    stage = make_stage()
    matter = make_matter(stage.station, citizen=make_citizen())
    words = matter.title[:2]
    assert matter.title in found(client, stage.officer, words)["群众事项"]
    assert "群众事项" not in found(client, make_user(Role.TOWN, area=make_area()), words)
    for user in (stage.officer, stage.office):
        assert not found(client, user, "秦素云")
        assert not found(client, user, "13900001234")


def test_entries_open_where_they_are_printed(client: Client) -> None:
    series = Series.objects.first() or Series.objects.create(name="人大信息")
    issue = Issue.objects.create(
        series=series, year=2026, number=5, total_number=62, office="办公室", issued_on=date(2026, 6, 3),
        period_start=date(2026, 5, 1), period_end=date(2026, 5, 31), state=IssueState.ISSUED,
        published_at=datetime(2026, 6, 3, tzinfo=UTC),
    )  # fmt: skip
    heading = Heading.objects.create(issue=issue, text="视察停车场建设")
    entry = Entry.objects.create(issue=issue, heading=heading, position=1, text="5月8日，视察停车难点。")
    issue.refresh_search_text()
    issue.save()
    deputy = make_user(Role.DEPUTY)
    assert found(client, deputy, "停车难")["信息篇目"] == ["视察停车场建设"]
    assert found(client, deputy, "总第62期")["人大信息"] == [str(issue)]
    html = client.get("/search/suggest/?q=停车难").content.decode()
    assert f'href="/bulletins/{issue.pk}/#e{entry.pk}"' in html


@pytest.mark.parametrize("words", ["停车", "第12号", "jtj"])
def test_each_kind_asks_the_database_once(words: str) -> None:
    user = make_user(Role.OFFICE)
    assert user.roles
    for provider in registry.search:
        with CaptureQueriesContext(connection) as queries:
            list(provider.find(user, Typed(words), 8))
        twice = words == "jtj" or (connection.vendor == "postgresql" and provider.label in NEWEST_FIRST)
        most = LOOKED_UP.get(provider.label, 2 if twice else 1)
        assert len(queries) <= most, (provider.label, [q["sql"][:80] for q in queries])


def test_a_single_character_is_left_to_kinds_with_few_records(
    client: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    office = make_user(Role.OFFICE)
    make_organ("区交通局")
    assert found(client, office, "局") == {"单位": ["区交通局"]}
    with django_assert_max_num_queries(30):
        assert (
            "要查代表建议、社情民意、活动、群众事项、信息篇目，请写两个字以上"
            in client.get("/search/?q=局").content.decode()
        )
