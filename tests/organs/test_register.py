"""The organ register: names over time, closing, and finding a unit by any name it bore (R312)."""

from datetime import date
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from congress.access.exceptions import Conflict, StaleVersion
from congress.accounts.enums import Role
from congress.accounts.models import User
from congress.audit.models import AuditEvent
from congress.organs import operations
from congress.organs.enums import OrganKind
from congress.organs.models import Organ
from tests.factories import make_area, make_organ, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def clerk() -> User:
    return make_user(Role.OFFICE, name="周敏")


@pytest.fixture
def bureau() -> Organ:
    return make_organ("安澜区教育局")


@pytest.fixture
def clerk_client(client: Client, clerk: User) -> Client:
    client.force_login(clerk)
    return client


def rename(organ: Organ, actor: User, name: str, last_day: date) -> Organ:
    return operations.rename(organ=organ, actor=actor, name=name, short_name=name, last_day=last_day)


def test_a_renamed_unit_keeps_its_past(bureau: Organ, clerk: User) -> None:
    rename(bureau, clerk, "安澜区教育体育局", date(2019, 3, 31))
    rename(bureau, clerk, "安澜区教体局", date(2024, 6, 30))
    organ = Organ.objects.get(pk=bureau.pk)
    borne = {
        date(2010, 1, 1): "安澜区教育局",
        date(2019, 3, 31): "安澜区教育局",
        date(2019, 4, 1): "安澜区教育体育局",
        date(2024, 6, 30): "安澜区教育体育局",
        date(2024, 7, 1): "安澜区教体局",
    }
    assert {day: organ.name_on(day) for day in borne} == borne
    assert set(Organ.objects.named("安澜区教育局")) == {bureau}


@pytest.mark.parametrize(
    ("name", "last_day", "wrong"),
    [
        ("安澜区教育局", date(2024, 1, 1), "没有改动"),
        ("安澜区教体局", date(2999, 1, 1), "还没有到这一天"),
        ("安澜区教体局", date(2010, 1, 1), "早于这个单位的成立日期"),
        ("安澜区法院", date(2024, 1, 1), "已有这个名称的单位"),
    ],
)
def test_a_rename_that_cannot_be_is_refused(
    bureau: Organ, clerk: User, name: str, last_day: date, wrong: str
) -> None:
    make_organ("安澜区法院")
    Organ.objects.filter(pk=bureau.pk).update(starts_on=date(2015, 1, 1))
    with pytest.raises(ValidationError, match=wrong):
        rename(bureau, clerk, name, last_day)
    assert not bureau.names.exists()


def test_names_pass_in_order(bureau: Organ, clerk: User) -> None:
    rename(bureau, clerk, "安澜区教育体育局", date(2019, 3, 31))
    with pytest.raises(ValidationError, match="早于上一次改名"):
        rename(bureau, clerk, "安澜区教体局", date(2019, 3, 31))


def test_a_slip_of_the_pen_leaves_no_past(bureau: Organ, clerk: User) -> None:
    operations.correct_name(organ=bureau, actor=clerk, name="安澜区教育体育局", short_name="区教体局")
    bureau.refresh_from_db()
    assert bureau.name_on(date(2010, 1, 1)) == "安澜区教育体育局"
    assert not bureau.names.exists()


def test_closing_keeps_the_unit_and_can_be_taken_back(bureau: Organ, clerk: User) -> None:
    operations.close(organ=bureau, actor=clerk, ends_on=date(2024, 6, 30), closed_note="并入区教体局")
    assert bureau not in Organ.objects.active(date(2024, 7, 1))
    assert bureau in Organ.objects.active(date(2024, 6, 30))
    with pytest.raises(Conflict, match="已经登记撤销"):
        operations.close(organ=bureau, actor=clerk, ends_on=date(2025, 1, 1))
    operations.reopen(organ=bureau, actor=clerk)
    assert bureau in Organ.objects.active(timezone.localdate())
    verbs = AuditEvent.objects.filter(object_id=str(bureau.pk)).order_by("seq").values_list("verb", flat=True)
    assert list(verbs) == ["organs:close", "organs:reopen"]


def test_no_unit_stands_below_itself(bureau: Organ, clerk: User) -> None:
    school = operations.create(
        actor=clerk, kind=OrganKind.OTHER, name="安澜一中", short_name="一中", parent=bureau
    )
    values: dict[str, Any] = {"kind": bureau.kind, "area": None, "starts_on": None, "order": 0}
    with pytest.raises(ValidationError, match="自己或自己的下级"):
        operations.edit(organ=bureau, actor=clerk, version=1, parent=school, **values)


