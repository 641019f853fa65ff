"""The administrator's pages and one's own account, as a browser sees them."""

import re
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from congress.accounts import lockout, operations
from congress.accounts.enums import Role
from congress.accounts.models import User
from congress.audit.models import AuditEvent
from tests.factories import PASSWORD, make_area, make_organ, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def admin_client(client: Client) -> Client:
    client.force_login(
        make_user(Role.ADMIN, name="俞波"), backend="congress.accounts.backends.NameOrPhoneBackend"
    )
    return client


def address(name: str, *args: Any) -> str:
    return reverse(f"accounts:{name}", args=args)


def test_create_shows_the_password_once(admin_client: Client) -> None:
    town = make_area("柳桥街道")
    typed = {
        "name": "刘洋",
        "username": "liuyang",
        "role": Role.TOWN,
        "area": town.pk,
        "starts_on": "2026年5月8日",
    }
    page = admin_client.post(address("create"), typed)
    user = User.objects.get(username="liuyang")
    found = re.search(r"[a-z2-9]{4}-[a-z2-9]{4}-[a-z2-9]{4}", page.content.decode())
    assert found
    assert user.check_password(found[0])
    assert "no-store" in page["Cache-Control"]
    assert found[0] not in admin_client.get(address("detail", user.pk)).content.decode()
    assert found[0] not in str(dict(admin_client.session))


def test_create_keeps_what_was_typed_and_says_what_is_wrong(admin_client: Client) -> None:
    typed = {
        "name": "刘洋",
        "username": "刘洋",
        "phone": "123",
        "role": Role.TOWN,
        "starts_on": "2026年2月30日",
    }
    page = admin_client.post(address("create"), typed).content.decode()
    for message in ("用户名以字母开头", "1 开头的 11 位数字", "须选所在的乡镇", "2026年2月没有30日"):
        assert message in page
    assert 'value="2026年2月30日"' in page
    assert not User.objects.filter(name="刘洋").exists()


@pytest.mark.parametrize("role", [Role.UNIT, Role.COMMITTEE])
def test_roles_bound_to_an_organ_need_one(admin_client: Client, role: Role) -> None:
    page = admin_client.post(address("grant", make_user().pk), {"role": role, "starts_on": "2026-05-08"})
    assert "须选所属单位" in page.content.decode()


def test_the_list_finds_by_role_and_state(admin_client: Client) -> None:
    closed = make_user(Role.LEADER, name="陈国华")
    make_user(Role.OFFICE, name="周敏")
    operations.close(user=closed, actor=User.objects.get(name="俞波"), reason="退休")
    everyone = admin_client.get(address("index")).content.decode()
    assert "陈国华" in everyone
    assert "周敏" in everyone
    shown = admin_client.get(address("index"), {"open": "0"}).content.decode()
    assert "陈国华" in shown
    assert "周敏" not in shown
    by_role = admin_client.get(address("index"), {"role": Role.OFFICE}).content.decode()
    assert "周敏" in by_role
    assert "陈国华" not in by_role


def test_two_administrators_editing_do_not_overwrite_each_other(admin_client: Client) -> None:
    user = make_user(name="周敏", username="zhoumin")
    typed = {"name": "周敏", "username": "zhoumin", "phone": "13800000001", "version": user.version}
    operations.edit(
        user=user,
        actor=user,
        version=1,
        username="zhoumin",
        name="周敏敏",
        phone=None,
        email="zm@example.com",
    )
    answer = admin_client.post(address("edit", user.pk), typed)
    page = answer.content.decode()
    assert answer.status_code == 409
    for shown in ("别人先保存了这条记录", "周敏敏", "zm@example.com", "13800000001"):
        assert shown in page
    user.refresh_from_db()
    assert (user.name, user.phone) == ("周敏敏", None)


