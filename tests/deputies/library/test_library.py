"""Laws and rules with their editions, cited to the clause; guidance to towns (R011, R012, R246, R297)."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from congress.access.exceptions import Conflict, StaleVersion
from congress.accounts.enums import Role
from congress.accounts.models import User
from deputies.library.citing import cite
from deputies.library.clauses import clause_text
from deputies.library.enums import EditionState, Reach, TextKind
from deputies.models import Guidance, LibraryEdition, LibraryText
from deputies.operations import guidance as guiding
from deputies.operations import library as operations
from tests.factories import make_area, make_group, make_user

pytestmark = pytest.mark.django_db
BODY = "第一章　总则\n第一条　为了规范评价。\n第二条　实行积分制。\n按年度进行。\n第三条　分四等。"


@pytest.fixture
def clerk() -> User:
    return make_user(Role.DEPUTY_WORK)


def added(clerk: User, title: str, **facts: Any) -> LibraryText:
    values: dict[str, Any] = {
        "code": f"t{LibraryText.objects.count()}",
        "kind": TextKind.RULE,
        "topic": "",
        "reach": Reach.GROUPS,
        "groups": [],
        "is_public": False,
        "issuer": "区人大常委会",
        "document": "",
        "issued_on": None,
        "effective_on": date(2022, 3, 1),
        "body": BODY,
        "on_trial": False,
    }
    return operations.add_text(actor=clerk, title=title, **{**values, **facts})


def test_a_group_lists_its_four_rules_and_the_old_edition_stays_readable(client: Client, clerk: User) -> None:
    group, other = make_group(), make_group()
    rows = [added(clerk, f"小组{topic}制度") for topic in ("活动", "学习", "履职档案管理", "接待选民")]
    added(clerk, "别组的制度", groups=[other])
    added(clerk, "全区的办法", reach=Reach.DISTRICT)
    client.force_login(clerk)
    page = client.get(reverse("deputies:group", args=[group.pk])).text
    assert all(row.title in page for row in rows)
    assert "别组的制度" not in page
    assert "全区的办法" not in page

    issue = reverse("library:issue_edition", args=[rows[0].pk])
    typed = {"issuer": "区人大常委会", "effective_on": "2024-01-01", "body": "第一条　每年四次。"}
    assert "新版本要在这以后" in client.post(issue, {**typed, "effective_on": "2022-03-01"}).text
    client.post(issue, typed)
    old, new = rows[0].editions.order_by("number")
    assert (old.state, old.ended_on) == (EditionState.REPEALED, date(2023, 12, 31))
    url = reverse("library:text", args=[rows[0].pk])
    assert "每年四次" in client.get(url).text
    assert "实行积分制" in client.get(f"{url}?edition=1").text, "the old one stays readable"
    with pytest.raises(Conflict):
        operations.confirm_edition(edition=old, actor=clerk)
    operations.repeal_edition(edition=new, actor=clerk, on=date(2024, 6, 30))
    assert rows[0].title not in client.get(reverse("deputies:group", args=[group.pk])).text


def test_a_page_cites_the_clause_of_a_rule_on_trial(clerk: User) -> None:
    row = added(clerk, "代表履职评价管理办法", code="duty-appraisal", on_trial=True)
    found = cite("duty-appraisal", "第二条")
    assert found is not None
    assert found.label == "《代表履职评价管理办法》（试行）第二条"
    assert found.words == "第二条　实行积分制。\n按年度进行。"
    assert found.url == f"{reverse('library:text', args=[row.pk])}#c-第二条"
    operations.confirm_edition(edition=row.editions.get(), actor=clerk)
    assert cite("duty-appraisal").label == "《代表履职评价管理办法》"
    with time_machine.travel("2022-02-28T12:00:00+08:00"):
        assert cite("duty-appraisal") is None, "not in force yet"
    assert cite("没有") is None
    assert clause_text(BODY, "第一条") == "第一条　为了规范评价。"


def test_the_laws_are_there_and_whoever_works_by_them_reads_them(
    client: Client, clerk: User, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    added(clerk, "省街道人大工作条例", code="subdistricts", kind=TextKind.REGULATION, is_public=True)
    added(clerk, "内部规定", code="inner")
    found = cite("deputies-law", "第六十二条")
    assert "代表资格终止" in found.words
    client.force_login(make_user(Role.STATION))
    client.get("/")  # counts of the menu are kept for a minute
    with django_assert_max_num_queries(15):
        page = client.get(reverse("library:index")).text
    for title in ("地方各级人民代表大会代表法", "常务委员会监督法", "省街道人大工作条例", "2025年3月12日"):
        assert title in page
    law = LibraryText.objects.get(code="deputies-law")
    with django_assert_max_num_queries(14):
        assert 'id="c-第六十二条"' in client.get(reverse("library:text", args=[law.pk])).text
    client.logout()
    public = client.get(reverse("library:public_index")).text
    assert "省街道人大工作条例" in public
    assert "内部规定" not in public
    assert client.get(reverse("library:public_text", args=["inner"])).status_code == 404
    assert "第六十二条" in client.get(reverse("library:public_text", args=["deputies-law"])).text


def test_a_cover_has_one_title_and_two_writers_meet(client: Client, clerk: User) -> None:
    row = added(clerk, "学习制度", code="learning")
    client.force_login(clerk)
    typed = {
        "title": "学习制度",
        "kind": "rule",
        "code": "Learning rules",
        "reach": "groups",
        "issuer": "区人大",
        "effective_on": "2024-01-01",
        "body": "第一条　每季一次。",
    }
    page = client.post(reverse("library:add_text"), typed).text
    assert "代号只写英文字母、数字和短横线" in page
    assert "每季一次" in page, "what was typed is kept"
    assert "已有这个名称" in client.post(reverse("library:add_text"), {**typed, "code": "more"}).text
    cover: dict[str, Any] = {
        "title": "小组学习制度",
        "kind": "rule",
        "topic": "学习",
        "reach": "groups",
        "groups": [],
        "is_public": True,
    }
    operations.change_text(text=row, actor=clerk, version=1, **cover)
    with pytest.raises(StaleVersion):
        operations.change_text(text=row, actor=clerk, version=1, **cover)
    with pytest.raises(ValidationError, match="废止不能比它早"):
        operations.repeal_edition(
            edition=LibraryEdition.objects.get(text=row), actor=clerk, on=date(2022, 2, 1)
        )


def test_towns_without_guidance_in_a_half_year_are_listed(
    client: Client, clerk: User, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    first, second = make_area("东塘镇"), make_area("柳桥街道")
    client.force_login(clerk)
    new = reverse("guidance:record_guidance")
    typed = {"area": first.pk, "on": "2024-06-30", "subject": "指导小组活动"}
    client.post(new, typed)
    client.post(new, {**typed, "area": second.pk, "on": "2024-07-01"})
    gaps = reverse("guidance:gaps")
    client.get("/")  # counts of the menu are kept for a minute
    with django_assert_max_num_queries(12):
        page = client.get(f"{gaps}?year=2024").text
    assert "上半年没有指导的 1 个：柳桥街道。" in page
    assert "下半年没有指导的 1 个：东塘镇。" in page
    row = Guidance.objects.get(area=second)
    guiding.withdraw_guidance(guidance=row, actor=clerk, reason="没有去成")
    assert "下半年没有指导的 2 个" in client.get(f"{gaps}?year=2024").text
    with time_machine.travel("2024-03-01T12:00:00+08:00"):
        page = client.get(gaps).text
    assert "下半年没有指导" not in page, "a half that has not begun misses nothing"
    client.force_login(make_user(Role.TOWN, area=second))
    assert (
        client.get(reverse("guidance:detail", args=[Guidance.objects.get(area=first).pk])).status_code == 404
    )
    assert "东塘镇" not in client.get(f"{gaps}?year=2024").text
