"""Whose account is whose, and accounts for deputies who have none."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from congress.access.exceptions import Conflict
from congress.accounts import operations
from congress.accounts.enums import Role
from congress.accounts.models import User
from congress.audit.models import AuditEvent
from deputies import operations as deputies
from deputies.accounts import quality
from deputies.accounts.operations import open_accounts, tie
from deputies.accounts.queries import without_account
from deputies.enums import Ending
from deputies.models import Person
from tests.factories import make_deputyship, make_person, make_user

pytestmark = pytest.mark.django_db
BACKEND = "congress.accounts.backends.NameOrPhoneBackend"


@pytest.fixture
def admin(client: Client) -> User:
    user = make_user(Role.ADMIN)
    client.force_login(user, backend=BACKEND)
    return user


def deputy(name: str, **facts: str) -> Person:
    person = deputies.create_person(actor=None, name=name, **facts)  # type: ignore[arg-type]
    return make_deputyship(person).person


def test_picked_deputies_get_accounts_in_one_go(client: Client, admin: User) -> None:
    first, second = deputy("陈静", phone="13800000001"), deputy("陈军", phone="0561-3021234")
    make_person("路人")
    page = client.get(reverse("deputy_accounts:index")).content.decode()
    assert "陈静" in page
    assert "路人" not in page
    address = reverse("deputy_accounts:open_accounts")
    answer = client.post(address, {"pick": [first.pk, second.pk]}, follow=True)
    assert "已给 2 人开通帐号" in answer.content.decode()
    first.refresh_from_db()
    second.refresh_from_db()
    assert first.user is not None
    assert second.user is not None
    assert (first.user.phone, second.user.phone) == ("13800000001", None)
    assert {first.user.username, second.user.username} == {"cj01", "cj02"}
    assert first.user.has_role(Role.DEPUTY)
    assert not without_account().exists()


def test_a_phone_that_is_taken_stays_with_its_account(admin: User) -> None:
    make_user(Role.LEADER, phone="13800000001")
    (user,) = open_accounts(people=[deputy("陈静", phone="13800000001")], actor=admin)
    assert user.phone is None


def test_twice_is_once(admin: User) -> None:
    person = deputy("陈静")
    open_accounts(people=[person], actor=admin)
    assert open_accounts(people=[person], actor=admin) == []


def test_an_account_is_one_persons_at_most(admin: User) -> None:
    account = make_user(Role.DEPUTY)
    tie(person=deputy("陈静"), user=account, actor=admin)
    with pytest.raises(Conflict, match="这个帐号已是陈静的"):
        tie(person=deputy("刘洋"), user=account, actor=admin)


def test_the_tie_is_set_and_taken_back_on_the_page_and_written_down(client: Client, admin: User) -> None:
    person, account = deputy("陈静"), make_user(Role.DEPUTY, name="陈静", username="chenjing")
    address = reverse("deputy_accounts:tie", args=[person.pk])
    assert "同名的帐号：chenjing" in client.get(address).content.decode()
    page = client.post(address, {"user": "ChenJing"}, follow=True).content.decode()
    assert "陈静用帐号 chenjing 登录" in page
    assert reverse("accounts:detail", args=[account.pk]) in page
    assert "陈静，" in client.get(reverse("accounts:detail", args=[account.pk])).content.decode()
    client.post(address, {"user": ""})
    assert Person.objects.get(pk=person.pk).user is None
    told = AuditEvent.objects.filter(verb="deputy_accounts:tie").order_by("seq")
    assert [(event.before, event.after) for event in told] == [
        ({"user": ""}, {"user": "chenjing"}),
        ({"user": "chenjing"}, {"user": ""}),
    ]


def test_what_cannot_be_tied_is_said_at_the_field(client: Client, admin: User) -> None:
    tie(person=deputy("刘洋"), user=make_user(Role.DEPUTY, username="taken"), actor=admin)
    operations.close(user=make_user(Role.DEPUTY, username="closed"), actor=admin, reason="调离")
    person = deputy("陈静")
    address = reverse("deputy_accounts:tie", args=[person.pk])
    for typed, told in (
        ("taken", "这个帐号已是刘洋的"),
        ("closed", "这个帐号已停用"),
        ("nobody", "没有这个用户名"),
    ):
        page = client.post(address, {"user": typed}).content.decode()
        assert told in page
        assert f'value="{typed}"' in page
    assert Person.objects.get(pk=person.pk).user is None


def test_on_the_page_of_an_account_it_is_said_whose_it_is(client: Client, admin: User) -> None:
    person, other = deputy("陈静"), deputy("陈静")
    tie(person=other, user=make_user(Role.DEPUTY, username="cj01"), actor=admin)
    account = make_user(Role.DEPUTY, name="陈静", username="cj02")
    address = reverse("deputy_accounts:of_account", args=[account.pk])
    assert address in client.get(reverse("accounts:detail", args=[account.pk])).content.decode()
    page = client.get(address).content.decode()
    assert page.count("就是这个人") == 1
    assert "已有帐号 cj01" in page
    refused = client.post(address, {"person": other.pk})
    assert refused.status_code == 409
    assert "陈静已有帐号 cj01，一个人只用一个帐号" in refused.content.decode()
    assert client.post(address, {"person": "x"}).status_code == 404
    client.post(address, {"person": person.pk})
    assert Person.objects.get(pk=person.pk).user == account
    assert "不再是陈静的帐号" in client.post(address, follow=True).content.decode()
    assert Person.objects.get(pk=person.pk).user is None


def test_checks_of_accounts_and_the_roster(admin: User) -> None:
    sitting, former, loose = deputy("陈静"), make_person("刘洋"), make_user(Role.DEPUTY, name="周敏")
    seat = make_deputyship(former)
    seat.ends_on, seat.how_ended = timezone.localdate() - timedelta(days=1), Ending.RESIGNED
    seat.save()
    tie(person=former, user=make_user(Role.DEPUTY, name="刘洋"), actor=admin)
    assert [row.name for row in without_account()] == ["陈静"]
    assert [row.user.name for row in quality.after_deputyship(admin)] == ["刘洋"]
    assert [row.user for row in quality.of_nobody(admin)] == [loose]
    tie(person=sitting, user=loose, actor=admin)
    assert not without_account().exists()
    assert not quality.of_nobody(admin).exists()


def test_a_list_of_many_asks_as_much_as_one_of_few(client: Client, admin: User) -> None:
    def asked() -> int:
        with CaptureQueriesContext(connection) as queries:
            assert client.get(reverse("deputy_accounts:index")).status_code == 200
        return len(queries)

    deputy("陈静")
    asked()
    few = asked()
    for n in range(9):
        deputy(f"陈静{n}")
    assert asked() == few


def test_many_accounts_are_opened_in_as_many_queries_as_few(admin: User) -> None:
    def asked(count: int) -> int:
        people = [deputy(f"陈{count}第{n}") for n in range(count)]
        with CaptureQueriesContext(connection) as queries:
            open_accounts(people=people, actor=admin)
        return len(queries)

    few = asked(2)
    assert asked(12) <= few + 3  # SQLite takes a long insert in parts


def test_only_the_administrator_sees_accounts_on_the_page_of_a_person(client: Client) -> None:
    person = deputy("陈静")
    client.force_login(make_user(Role.OFFICE), backend=BACKEND)
    assert "指定本人帐号" not in client.get(reverse("deputies:detail", args=[person.pk])).content.decode()
