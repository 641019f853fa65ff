"""Many accounts at once: user names, one-time passwords on slips, the list of assignments, what ends soon."""

from __future__ import annotations

from datetime import date, timedelta

import pypdfium2
import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from congress.access.exceptions import Conflict
from congress.accounts import bulk, operations, quality
from congress.accounts.backends import NameOrPhoneBackend
from congress.accounts.bulk import Usernames, draw_slips, issue
from congress.accounts.enums import Role
from congress.accounts.models import User
from congress.accounts.passwords import OneTimeHasher
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
    slips = draw_slips([opened("陈静", "cj01"), opened("刘洋", "ly01")])
    assert [(slip.name, slip.username) for slip in slips] == [("刘洋", "ly01"), ("陈静", "cj01")]
    assert not User.objects.get(username="cj01").check_password(slips[1].password)
    issue(slips=slips, actor=admin)
    for slip in slips:
        row = User.objects.get(username=slip.username)
        assert row.check_password(slip.password)
        assert row.must_change_password
        told = AuditEvent.objects.filter(verb="accounts:reset_password", object_id=str(row.pk)).get()
        assert slip.password not in f"{told.before}{told.after}"


def test_who_signs_in_with_a_slip_gets_the_full_cost(client: Client, admin: User) -> None:
    slips = draw_slips([opened("陈静", "cj01")])
    assert OneTimeHasher().made(slips[0].safe)
    issue(slips=slips, actor=admin)
    visitor = Client()
    visitor.post(reverse("accounts:sign_in"), {"username": "cj01", "password": slips[0].password})
    assert visitor.session["_auth_user_id"] == str(slips[0].pk)
    assert not OneTimeHasher().made(User.objects.get(username="cj01").password)


