"""The area tree, constituencies, terms and sessions (R052, R054)."""

from datetime import date
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse

from congress.accounts.enums import Role
from congress.accounts.models import User
from congress.district.queries import district_name
from congress.organs import operations
from congress.organs.enums import AreaKind, CongressLevel
from congress.organs.models import Area, Constituency, Organ, Term
from congress.organs.queries import area_tree, areas_in_order
from congress.quality.registry import check_named
from tests.factories import make_area, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def clerk() -> User:
    return make_user(Role.DEPUTY_WORK)


@pytest.fixture
def district() -> Area:
    return make_area("安澜区", AreaKind.DISTRICT)


@pytest.mark.parametrize("kind", [AreaKind.SUBDISTRICT, AreaKind.PARK, AreaKind.VILLAGE, AreaKind.DISTRICT])
def test_only_townships_and_towns_have_town_constituencies(
    clerk: User, district: Area, kind: AreaKind
) -> None:
    area = district if kind == AreaKind.DISTRICT else _below(district, kind)
    with pytest.raises(ValidationError, match="乡镇级只能选乡、镇"):
        operations.create_constituency(
            actor=clerk, level=CongressLevel.TOWN, area=area, name="第一选区", number=1, seats=2
        )
    assert not Constituency.objects.exists()
    district_level = operations.create_constituency(
        actor=clerk, level=CongressLevel.DISTRICT, area=area, name="第一选区", number=1, seats=2
    )
    assert district_level.area == area


def _below(district: Area, kind: AreaKind) -> Area:
    if kind == AreaKind.VILLAGE:
        return make_area("塘北村", kind, parent=make_area("东塘镇", AreaKind.TOWN))
    return make_area("柳桥", kind)


@pytest.mark.parametrize("kind", [AreaKind.TOWN, AreaKind.TOWNSHIP])
def test_townships_and_towns_have_their_own_congress(clerk: User, kind: AreaKind) -> None:
    area = make_area("东塘", kind)
    assert area.level_refusal(CongressLevel.TOWN) == ""
    operations.create_constituency(
        actor=clerk, level=CongressLevel.TOWN, area=area, name="第一选区", number=1, seats=2
    )
    term = operations.create_term(
        actor=clerk, level=CongressLevel.TOWN, area=area, number=19, starts_on=date(2021, 12, 1), ends_on=None
    )
    assert str(term) == "东塘第十九届"


def test_a_subdistrict_has_no_term_of_its_own(clerk: User) -> None:
    with pytest.raises(ValidationError, match="只设人大工委"):
        operations.create_term(
            actor=clerk,
            level=CongressLevel.TOWN,
            area=make_area("柳桥街道"),
            number=1,
            starts_on=date(2021, 12, 1),
            ends_on=None,
        )


@pytest.mark.parametrize(
    ("kind", "above", "wrong"),
    [
        (AreaKind.TOWN, None, "须选上级区域（区县）"),
        (AreaKind.TOWN, AreaKind.TOWN, "上级只能是区县"),
        (AreaKind.VILLAGE, AreaKind.DISTRICT, "上级只能是乡、镇、街道、园区、开发区"),
        (AreaKind.GRID, AreaKind.TOWN, "上级只能是村、社区"),
        (AreaKind.DISTRICT, None, "只能有一个"),
    ],
)
def test_the_tree_has_one_shape(
    clerk: User, district: Area, kind: AreaKind, above: AreaKind | None, wrong: str
) -> None:
    parents = {None: None, AreaKind.DISTRICT: district, AreaKind.TOWN: make_area("东塘镇", AreaKind.TOWN)}
    with pytest.raises(ValidationError, match=wrong):
        operations.create_area(actor=clerk, kind=kind, name="新", parent=parents[above], order=0)


