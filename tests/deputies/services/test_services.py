"""Certificates, stipends, periodicals and funds (R024, R033, R042, R043, R314)."""

from __future__ import annotations

from datetime import date, time
from decimal import Decimal

import pytest
import time_machine
from django.core.exceptions import PermissionDenied, ValidationError
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from activities.models import Callee, Convocation
from congress.access.exceptions import Conflict
from congress.accounts.enums import Role
from congress.accounts.models import User
from deputies.models import (
    Certificate,
    Deputyship,
    Fund,
    FundSpending,
    Person,
    Publication,
    StipendLine,
    StipendList,
    StipendRule,
    Subscription,
)
from deputies.operations import certificates, end_deputyship, funds, stipends, subscriptions
from deputies.services.enums import Share
from tests.demo.canary import readable
from tests.factories import make_activity, make_deputyship, make_group, make_person, make_term, make_user

pytestmark = pytest.mark.django_db
ISSUED = date(2022, 1, 10)


@pytest.fixture
def clerk() -> User:
    return make_user(Role.DEPUTY_WORK)


def with_account(name: str) -> Deputyship:
    person = make_person(name)
    person.user = make_user(Role.DEPUTY, name=name)
    person.save()
    return make_deputyship(person)


def account_of(deputyship: Deputyship) -> User:
    user = deputyship.person.user
    assert user is not None
    return user


def left(deputyship: Deputyship, on: date) -> None:
    end_deputyship(
        deputyship=deputyship, actor=None, version=deputyship.version, ends_on=on, how_ended="resigned"
    )


def test_a_certificate_is_void_when_the_deputyship_ends(client: Client, clerk: User) -> None:
    stays, goes = make_deputyship(), make_deputyship()
    client.force_login(clerk)
    many = reverse("deputy_services:issue_many")
    typed = {"lead": "安人代18", "first": "7", "digits": "3", "issued_on": "2022-01-10"}
    client.post(many, typed)
    row = goes.certificates.get()
    assert sorted(Certificate.objects.values_list("number", flat=True)) == ["安人代18007", "安人代18008"]
    third = make_deputyship()
    assert "已经用过，请换一个起始号" in client.post(many, typed).text
    with pytest.raises(ValidationError, match="已有代表证"):
        certificates.issue_certificate(deputyship=stays, actor=clerk, number="x", issued_on=ISSUED)

    left(goes, date(2024, 5, 20))
    page = reverse("deputy_services:certificate", args=[row.pk])
    assert "失效，没有收回" in client.get(page).text
    assert set(Certificate.objects.valid(date(2024, 5, 20))) == set(Certificate.objects.all())
    assert Certificate.objects.valid(date(2024, 5, 21)).get().deputyship == stays
    assert "收回代表证：1 本" in client.get("/").text
    returned = reverse("deputy_services:return_certificate", args=[row.pk])
    assert "收回不能比它早" in client.post(returned, {"on": "2022-01-09"}).text
    client.post(returned, {"on": "2024-06-01"})
    assert client.post(returned, {"on": "2024-06-01"}).status_code == 409
    assert "失效，已收回" in client.get(page).text

    lost = stays.certificates.get()
    certificates.void_certificate(certificate=lost, actor=clerk, on=date(2024, 7, 1), reason="遗失")
    certificates.issue_certificate(deputyship=stays, actor=clerk, number="补-1", issued_on=date(2024, 7, 2))
    printed = readable(client.get(reverse("deputy_services:certificates_pdf")).content)
    assert "补-1" in printed
    assert lost.number not in printed
    assert third.certificates.count() == 0


def test_a_roster_shows_the_number_of_the_certificate(client: Client, clerk: User) -> None:
    deputyship = make_deputyship()
    certificates.issue_certificate(deputyship=deputyship, actor=clerk, number="安人代18001", issued_on=ISSUED)
    activity = make_activity()
    called = Convocation.objects.create(
        title="视察",
        kind=activity.kind,
        area=activity.area,
        created_by=clerk,
        start_on=date(2024, 5, 8),
        end_on=date(2024, 5, 8),
        begins_at=time(9),
        place="区人大",
        reply_by=date(2024, 5, 6),
    )
    Callee.objects.create(convocation=called, deputyship=deputyship)
    client.force_login(clerk)
    assert "代表证 安人代18001" in client.get(reverse("convocations:detail", args=[called.pk])).text


