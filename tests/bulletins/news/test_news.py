"""Articles of the public site: written, reviewed by somebody else, read, counted, withdrawn (R293, R306)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
import time_machine
from django.core.exceptions import PermissionDenied, ValidationError
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from activities.models import ActivityKind
from activities.operations import record_activity
from bulletins.models import NewsArticle, NewsColumn
from bulletins.news.enums import NewsState
from bulletins.operations import news as operations
from congress.access.exceptions import Conflict, StaleVersion
from congress.accounts.enums import Role
from congress.accounts.models import User
from congress.notices.models import Notice
from congress.organs.enums import AreaKind
from tests.factories import make_area, make_user
from tests.liaison_stations.online.conftest import jpeg

pytestmark = pytest.mark.django_db
HOME, LIST, DESK = reverse("public:home"), reverse("news:public"), reverse("news:index")
#: What a person's browser says it is.
READER = {"user-agent": "Mozilla/5.0 (Linux; Android 14) MicroMessenger/8.0"}
TITLE = "区人大常委会召开会议"


@pytest.fixture(autouse=True)
def today() -> Iterator[None]:
    with time_machine.travel("2026-11-22T10:00:00+08:00"):
        yield


@pytest.fixture
def clerk() -> User:
    return make_user(Role.OFFICE, name="周敏")


@pytest.fixture
def leader() -> User:
    return make_user(Role.LEADER)


def column(slug: str = "news") -> NewsColumn:
    return NewsColumn.objects.get(slug=slug)


def written(clerk: User, **facts: Any) -> NewsArticle:
    told = {"column": column(), "title": TITLE, "author": "周敏", "source": "", "text": "会议听取了报告。"}
    return operations.write_article(actor=clerk, **{**told, **facts})


def released(clerk: User, leader: User, on: date = date(2026, 11, 20), **facts: Any) -> NewsArticle:
    row = written(clerk, **facts)
    operations.submit_article(article=row, actor=clerk)
    return operations.release_article(article=row, actor=leader, published_on=on)


def address(row: NewsArticle) -> str:
    return reverse("news:public_article", args=[row.pk])


def test_the_page_says_path_day_author_and_whose_it_is(client: Client, clerk: User, leader: User) -> None:
    page = client.get(
        address(released(clerk, leader, source="区融媒体中心")), headers=READER
    ).content.decode()
    for words in (
        "人大要闻",
        "发布时间：",
        "2026年11月20日",
        "作者：周敏",
        "来源：区融媒体中心",
        "版权所有：",
    ):
        assert words in page


def test_the_counter_rises_once_a_session(client: Client, clerk: User, leader: User) -> None:
    row = released(clerk, leader)
    assert "浏览次数：1<" in client.get(address(row), headers=READER).content.decode()
    assert "浏览次数：1<" in client.get(address(row), headers=READER).content.decode()
    assert "浏览次数：2<" in Client().get(address(row), headers=READER).content.decode()
    client.cookies["news_read"] = "forged"
    assert "浏览次数：3<" in client.get(address(row), headers=READER).content.decode()


def test_machines_previews_and_the_desk_are_not_counted(clerk: User, leader: User) -> None:
    row = released(clerk, leader)
    for told in (
        {"user-agent": "Mozilla/5.0 (compatible; Baiduspider/2.0)"},
        {"user-agent": ""},
        {**READER, "sec-purpose": "prefetch;prerender"},
    ):
        assert Client().get(address(row), headers=told).status_code == 200
    assert Client().head(address(row), headers=READER).status_code == 200
    desk = Client(headers=READER)
    desk.force_login(leader)
    desk.get(reverse("news:article", args=[row.pk]))
    row.refresh_from_db()
    assert row.views == 0


def test_only_what_was_released_is_public(client: Client, clerk: User, leader: User) -> None:
    row = written(clerk, photos=[])
    operations.change_article(
        article=row, actor=clerk, version=1, column=column(), title=TITLE, author="周敏", source="", text="改",
        photos=_photos(),
    )  # fmt: skip
    photo = reverse("news:public_photo", args=[row.photos.get().pk, "small"])
    places = [address(row), photo]

    def seen() -> list[int]:
        assert (TITLE in client.get(HOME).content.decode()) is (client.get(places[0]).status_code == 200)
        answers = [client.get(place) for place in places]
        for answer in answers:
            b"".join(getattr(answer, "streaming_content", ()))
        return [answer.status_code for answer in answers]

    assert seen() == [404, 404]
    operations.submit_article(article=row, actor=clerk)
    assert seen() == [404, 404]
    operations.release_article(article=row, actor=leader, published_on=date(2026, 11, 22))
    assert seen() == [200, 200]
    NewsColumn.objects.filter(slug="news").update(in_use=False)
    assert seen() == [404, 404]
    NewsColumn.objects.filter(slug="news").update(in_use=True)
    operations.withdraw_article(article=row, actor=leader, reason="有错字")
    assert seen() == [404, 404]
    operations.revise_article(article=row, actor=clerk)
    assert NewsArticle.objects.get().state == NewsState.DRAFT


def _photos() -> list[Any]:
    from congress.documents.uploads import check_photo  # noqa: PLC0415 - Pillow, for this test alone

    return [check_photo(jpeg())]


def test_nobody_releases_what_they_sent_in_themselves(clerk: User, leader: User) -> None:
    row = written(clerk)
    operations.submit_article(article=row, actor=clerk)
    with pytest.raises(Conflict, match="您送审的"):
        operations.release_article(article=row, actor=clerk, published_on=date(2026, 11, 22))
    with pytest.raises(PermissionDenied):
        operations.release_article(
            article=row, actor=make_user(Role.DEPUTY_WORK), published_on=date(2026, 11, 22)
        )
    with pytest.raises(ValidationError, match="不能晚于今天"):
        operations.release_article(article=row, actor=leader, published_on=date(2026, 11, 23))
    operations.return_article(article=row, actor=leader, reason="写明地点")
    assert Notice.objects.filter(user=clerk, title__contains="退回修改", text="写明地点").count() == 1


def test_private_numbers_keep_an_article_in(clerk: User) -> None:
    row = written(clerk, text="联系人王某，电话138 0013 8000。")
    with pytest.raises(Conflict, match="138 0013 8000"):
        operations.submit_article(article=row, actor=clerk)
    office = written(clerk, text="报名电话：0000-2610011。")
    assert operations.submit_article(article=office, actor=clerk).state == NewsState.REVIEW


def test_two_writers_and_a_released_article_cannot_be_changed(clerk: User, leader: User) -> None:
    row = written(clerk)
    told = {"column": column(), "title": "新题", "author": "周敏", "source": "", "text": "新文"}
    operations.change_article(article=row, actor=clerk, version=1, **told)  # type: ignore[arg-type]
    with pytest.raises(StaleVersion):
        operations.change_article(article=row, actor=clerk, version=1, **told)  # type: ignore[arg-type]
    operations.submit_article(article=row, actor=clerk)
    operations.release_article(article=row, actor=leader, published_on=date(2026, 11, 22))
    with pytest.raises(Conflict, match="不能修改"):
        operations.change_article(article=row, actor=clerk, version=4, **told)  # type: ignore[arg-type]


def test_a_column_is_hidden_until_it_holds_something(client: Client, clerk: User, leader: User) -> None:
    livelihood = reverse("news:public_column", args=["livelihood"])
    released(clerk, leader)
    assert "民生实事" not in client.get(HOME).content.decode()
    assert "民生实事" not in client.get(LIST).content.decode()
    assert client.get(livelihood).status_code == 404
    released(clerk, leader, column=column("livelihood"), title="十件实事")
    assert "民生实事" in client.get(HOME).content.decode()
    assert "十件实事" in client.get(livelihood).content.decode()


def test_newest_first_searched_and_always_the_same_queries(
    client: Client, clerk: User, leader: User, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for day in range(1, 9):
        released(clerk, leader, date(2026, 11, day), title=f"第{day}次会议")
    found = [line.title for line in client.get(LIST).context["lines"]]
    assert found == [f"第{day}次会议" for day in range(8, 0, -1)]
    block = client.get(HOME).context["blocks"][0]
    assert [line.title for line in block.lines] == found[:5]
    with django_assert_num_queries(3):  # columns, count, articles
        client.get(LIST)
    newest = address(NewsArticle.objects.released()[0])
    with django_assert_num_queries(2):
        client.get(newest)
    assert [line.title for line in client.get(LIST, {"q": "第3次"}).context["lines"]] == ["第3次会议"]
    assert "请写 2 个字以上" in client.get(LIST, {"q": "第"}).content.decode()
    assert "没有找到" in client.get(LIST, {"q": "没有的"}).content.decode()


def test_the_office_writes_and_releases_through_its_pages(client: Client, clerk: User, leader: User) -> None:
    client.force_login(clerk)
    told = {"column": column().pk, "title": TITLE, "author": "周敏", "source": "", "text": "一\n二"}
    assert client.post(reverse("news:write_article"), {**told, "title": ""}).status_code == 200
    client.post(reverse("news:write_article"), {**told, "photos": jpeg()})
    row = NewsArticle.objects.get()
    photo = row.photos.get()
    client.post(reverse("news:caption_photo", args=[photo.pk]), {"caption": "会场"})
    client.post(reverse("news:submit_article", args=[row.pk]))
    assert "由另一位同志" in client.get(reverse("news:article", args=[row.pk])).content.decode()
    client.force_login(make_user(Role.OFFICE))
    assert f"审核网站文章：{TITLE}" in client.get("/").content.decode()
    client.force_login(leader)
    client.post(reverse("news:release_article", args=[row.pk]), {"published_on": "2026年11月21日"})
    page = Client().get(address(row)).content.decode()
    assert "<p>一</p><p>二</p>" in page
    assert 'alt="会场"' in page


def test_the_desk_asks_the_same_few_questions(
    client: Client, clerk: User, leader: User, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(3):
        released(clerk, leader, title=f"第{number}篇")
    client.force_login(clerk)
    client.get(DESK)
    with django_assert_max_num_queries(20):
        few = client.get(DESK)
    for number in range(3, 8):
        released(clerk, leader, title=f"第{number}篇")
    with django_assert_max_num_queries(20):
        many = client.get(DESK)
    assert few.status_code == many.status_code == 200


def test_an_activity_becomes_an_article_with_its_photos(client: Client, clerk: User) -> None:
    activity = record_activity(
        actor=clerk,
        area=make_area(kind=AreaKind.DISTRICT),
        start_on=date(2026, 11, 19),
        kind=ActivityKind.objects.order_by("order")[0],
        headline="视察供水管网",
        text="11月19日，视察供水管网。",
        photos=_photos(),
    )
    client.force_login(clerk)
    page = client.get(reverse("news:write_article"), {"activity": activity.pk})
    assert page.context["form"].initial["title"] == "视察供水管网"
    assert "用活动登记里的 1 张照片" in page.content.decode()
    told = {"column": column().pk, "title": "视察", "author": "周敏", "source": "", "text": "视察供水管网。"}
    client.post(reverse("news:write_article"), {**told, "activity": activity.pk, "activity_photos": "on"})
    row = NewsArticle.objects.get()
    assert row.activity == activity
    assert row.photos.get().small == activity.photos.get().small
    shown = client.get(reverse("activities:detail", args=[activity.pk])).content.decode()
    assert "网站文章：视察" in shown
    assert f"{reverse('news:write_article')}?activity={activity.pk}" in shown
