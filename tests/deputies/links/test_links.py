"""Links in tiers: targets, who is not linked, circles, citizens (R128–R132, R047)."""

from __future__ import annotations

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.test import Client
from django.urls import reverse

from congress.access.exceptions import Conflict
from congress.accounts.enums import Role
from congress.accounts.models import User
from congress.audit.models import AuditEvent
from deputies.links.enums import Lower, MassesKind, Upper
from deputies.links.operations import linking
from deputies.links.queries import cover, linked_grassroots
from deputies.models import Deputyship, Link, LinkedParty, LinkTier, Person
from tests.factories import make_constituency, make_deputyship, make_person, make_term, make_user

pytestmark = pytest.mark.django_db
MAY = date(2026, 5, 8)


@pytest.fixture
def office() -> User:
    return make_user(Role.OFFICE)


def tier(upper: str, lower: str = "") -> LinkTier:
    rows = LinkTier.objects.filter(upper=upper, **({"lower": lower} if lower else {}))
    return rows.order_by("order")[0]


def member(name: str = "", title: str = "区人大常委会委员") -> Person:
    return make_person(name, title=title)


def deputies(count: int) -> list[Person]:
    """People with a deputyship of the district, written in bulk."""
    term = make_term()
    people = Person.objects.bulk_create(Person(name=f"代表{n}", name_key=f"代表{n}") for n in range(count))
    Deputyship.objects.bulk_create(
        Deputyship(person=one, level=term.level, term=term, starts_on=term.starts_on) for one in people
    )
    return list(people)


def test_a_member_with_three_links_lacks_one_and_one_with_five_is_over(office: User) -> None:
    first, second = member("甲"), member("乙")
    people = deputies(9)
    row = tier(Upper.MEMBERS)
    for holder, chosen in ((first, people[:3]), (second, people[3:8])):
        linking.link_people(tier=row, holder=holder, people=chosen, starts_on=MAY, actor=office)
    found = cover(row, office, MAY)
    assert {line.person.name: line.said for line in found.lines} == {"甲": "缺 1", "乙": "超 1"}
    assert [line.person for line in found.short] == [first]
    assert (found.linked, found.unlinked) == (8, [people[8]])


def test_191_deputies_need_48_members_and_give_1910_links_with_the_masses(office: User) -> None:
    deputies(191)
    whole = cover(tier(Upper.MEMBERS), office, MAY)
    assert (whole.whole, whole.needed) == (191, 48)
    assert cover(tier(Upper.DEPUTIES, Lower.MASSES), office, MAY).wanted == 1910


def test_another_target_is_a_setting(office: User) -> None:
    row = tier(Upper.MEMBERS)
    row.target = 2
    row.save()
    holder = member()
    linking.link_people(tier=row, holder=holder, people=deputies(2), starts_on=MAY, actor=office)
    assert cover(row, office, MAY).short == []


def test_links_in_a_circle_are_refused_with_the_way_they_go(office: User) -> None:
    leader = member("陈主任", "区人大常委会主任")
    below = member("孙委员")
    make_deputyship(leader)
    make_deputyship(below)
    linking.link_people(tier=tier(Upper.LEADERS), holder=leader, people=[below], starts_on=MAY, actor=office)
    members = tier(Upper.MEMBERS)
    with pytest.raises(ValidationError, match="陈主任已联系孙委员，孙委员不能再联系陈主任"):
        linking.link_people(tier=members, holder=below, people=[leader], starts_on=MAY, actor=office)
    between = make_deputyship(member("中间")).person
    linking.link_people(tier=members, holder=below, people=[between], starts_on=MAY, actor=office)
    with pytest.raises(ValidationError, match=r"陈主任（经孙委员）已联系中间"):
        linking.link_people(tier=members, holder=between, people=[leader], starts_on=MAY, actor=office)
    with pytest.raises(ValidationError, match="不能联系自己"):
        linking.link_people(tier=members, holder=below, people=[below], starts_on=MAY, actor=office)


def test_sides_that_do_not_fit_the_tier_and_links_that_are_there_are_refused(office: User) -> None:
    holder, someone = member(), make_person("路人")
    deputy = make_deputyship().person
    row = tier(Upper.MEMBERS)
    with pytest.raises(ValidationError, match="路人这一天不是人大代表"):
        linking.link_people(tier=row, holder=holder, people=[someone], starts_on=MAY, actor=office)
    with pytest.raises(ValidationError, match="不是常委会组成人员"):
        linking.link_people(tier=row, holder=someone, people=[deputy], starts_on=MAY, actor=office)
    linking.link_people(tier=row, holder=holder, people=[deputy], starts_on=MAY, actor=office)
    with pytest.raises(ValidationError, match="已经有这个联系"):
        linking.link_people(tier=row, holder=holder, people=[deputy], starts_on=MAY, actor=office)
    with pytest.raises(PermissionDenied):
        linking.link_people(
            tier=row, holder=holder, people=[deputy], starts_on=MAY, actor=make_user(Role.TOWN)
        )