def test_what_lies_below_moves_with_an_area(clerk: User, district: Area) -> None:
    old, new = make_area("东塘镇", AreaKind.TOWN), make_area("南屏镇", AreaKind.TOWN)
    village = make_area("塘北村", AreaKind.VILLAGE, parent=old)
    grid = make_area("一网格", AreaKind.GRID, parent=village)
    assert set(Area.objects.within(old)) == {old, village, grid}
    operations.edit_area(
        area=village, actor=clerk, version=1, kind=AreaKind.VILLAGE, name="塘北村", parent=new, order=0
    )
    assert set(Area.objects.within(new)) == {new, village, grid}
    assert set(Area.objects.within(old)) == {old}


def test_the_tree_is_read_in_its_order(district: Area) -> None:
    second = Area.objects.create(kind=AreaKind.TOWN, name="乙镇", parent=district, order=2)
    first = Area.objects.create(kind=AreaKind.TOWN, name="甲镇", parent=district, order=1)
    village = make_area("塘北村", AreaKind.VILLAGE, parent=second)
    assert areas_in_order() == [district, first, second, village]
    (root,) = area_tree()
    assert [b.area for b in root.branches] == [first, second]
    assert root.summary == [("镇", 2)]
    assert [b.area for b in root.branches[1].branches] == [village]


def test_the_district_name_follows_a_change(
    clerk: User, district: Area, django_capture_on_commit_callbacks: Any
) -> None:
    assert district_name() == "安澜区"
    facts = {"kind": AreaKind.DISTRICT, "parent": None, "order": 0}
    with django_capture_on_commit_callbacks(execute=True):
        operations.edit_area(area=district, actor=clerk, version=1, name="安澜新区", **facts)
    assert district_name() == "安澜新区"


# --- terms ---------------------------------------------------------------------------------------
@pytest.fixture
def term(clerk: User, district: Area) -> Term:
    return operations.create_term(
        actor=clerk,
        level=CongressLevel.DISTRICT,
        area=district,
        number=18,
        starts_on=date(2021, 12, 28),
        ends_on=None,
    )


def test_terms_of_a_congress_do_not_overlap(clerk: User, district: Area, term: Term) -> None:
    values: dict[str, Any] = {"level": CongressLevel.DISTRICT, "area": district}
    with pytest.raises(ValidationError, match="和安澜区第十八届的起止日期重叠"):
        operations.create_term(actor=clerk, number=19, starts_on=date(2026, 12, 1), ends_on=None, **values)
    operations.create_term(
        actor=clerk, number=17, starts_on=date(2017, 1, 5), ends_on=date(2021, 12, 27), **values
    )
    operations.edit_term(
        term=term,
        actor=clerk,
        version=1,
        number=18,
        starts_on=term.starts_on,
        ends_on=date(2026, 11, 30),
        **values,
    )
    operations.create_term(actor=clerk, number=19, starts_on=date(2026, 12, 1), ends_on=None, **values)


def test_sessions_lie_within_their_term(clerk: User, district: Area, term: Term) -> None:
    with pytest.raises(ValidationError, match="早于安澜区第十八届的开始日期"):
        operations.create_session(
            term=term, actor=clerk, number=1, starts_on=date(2021, 12, 1), ends_on=date(2021, 12, 3)
        )
    session = operations.create_session(
        term=term, actor=clerk, number=5, starts_on=date(2026, 1, 13), ends_on=date(2026, 1, 15)
    )
    assert str(session) == "安澜区第十八届第五次会议"
    with pytest.raises(ValidationError, match="第5次会议不在这一届的起止日期内"):
        operations.edit_term(
            term=term,
            actor=clerk,
            version=1,
            level=term.level,
            area=district,
            number=18,
            starts_on=term.starts_on,
            ends_on=date(2025, 12, 31),
        )
    term.refresh_from_db()
    assert term.ends_on is None


