"""Many accounts at once: user names, one-time passwords on slips, the list of assignments, what ends soon."""

from __future__ import annotations

from datetime import timedelta

import pypdfium2
import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from congress.access.exceptions import Conflict
from congress.accounts import bulk, operations, quality
from congress.accounts.bulk import Usernames, issue_passwords
from congress.accounts.enums import Role
from congress.accounts.models import User
from congress.accounts.portal import todos
from congress.audit.models import AuditEvent
from tests.factories import PASSWORD, make_area, make_user

pytestmark = pytest.mark.django_db
BACKEND = "congress.accounts.backends.NameOrPhoneBackend"


@pytest.fixture
def admin(client: Client) -> User:
    user = make_user(Role.ADMIN, name="俞波")
    client.force_login(user, backend=BACKEND)
    return user


def opened(name: str, username: str) -> User:
    return operations.open_account(actor=None, username=username, name=name)


def words(pdf: bytes) -> str:
    with pypdfium2.PdfDocument(pdf) as document:
        return "".join(page.get_textpage().get_text_range() for page in document)


def test_an_account_without_password_lets_nobody_in() -> None:
    opened("陈静", "chenjing")
    user = User.objects.get(username="chenjing")
    assert [user.check_password(typed) for typed in ("", user.password, "chenjing")] == [False] * 3


def test_user_names_are_initials_and_a_free_number() -> None:
    opened("陈静", "cj01")
    names = Usernames(["CJ02"])
    assert [names.propose("陈静"), names.propose("程军"), names.propose("欧阳·娜")] == [
        "cj03",
        "cj04",
        "oyn01",
    ]


def test_slips_hold_the_passwords_by_which_people_sign_in_and_the_portal_keeps_none(admin: User) -> None:
    accounts = [opened("陈静", "cj01"), opened("刘洋", "ly01")]
    slips = issue_passwords(accounts=accounts, actor=admin)
    assert [(slip.name, slip.username) for slip in slips] == [("刘洋", "ly01"), ("陈静", "cj01")]
    for slip in slips:
        row = User.objects.get(username=slip.username)
        assert row.check_password(slip.password)
        assert row.must_change_password
        told = AuditEvent.objects.filter(verb="accounts:reset_password", object_id=str(row.pk)).get()
        assert slip.password not in f"{told.before}{told.after}"


def test_own_closed_and_too_many_accounts_get_none_and_nobody_else_either(
    admin: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    good, closed = opened("陈静", "cj01"), opened("刘洋", "ly01")
    operations.close(user=closed, actor=admin, reason="调离")
    closed.refresh_from_db()
    for wrong, message in ((admin, "自己的密码"), (closed, "已停用")):
        with pytest.raises(Conflict, match=message):
            issue_passwords(accounts=[good, wrong], actor=admin)
    monkeypatch.setattr(bulk, "MOST", 1)
    with pytest.raises(Conflict, match="一次最多打印 1 张"):
        issue_passwords(accounts=[good, closed], actor=admin)
    good.refresh_from_db()
    assert not good.has_usable_password()


def test_slips_are_asked_for_then_printed_once(client: Client, admin: User) -> None:
    waiting = opened("陈静", "cj01")
    settled = make_user(Role.LEADER, name="周敏")
    address = reverse("accounts:print_login_slips")
    picks = {"pick": [waiting.pk, settled.pk, admin.pk]}
    asked = client.post(address, picks).content.decode()
    assert "选中的 2 个帐号" in asked
    assert "其中 1 人已经设了自己的密码（周敏）" in asked
    assert settled.check_password(PASSWORD)
    answer = client.post(address, {**picks, "go": "1"})
    assert (answer["Content-Type"], "no-store" in answer["Cache-Control"]) == ("application/pdf", True)
    said = words(answer.content)
    assert "cj01" in said
    assert "http://testserver/" in said
    assert not User.objects.get(pk=settled.pk).check_password(PASSWORD)
    assert User.objects.get(pk=admin.pk).check_password(PASSWORD)


def test_nothing_picked_says_so(client: Client, admin: User) -> None:
    answer = client.post(reverse("accounts:print_login_slips"), {}, follow=True)
    assert "请先选中要打印凭条的帐号" in answer.content.decode()


def test_accounts_are_found_by_how_far_their_password_is(client: Client, admin: User) -> None:
    opened("陈静", "cj01")
    operations.create(actor=admin, username="ly01", name="刘洋")

    def listed(password: str) -> set[str]:
        page = client.get(reverse("accounts:index"), {"password": password}).content.decode()
        return {name for name in ("陈静", "刘洋") if f">{name}<" in page}

    assert (listed("none"), listed("once"), listed("own")) == ({"陈静"}, {"刘洋"}, set())


def test_a_role_works_on_its_last_day_and_not_the_day_after(admin: User) -> None:
    today = timezone.localdate()
    ends_today = make_user(Role.LEADER, ends_on=today)
    ended = make_user(Role.LEADER, ends_on=today - timedelta(days=1))
    assert (ends_today.has_role(Role.LEADER), ended.has_role(Role.LEADER)) == (True, False)


def test_assignments_by_state(client: Client, admin: User) -> None:
    today = timezone.localdate()
    make_user(Role.TOWN, name="甲", area=make_area("柳桥街道"), ends_on=today + timedelta(days=30))
    make_user(Role.LEADER, name="乙", ends_on=today - timedelta(days=1))
    make_user(Role.LEADER, name="丙", starts_on=today + timedelta(days=1))
    make_user(Role.LEADER, name="丁", ends_on=today + timedelta(days=31))

    def listed(state: str) -> set[str]:
        page = client.get(reverse("accounts:assignments"), {"state": state}).content.decode()
        return {name for name in "甲乙丙丁" if f">{name}<" in page}

    assert listed("soon") == {"甲"}
    assert listed("now") == {"甲", "丁"}
    assert listed("over") == {"乙"}
    assert listed("later") == {"丙"}
    page = client.get(reverse("accounts:assignments")).content.decode()
    assert "还有 30 天到期" in page
    assert "柳桥街道" in page


def test_the_administrator_hears_of_roles_that_end_within_a_fortnight(admin: User) -> None:
    today = timezone.localdate()
    make_user(Role.LEADER, name="甲", ends_on=today + timedelta(days=14))
    make_user(Role.LEADER, name="乙", ends_on=today + timedelta(days=15))
    assert [todo.title for todo in todos(admin)] == ["甲的角色快到期：常委会领导"]
    assert list(todos(make_user(Role.OFFICE))) == []


def test_an_extended_role_is_told_no_more(client: Client, admin: User) -> None:
    holder = make_user(Role.LEADER, ends_on=timezone.localdate())
    later = timezone.localdate() + timedelta(days=365)
    operations.end_assignment(assignment=holder.assignments.get(), actor=admin, ends_on=later)
    assert list(todos(admin)) == []


def test_the_check_finds_open_accounts_without_a_role(admin: User) -> None:
    today = timezone.localdate()
    make_user(Role.LEADER, name="有")
    make_user(Role.LEADER, name="将有", starts_on=today + timedelta(days=9))
    make_user(Role.LEADER, name="曾有", ends_on=today - timedelta(days=1))
    operations.close(user=make_user(None, name="停用"), actor=admin, reason="调离")
    make_user(None, name="没有")
    assert [row.name for row in quality.without_role(admin)] == ["曾有", "没有"]
