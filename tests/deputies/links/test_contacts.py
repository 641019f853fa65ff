"""Contacts by channel and tier, opinions that become suggestions, duties that follow (R036, R131, R132, R134)."""

from __future__ import annotations

from datetime import date
from uuid import uuid4

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse

from congress.access.exceptions import Conflict, StaleVersion
from congress.accounts.enums import Role
from congress.accounts.models import User
from congress.figures.period import Period
from deputies.duty.enums import DutyState
from deputies.links.duties import CONTACT
from deputies.links.enums import Lower, MassesKind, Upper
from deputies.links.operations import contacting, linking
from deputies.links.operations.contacting import ContactFacts
from deputies.links.queries import report
from deputies.models import Contact, ContactChannel, DutyRecord, Link, LinkTier, Person, VisitKind
from suggestions.models import OpinionSuggestion, Suggestion
from tests.factories import make_deputyship, make_person, make_user

pytestmark = pytest.mark.django_db
MARCH = date(2026, 3, 2)
MAY = date(2026, 5, 8)


@pytest.fixture
def deputy() -> User:
    return make_user(Role.DEPUTY)


@pytest.fixture
def link(deputy: User) -> Link:
    holder = make_deputyship().person
    holder.user = deputy
    holder.save()
    return linking.link_party(
        tier=LinkTier.objects.get(lower=Lower.MASSES),
        holder=holder,
        actor=deputy,
        name="祝根生",
        kind=MassesKind.SPOKESPERSON,
        starts_on=MARCH,
    )


def channel(name: str) -> ContactChannel:
    return ContactChannel.objects.get(name=name)


def facts(on: date = MAY, how: str = "走访", opinions: str = "", **more: object) -> ContactFacts:
    told = {
        "on": on,
        "channel": channel(how),
        "place": "塘北村",
        "visit_kinds": [],
        "account": "",
        "opinions": opinions,
    }
    return told | more  # type: ignore[return-value]


def record(link: Link, actor: User, **more: object) -> Contact:
    return contacting.record_contact(
        holder=link.holder,
        links=[link],
        actor=actor,
        **facts(**more),  # type: ignore[arg-type]
    )


def test_on_the_phone_a_contact_is_written_down_once_and_is_a_duty(
    client: Client, deputy: User, link: Link
) -> None:
    client.force_login(deputy)
    address = f"{reverse('links:record_mine')}?link={link.pk}"
    form = client.get(address).context["form"]
    sent = {
        "links": [link.pk],
        "on": "2026年5月8日",
        "channel": channel("电话").pk,
        "opinions": "希望多装路灯\n希望修好水渠",
        "token": form["token"].value(),
    }
    answer = client.post(address, sent)
    assert client.post(address, sent)["Location"] == answer["Location"]
    row = Contact.objects.get()
    assert [one.text for one in row.opinions.all()] == ["希望多装路灯", "希望修好水渠"]
    duty = DutyRecord.objects.get(source=CONTACT)
    assert (duty.kind.code, duty.day, duty.deputyship.person) == ("contact", MAY, link.holder)
    assert "祝根生" not in duty.title
    contacting.withdraw_contact(contact=row, actor=deputy, reason="记错了人")
    duty.refresh_from_db()
    assert duty.state == DutyState.WITHDRAWN
    with pytest.raises(Conflict):
        contacting.withdraw_contact(contact=row, actor=deputy, reason="再撤一次")


def test_an_opinion_becomes_a_draft_of_the_deputy_in_one_click_and_once(
    client: Client, deputy: User, link: Link
) -> None:
    row = record(link, deputy, opinions="希望多装路灯")
    client.force_login(deputy)
    address = reverse("links:suggest_opinion", args=[row.opinions.get().pk])
    assert client.post(address).status_code == 302
    draft = Suggestion.objects.get()
    assert (draft.title, draft.lead.person, draft.state) == ("希望多装路灯", link.holder, "draft")
    assert client.post(address).status_code == 409
    page = client.get(reverse("links:my_contact", args=[row.pk])).content.decode()
    assert reverse("suggestions:detail", args=[draft.pk]) in page
    contacting.change_contact(contact=row, actor=deputy, version=row.version, **facts(opinions="另一条意见"))
    assert OpinionSuggestion.objects.get().opinion.text == "希望多装路灯"
    assert row.opinions.count() == 2


