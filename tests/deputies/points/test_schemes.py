"""Schemes: proposed, edited as drafts within their rules, put in force (R063, R064, R067, R073)."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.test import Client
from django.urls import reverse

from congress.access.exceptions import Conflict, StaleVersion
from congress.accounts.enums import Role
from congress.accounts.models import User
from deputies.models import DutyKind, GradeTier, PointsScheme, SchemeClass, SchemeItem
from deputies.points.checks import problems_of, reachable
from deputies.points.enums import SchemeState
from deputies.points.operations import lines, schemes
from tests.deputies.duty.stage import YEAR, district
from tests.factories import make_area, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def clerk() -> User:
    return make_user(Role.DEPUTY_WORK)


@pytest.fixture
def draft(clerk: User) -> PointsScheme:
    return schemes.propose(area=district(), year=YEAR, actor=clerk)


def values(item: SchemeItem, **more: Any) -> dict[str, Any]:
    names = ("scheme_class", "name", "first", "further", "cap", "evidence", "written", "order")
    return {**{name: getattr(item, name) for name in names}, "kinds": item.kinds.all(), **more}


def item_of(draft: PointsScheme, name: str) -> SchemeItem:
    return SchemeItem.objects.get(scheme_class__scheme=draft, name=name)


def test_the_default_has_5_classes_21_items_of_2_to_10_points_and_reaches_90(draft: PointsScheme) -> None:
    items = SchemeItem.objects.filter(scheme_class__scheme=draft)
    assert (draft.classes.count(), items.count()) == (5, 21)
    assert all(2 <= item.first <= 10 for item in items)
    assert [float(tier.at_least) for tier in draft.tiers.all()] == [90, 75, 60]
    assert all(tier.evidence and tier.kinds.exists() for tier in draft.tiers.all())
    assert reachable(draft) == 100
    assert problems_of(draft) == []
    counted = [kind for item in items for kind in item.kinds.all()]
    assert len(counted) == len(set(counted)) == DutyKind.objects.count()


@pytest.mark.parametrize("value", ["1", "11"])
def test_a_value_outside_2_to_10_is_refused_at_its_field(
    client: Client, clerk: User, draft: PointsScheme, value: str
) -> None:
    item = item_of(draft, "视察调研")
    client.force_login(clerk)
    page = client.post(
        reverse("points:change_line", args=[draft.pk, "item", item.pk]),
        {
            "scheme_class": item.scheme_class_id,
            "name": "视察调研",
            "first": value,
            "further": "0",
            "cap": "20",
            "order": 10,
        },
    )
    assert page.status_code == 200
    assert page.context["form"].errors["first"] == [f"每项 2 至 10 分，{value} 分不在这个范围"]
    item.refresh_from_db()
    assert item.first == 5


def test_a_22nd_item_and_a_6th_class_are_refused(clerk: User, draft: PointsScheme) -> None:
    some = draft.classes.all()[0]
    facts: dict[str, Any] = {
        "scheme_class": some,
        "name": "新项目",
        "first": Decimal(3),
        "further": Decimal(0),
        "cap": Decimal(3),
    }
    with pytest.raises(ValidationError, match="21 个项目，已经有这么多"):
        lines.save_item(scheme=draft, actor=clerk, kinds=[], **facts)
    with pytest.raises(ValidationError, match="5 个大类，已经有这么多"):
        lines.save_class(scheme=draft, actor=clerk, name="第六类")


def test_oral_is_four_times_written_and_each_moves_the_other(clerk: User, draft: PointsScheme) -> None:
    written, oral = item_of(draft, "书面述职"), item_of(draft, "口头述职")
    assert (written.first, oral.first) == (2, 8)
    lines.save_item(
        scheme=draft, actor=clerk, row=written, **values(written, first=Decimal("2.5"), cap=Decimal("2.5"))
    )
    assert item_of(draft, "口头述职").first == 10
    with pytest.raises(ValidationError, match="4 倍是 12 分，超过每项最高 10 分"):
        lines.save_item(
            scheme=draft, actor=clerk, row=written, **values(written, first=Decimal(3), cap=Decimal(3))
        )
    assert item_of(draft, "口头述职").first == 10
    oral = item_of(draft, "口头述职")
    lines.save_item(scheme=draft, actor=clerk, row=oral, **values(oral, first=Decimal(8)))
    assert item_of(draft, "书面述职").first == 2


def test_a_kind_of_duty_counts_under_one_item(clerk: User, draft: PointsScheme) -> None:
    item = item_of(draft, "执法检查")
    both = DutyKind.objects.filter(code__in=["law_check", "inspection"])
    with pytest.raises(ValidationError, match="“视察调研”已在“视察调研”里计分"):
        lines.save_item(scheme=draft, actor=clerk, row=item, **values(item, kinds=both))


def test_marks_that_cannot_be_reached_and_wrong_counts_keep_a_draft_out_of_force(
    client: Client, clerk: User, draft: PointsScheme
) -> None:
    SchemeItem.objects.filter(scheme_class__scheme=draft).update(further=0, cap=10)
    SchemeItem.objects.filter(scheme_class__scheme=draft).exclude(name="口头述职").update(first=2)
    item_of(draft, "小组活动").delete()
    with pytest.raises(ValidationError) as refused:
        schemes.put_in_force(scheme=draft, actor=clerk)
    assert refused.value.messages == [
        "办法写明 21 个项目，现在有 20 个",
        "“优秀”要 90 分，按现在的分值最多只能得 46 分，达不到",
        "“好”要 75 分，按现在的分值最多只能得 46 分，达不到",
        "“一般”要 60 分，按现在的分值最多只能得 46 分，达不到",
    ]
    client.force_login(clerk)
    page = client.post(reverse("points:put_in_force", args=[draft.pk]), follow=True).text
    assert "还不能施行：办法写明 21 个项目" in page
    with pytest.raises(ValidationError, match="达不到"):
        lines.save_tier(scheme=draft, actor=clerk, kinds=[], name="满分", at_least=Decimal(101))


def test_in_force_nothing_changes_and_the_next_edition_replaces_it(clerk: User, draft: PointsScheme) -> None:
    schemes.put_in_force(scheme=draft, actor=clerk)
    item = item_of(draft, "视察调研")
    with pytest.raises(Conflict, match="制定新的一版"):
        lines.save_item(scheme=draft, actor=clerk, row=item, **values(item, first=Decimal(9)))
    second = schemes.copy_scheme(scheme=draft, year=YEAR, actor=clerk)
    with pytest.raises(ValidationError, match="已有一份草稿"):
        schemes.copy_scheme(scheme=draft, year=YEAR, actor=clerk)
    assert (second.edition, problems_of(second)) == (2, [])
    assert item_of(second, "口头述职").written == item_of(second, "书面述职")
    schemes.put_in_force(scheme=second, actor=clerk)
    draft.refresh_from_db()
    assert draft.state == SchemeState.REPLACED
    assert schemes.copy_scheme(scheme=second, year=YEAR + 1, actor=clerk).edition == 1


def test_a_town_makes_its_own_and_not_the_district_s(clerk: User, draft: PointsScheme) -> None:
    town = make_area()
    keeper = make_user(Role.TOWN, area=town)
    own = schemes.propose(area=town, year=YEAR, actor=keeper)
    assert PointsScheme.objects.visible_to(keeper).get() == own, "the district's draft is not theirs to see"
    with pytest.raises(PermissionDenied):
        schemes.put_in_force(scheme=draft, actor=keeper)
    with pytest.raises(PermissionDenied):
        schemes.propose(area=make_area(), year=YEAR, actor=keeper)


def test_two_people_do_not_overwrite_each_other_s_draft(clerk: User, draft: PointsScheme) -> None:
    schemes.change_scheme(scheme=draft, actor=clerk, version=1, basis="第三条")
    with pytest.raises(StaleVersion):
        schemes.change_scheme(scheme=draft, actor=clerk, version=1, basis="第四条")


def test_lines_are_taken_out_of_a_draft(client: Client, clerk: User, draft: PointsScheme) -> None:
    tier, of = GradeTier.objects.get(scheme=draft, name="一般"), SchemeClass.objects.filter(scheme=draft)[0]
    client.force_login(clerk)
    client.post(reverse("points:remove_line", args=[draft.pk, "tier", tier.pk]))
    page = client.post(reverse("points:remove_line", args=[draft.pk, "class", of.pk]), follow=True).text
    assert "里还有项目，先移走或删去" in page
    assert (draft.tiers.count(), draft.classes.count()) == (2, 5)
