"""Signing in by name or phone, and what is owed before anything else."""

import re
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import time_machine
from axes.models import AccessAttempt
from django.conf import settings
from django.core.cache import cache
from django.db import connection
from django.test import Client, RequestFactory
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from django_otp.oath import TOTP
from django_otp.plugins.otp_totp.models import TOTPDevice
from django_otp.util import random_hex

from congress.accounts import lockout, operations
from congress.accounts.enums import Role
from congress.accounts.models import RolePolicy, User
from tests.factories import PASSWORD, make_user

pytestmark = pytest.mark.django_db
SIGN_IN = reverse("accounts:sign_in")
HOME = reverse("dashboard:home")


@pytest.fixture(autouse=True)
def _fresh_cache() -> None:
    cache.clear()


def sign_in(client: Client, name: str, password: str = PASSWORD, **extra: Any) -> Any:
    return client.post(SIGN_IN, {"username": name, "password": password}, **extra)


def code_now(device: TOTPDevice, steps: int = 0) -> str:
    totp = TOTP(device.bin_key, drift=steps)
    return f"{totp.token():06}"


@pytest.mark.parametrize("typed", ["zhoumin", "ZhouMin", " zhoumin ", "13800000001"])
def test_name_and_phone_both_sign_in(client: Client, typed: str) -> None:
    make_user(username="zhoumin", phone="13800000001")
    response = sign_in(client, typed)
    assert response.status_code == 302
    assert response["Location"] == HOME


def test_wrong_password_says_so_and_keeps_the_name(client: Client) -> None:
    make_user(username="zhoumin")
    page = sign_in(client, "zhoumin", "wrong").content.decode()
    assert "用户名或密码不对" in page
    assert 'value="zhoumin"' in page
    assert "wrong" not in page


def test_a_closed_account_cannot_sign_in_and_loses_its_session(client: Client) -> None:
    user = make_user(username="zhoumin")
    sign_in(client, "zhoumin")
    operations.close(user=user, actor=make_user(Role.ADMIN), reason="调离")
    assert client.get(HOME)["Location"].startswith(SIGN_IN)
    assert sign_in(client, "zhoumin").status_code == 200


def test_next_page_is_kept_but_never_leaves_the_portal(client: Client) -> None:
    make_user(username="zhoumin")
    me = reverse("accounts:me")
    assert client.get(me)["Location"] == f"{SIGN_IN}?next={me}"
    assert client.post(SIGN_IN, {"username": "zhoumin", "password": PASSWORD, "next": me})["Location"] == me
    client.post(reverse("accounts:sign_out"))
    away = {"username": "zhoumin", "password": PASSWORD, "next": "https://example.com/"}
    assert client.post(SIGN_IN, away)["Location"] == HOME


def test_a_fragment_asks_the_whole_page_to_sign_in(client: Client) -> None:
    page = f"http://testserver{reverse('accounts:me')}"
    response = client.get(HOME, headers={"HX-Request": "true", "HX-Current-URL": page})
    assert response.status_code == 200
    assert response["HX-Redirect"].startswith(SIGN_IN)
    assert "accounts" not in response.content.decode()


def test_signing_out_is_posted(client: Client) -> None:
    make_user(username="zhoumin")
    sign_in(client, "zhoumin")
    assert client.get(reverse("accounts:sign_out")).status_code == 405
    assert client.post(reverse("accounts:sign_out"))["Location"] == SIGN_IN
    assert client.get(HOME).status_code == 302


def test_session_ends_after_two_idle_hours(client: Client) -> None:
    """Using the portal starts the time anew; not using it ends the session."""
    assert settings.SESSION_COOKIE_AGE == 2 * 60 * 60
    make_user(username="zhoumin")
    begin = datetime(2026, 11, 23, 9, tzinfo=UTC)
    with time_machine.travel(begin):
        sign_in(client, "zhoumin")
    with time_machine.travel(begin + timedelta(minutes=100)):
        assert client.get(HOME).status_code == 200
    with time_machine.travel(begin + timedelta(minutes=215)):
        assert client.get(HOME).status_code == 200
    with time_machine.travel(begin + timedelta(minutes=336)):
        assert client.get(HOME).status_code == 302