# --- pages ---------------------------------------------------------------------------------------
def test_the_form_says_why_a_subdistrict_is_refused(client: Client, clerk: User) -> None:
    client.force_login(clerk)
    street = make_area("柳桥街道")
    typed = {"level": CongressLevel.TOWN, "area": street.pk, "name": "第一选区", "seats": 2}
    page = client.post(reverse("organs:create_constituency"), typed).content.decode()
    assert "柳桥街道没有本级人大和代表，只设人大工委；乡镇级只能选乡、镇" in page
    assert 'value="第一选区"' in page
    assert (
        client.post(
            reverse("organs:create_constituency"), {**typed, "level": CongressLevel.DISTRICT}
        ).status_code
        == 302
    )


@pytest.mark.parametrize(
    ("kind", "right", "wrong"),
    [
        (AreaKind.TOWN, "town_presidium", "subdistrict_committee"),
        (AreaKind.TOWNSHIP, "town_presidium", "subdistrict_committee"),
        (AreaKind.SUBDISTRICT, "subdistrict_committee", "town_presidium"),
        (AreaKind.PARK, "subdistrict_committee", "town_presidium"),
    ],
)
def test_the_kind_of_area_decides_its_organ(clerk: User, kind: AreaKind, right: str, wrong: str) -> None:
    area = make_area("东塘", kind)
    facts = {
        "name": "东塘人大",
        "short_name": "东塘人大",
        "area": area,
        "parent": None,
        "order": 0,
        "starts_on": None,
    }
    with pytest.raises(ValidationError, match="只设在"):
        operations.create(actor=clerk, kind=wrong, **facts)
    assert not Organ.objects.exists()
    assert operations.create(actor=clerk, kind=right, **facts).area == area


def test_an_area_without_its_organ_is_pointed_to_the_form(
    client: Client, clerk: User, district: Area
) -> None:
    client.force_login(clerk)
    town, park = make_area("东塘镇", AreaKind.TOWN), make_area("高新园区", AreaKind.PARK)
    Organ.objects.create(kind="subdistrict_committee", name="甲工委", short_name="甲工委", area=park)
    street, check = make_area("柳桥街道"), check_named(clerk, "areas-without-organ")
    assert check is not None
    told = {row: check.fault(row) for row in check.rows(clerk)}
    assert list(told) == [town, street]
    assert [fault.note for fault in told.values()] == ["没有乡镇人大主席团", "没有街道人大工委"]
    page = client.get(told[street].url).text
    assert f'<option value="{street.pk}" selected' in page
    assert '<option value="subdistrict_committee" selected' in page


def test_an_area_shows_what_lies_below(client: Client, clerk: User, district: Area) -> None:
    client.force_login(clerk)
    town = make_area("东塘镇", AreaKind.TOWN)
    make_area("塘北村", AreaKind.VILLAGE, parent=town)
    Organ.objects.create(kind="town_presidium", name="东塘镇人大主席团", short_name="东塘镇人大", area=town)
    page = client.get(reverse("organs:area", args=[town.pk])).content.decode()
    assert "塘北村" in page
    assert "东塘镇人大" in page
    assert "有，可以有本级代表" in page
    tree = client.get(reverse("organs:areas")).content.decode()
    assert "1 个镇" in tree


def test_a_form_opened_from_an_area_has_it_chosen(client: Client, clerk: User, district: Area) -> None:
    client.force_login(clerk)
    page = client.get(reverse("organs:create_area"), {"parent": district.pk}).content.decode()
    assert f'<option value="{district.pk}" selected' in page


def test_terms_show_their_sessions(client: Client, clerk: User, term: Term) -> None:
    client.force_login(clerk)
    typed = {"number": 5, "starts_on": "2026-01-13", "ends_on": "2026-01-15"}
    assert client.post(reverse("organs:create_session", args=[term.pk]), typed).status_code == 302
    page = client.get(reverse("organs:terms")).content.decode()
    assert "安澜区第十八届" in page
    assert "第五次会议" in page
