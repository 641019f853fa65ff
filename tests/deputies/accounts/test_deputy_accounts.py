"""Whose account is whose, and accounts for deputies who have none."""

import pytest
from django.test import Client
from django.urls import reverse

from congress.access.exceptions import Conflict
from congress.accounts.enums import Role
from congress.accounts.models import User
from congress.audit.models import AuditEvent
from deputies import operations as deputies
from deputies.accounts.operations import open_accounts, tie
from deputies.accounts.queries import without_account
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
    assert "已给 2 位代表开通帐号" in answer.content.decode()
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
    assert "陈静（chenjing）" in client.get(address).content.decode()
    page = client.post(address, {"user": account.pk}, follow=True).content.decode()
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


def test_an_account_of_somebody_else_is_not_offered(client: Client, admin: User) -> None:
    account = make_user(Role.DEPUTY, username="taken")
    tie(person=deputy("刘洋"), user=account, actor=admin)
    person = deputy("陈静")
    address = reverse("deputy_accounts:tie", args=[person.pk])
    assert "taken" not in client.get(address).content.decode()
    assert client.post(address, {"user": account.pk}).status_code == 200
    assert Person.objects.get(pk=person.pk).user is None


def test_only_the_administrator_sees_accounts_on_the_page_of_a_person(client: Client) -> None:
    person = deputy("陈静")
    client.force_login(make_user(Role.OFFICE), backend=BACKEND)
    assert "指定本人帐号" not in client.get(reverse("deputies:detail", args=[person.pk])).content.decode()
