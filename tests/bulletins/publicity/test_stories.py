"""Stories are public once somebody else reviewed them; plan, collections, practices (R080, R301–R303, R306, R307)."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from bulletins.models import FeaturedPerson, FeatureSet, PlanItem, Practice, Story, StoryPhoto
from bulletins.operations.publicity import plans
from bulletins.operations.publicity import stories as operations
from bulletins.publicity.queries import released_stories
from bulletins.publicity.showing import plan_of
from congress.access.exceptions import Conflict
from congress.accounts.enums import Role
from congress.accounts.models import User
from congress.notices.models import Notice
from congress.organs.enums import AreaKind
from congress.organs.models import Area
from deputies.models import Person
from tests.factories import make_area, make_deputyship, make_person, make_user

pytestmark = [pytest.mark.django_db, pytest.mark.filterwarnings("error")]
TODAY = "2026-02-10 10:00 +0800"


@pytest.fixture
def clerk() -> User:
    make_area(kind=AreaKind.DISTRICT)
    return make_user(Role.DEPUTY_WORK)


def written(clerk: User, person: Person | None = None, area: Area | None = None, **facts: Any) -> Story:
    values = {"title": "修好一条路", "author": "", "text": "他跑了三个部门。", "plan_item": None, **facts}
    whose = person or make_person()
    return operations.write_story(actor=clerk, person=whose, area=area or make_area(), **values)


def test_an_unreviewed_story_is_not_public(
    client: Client, clerk: User, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    person = make_deputyship().person
    person.user = make_user(Role.DEPUTY)
    person.save()
    row = written(clerk, person)
    client.force_login(person.user)
    page = reverse("publicity:story", args=[row.pk])
    for step in (operations.submit_story, None):
        assert client.get(page).status_code == 404, row.state
        assert not released_stories().exists()
        if step is not None:
            step(story=row, actor=clerk)
    with pytest.raises(Conflict, match="不能自己审核"):
        operations.release_story(story=row, actor=clerk)
    with pytest.raises(Conflict, match="先撤回送审"):
        operations.change_story(story=row, actor=clerk, version=2, title="改", text="改")

    leader = make_user(Role.LEADER)
    client.force_login(leader)
    assert "审核事迹：修好一条路" in client.get(reverse("dashboard:waiting")).text
    client.post(reverse("publicity:release_story", args=[row.pk]))
    assert [one.pk for one in released_stories()] == [row.pk]
    assert Notice.objects.get(user=person.user).title == "您的履职事迹已发布：修好一条路"
    client.force_login(person.user)
    client.get("/")  # counts of the menu are kept for a minute
    with django_assert_max_num_queries(12):
        assert "他跑了三个部门" in client.get(page).text
    client.force_login(clerk)
    assert "修好一条路" in client.get(reverse("deputies:detail", args=[person.pk])).text
    client.get("/")
    with django_assert_max_num_queries(16):
        client.get(reverse("publicity:stories"))

    row.refresh_from_db()
    operations.withdraw_story(story=row, actor=leader, reason="本人要求撤下")
    assert not released_stories().exists()
    operations.reopen_story(story=row, actor=clerk)
    assert Story.objects.get().released_at is None


def test_what_is_sent_back_says_why_and_waits_for_its_writer(client: Client, clerk: User) -> None:
    own = make_area("甲镇")
    town = make_user(Role.TOWN, area=own)
    row = written(town, area=own)
    operations.submit_story(story=row, actor=town)
    client.force_login(make_user(Role.TOWN))
    assert client.get(reverse("publicity:story", args=[row.pk])).status_code == 404, "another town's draft"
    client.force_login(clerk)
    back = reverse("publicity:send_back_story", args=[row.pk])
    assert "请填写" in client.post(back, {"reason": ""}).text
    client.post(back, {"reason": "补一张照片"})
    assert Notice.objects.get(user=town).text == "原因：补一张照片"
    client.force_login(town)
    assert "退回原因：补一张照片" in client.get("/").text


@time_machine.travel(TODAY, tick=False)
def test_the_plan_shows_what_is_told_and_what_is_not(
    client: Client, clerk: User, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    facts = {"year": 2026, "owner": "", "due_on": date(2026, 1, 31)}
    told, untold, other = (
        plans.add_item(actor=clerk, title=name, **facts) for name in ("甲事迹", "乙事迹", "专栏")
    )
    row = written(clerk, plan_item=told)
    operations.submit_story(story=row, actor=clerk)
    states = {line.item.title: line.state for line in plan_of(clerk, 2026, date(2026, 1, 20)).lines}
    assert states["甲事迹"] == ("go", "在写")
    operations.release_story(story=row, actor=make_user(Role.OFFICE))
    plans.finish_item(item=other, actor=clerk, done_on=date(2026, 2, 1), done_note="专栏已开")
    found = plan_of(clerk, 2026, date(2026, 2, 10))
    assert {line.item.pk: line.state[1] for line in found.lines} == {
        told.pk: "已完成",
        untold.pk: "逾期未完成",
        other.pk: "已完成",
    }
    client.force_login(clerk)
    assert "宣传计划：乙事迹" in client.get("/").text
    with django_assert_max_num_queries(12):
        page = client.get(reverse("publicity:plan")).text
    assert "计划 3 项，已完成 2 项，逾期未完成 1 项" in page
    plans.drop_item(item=untold, actor=clerk, reason="并入甲事迹")
    assert plan_of(clerk, 2026, date(2026, 2, 10)).wanted == 2
    with pytest.raises(ValidationError, match="已有这一项"):
        plans.add_item(actor=clerk, title="甲事迹", **facts)
    assert PlanItem.objects.count() == 3


def test_a_collection_of_forty_and_more_and_an_interview_with_thirteen(client: Client, clerk: User) -> None:
    base: dict[str, Any] = {"medium": None, "published_on": None, "note": ""}
    book = plans.record_feature(
        actor=clerk, kind="collection", title="代表风采", year=2021, stated=40, about="多", **base
    )
    talks = plans.record_feature(
        actor=clerk, kind="interviews", title="系列专访", year=2022, stated=None, about="", **base
    )
    with pytest.raises(ValidationError, match="请填写人数"):
        plans.record_feature(
            actor=clerk, kind="collection", title="另一本", year=2021, stated=None, about="多", **base
        )
    seats = [make_deputyship(make_person(f"代表{n}")) for n in range(3)]
    plans.add_deputies(feature=talks, actor=clerk, deputyships=[*seats, seats[0]])
    plans.add_deputies(feature=talks, actor=clerk, deputyships=seats)
    FeaturedPerson.objects.bulk_create(
        FeaturedPerson(feature=talks, name=f"主席{n}", post="镇人大主席") for n in range(10)
    )
    client.force_login(clerk)
    page = client.get(f"{reverse('publicity:features')}?year=2021").text
    assert "40多人" in page
    shown = client.get(reverse("publicity:feature", args=[talks.pk])).text
    assert "13 人" in shown
    assert "镇人大主席" in shown
    assert "区人大代表" in shown
    refused = client.post(reverse("publicity:add_featured", args=[book.pk]), {"post": "主席"}).text
    assert "选一位代表，或者填写姓名" in refused
    assert FeatureSet.objects.count() == 2


@time_machine.travel(TODAY, tick=False)
def test_practices_are_found_by_their_town(
    client: Client, clerk: User, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    own, other = make_area("东塘镇"), make_area("西岭镇")
    client.force_login(make_user(Role.TOWN, area=own))
    typed = {
        "title": "办公晨摊",
        "area": own.pk,
        "topic": "接待群众",
        "noted_on": "2026-02-01",
        "text": "做法",
    }
    client.post(reverse("publicity:record_practice"), typed)
    Practice.objects.create(title="三张单", area=other, noted_on=date(2026, 1, 5), text="做法")
    client.force_login(make_user(Role.DEPUTY))
    client.get("/")
    with django_assert_max_num_queries(16):
        found = client.get(f"{reverse('publicity:practices')}?area={own.pk}").text
    assert "办公晨摊" in found
    assert "三张单" not in found
    assert "三张单" in client.get(f"{reverse('publicity:practices')}?q=西岭").text, (
        "the words of a town find it too"
    )
    theirs = Practice.objects.get(area=other)
    client.force_login(make_user(Role.TOWN, area=own))
    assert client.get(reverse("publicity:practice", args=[theirs.pk])).status_code == 200, (
        "everybody learns from it"
    )
    assert client.get(reverse("publicity:change_practice", args=[theirs.pk])).status_code == 404


def test_a_photo_is_taken_out_of_a_draft(client: Client, clerk: User) -> None:
    row = written(clerk)
    photo = StoryPhoto.objects.create(
        story=row, order=1, name="a.jpg", full="a.jpg", small="b.jpg", width=1, height=1
    )
    client.force_login(clerk)
    answer = client.post(reverse("publicity:drop_photo", args=[photo.pk]))
    assert answer.status_code == 302
    assert not StoryPhoto.objects.shown().exists()
