"""Rules: both faces agree for every role and scope; 403, 404 and 409 where they belong."""

from itertools import combinations

import pytest
from django.core.exceptions import PermissionDenied
from django.http import Http404

from congress.access.exceptions import Conflict
from congress.access.rules import (
    Grant,
    Rule,
    available,
    everywhere,
    own_area,
    own_organ,
    own_person,
    require,
    require_rule,
    scoped_or_404,
)
from congress.access.workflow import Transition, Workflow
from congress.accounts.enums import Role
from congress.accounts.models import Assignment, User
from congress.organs.enums import AreaKind
from congress.organs.models import Organ
from tests.factories import make_area, make_organ, make_user

pytestmark = pytest.mark.django_db

#: Over Assignment, which has an area, an organ and a person: every scope fits it.
SCOPES = (everywhere, own_area("area"), own_organ("organ"), own_person("user"))
RULES = [Rule()]
RULES += [Rule(Grant(frozenset({role}), scope)) for role in Role for scope in SCOPES]
RULES += [
    Rule(Grant(frozenset({one}), own_area("area")), Grant(frozenset({other}), own_organ("organ")))
    for one, other in combinations((Role.TOWN, Role.UNIT, Role.OFFICE), 2)
]
RULES += [Rule(Grant(frozenset(Role), own_person("user")), Grant(frozenset({Role.ADMIN}), everywhere))]


@pytest.fixture
def people() -> list[User]:
    """One holder of each role, each with an own area and organ; one with two roles; one with none."""
    town = make_area("柳桥街道")
    other = make_area("东塘镇", AreaKind.TOWN)
    village = make_area("塘北村", AreaKind.VILLAGE, parent=other)
    bureau, court = make_organ("区住建局"), make_organ("区法院")
    users = [
        make_user(role, area=[town, other, village][n % 3], organ=[bureau, court][n % 2])
        for n, role in enumerate(Role)
    ]
    both = make_user(Role.TOWN, area=other)
    Assignment.objects.create(user=both, role=Role.UNIT, organ=court, starts_on="2020-01-01")
    ended = make_user(Role.OFFICE)
    ended.assignments.update(ends_on="2021-01-01")
    return [User.objects.get(pk=u.pk) for u in [*users, both, ended, make_user(None)]]


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: f"rule{RULES.index(rule)}")
def test_the_list_shows_exactly_what_the_rule_allows(people: list[User], rule: Rule) -> None:
    records = list(Assignment.objects.all())
    for user in people:
        listed = set(Assignment.objects.filter(rule.as_q(user)).values_list("pk", flat=True))
        allowed = {record.pk for record in records if rule.allows(user, record)}
        assert listed == allowed, f"{user} with {sorted(user.roles)}"


def test_no_role_today_means_nothing(people: list[User]) -> None:
    everything = Rule(Grant(frozenset(Role), everywhere))
    assert not Assignment.objects.filter(everything.as_q(people[-1])).exists()
    assert not Assignment.objects.filter(everything.as_q(people[-2])).exists(), "a role that has ended"


def test_a_town_sees_its_area_and_below_and_nobody_elses() -> None:
    town = make_area("东塘镇", AreaKind.TOWN)
    village = make_area("塘北村", AreaKind.VILLAGE, parent=town)
    inside, below = make_organ("镇政府", area=town), make_organ("村委会", area=village)
    make_organ("别的镇", area=make_area("南屏镇", AreaKind.TOWN))
    rule = Rule(Grant(frozenset({Role.TOWN}), own_area("area")))
    user = make_user(Role.TOWN, area=town)
    assert set(Organ.objects.filter(rule.as_q(user))) == {inside, below}


def test_paths_of_areas_are_not_mistaken_for_one_another() -> None:
    """Key 1 must not look like the beginning of key 11."""
    towns = [make_area() for _ in range(12)]
    organs = [make_organ(area=town) for town in towns]
    rule = Rule(Grant(frozenset({Role.TOWN}), own_area("area")))
    for town, organ in zip(towns, organs, strict=True):
        assert list(Organ.objects.filter(rule.as_q(make_user(Role.TOWN, area=town)))) == [organ]


def test_out_of_scope_does_not_exist() -> None:
    organ = make_organ()
    assert scoped_or_404(Organ.objects, pk=organ.pk) == organ
    with pytest.raises(Http404):
        scoped_or_404(Organ.objects.none(), pk=organ.pk)


def test_a_rule_that_does_not_allow_is_403() -> None:
    organ = make_organ()
    rule = Rule(Grant(frozenset({Role.OFFICE}), everywhere))
    require_rule(make_user(Role.OFFICE), rule, organ)
    with pytest.raises(PermissionDenied) as denied:
        require_rule(make_user(Role.UNIT), rule, organ)
    assert denied.value.args[0].roles == {Role.OFFICE}


FLOW = Workflow(
    Transition("submit", "送审", frozenset({"draft"}), "review", frozenset({Role.OFFICE}), primary=True),
    Transition("sign", "签发", frozenset({"review"}), "final", frozenset({Role.LEADER})),
)


def test_wrong_role_is_403_and_wrong_state_409() -> None:
    clerk, leader = make_user(Role.OFFICE), make_user(Role.LEADER)
    require(clerk, FLOW["submit"], "draft")
    with pytest.raises(PermissionDenied):
        require(leader, FLOW["submit"], "draft")
    with pytest.raises(Conflict, match="现在的状态不能送审"):
        require(clerk, FLOW["submit"], "review")


def test_the_buttons_are_the_steps_the_guards_let_through() -> None:
    for user in (make_user(Role.OFFICE), make_user(Role.LEADER), make_user(Role.UNIT)):
        for state in ("draft", "review", "final"):
            shown = {t.step for t in available(user, FLOW, state)}
            let_through = set()
            for transition in FLOW:
                try:
                    require(user, transition, state)
                except (PermissionDenied, Conflict):
                    continue
                let_through.add(transition.step)
            assert shown == let_through
