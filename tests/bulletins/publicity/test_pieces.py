"""Pieces count by the highest level that took them, each once (R298–R300, R304, R305)."""

from __future__ import annotations

from datetime import date, timedelta
from types import SimpleNamespace
from typing import Any

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from activities.models import Campaign
from bulletins.models import Adoption, MediaChannel, Medium, Piece
from bulletins.operations.publicity import pieces as operations
from bulletins.publicity import queries
from bulletins.publicity.enums import Counting, MediaLevel
from bulletins.publicity.filters import PieceFilter
from bulletins.publicity.tables import PIECES
from congress.access.exceptions import Conflict, StaleVersion
from congress.accounts.enums import Role
from congress.accounts.models import User
from congress.figures.period import Period
from congress.figures.registry import measured, named
from congress.organs.enums import AreaKind
from tests.factories import make_area, make_user

pytestmark = pytest.mark.django_db
YEAR = Period.between(date(2022, 1, 1), date(2022, 12, 31))
SPAN = {"since": "2022-01-01", "until": "2022-12-31"}


@pytest.fixture
def office() -> User:
    make_area(kind=AreaKind.DISTRICT)
    return make_user(Role.OFFICE)


def medium(name: str, level: MediaLevel, channel: str = "报刊") -> Medium:
    kind, _is_new = MediaChannel.objects.get_or_create(name=channel)
    return Medium.objects.create(name=name, level=level, channel=kind)


def written(office: User, count: int, *media: Medium, on: date = date(2022, 6, 1)) -> list[Piece]:
    area = make_area(f"第{Piece.objects.count()}镇")
    rows = Piece.objects.bulk_create(
        Piece(title=f"稿件{Piece.objects.count() + n}", area=area, written_on=on) for n in range(count)
    )
    Adoption.objects.bulk_create(
        Adoption(piece=row, medium=one, published_on=on + timedelta(days=3)) for row in rows for one in media
    )
    return rows


def listed(user: User, query: str) -> int:
    """How many rows the list of pieces has behind an address with this query."""
    asked = PieceFilter(QueryDict(query), queryset=PIECES.rows(user), request=SimpleNamespace(user=user))
    assert asked.form.is_valid(), asked.form.errors
    return int(asked.qs.count())


def test_367_pieces_32_of_the_province_and_117_of_the_city_and_above(client: Client, office: User) -> None:
    city, province = medium("市报", MediaLevel.CITY), medium("省报", MediaLevel.PROVINCE)
    written(office, 20, province)
    written(office, 12, province, city)
    written(office, 85, city)
    written(office, 250)
    found = queries.by_level(office, YEAR)
    assert (found.written, found.at_least(MediaLevel.PROVINCE), found.at_least(MediaLevel.CITY)) == (
        367,
        32,
        117,
    )
    client.force_login(office)
    page = client.get(reverse("publicity:figures"), {"preset": "custom", **SPAN}).text
    assert "累计：“以上”包含更高各级" in page, "how it is counted is stated, cumulative by default"
    assert "市级以上 117 篇里有省级以上 32 篇，只到市级的 85 篇" in page
    apart = client.get(reverse("publicity:figures"), {"preset": "custom", "count": "apart", **SPAN}).text
    assert "省级以上 32 篇，市级 85 篇，一共 117 篇" in apart
    assert [line.pieces for line in found.lines(Counting.APART)] == [0, 32, 85, 0]
    span = "since=2022-01-01&until=2022-12-31"
    for line in (*found.lines(Counting.CUMULATIVE), *found.lines(Counting.APART)):
        assert listed(office, f"{line.query}&{span}") == line.pieces, line.label
    figure = named(office, "宣传.市级以上采用")
    assert figure is not None
    assert str(measured(figure, office, YEAR).value) == "117 篇"


def test_what_was_taken_after_the_cut_off_does_not_count(client: Client, office: User) -> None:
    written(office, 2, medium("省报", MediaLevel.PROVINCE), on=date(2022, 6, 29))
    half = Period.between(date(2022, 1, 1), date(2022, 6, 30))
    assert queries.by_level(office, half).adopted == 0
    assert queries.by_level(office, YEAR).adopted == 2
    client.force_login(office)
    assert listed(office, "level=3&since=2022-01-01&until=2022-06-30") == 0


def test_eleven_pieces_stay_eleven_though_media_add_to_more(client: Client, office: User) -> None:
    paper, news = medium("省法治报", MediaLevel.PROVINCE), medium("市日报", MediaLevel.CITY)
    site = medium("市人大网", MediaLevel.CITY, "网站")
    written(office, 6, paper, news)
    written(office, 5, news, site)
    media = {one.name: one.pieces for one in queries.by_medium(office, YEAR)}
    assert media == {"省法治报": 6, "市日报": 11, "市人大网": 5}
    assert sum(media.values()) > queries.by_level(office, YEAR).adopted == 11
    channels = queries.by_channel(office, YEAR)
    assert [(one.name, one.pieces) for one in channels] == [("报刊", 11), ("网站", 5)], "R305"
    client.force_login(office)
    assert listed(office, f"{channels[1].query}&since=2022-01-01&until=2022-12-31") == 5
    assert "相加会多于篇数" in client.get(reverse("publicity:figures"), {"preset": "custom", **SPAN}).text