def masses(holder: Person, actor: User, **facts: object) -> Link:
    told = {
        "name": "滕巧云",
        "phone": "13900040001",
        "kind": MassesKind.SPOKESPERSON,
        "starts_on": MAY,
        **facts,
    }
    return linking.link_party(
        tier=tier(Upper.DEPUTIES, Lower.MASSES),
        holder=holder,
        actor=actor,
        **told,  # type: ignore[arg-type]
    )


def test_a_voter_is_of_the_deputys_own_constituency_and_a_grid_worker_has_a_grid(office: User) -> None:
    own, other = make_constituency(), make_constituency()
    holder = make_deputyship(constituency=own).person
    with pytest.raises(ValidationError, match="不算原选区选民"):
        masses(holder, office, kind=MassesKind.VOTER, constituency=other)
    with pytest.raises(ValidationError, match="请填写网格名称"):
        masses(holder, office, kind=MassesKind.GRID_WORKER)
    assert masses(holder, office, kind=MassesKind.VOTER, constituency=own).constituency == own
    kept = masses(holder, office, kind=MassesKind.GRID_WORKER, name="祝根生", grid="塘北村第二网格")
    assert kept.grid == "塘北村第二网格"
    with pytest.raises(ValidationError, match="已在您的联系名单里"):
        masses(holder, office)


def test_a_citizen_is_masked_opened_with_a_trace_and_never_in_the_trail(client: Client) -> None:
    user = make_user(Role.DEPUTY)
    holder = make_deputyship().person
    holder.user = user
    holder.save()
    link = masses(holder, user)
    client.force_login(user)
    assert "滕** 139****0001" in client.get(reverse("links:my_link", args=[link.pk])).content.decode()
    assert "滕巧云" not in client.get(reverse("links:mine")).content.decode()
    assert "滕巧云" in client.post(reverse("links:reveal_mine", args=[link.pk])).content.decode()
    assert AuditEvent.objects.filter(verb="links:reveal_party", object_id=str(link.pk)).count() == 1
    linking.change_party(link=link, actor=user, version=link.version, phone="13900049999")
    assert LinkedParty.objects.get().phone == "13900049999"
    assert LinkedParty.objects.get().name == "滕巧云"
    told = " ".join(str(event.after) for event in AuditEvent.objects.all())
    assert "滕巧云" not in told
    assert "1390004" not in told


def test_another_deputy_finds_nothing_and_a_town_what_its_own_deputies_keep(client: Client) -> None:
    place = make_constituency()
    office, town = make_user(Role.OFFICE), make_user(Role.TOWN, area=place.area)
    link = masses(make_deputyship(constituency=place).person, office)
    assert set(Link.objects.visible_to(town)) == {link}
    assert not Link.objects.visible_to(make_user(Role.TOWN)).exists()
    client.force_login(make_user(Role.DEPUTY))
    assert client.get(reverse("links:my_link", args=[link.pk])).status_code == 404
    leader = make_user(Role.LEADER)
    client.force_login(leader)
    assert "某群众" in client.get(reverse("links:detail", args=[link.pk])).content.decode()
    with pytest.raises(PermissionDenied):
        linking.reveal_party(link=link, actor=leader)


def test_an_enterprise_has_one_pair_at_a_time_in_a_campaign(office: User) -> None:
    row = tier(Upper.DEPUTIES, Lower.ENTERPRISES)
    first, second = make_deputyship().person, make_deputyship().person
    link = linking.link_party(tier=row, holder=first, actor=office, name="安澜纺织", starts_on=MAY)
    with pytest.raises(ValidationError, match="已有人对接"):
        linking.link_party(tier=row, holder=second, actor=office, name="安澜 纺织", starts_on=MAY)
    linking.end_link(link=link, actor=office, ends_on=MAY, outcome="帮助招到20名工人")
    assert linking.link_party(tier=row, holder=second, actor=office, name="安澜纺织", starts_on=MAY).pk
    with pytest.raises(Conflict):
        linking.end_link(link=link, actor=office, ends_on=MAY)


def test_118_distinct_grassroots_deputies_are_linked(office: User) -> None:
    people = deputies(120)
    Person.objects.filter(pk__in=[one.pk for one in people[:118]]).update(identity="farmer")
    holder, row = member(), tier(Upper.MEMBERS)
    Link.objects.bulk_create(Link(tier=row, holder=holder, person=one, starts_on=MAY) for one in people)
    other = member()
    Link.objects.create(tier=row, holder=other, person=people[0], starts_on=MAY)
    assert linked_grassroots(office, row, MAY) == 118


def test_the_pages_of_a_tier_and_of_links_take_so_many_queries(
    client: Client, office: User, django_assert_num_queries: object
) -> None:
    holder, row = member("甲"), tier(Upper.MEMBERS)
    linking.link_people(tier=row, holder=holder, people=deputies(3), starts_on=MAY, actor=office)
    client.force_login(office)
    page = client.get(reverse("links:tier", args=[row.pk])).content.decode()
    assert "缺 1" in page
    assert client.get(f"{reverse('links:tier', args=[row.pk])}?which=over").context["lines"] == []
    client.get(reverse("links:index"))
    with django_assert_num_queries(15):  # type: ignore[operator]
        assert "代表0" in client.get(reverse("links:index")).content.decode()
