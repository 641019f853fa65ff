"""Groups and what they are linked with, visits to organs, questions, chat groups (R039, R113–R115, R133)."""

from __future__ import annotations

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.test import Client
from django.urls import reverse

from congress.access.exceptions import Conflict
from congress.accounts.enums import Role
from congress.accounts.models import User
from congress.organs.enums import AreaKind, OrganKind
from congress.organs.models import Area
from deputies.enums import GroupPostKind
from deputies.links.duties import VISIT
from deputies.links.operations import chats, groups
from deputies.links.ties import chats_by_town, ties_of
from deputies.models import ChatGroup, DeputyGroup, DutyRecord, GroupPost, GroupTie, OrganVisit
from tests.factories import make_area, make_deputyship, make_group, make_organ, make_user

pytestmark = pytest.mark.django_db
MAY = date(2026, 5, 8)


@pytest.fixture
def office() -> User:
    return make_user(Role.OFFICE)


def visit(group: DeputyGroup, actor: User, **more: object) -> OrganVisit:
    told = {
        "organ": make_organ(kind=OrganKind.DEPARTMENT),
        "on": MAY,
        "place": "",
        "deputies": [make_deputyship(group=group)],
        "account": "",
        "questions": "",
    }
    return groups.record_visit(group=group, actor=actor, **(told | more))  # type: ignore[arg-type]


def test_25_places_over_the_groups_count_once_and_a_group_without_an_organ_is_named(office: User) -> None:
    town = make_area()
    places = Area.objects.bulk_create(
        Area(kind=AreaKind.VILLAGE, name=f"第{n}村", parent=town, path=f"{town.path}v{n}/") for n in range(25)
    )
    first, second, third = make_group(), make_group(), make_group()
    organ = make_organ()
    for group, chosen in ((first, places[:15]), (second, places[10:])):
        groups.tie_group(group=group, organs=[organ], areas=chosen, starts_on=MAY, actor=office)
    found = ties_of(office, MAY)
    assert (found.places, found.organs) == (25, 1)
    assert found.without_organ == [third]


def test_a_tie_has_an_end_and_is_there_once(office: User) -> None:
    group, organ = make_group(), make_organ()
    groups.tie_group(group=group, organs=[organ], areas=[], starts_on=MAY, actor=office)
    with pytest.raises(ValidationError, match="已联系这个单位"):
        groups.tie_group(group=group, organs=[organ], areas=[], starts_on=MAY, actor=office)
    tie = GroupTie.objects.get()
    with pytest.raises(ValidationError, match="不能早于"):
        groups.untie_group(tie=tie, ends_on=date(2026, 5, 7), actor=office)
    groups.untie_group(tie=tie, ends_on=MAY, actor=office)
    with pytest.raises(Conflict):
        groups.untie_group(tie=tie, ends_on=MAY, actor=office)
    groups.tie_group(group=group, organs=[organ], areas=[], starts_on=MAY, actor=office)
    with pytest.raises(PermissionDenied):
        groups.tie_group(group=group, organs=[organ], areas=[], starts_on=MAY, actor=make_user(Role.TOWN))


def test_50_visits_are_counted_and_one_to_an_organ_not_linked_is_marked(office: User, client: Client) -> None:
    group = make_group()
    tied = make_organ()
    groups.tie_group(group=group, organs=[tied], areas=[], starts_on=MAY, actor=office)
    OrganVisit.objects.bulk_create(
        OrganVisit(group=group, organ=tied, on=MAY, entered_by=office) for _n in range(49)
    )
    other = visit(group, office)
    assert ties_of(office, MAY).visits == 50
    assert OrganVisit.objects.tied(True).count() == 49
    assert OrganVisit.objects.tied(False).get() == other
    client.force_login(office)
    page = client.get(f"{reverse('links:visits')}?tied=no").content.decode()
    assert "不是定点联系的单位" in page
    assert other.organ.name in page


def test_the_twelfth_group_asks_the_bureau_of_finance_which_answers_itself(client: Client) -> None:
    organ = make_organ("市财政局")
    group = make_group(12)
    leader, unit = make_user(Role.GROUP_LEADER), make_user(Role.UNIT, organ=organ)
    seat = make_deputyship(group=group)
    seat.person.user = leader
    seat.person.save()
    GroupPost.objects.create(group=group, person=seat.person, kind=GroupPostKind.LEADER)
    row = visit(group, leader, organ=organ, deputies=[seat], questions="资金什么时候到位\n有没有缺口")
    duty = DutyRecord.objects.get(source=VISIT)
    assert (duty.kind.code, duty.deputyship) == ("organ_visit", seat)
    client.force_login(unit)
    address = reverse("links:visit", args=[row.pk])
    assert client.get(address).content.decode().count("待答复") == 2
    first = row.questions.order_by("pk")[0]
    answer = {"answer": "第四季度到位", "answered_on": "2026年5月9日", "answered_by": "王局长", "version": 1}
    client.post(reverse("links:answer_question", args=[first.pk]), answer)
    page = client.get(address).content.decode()
    assert (page.count("待答复"), page.count("已答复")) == (1, 1)
    second = row.questions.order_by("pk")[1]
    early = {**answer, "answered_on": "2026年5月1日"}
    assert (
        "不能早于" in client.post(reverse("links:answer_question", args=[second.pk]), early).content.decode()
    )
    client.force_login(make_user(Role.UNIT))
    assert client.get(address).status_code == 404
    groups.withdraw_visit(visit=row, reason="登记错了", actor=leader)
    duty.refresh_from_db()
    assert duty.state == "withdrawn"


def test_only_deputies_of_the_group_come_along_and_only_its_leader_writes_for_it(office: User) -> None:
    group = make_group()
    with pytest.raises(ValidationError, match="这一天不在"):
        visit(group, office, deputies=[make_deputyship()])
    with pytest.raises(PermissionDenied):
        visit(group, make_user(Role.GROUP_LEADER))


def test_each_town_has_a_chat_group_or_is_in_the_gap_list(office: User, client: Client) -> None:
    towns = [make_area(f"第{n}镇", AreaKind.TOWN) for n in range(9)]
    told = {
        "group": None,
        "station": "",
        "platform": "wechat",
        "keeper": "小王",
        "members": 20,
        "picture": None,
    }
    made = [
        chats.add_chat(actor=office, area=town, name=f"{town}代表群", **told)  # type: ignore[arg-type]
        for town in towns[:8]
    ]
    assert [one.area for one in chats_by_town(office) if one.is_gap] == [towns[8]]
    chats.change_chat(
        chat=made[0],
        actor=office,
        version=1,
        is_active=False,
        area=towns[0],
        name="停用的群",
        **told,  # type: ignore[arg-type]
    )
    assert [one.area for one in chats_by_town(office) if one.is_gap] == [towns[0], towns[8]]
    own = make_user(Role.TOWN, area=towns[1])
    assert [one.area for one in chats_by_town(own)] == [towns[1]]
    with pytest.raises(PermissionDenied):
        chats.change_chat(
            chat=made[2],
            actor=own,
            version=1,
            is_active=False,
            area=towns[2],
            name="别的镇",
            **told,  # type: ignore[arg-type]
        )
    client.force_login(office)
    assert "还没有联系群的乡镇（街道）：第0镇、第8镇" in client.get(reverse("links:chats")).content.decode()
    assert ChatGroup.objects.filter(is_active=True).count() == 7