def test_a_second_writer_is_told(bureau: Organ, clerk: User) -> None:
    values: dict[str, Any] = {
        "kind": OrganKind.OTHER,
        "area": None,
        "parent": None,
        "starts_on": None,
        "order": 0,
    }
    operations.edit(organ=bureau, actor=clerk, version=1, **values)
    with pytest.raises(StaleVersion) as stale:
        operations.edit(organ=bureau, actor=clerk, version=1, **{**values, "kind": OrganKind.COURT})
    assert stale.value.stored["kind"] == OrganKind.OTHER
    bureau.refresh_from_db()
    assert bureau.kind == OrganKind.OTHER


# --- pages ---------------------------------------------------------------------------------------
def test_the_list_finds_past_names_and_leaves_out_nobody(
    clerk_client: Client, bureau: Organ, clerk: User
) -> None:
    rename(bureau, clerk, "安澜区教育体育局", date(2019, 3, 31))
    make_organ("安澜区水利局")
    page = clerk_client.get(reverse("organs:index"), {"q": "教育局"}).content.decode()
    assert "安澜区教育体育局" in page
    assert "曾用名：安澜区教育局" in page
    assert "安澜区水利局" not in page


def test_create_shows_what_is_wrong_at_the_field(clerk_client: Client, bureau: Organ) -> None:
    typed = {
        "name": bureau.name,
        "short_name": "区教育局",
        "kind": OrganKind.DEPARTMENT,
        "starts_on": "2026-02-30",
    }
    page = clerk_client.post(reverse("organs:create"), typed).content.decode()
    assert "已有这个名称的单位" in page
    assert "2026年2月没有30日" in page
    assert 'value="区教育局"' in page


def test_create_and_rename_by_form(clerk_client: Client) -> None:
    typed = {"name": "安澜区教育局", "short_name": "区教育局", "kind": OrganKind.DEPARTMENT}
    organ_page = clerk_client.post(reverse("organs:create"), typed)["Location"]
    organ = Organ.objects.get(name="安澜区教育局")
    assert organ_page == reverse("organs:detail", args=[organ.pk])
    renamed = {"how": "rename", "name": "安澜区教育体育局", "short_name": "区教体局"}
    page = clerk_client.post(reverse("organs:rename", args=[organ.pk]), renamed).content.decode()
    assert "请填写旧名用到哪一天" in page
    assert (
        clerk_client.post(
            reverse("organs:rename", args=[organ.pk]), {**renamed, "last_day": "2024年6月30日"}
        ).status_code
        == 302
    )
    page = clerk_client.get(organ_page).content.decode()
    assert "安澜区教育局" in page
    assert "用到2024年6月30日" in page


def test_both_versions_are_shown_to_the_second_writer(
    clerk_client: Client, bureau: Organ, clerk: User
) -> None:
    town = make_area("柳桥街道")
    values: dict[str, Any] = {"area": town, "parent": None, "starts_on": date(2015, 1, 1), "order": 0}
    operations.edit(organ=bureau, actor=clerk, version=1, kind=OrganKind.COURT, **values)
    typed = {"kind": OrganKind.OTHER, "starts_on": "2016-01-01", "version": 1}
    answer = clerk_client.post(reverse("organs:edit", args=[bureau.pk]), typed)
    page = answer.content.decode()
    assert answer.status_code == 409
    for shown in ("人民法院", "其他单位", "柳桥街道", "（空）", "2015年1月1日", "2016年1月1日"):
        assert shown in page


@pytest.mark.parametrize("role", [Role.LEADER, Role.COMMITTEE, Role.TOWN, Role.STATION])
def test_readers_see_no_buttons(client: Client, bureau: Organ, role: Role) -> None:
    client.force_login(make_user(role))
    page = client.get(reverse("organs:detail", args=[bureau.pk])).content.decode()
    assert "现在可以办" not in page
    assert reverse("organs:create") not in client.get(reverse("organs:index")).content.decode()
    assert (
        client.post(reverse("organs:close", args=[bureau.pk]), {"ends_on": "2024-06-30"}).status_code == 403
    )
    bureau.refresh_from_db()
    assert bureau.ends_on is None


def test_the_global_search_finds_units(clerk_client: Client, bureau: Organ) -> None:
    page = clerk_client.get(reverse("search:results"), {"q": "教育"}).content.decode()
    assert reverse("organs:detail", args=[bureau.pk]) in page