def test_a_page_shortly_after_another_writes_no_session(client: Client) -> None:
    make_user(username="zhoumin")
    sign_in(client, "zhoumin")
    client.get(HOME)
    with CaptureQueriesContext(connection) as captured:
        client.get(HOME)
    assert not [query["sql"] for query in captured if query["sql"].startswith("UPDATE")]


# --- lock-out ------------------------------------------------------------------------------------
def fail(client: Client, name: str, times: int, **extra: Any) -> Any:
    response = None
    for _ in range(times):
        response = sign_in(client, name, "wrong", **extra)
    return response


def test_five_failures_lock_the_account_here_but_no_colleague(client: Client) -> None:
    make_user(username="zhoumin")
    make_user(username="linxiaowen")
    response = fail(client, "zhoumin", 5)
    assert response.status_code == 429
    page = response.content.decode()
    assert "请等 <b>15 分钟</b>" in page
    assert settings.SUPPORT_OFFICE in page
    assert response["Retry-After"] == "900"
    assert sign_in(client, "zhoumin").status_code == 429, "the right password does not open a locked door"
    assert sign_in(client, "linxiaowen").status_code == 302, (
        "a colleague behind the same address is not locked"
    )


def test_the_page_says_when_few_tries_are_left(client: Client) -> None:
    make_user(username="zhoumin")
    assert "要等一刻钟" not in fail(client, "zhoumin", 2).content.decode()
    assert "再错 2 次，要等一刻钟" in fail(client, "zhoumin", 1).content.decode()
    assert "再错 1 次，要等一刻钟" in fail(client, "nobody", 4).content.decode(), (
        "no hint which accounts exist"
    )


def test_a_stranger_far_away_does_not_lock_the_clerk_out(client: Client) -> None:
    make_user(username="zhoumin")
    assert fail(client, "zhoumin", 5, REMOTE_ADDR="203.0.113.9").status_code == 429
    assert sign_in(client, "zhoumin", REMOTE_ADDR="198.51.100.1").status_code == 302