@pytest.mark.parametrize(
    ("leavers", "amount"),
    [(Share.BY_DAY, Decimal("329.67")), (Share.FULL, Decimal("600.00")), (Share.NONE, Decimal("0.00"))],
)
def test_who_left_in_may_gets_what_the_rule_says(clerk: User, leavers: Share, amount: Decimal) -> None:
    stays, goes, gone = make_deputyship(), make_deputyship(), make_deputyship()
    left(goes, date(2024, 5, 20))
    left(gone, date(2024, 3, 31))
    StipendRule.objects.create(year=2024, quarter=1, amount=Decimal(600), leavers=leavers)
    row = stipends.draw_list(actor=clerk, year=2024, quarter=2)
    found = {line.deputyship_id: (line.days, line.amount) for line in row.lines.all()}
    assert found == {stays.pk: (91, Decimal("600.00")), goes.pk: (50, amount)}, "each serving deputy once"


def test_a_list_is_reviewed_by_another_paid_and_signed_by_its_owner(client: Client, clerk: User) -> None:
    own, other = with_account("本人"), with_account("别人")
    with pytest.raises(ValidationError, match="还没有补贴标准"):
        stipends.draw_list(actor=clerk, year=2024, quarter=2)
    StipendRule.objects.create(year=2023, quarter=3, amount=Decimal(500))
    client.force_login(clerk)
    client.post(reverse("deputy_services:draw_list"), {"year": "2024", "quarter": "2"})
    row = StipendList.objects.get()
    assert (
        "已经编制" in client.post(reverse("deputy_services:draw_list"), {"year": "2024", "quarter": "2"}).text
    )
    review = reverse("deputy_services:review_list", args=[row.pk])
    assert client.post(review).status_code == 409, "nobody reviews their own"
    mine, line = own.stipends.get(), other.stipends.get()
    client.force_login(account_of(own))
    sign = reverse("deputy_services:sign_line", args=[mine.pk])
    assert client.post(sign).status_code == 404, "nothing is known of it before it is paid"
    client.force_login(make_user(Role.OFFICE))
    client.post(review)
    client.post(reverse("deputy_services:pay_list", args=[row.pk]), {"paid_on": "2024-07-08"})
    assert client.get(reverse("deputy_services:draw_list")).status_code == 200
    with pytest.raises(Conflict):
        stipends.redraw_list(stipend_list=row, actor=clerk)

    client.force_login(account_of(own))
    assert "履职补贴" in client.get("/").text
    page = client.get(reverse("deputy_services:mine")).text
    assert page.count("500.00 元") == 1, "a deputy sees the own line only"
    assert client.post(reverse("deputy_services:sign_line", args=[line.pk])).status_code == 404
    assert "已签收" in client.post(sign, follow=True).text
    assert client.post(sign).status_code == 409
    with pytest.raises(PermissionDenied):
        stipends.sign_line(line=line, actor=account_of(own))
    assert StipendLine.objects.filter(signed_at=None).count() == 1
    client.force_login(clerk)
    printed = readable(client.get(reverse("deputy_services:stipend_pdf", args=[row.pk])).content)
    assert "合计1,000.00元" in printed.replace(" ", "")


def test_a_quarter_to_come_has_no_list(clerk: User) -> None:
    StipendRule.objects.create(year=2024, quarter=1, amount=Decimal(600))
    with (
        time_machine.travel("2024-03-31T12:00:00+08:00"),
        pytest.raises(ValidationError, match="4月1日才开始"),
    ):
        stipends.draw_list(actor=clerk, year=2024, quarter=2)


