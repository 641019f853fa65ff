"""Honours, and selections in categories with quotas (R053, R078, R079, R081)."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from congress.access.exceptions import Conflict, StaleVersion
from congress.accounts.enums import Role
from congress.accounts.models import User
from congress.notices.models import Notice
from deputies.honours import works
from deputies.honours.enums import HonourLevel, SelectionState
from deputies.honours.works import Work
from deputies.models import Honour, Person, Selection, SelectionCategory
from deputies.operations import honours, selections
from liaison_stations.models import DeputyPage
from tests.factories import make_deputyship, make_group, make_organ, make_person, make_user

pytestmark = pytest.mark.django_db
DECIDED = date(2025, 12, 19)


@pytest.fixture
def clerk() -> User:
    return make_user(Role.DEPUTY_WORK)


def registered(clerk: User, person: Person, **facts: Any) -> Honour:
    values = {"title": "优秀代表", "awarded_by": "区人大常委会", "level": HonourLevel.DISTRICT, "year": 2025}
    return honours.record_honour(actor=clerk, person=person, **{**values, **facts})


def opened(clerk: User, **quotas: int) -> Selection:
    categories = {row.name: row for row in SelectionCategory.objects.all()}
    return selections.open_selection(
        actor=clerk,
        year=2025,
        title="履职先进评选",
        awarded_by="区人大常委会",
        level=HonourLevel.DISTRICT,
        quotas={categories[name]: quota for name, quota in quotas.items()},
    )


def nominated(clerk: User, row: Selection, name: str, **subject: Any) -> Any:
    category = SelectionCategory.objects.get(name=name)
    return selections.nominate(
        selection=row, actor=clerk, category=category, nominated_by="东塘镇人大", deeds="事迹", **subject
    )


def test_an_unreleased_honour_is_not_public(client: Client, clerk: User) -> None:
    deputyship = make_deputyship()
    page = DeputyPage.objects.create(deputyship=deputyship)
    row = registered(clerk, deputyship.person, title="乡村振兴先进个人")
    public = reverse("online:deputy", args=[page.token])
    assert "乡村振兴先进个人" not in client.get(public).text
    client.force_login(make_user(Role.DEPUTY))
    assert client.get(reverse("honours:honour", args=[row.pk])).status_code == 404
    client.force_login(clerk)
    client.post(reverse("honours:release_honour", args=[row.pk]))
    assert (
        "2025年乡村振兴先进个人" in client.get(reverse("deputies:detail", args=[deputyship.person_id])).text
    )
    client.logout()
    assert "乡村振兴先进个人" in client.get(public).text
    row.refresh_from_db()
    honours.withdraw_honour(honour=row, actor=clerk, reason="材料不实")
    assert "乡村振兴先进个人" not in client.get(public).text
    with pytest.raises(Conflict, match="材料不实"):
        honours.release_honour(honour=row, actor=clerk)
    assert registered(clerk, deputyship.person, title="乡村振兴先进个人").pk, (
        "a withdrawn one may be given again"
    )


def test_an_honour_is_of_one_and_given_once_a_year(client: Client, clerk: User) -> None:
    person, group = make_person(), make_group()
    row = registered(clerk, person)
    with pytest.raises(ValidationError, match="这一年已有同一荣誉"):
        registered(clerk, person)
    with pytest.raises(ValidationError, match="二选一"):
        registered(clerk, person, group=group, title="另一项")
    values: dict[str, Any] = {
        "title": "优秀代表",
        "awarded_by": "市人大常委会",
        "level": "city",
        "year": 2024,
        "deeds": "",
    }
    honours.change_honour(honour=row, actor=clerk, version=1, **values)
    with pytest.raises(StaleVersion):
        honours.change_honour(honour=row, actor=clerk, version=1, **values)
    client.force_login(clerk)
    typed = {
        "title": "先进小组",
        "awarded_by": "区人大常委会",
        "level": "district",
        "year": "2023",
        "deeds": "四次活动",
    }
    refused = client.post(reverse("honours:record_honour"), typed).text
    assert "选一位代表，或者选一个小组" in refused
    assert "四次活动" in refused, "what was typed is kept"
    client.post(reverse("honours:record_honour"), {**typed, "group": group.pk})
    assert "2023年先进小组" in client.get(reverse("deputies:group", args=[group.pk])).text, "by year (R079)"


def test_each_category_has_its_quota_and_a_published_list_is_only_revoked(
    client: Client, clerk: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(works, "_finders", [lambda number: Work(f"w:{number}", f"第{number}号建议")])
    row = opened(clerk, 优秀代表=1, 优秀议案建议=1, 优秀建议承办部门=1)
    first, second = make_person("甲代表"), make_person("乙代表")
    first.user = make_user(Role.DEPUTY)
    first.save()
    one, two = (
        nominated(clerk, row, "优秀代表", person=first),
        nominated(clerk, row, "优秀代表", person=second),
    )
    unit = nominated(clerk, row, "优秀建议承办部门", organ=make_organ("区交通局"))
    client.force_login(clerk)
    category = SelectionCategory.objects.get(name="优秀议案建议")
    url = f"{reverse('honours:nominate', args=[row.pk])}?category={category.pk}"
    client.post(url, {"subject": "2025-007", "nominated_by": "办公室", "deeds": "调研扎实"})
    work = row.candidates.get(category=category)
    assert (work.name, work.work) == ("第2025-007号建议", "w:2025-007")
    with pytest.raises(ValidationError, match="要选单位"):
        nominated(clerk, row, "优秀建议承办部门", person=second)
    with pytest.raises(ValidationError, match="已提名过"):
        nominated(clerk, row, "优秀代表", person=first)

    client.post(reverse("honours:begin_review", args=[row.pk]))
    selections.review_candidate(candidate=one, actor=clerk, opinion="属实", recommended=True)
    decide = reverse("honours:decide", args=[row.pk])
    typed = {"chosen": [one.pk, two.pk, unit.pk], "decided_on": "2025-12-19", "decision": "第三十次主任会议"}
    assert "“优秀代表”名额 1，选了 2，请减少" in client.post(decide, typed).text
    client.post(decide, {**typed, "chosen": [one.pk, unit.pk, work.pk]})
    client.post(reverse("honours:publish", args=[row.pk]))
    row.refresh_from_db()
    assert (row.state, row.decided_on) == (SelectionState.PUBLISHED, DECIDED)
    given = Honour.objects.get()
    assert (given.person, given.title, given.released_at is not None) == (first, "优秀代表", True)
    assert Notice.objects.get(user=first.user).url == reverse("honours:selection", args=[row.pk])
    for url in (decide, reverse("honours:nominate", args=[row.pk])):
        assert client.get(url).status_code == 409, "a published list is not changed"
    with pytest.raises(Conflict, match="由评选公布"):
        honours.change_honour(
            honour=given,
            actor=clerk,
            version=2,
            title="别的",
            awarded_by="区",
            level="city",
            year=2025,
            deeds="",
        )
    revoke = reverse("honours:revoke", args=[row.pk])
    assert "请填写原因" in client.post(revoke, {"reason": ""}).text
    client.post(revoke, {"reason": "名单有误"})
    given.refresh_from_db()
    assert given.reason == "评选撤销：名单有误"
    assert "名单有误" in client.get(reverse("honours:selection", args=[row.pk])).text


def test_others_see_who_was_chosen_once_it_is_published(
    client: Client, clerk: User, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    row = opened(clerk, 优秀代表=2)
    chosen = nominated(clerk, row, "优秀代表", person=make_person("入选的人"))
    nominated(clerk, row, "优秀代表", person=make_person("落选的人"))
    selections.begin_review(selection=row, actor=clerk)
    selections.decide(selection=row, actor=clerk, chosen=[chosen], decided_on=DECIDED, decision="主任会议")
    client.force_login(make_user(Role.DEPUTY))
    page = reverse("honours:selection", args=[row.pk])
    assert client.get(page).status_code == 404
    selections.publish(selection=row, actor=clerk)
    client.get("/")  # counts of the menu are kept for a minute
    with django_assert_max_num_queries(12):
        text = client.get(page).text
    assert "入选的人" in text
    assert "落选的人" not in text
    for url in ("honours:index", "honours:selections"):
        with django_assert_max_num_queries(14):
            assert client.get(reverse(url)).status_code == 200