def test_a_wrong_password_takes_as_long_where_a_slip_waits(
    admin: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    issue(slips=draw_slips([opened("陈静", "cj01")]), actor=admin)
    hashed: list[str] = []
    monkeypatch.setattr(User, "set_password", lambda _user, typed: hashed.append(typed))
    assert NameOrPhoneBackend().authenticate(None, "cj01", "wrong") is None
    assert hashed == ["wrong"]


def test_own_and_closed_accounts_get_none_and_nobody_else_either(admin: User) -> None:
    good, closed = opened("陈静", "cj01"), opened("刘洋", "ly01")
    operations.close(user=closed, actor=admin, reason="调离")
    closed.refresh_from_db()
    for wrong, message in ((admin, "自己的密码"), (closed, "已停用")):
        with pytest.raises(Conflict, match=message):
            issue(slips=draw_slips([good, wrong]), actor=admin)
    good.refresh_from_db()
    assert not good.has_usable_password()


def test_many_slips_take_as_many_queries_as_few(admin: User) -> None:
    def asked(count: int, start: int) -> int:
        slips = draw_slips(opened(f"某{n}", f"m{n}") for n in range(start, start + count))
        with CaptureQueriesContext(connection) as queries:
            issue(slips=slips, actor=admin)
        return len(queries)

    few = asked(2, 200)
    assert asked(12, 100) <= few + 2 <= 12  # SQLite takes a long insert in parts


def test_passwords_that_were_not_printed_do_not_work(
    client: Client, admin: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object, **__: object) -> bytes:
        raise OSError("no fonts")

    monkeypatch.setattr("congress.accounts.views.bulk.print_slips", broken)
    settled = make_user(Role.LEADER, name="周敏")
    with pytest.raises(OSError, match="no fonts"):
        client.post(reverse("accounts:print_login_slips"), {"pick": [settled.pk], "go": "1"})
    settled.refresh_from_db()
    assert settled.check_password(PASSWORD)


def test_more_than_fit_are_refused(client: Client, admin: User, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bulk, "MOST", 1)
    picks = {"pick": [opened("陈静", "cj01").pk, opened("刘洋", "ly01").pk], "go": "1"}
    answer = client.post(reverse("accounts:print_login_slips"), picks, follow=True)
    assert "请先筛选" in answer.content.decode()
    assert not User.objects.get(username="cj01").has_usable_password()


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
    said = words(answer.content).replace(" ", "")
    assert "cj01" in said
    assert "http://testserver/" in said
    assert not User.objects.get(pk=settled.pk).check_password(PASSWORD)
    assert User.objects.get(pk=admin.pk).check_password(PASSWORD)


def test_nothing_picked_says_so(client: Client, admin: User) -> None:
    answer = client.post(reverse("accounts:print_login_slips"), {}, follow=True)
    assert "请先选中帐号" in answer.content.decode()


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


def test_picked_accounts_are_closed_for_one_reason(client: Client, admin: User) -> None:
    people = [make_user(Role.LEADER, name="甲"), make_user(Role.LEADER, name="乙")]
    address = reverse("accounts:close_picked")
    picks = {"pick": [*(one.pk for one in people), admin.pk]}
    assert "选中的 2 个帐号" in client.post(address, picks).content.decode()
    assert "请写明停用原因" in client.post(address, {**picks, "go": "1"}).content.decode()
    assert User.objects.filter(is_active=False).count() == 0
    told = client.post(address, {**picks, "go": "1", "reason": "换届离任"}, follow=True).content.decode()
    assert "已停用 2 个帐号" in told
    closed = User.objects.filter(is_active=False)
    assert set(closed.values_list("name", "closed_reason")) == {("甲", "换届离任"), ("乙", "换届离任")}
    assert AuditEvent.objects.filter(verb="accounts:close").count() == 2


def test_picked_roles_get_one_last_day(client: Client, admin: User) -> None:
    today = timezone.localdate()
    over = make_user(Role.LEADER, name="丙", ends_on=today - timedelta(days=1)).assignments.get()
    posts = [make_user(Role.LEADER, name=name).assignments.get() for name in "甲乙"]
    address = reverse("accounts:end_picked")
    picks = {"pick": [*(post.pk for post in posts), over.pk]}
    page = client.post(address, picks).content.decode()
    assert "选中的 2 项" in page
    assert "请填最后一天" in client.post(address, {**picks, "go": "1"}).content.decode()
    client.post(address, {**picks, "go": "1", "ends_on": today.isoformat()})
    for post in (*posts, over):
        post.refresh_from_db()
    assert [post.ends_on for post in (*posts, over)] == [today, today, today - timedelta(days=1)]
    client.post(address, {**picks, "go": "1", "is_open": "on"})
    posts[0].refresh_from_db()
    assert posts[0].ends_on is None


def test_of_picked_roles_one_that_cannot_end_then_stops_all(client: Client, admin: User) -> None:
    today = timezone.localdate()
    good = make_user(Role.LEADER, name="甲").assignments.get()
    later = make_user(Role.LEADER, name="乙", starts_on=today + timedelta(days=5)).assignments.get()
    answer = client.post(
        reverse("accounts:end_picked"), {"pick": [good.pk, later.pk], "go": "1", "ends_on": today.isoformat()}
    )
    assert answer.status_code == 409
    assert "乙，常委会领导：结束日期不能早于开始日期" in answer.content.decode()
    good.refresh_from_db()
    assert good.ends_on is None


def test_a_role_is_extended_by_a_year_in_a_click(client: Client, admin: User) -> None:
    post = make_user(Role.LEADER, ends_on=date(2028, 2, 29)).assignments.get()
    address = reverse("accounts:end_assignment", args=[post.pk])
    assert "续一年，到2029年2月28日" in client.get(address).content.decode()
    client.post(address, {"ends_on": "2029-02-28"})
    post.refresh_from_db()
    assert post.ends_on == date(2029, 2, 28)


def test_a_role_that_is_over_or_begins_again_is_not_extended(admin: User) -> None:
    today = timezone.localdate()
    over = make_user(Role.LEADER, ends_on=today - timedelta(days=1)).assignments.get()
    with pytest.raises(Conflict, match="已经结束"):
        operations.end_assignment(assignment=over, actor=admin, ends_on=today)
    holder = make_user(Role.LEADER, ends_on=today)
    operations.grant(user=holder, actor=admin, role=Role.LEADER, starts_on=today + timedelta(days=9))
    present = holder.assignments.get(ends_on=today)
    with pytest.raises(ValidationError, match="另有一段同样的角色"):
        operations.end_assignment(assignment=present, actor=admin, ends_on=None)


@pytest.mark.parametrize("name", ["accounts:index", "accounts:assignments"])
def test_lists_ask_as_much_for_many_as_for_few(client: Client, admin: User, name: str) -> None:
    def asked() -> int:
        with CaptureQueriesContext(connection) as queries:
            assert client.get(reverse(name)).status_code == 200
        return len(queries)

    make_user(Role.TOWN, area=make_area("柳桥街道"), ends_on=timezone.localdate() + timedelta(days=99))
    asked()
    few = asked()
    for _ in range(9):
        make_user(Role.TOWN, ends_on=timezone.localdate() + timedelta(days=99))
    assert asked() == few
