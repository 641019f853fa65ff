"""Tokens: shown once, kept as a digest, closed at once, counted, never a way around a role."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from congress.accounts.enums import Role
from congress.api.models import ApiToken
from congress.audit.models import AuditEvent
from congress.notices.models import Notice
from tests.api.stage import Reader, token_of
from tests.factories import make_area, make_user

pytestmark = pytest.mark.django_db
AREAS = "/api/v1/areas/"


def signed_in(user: Any) -> Client:
    client = Client()
    client.force_login(user)
    return client


def test_a_token_is_shown_once_and_not_kept() -> None:
    user = make_user(Role.OFFICE)
    client, day = signed_in(user), timezone.localdate() + timedelta(days=30)
    page = client.post(reverse("api:create_token"), {"name": "数据平台", "expires_on": day.isoformat()})
    (token,) = ApiToken.objects.all()
    secret = page.content.decode().partition('class="rd-hash">')[2].partition("<")[0]
    assert secret.startswith(token.prefix)
    assert len(secret) > 40
    assert Client().get(AREAS, headers={"Authorization": f"Bearer {secret}"}).status_code == 200
    event = AuditEvent.objects.get(verb="api:create_token")
    assert secret not in str(event.after) + client.get(reverse("api:tokens")).content.decode()
    assert not ApiToken.objects.filter(digest=secret).exists()


def test_the_administrator_makes_one_for_another_who_hears_of_it() -> None:
    admin, town = make_user(Role.ADMIN, name="系统管理员"), make_user(Role.TOWN)
    day = timezone.localdate() + timedelta(days=30)
    facts = {"user": town.pk, "name": "乡镇平台", "expires_on": day.isoformat()}
    assert signed_in(admin).post(reverse("api:create_token"), facts).status_code == 200
    assert ApiToken.objects.get().user == town
    assert "系统管理员为您的帐号建立了接口令牌" in Notice.objects.get(user=town).title
    signed_in(town).post(reverse("api:create_token"), {**facts, "user": admin.pk})
    assert set(ApiToken.objects.values_list("user_id", flat=True)) == {town.pk}, "others make their own only"


def test_what_closes_a_token_closes_it_at_once() -> None:
    make_area()
    revoked, expired, left, moved = (make_user(Role.OFFICE) for _ in range(4))
    readers = [Reader(user) for user in (revoked, expired, left, moved)]
    assert [reader.ask(AREAS).status_code for reader in readers] == [200] * 4
    token = ApiToken.objects.get(user=revoked)
    page = signed_in(revoked).post(reverse("api:revoke_token", args=[token.pk]), {"reason": "不再接入"})
    assert page.status_code == 302
    ApiToken.objects.filter(user=expired).update(expires_on=timezone.localdate() - timedelta(days=1))
    left.is_active, left.closed_at = False, timezone.now()
    left.save()
    moved.assignments.update(ends_on=timezone.localdate() - timedelta(days=1))
    assert [reader.ask(AREAS).status_code for reader in readers] == [401, 401, 401, 403]
    again = signed_in(revoked).post(reverse("api:revoke_token", args=[token.pk]), {"reason": "再一次"})
    assert again.status_code == 409


def test_nobody_revokes_or_sees_the_token_of_another() -> None:
    office, town = make_user(Role.OFFICE), make_user(Role.TOWN)
    token_of(office, name="办公室的令牌")
    token = ApiToken.objects.get()
    assert "办公室的令牌" not in signed_in(town).get(reverse("api:tokens")).content.decode()
    refused = signed_in(town).post(reverse("api:revoke_token", args=[token.pk]), {"reason": "试试"})
    assert refused.status_code == 404
    assert "办公室的令牌" in signed_in(make_user(Role.ADMIN)).get(reverse("api:tokens")).content.decode()


def test_visitors_are_asked_for_a_token_and_a_token_opens_no_page() -> None:
    for header in ({}, {"Authorization": "Bearer x"}, {"Authorization": "Basic eDp5"}):
        answer = Client().get(AREAS, headers=header)
        assert (answer.status_code, answer["WWW-Authenticate"]) == (401, "Bearer")
        assert "令牌" in answer.json()["message"]
    reader = Reader(make_user(Role.OFFICE))
    assert reader.ask(reverse("organs:index")).status_code == 302, "pages are for people"
    assert not reader.ask(AREAS).cookies, "a machine gets no session"


def test_too_many_requests_are_turned_away_one_token_at_a_time(settings: Any) -> None:
    settings.API_RATE = "2/min"
    busy, calm = Reader(make_user(Role.OFFICE)), Reader(make_user(Role.OFFICE))
    assert [busy.ask(AREAS).status_code for _ in range(3)] == [200, 200, 429]
    assert calm.ask(AREAS).status_code == 200
    refused = busy.ask(AREAS)
    assert int(refused["Retry-After"]) <= 60
    assert "秒再来" in refused.json()["message"]


def test_without_the_cache_readers_are_still_answered(settings: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """What the forgiving cache does while Redis is away: nothing is there, nothing is kept."""
    settings.API_RATE = "1/min"
    monkeypatch.setattr(cache, "get", lambda key, default=None, version=None: default)
    monkeypatch.setattr(cache, "set", lambda *args, **kwargs: None)
    reader = Reader(make_user(Role.OFFICE))
    assert [reader.ask(AREAS).status_code for _ in range(3)] == [200] * 3
