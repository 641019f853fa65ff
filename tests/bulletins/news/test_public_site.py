"""The home of the public site: columns of every room, the archive of the bulletin, stories (R303)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import pytest
import time_machine
from django.core.files.base import ContentFile
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from bulletins.enums import IssueState
from bulletins.models import Issue, PublicIssue, Story
from bulletins.operations import arranging
from bulletins.operations import public_issues as operations
from bulletins.publicity.enums import StoryState
from congress.access.exceptions import Conflict
from congress.accounts.models import User
from congress.organs.models import Area
from deputies.models import Person
from liaison_stations.models import DeputyPage
from tests.factories import make_deputyship, make_person

HOME, STORIES, ARCHIVE = reverse("public:home"), reverse("news:public_stories"), reverse("news:public_issues")


@pytest.fixture(autouse=True)
def today() -> Iterator[None]:
    with time_machine.travel("2026-11-22T10:00:00+08:00"):
        yield


@pytest.fixture
def issued(may: Issue) -> Issue:
    may.state, may.published_at = IssueState.ISSUED, datetime(2026, 6, 2, 8, tzinfo=UTC)
    may.pdf.save("may.pdf", ContentFile(b"%PDF-1.7"), save=False)
    may.refresh_search_text()
    may.save()
    return may


def text(client: Client, name: str, *args: Any) -> str:
    response = client.get(reverse(name, args=args))
    return str(response.content.decode()) if response.status_code == 200 else str(response.status_code)


def test_an_issue_is_read_title_by_title_once_it_is_released(
    client: Client, issued: Issue, clerk: User, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    places: list[tuple[Any, ...]] = [
        ("news:public_issue", issued.pk),
        ("news:public_piece", issued.pk, 1),
        ("news:public_pdf", issued.pk),
    ]
    assert [text(client, *place) for place in places] == ["404"] * 3
    assert "人大信息》2026年第5期" not in client.get(HOME).content.decode()
    operations.release_issue(issue=issued, actor=clerk)
    assert "人大信息》2026年第5期" in client.get(HOME).content.decode()
    assert "孙维民率队调研" in text(client, *places[0])
    assert "5月8日，陈国华率队巡查。" in text(client, *places[1])
    assert b"".join(client.get(reverse(places[2][0], args=places[2][1:])).streaming_content) == b"%PDF-1.7"  # type: ignore[attr-defined]
    assert text(client, "news:public_piece", issued.pk, 5) == "404"
    with django_assert_num_queries(2):
        client.get(ARCHIVE)
    with django_assert_num_queries(7):
        client.get(reverse("news:public_issue", args=[issued.pk]))
    operations.withdraw_issue(issue=issued, actor=clerk, reason="有错")
    assert [text(client, *place) for place in places] == ["404"] * 3
    operations.release_issue(issue=issued, actor=clerk)
    assert PublicIssue.objects.get().withdrawn_at is None


def test_a_draft_or_an_issue_with_private_numbers_is_not_released(may: Issue, clerk: User) -> None:
    with pytest.raises(Conflict, match="印发以后才能公开"):
        operations.release_issue(issue=may, actor=clerk)
    entry = may.entries.first()
    assert entry is not None
    arranging.edit_entry(issue=may, entry_id=entry.pk, heading="标题", text="电话13800138000。", actor=clerk)
    may.refresh_from_db()
    may.state, may.published_at = IssueState.ISSUED, datetime(2026, 6, 2, 8, tzinfo=UTC)
    may.save()
    with pytest.raises(Conflict, match="13800138000"):
        operations.release_issue(issue=may, actor=clerk)


def told(person: Person, area: Area, title: str, **facts: Any) -> Story:
    return Story.objects.create(person=person, area=area, title=title, text="一年走访四十户。", **facts)


def test_stories_newest_first_linked_to_the_deputy(
    client: Client, district: Area, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    deputyship = make_deputyship(make_person("陈立新"))
    page = DeputyPage.objects.create(deputyship=deputyship)
    for day, title in ((3, "先写的"), (9, "后写的")):
        at = datetime(2026, 11, day, 4, tzinfo=UTC)
        told(deputyship.person, district, title, state=StoryState.RELEASED, released_at=at)
    draft = told(deputyship.person, district, "没有审核的", state=StoryState.REVIEW)
    assert [line.title for line in client.get(STORIES).context["lines"]] == ["后写的", "先写的"]
    with django_assert_num_queries(2):
        client.get(STORIES)
    story = Story.objects.get(title="后写的")
    deputy = reverse("online:deputy", args=[page.token])
    with django_assert_num_queries(3):
        shown = client.get(reverse("news:public_story", args=[story.pk])).content.decode()
    assert f'href="{deputy}"' in shown
    assert "一年走访四十户。" in shown
    assert text(client, "news:public_story", draft.pk) == "404"
    own = client.get(deputy).content.decode()
    assert reverse("news:public_story", args=[story.pk]) in own
    everywhere = own + client.get(HOME).content.decode() + client.get(STORIES).content.decode()
    assert "没有审核的" not in everywhere


@pytest.mark.django_db
def test_the_home_page_has_a_way_to_every_column_and_to_signing_in(
    client: Client, district: Area, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_max_num_queries(8):
        response = client.get(HOME)
    page = response.content.decode()
    for label in ("新闻", "履职风采", "人大信息", "联络站", "代表", "代表建议", "制度法规"):
        assert f">{label}</a>" in page
    assert reverse("accounts:sign_in") in page
    assert HOME in client.get(reverse("accounts:sign_in")).content.decode()
    assert "<script" not in page
    assert "http://" not in page
    assert len(response.content) <= 60_000
    assert response["Cache-Control"] == "private, no-cache, max-age=0"
    assert not response.cookies or set(response.cookies) == {"csrftoken"}


@pytest.mark.django_db
def test_deputies_with_an_open_page_are_found_by_name(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    place = reverse("online:deputies")
    for name, is_open in (("王安", True), ("艾琳", True), ("秦可", False)):
        DeputyPage.objects.create(deputyship=make_deputyship(make_person(name)), is_open=is_open)
    client.get(place)
    with django_assert_num_queries(2):
        page = client.get(place).content.decode()
    assert page.index("艾琳") < page.index("王安")
    assert "秦可" not in page
    assert "艾琳" not in client.get(place, {"q": "王"}).content.decode()