def test_two_titles_for_200_deputies_are_400_rows(
    client: Client, clerk: User, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    term = make_term()
    people = Person.objects.bulk_create([Person(name=f"代表{n}", name_key=f"代表{n}") for n in range(200)])
    Deputyship.objects.bulk_create(
        Deputyship(person=one, level=term.level, term=term, starts_on=term.starts_on) for one in people
    )
    client.force_login(clerk)
    titles = list(Publication.objects.all()[:2])
    for title in titles:
        client.post(reverse("deputy_services:subscribe"), {"publication": title.pk, "year": "2025"})
    assert Subscription.objects.count() == 400
    assert subscriptions.subscribe(publication=titles[0], year=2025, actor=clerk) == 0, "nobody has two"

    posted = reverse("deputy_services:mark_posted")
    assert "400 份登记同一个日期" in client.post(posted, {"all": "1"}).text
    client.post(posted, {"all": "1", "go": "1", "on": "2025-03-10"})
    received = f"{reverse('deputy_services:mark_received')}?publication={titles[0].pk}"
    with django_assert_max_num_queries(22):
        client.post(received, {"all": "1", "go": "1", "on": "2025-03-20"})
    assert Subscription.objects.undelivered().count() == 200
    early = {"all": "1", "go": "1", "on": "2025-03-09"}
    assert (
        "登记收到 0 份，400 份"
        in client.post(reverse("deputy_services:mark_received"), early, follow=True).text
    )
    page = reverse("deputy_services:subscriptions")
    client.get("/")  # counts of the menu are kept for a minute
    with django_assert_max_num_queries(14):
        assert "200 份" in client.get(f"{page}?state=undelivered").text
    kept = Subscription.objects.undelivered().order_by("pk")[:3]
    Subscription.objects.exclude(pk__in=kept.values("pk")).update(received_on=date(2025, 4, 1))
    with time_machine.travel("2025-06-02T12:00:00+08:00"):
        printed = readable(client.get(reverse("deputy_services:undelivered_pdf")).content)
    assert "共3份" in printed.replace(" ", "")


def test_spending_over_the_grant_is_flagged(client: Client, clerk: User) -> None:
    group, activity = make_group(), make_activity(on=date(2025, 5, 8), headline="视察农田灌溉")
    client.force_login(clerk)
    client.post(
        reverse("deputy_services:apply_fund"),
        {
            "year": "2025",
            "title": "小组活动经费",
            "applied_to": "区财政局",
            "applied_on": "2025-01-06",
            "applied": "10000",
        },
    )
    fund = Fund.objects.get()
    spend = reverse("deputy_services:spend", args=[fund.pk])
    assert client.get(spend).status_code == 409, "nothing is spent before it is granted"
    granted = reverse("deputy_services:grant_fund", args=[fund.pk])
    assert "批复不能比它早" in client.post(granted, {"granted_on": "2025-01-05", "granted": "1"}).text
    client.post(granted, {"granted_on": "2025-01-20", "granted": "8000"})
    typed = {"on": "2025-05-08", "amount": "7999.99", "purpose": "视察用车", "group": group.pk}
    link = client.post(spend, typed)["Location"]
    assert "视察农田灌溉" in client.get(link).text
    client.post(link, {"occasion": f"activity:{activity.pk}"})
    page = reverse("deputy_services:fund", args=[fund.pk])
    assert "超支" not in client.get(page).text
    client.post(spend, {**typed, "amount": "100", "group": ""})
    text = client.get(page).text
    assert "支出超过批复 99.99 元" in text
    assert "视察农田灌溉" in text
    assert str(group) in text
    assert "经费支出 7,999.99 元" in client.get(reverse("activities:detail", args=[activity.pk])).text
    assert "小组活动经费" in client.get(f"{reverse('deputy_services:funds')}?state=over").text
    assert "超支" in client.get(reverse("deputy_services:index")).text
    second = FundSpending.objects.get(amount=100)
    client.post(reverse("deputy_services:withdraw_spending", args=[second.pk]), {"reason": "记错"})
    assert "支出超过批复" not in client.get(page).text
    with pytest.raises(Conflict, match="已经冲销"):
        funds.withdraw_spending(spending=second, actor=clerk, reason="再来")