def test_closing_asks_for_the_reason(admin_client: Client) -> None:
    user = make_user(name="周敏")
    assert "请写明停用原因" in admin_client.post(address("close", user.pk), {"reason": " "}).content.decode()
    assert admin_client.post(address("close", user.pk), {"reason": "调离"}).status_code == 302
    page = admin_client.get(address("detail", user.pk)).content.decode()
    assert "调离" in page
    assert "恢复帐号" in page


def test_conflicts_are_said_on_a_page(admin_client: Client) -> None:
    answer = admin_client.post(address("reopen", make_user(name="周敏").pk))
    assert answer.status_code == 409
    assert "周敏的帐号没有停用" in answer.content.decode()


def test_unlocking_lets_the_person_in(admin_client: Client) -> None:
    user = make_user(username="zhoumin")
    visitor = Client()
    for _ in range(5):
        visitor.post(reverse("accounts:sign_in"), {"username": "zhoumin", "password": "wrong"})
    assert lockout.is_locked(user)
    assert "解除锁定" in admin_client.get(address("detail", user.pk)).content.decode()
    admin_client.post(address("unlock", user.pk))
    assert (
        visitor.post(reverse("accounts:sign_in"), {"username": "zhoumin", "password": PASSWORD}).status_code
        == 302
    )


def test_an_account_that_does_not_exist_is_404(admin_client: Client) -> None:
    assert admin_client.get(address("detail", 987654)).status_code == 404


def test_own_account_keeps_phone_and_letter_size(client: Client) -> None:
    user = make_user()
    make_user(phone="13800000001")
    client.force_login(user)
    taken = client.post(address("me"), {"phone": "13800000001"}).content.decode()
    assert "这个手机号码已有帐号" in taken
    assert client.post(address("me"), {"phone": "13800000002", "large_text": "on"}).status_code == 302
    assert 'class="is-large"' in client.get(address("me")).content.decode()
    user.refresh_from_db()
    assert user.phone == "13800000002"
    assert AuditEvent.objects.filter(verb="accounts:update_own").count() == 1


def test_changing_the_password_needs_the_present_one_and_ends_other_sessions(client: Client) -> None:
    user = make_user(username="zhoumin")
    elsewhere = Client()
    for browser in (client, elsewhere):
        browser.post(reverse("accounts:sign_in"), {"username": "zhoumin", "password": PASSWORD})
    typed = {"current": "wrong", "password": "an-lan-2027-new", "again": "an-lan-2027-neu"}
    page = client.post(address("change_password"), typed).content.decode()
    assert "现在的密码不对" in page
    assert "两次填的新密码不一样" in page
    typed = {"current": PASSWORD, "password": "an-lan-2027-new", "again": "an-lan-2027-new"}
    assert client.post(address("change_password"), typed).status_code == 302
    assert client.get(address("me")).status_code == 200
    assert elsewhere.get(address("me")).status_code == 302
    user.refresh_from_db()
    assert user.check_password("an-lan-2027-new")


def test_ending_a_role_before_it_began_is_refused_at_the_field(admin_client: Client) -> None:
    post = make_user(Role.OFFICE, starts_on=timezone.localdate()).assignments.get()
    page = admin_client.post(address("end_assignment", post.pk), {"ends_on": "2020-01-01"}).content.decode()
    assert "不能早于开始日期" in page


def test_the_head_of_a_unit_is_marked_and_only_of_a_unit(admin_client: Client) -> None:
    user, organ = make_user(None), make_organ()
    typed = {"role": Role.UNIT, "organ": organ.pk, "starts_on": "2026年5月8日", "is_head": "on"}
    wrong = admin_client.post(address("grant", user.pk), {**typed, "role": Role.LEADER, "organ": ""})
    assert "只有承办单位才标单位负责人" in wrong.content.decode()
    assert admin_client.post(address("grant", user.pk), typed).status_code == 302
    assert user.assignments.get().is_head
    assert "负责人" in admin_client.get(address("detail", user.pk)).content.decode()