@time_machine.travel("2026-01-09 10:00 +0800", tick=False)
def test_a_piece_is_entered_taken_by_a_medium_once_and_wins_a_prize(
    client: Client, office: User, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    area = make_area()
    paper = medium("《江东日报》", MediaLevel.PROVINCE)
    client.force_login(office)
    typed = {
        "title": "“办公晨摊”让履职阵地“活起来”",
        "area": area.pk,
        "author": "办公室",
        "text": "第一段\n第二段",
    }
    refused = client.post(reverse("publicity:record_piece"), {**typed, "written_on": "2026-01-10"}).text
    assert "日期还没有到" in refused
    assert "第二段" in refused, "what was typed is kept"
    client.post(reverse("publicity:record_piece"), {**typed, "written_on": "2026-01-05"})
    row = Piece.objects.get()
    adopt = reverse("publicity:record_adoption", args=[row.pk])
    taken = {"medium": paper.pk, "published_on": "2026-01-08", "headline": "", "place": "第3版"}
    client.post(adopt, taken)
    assert "这家媒体的采用已经登记" in client.post(adopt, taken).text
    award = {
        "name": "第24届省人大新闻奖",
        "grade": "二等奖",
        "awarded_by": "省人大",
        "level": "3",
        "awarded_on": "2026-01-09",
    }
    client.post(reverse("publicity:record_award", args=[row.pk]), award)
    awards = client.get(reverse("publicity:awards")).text
    assert "第24届省人大新闻奖" in awards
    assert row.title in awards, "R300: with the title of the piece"
    client.get("/")  # counts of the menu are kept for a minute
    with django_assert_max_num_queries(14):
        assert "最高省级，1 家" in client.get(reverse("publicity:piece", args=[row.pk])).text
    with django_assert_max_num_queries(18):
        client.get(reverse("publicity:index"))
    with django_assert_max_num_queries(10):
        client.get(reverse("publicity:figures"))

    facts: dict[str, Any] = {
        "title": "改题",
        "area": area,
        "author": "",
        "written_on": date(2026, 1, 5),
        "campaign": None,
        "text": "",
    }
    operations.change_piece(piece=row, actor=office, version=1, **facts)
    with pytest.raises(StaleVersion):
        operations.change_piece(piece=row, actor=office, version=1, **facts)
    operations.withdraw_piece(piece=row, actor=office, reason="重复登记")
    assert listed(office, "") == 0
    with pytest.raises(Conflict, match="已撤回"):
        operations.record_adoption(piece=row, actor=office, medium=paper, published_on=date(2026, 1, 9))


def test_a_town_keeps_its_own_pieces_only(client: Client, office: User) -> None:
    own, other = make_area("甲镇"), make_area("乙镇")
    mine = Piece.objects.create(title="甲稿", area=own, written_on=date(2025, 3, 1))
    theirs = Piece.objects.create(title="乙稿", area=other, written_on=date(2025, 3, 1))
    client.force_login(make_user(Role.TOWN, area=own))
    assert client.get(reverse("publicity:piece", args=[mine.pk])).status_code == 200
    assert client.get(reverse("publicity:piece", args=[theirs.pk])).status_code == 404
    assert client.get(reverse("publicity:change_piece", args=[theirs.pk])).status_code == 404
    text = client.get(reverse("publicity:index")).text
    assert "甲稿" in text
    assert "乙稿" not in text
    typed = {"title": "占位", "area": other.pk, "written_on": "2025-03-02", "text": ""}
    assert client.post(reverse("publicity:record_piece"), typed).status_code == 200, (
        "not among the areas offered"
    )
    assert Piece.objects.count() == 2


def test_a_piece_belongs_to_a_campaign_with_its_dates(client: Client, office: User) -> None:
    week = Campaign.objects.create(name="宪法宣传周", starts_on=date(2025, 12, 1), ends_on=date(2025, 12, 7))
    row = written(office, 1, medium("市报", MediaLevel.CITY), on=date(2025, 12, 4))[0]
    row.campaign = week
    row.save()
    client.force_login(office)
    page = client.get(reverse("campaigns:detail", args=[week.pk])).text
    assert "宣传稿件" in page
    assert f"{reverse('publicity:index')}?campaign={week.pk}&amp;level=2" in page
    assert listed(office, f"campaign={week.pk}") == 1


def test_a_piece_without_text_makes_no_article(office: User) -> None:
    row = written(office, 1)[0]
    with pytest.raises(ValidationError, match="没有正文"):
        operations.to_article(piece=row, actor=office, issue=None)  # type: ignore[arg-type] # refused before it is asked