def test_a_day_outside_the_link_a_stranger_and_a_phone_number_are_refused(deputy: User, link: Link) -> None:
    with pytest.raises(ValidationError, match="在联系名单里"):
        record(link, deputy, on=date(2026, 1, 5))
    with pytest.raises(ValidationError, match="还没到这一天"):
        record(link, deputy, on=date(2099, 1, 1))
    with pytest.raises(ValidationError, match="请去掉电话"):
        record(link, deputy, opinions="请打13900040001找他")
    other = make_deputyship().person
    with pytest.raises(ValidationError, match="在联系名单里"):
        contacting.record_contact(holder=other, links=[link], actor=make_user(Role.OFFICE), **facts())


def test_two_who_correct_one_contact_do_not_overwrite_each_other(deputy: User, link: Link) -> None:
    row = record(link, deputy)
    contacting.change_contact(contact=row, actor=deputy, version=1, **facts(how="微信"))
    with pytest.raises(StaleVersion):
        contacting.change_contact(contact=row, actor=deputy, version=1, **facts(how="电话"))
    row.refresh_from_db()
    assert row.channel == channel("微信")


def _grassroots(count: int, holder: Person) -> list[Link]:
    tier = LinkTier.objects.get(upper=Upper.MEMBERS)
    people = Person.objects.bulk_create(Person(name=f"代表{n}", name_key=f"代表{n}") for n in range(count))
    return Link.objects.bulk_create(
        Link(tier=tier, holder=holder, person=one, starts_on=date(2026, 1, 1)) for one in people
    )


def test_half_a_year_has_150_person_times_with_85_deputies_by_channel_and_kind_of_visit() -> None:
    office = make_user(Role.OFFICE)
    holder = make_person(title="区人大常委会主任")
    links = _grassroots(85, holder)
    kind = VisitKind.objects.get(name="进社区")
    for day, chosen, how in (
        (date(2026, 2, 3), links, "走访"),
        (date(2026, 6, 30), links[:65], "微信"),
        (date(2026, 7, 1), links[:9], "电话"),
    ):
        row = Contact.objects.create(holder=holder, on=day, channel=channel(how), entered_by=office)
        row.links.set(chosen)
        row.visit_kinds.set([kind] if how == "走访" else [])
    half = report(office, Period.between(date(2026, 1, 1), date(2026, 6, 30)))
    line = next(one for one in half.tiers if one.tier.upper == Upper.MEMBERS)
    assert (line.times, line.people) == (150, 85)
    assert (half.contacts, half.offline, half.online) == (2, 1, 1)
    assert dict(half.kinds)[kind] == 1
    assert {one.name: n for one, n in half.channels if n} == {"走访": 1, "微信": 1}


def test_the_list_and_the_report_take_so_many_queries(
    client: Client, deputy: User, link: Link, django_assert_num_queries: object
) -> None:
    record(link, deputy, opinions="希望多装路灯", token=uuid4())
    client.force_login(make_user(Role.OFFICE))
    client.get(reverse("links:contacts"))
    with django_assert_num_queries(15):  # type: ignore[operator]
        client.get(reverse("links:contacts"))
    with django_assert_num_queries(14):  # type: ignore[operator]
        page = client.get(f"{reverse('links:report')}?year=2026&half=1").content.decode()
    assert "上半年" in page
    answer = client.post(reverse("links:contacts"), {"export": "filtered"})
    assert answer.status_code == 200