def test_guessing_from_many_addresses_meets_the_ceiling(client: Client) -> None:
    make_user(username="zhoumin")
    for n in range(settings.LOCKOUT_CEILING // 3):
        fail(client, "zhoumin", 3, REMOTE_ADDR=f"203.0.113.{n}")
    assert sign_in(client, "zhoumin", REMOTE_ADDR="198.51.100.1").status_code == 429


def test_name_phone_and_case_count_together(client: Client) -> None:
    make_user(username="zhoumin", phone="13800000001")
    fail(client, "zhoumin", 2)
    fail(client, "ZHOUMIN", 2)
    assert fail(client, "13800000001", 1).status_code == 429


def test_a_right_password_forgives_what_went_before(client: Client) -> None:
    make_user(username="zhoumin")
    fail(client, "zhoumin", 4)
    assert sign_in(client, "zhoumin").status_code == 302
    client.post(reverse("accounts:sign_out"))
    assert fail(client, "zhoumin", 4).status_code == 200


def test_the_lock_opens_by_itself_and_knocking_does_not_prolong_it(client: Client) -> None:
    user = make_user(username="zhoumin")
    fail(client, "zhoumin", 5)
    AccessAttempt.objects.update(attempt_time=timezone.now() - timedelta(minutes=14))
    assert "请等 <b>1 分钟</b>" in fail(client, "zhoumin", 1).content.decode()
    AccessAttempt.objects.update(attempt_time=timezone.now() - timedelta(minutes=16))
    assert not lockout.is_locked(user)
    assert sign_in(client, "zhoumin").status_code == 302


@pytest.mark.parametrize(
    ("proxies", "forwarded", "seen"),
    [(0, "203.0.113.9", "10.0.0.1"), (1, "1.1.1.1, 203.0.113.9", "203.0.113.9"), (1, "", "10.0.0.1")],
)
def test_the_address_behind_proxies_cannot_be_made_up(
    settings: Any, rf: RequestFactory, proxies: int, forwarded: str, seen: str
) -> None:
    settings.PROXY_COUNT = proxies
    request = rf.get("/", REMOTE_ADDR="10.0.0.1", HTTP_X_FORWARDED_FOR=forwarded)
    assert lockout.client_ip(request) == seen


# --- what is owed --------------------------------------------------------------------------------
def test_a_one_time_password_is_changed_before_anything_else(client: Client) -> None:
    user, password = operations.create(
        actor=None, username="zhoumin", name="周敏", role=Role.OFFICE, starts_on=timezone.localdate()
    )
    sign_in(client, "zhoumin", password)
    change = reverse("accounts:change_password")
    assert client.get(HOME)["Location"] == f"{change}?next={HOME}"
    page = client.get(change).content.decode()
    assert "现在的密码" not in page
    new = {"password": "an-lan-2027-new", "again": "an-lan-2027-new"}
    assert client.post(f"{change}?next={HOME}", new)["Location"] == HOME
    assert client.get(HOME).status_code == 200
    user.refresh_from_db()
    assert not user.must_change_password


def enrolled(user: User) -> TOTPDevice:
    device: TOTPDevice = TOTPDevice.objects.create(user=user, key=random_hex(20), name="手机")
    return device


def test_a_second_factor_is_asked_for_at_sign_in(client: Client) -> None:
    device = enrolled(make_user(username="zhoumin"))
    sign_in(client, "zhoumin")
    verify = reverse("accounts:verify")
    assert client.get(HOME)["Location"] == f"{verify}?next={HOME}"
    assert "验证码不对" in client.post(verify, {"code": "000000"}).content.decode()
    device.refresh_from_db()
    device.throttle_reset()
    assert client.post(f"{verify}?next={HOME}", {"code": code_now(device)})["Location"] == HOME
    assert client.get(HOME).status_code == 200


def test_wrong_codes_must_wait(client: Client) -> None:
    device = enrolled(make_user(username="zhoumin"))
    sign_in(client, "zhoumin")
    client.post(reverse("accounts:verify"), {"code": "000000"})
    page = client.post(reverse("accounts:verify"), {"code": code_now(device)}).content.decode()
    assert re.search(r"请过 \d+ 秒再填", page)
    assert client.get(HOME).status_code == 302


def test_a_role_can_require_enrolment(client: Client) -> None:
    user = make_user(username="zhoumin")
    RolePolicy.objects.create(role=Role.OFFICE, second_factor_required=True)
    sign_in(client, "zhoumin")
    enrol = reverse("accounts:enrol")
    assert client.get(HOME)["Location"] == f"{enrol}?next={HOME}"
    page = client.get(enrol).content.decode()
    assert '<img src="data:image/svg+xml' in page
    device = TOTPDevice(user=user, key=client.session["accounts.enrol_key"])
    assert "不对或已过时" in client.post(enrol, {"code": "12345x"}).content.decode()
    done = client.post(enrol, {"code": code_now(device)}).content.decode()
    codes = re.findall(r"<li>([a-z2-7]{4}-[a-z2-7]{4})</li>", done)
    assert len(codes) == 8
    assert client.get(HOME).status_code == 200
    assert "accounts.enrol_key" not in client.session

    other = Client()
    sign_in(other, "zhoumin")
    assert other.post(reverse("accounts:verify"), {"code": codes[0].upper()}).status_code == 302
    assert other.get(HOME).status_code == 200
    again = Client()
    sign_in(again, "zhoumin")
    assert again.post(reverse("accounts:verify"), {"code": codes[0]}).status_code == 200, "each works once"


def test_the_code_that_enrolled_cannot_be_replayed(client: Client) -> None:
    user = make_user(username="zhoumin")
    sign_in(client, "zhoumin")
    client.get(reverse("accounts:enrol"))
    code = code_now(TOTPDevice(user=user, key=client.session["accounts.enrol_key"]))
    client.post(reverse("accounts:enrol"), {"code": code})
    other = Client()
    sign_in(other, "zhoumin")
    assert other.post(reverse("accounts:verify"), {"code": code}).status_code == 200


def test_someone_without_a_role_can_still_leave_and_reach_the_own_account(client: Client) -> None:
    make_user(None, username="zhoumin")
    sign_in(client, "zhoumin")
    refused = client.get(HOME)
    assert refused.status_code == 403
    assert "您现在没有岗位，请联系系统管理员" in refused.content.decode()
    assert reverse("accounts:sign_out") in refused.content.decode()
    assert client.get(reverse("accounts:me")).status_code == 200
    assert client.post(reverse("accounts:sign_out")).status_code == 302
