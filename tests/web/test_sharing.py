"""What several processes and hosts of one portal share in Redis, and what two portals on one Redis do not."""

import tomllib
from collections.abc import Iterator
from pathlib import Path
from queue import Empty
from typing import Any

import pytest
from django.conf import settings
from django.contrib.sessions.backends.cached_db import SessionStore
from django.core.cache import caches
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from kombu import Connection
from kombu.simple import SimpleQueue

from congress.accounts.enums import Role
from congress.jobs.beat import LeadingScheduler
from congress.release import VERSION, fingerprint
from congress.web.cache import SESSION_KEPT, ForgivingRedisCache, SessionCache
from tests.factories import make_user

OPTIONS = {"OPTIONS": {"socket_connect_timeout": 0.2, "socket_timeout": 0.2}}


def test_the_version_is_that_of_the_package() -> None:
    project = tomllib.loads((Path(__file__).resolve().parents[2] / "pyproject.toml").read_text())
    assert project["project"]["version"] == VERSION


def test_another_release_has_another_fingerprint(tmp_path: Path) -> None:
    (tmp_path / "congress").mkdir()
    module = tmp_path / "congress" / "a.py"
    module.write_text("1")
    (tmp_path / "congress" / "notes.txt").write_text("1")
    before = fingerprint(tmp_path)
    (tmp_path / "congress" / "notes.txt").write_text("2")
    assert fingerprint(tmp_path) == before
    module.write_text("2")
    assert fingerprint(tmp_path) != before


@pytest.fixture
def redis_away(settings: Any) -> None:
    """Sessions as in production, at an address where nothing listens."""
    away = {**OPTIONS, "LOCATION": "redis://127.0.0.1:1/0"}
    settings.CACHES = {
        "default": {**away, "BACKEND": "congress.web.cache.ForgivingRedisCache"},
        "shared": {**away, "BACKEND": "congress.web.cache.ForgivingRedisCache"},
        "sessions": {**away, "BACKEND": "congress.web.cache.SessionCache"},
    }
    settings.SESSION_ENGINE = "django.contrib.sessions.backends.cached_db"
    settings.SESSION_CACHE_ALIAS = "sessions"


@pytest.mark.django_db
def test_nobody_is_signed_out_when_redis_is_away(redis_away: None, client: Client) -> None:
    client.force_login(make_user(Role.OFFICE))
    assert client.get("/jobs/").status_code == 200


@pytest.fixture
def two_portals() -> Iterator[list[ForgivingRedisCache]]:
    """The caches of two districts on one Redis."""
    pair = [
        ForgivingRedisCache(settings.REDIS_URL, {**OPTIONS, "KEY_PREFIX": f"{name}:cache"})
        for name in ("anlan", "yunhe")
    ]
    yield pair
    for one in pair:
        one.clear()


@pytest.mark.services
def test_two_portals_on_one_redis_do_not_mix(two_portals: list[ForgivingRedisCache]) -> None:
    anlan, yunhe = two_portals
    anlan.set("organs.district_name", "安澜区")
    assert yunhe.get("organs.district_name") is None
    yunhe.set("organs.district_name", "云河区")
    anlan.clear()
    assert (anlan.get("organs.district_name"), yunhe.get("organs.district_name")) == (None, "云河区")


@pytest.mark.services
def test_a_call_for_a_worker_reaches_those_of_its_own_portal() -> None:
    def queue(name: str) -> SimpleQueue:
        own = {**settings.CELERY_BROKER_TRANSPORT_OPTIONS, "global_keyprefix": f"{name}:"}
        link = Connection(settings.REDIS_URL, transport_options=own)
        made: SimpleQueue = link.SimpleQueue("celery")
        return made

    anlan, yunhe = queue("anlan"), queue("yunhe")
    anlan.put({"job": 1})
    try:
        with pytest.raises(Empty):
            yunhe.get(block=False)
        message = anlan.get(timeout=5)
        message.ack()
        assert message.payload == {"job": 1}
    finally:
        for one in (anlan, yunhe):
            one.close()
            channel: Any = one.channel
            channel.connection.client.release()


@pytest.mark.services
@pytest.mark.django_db
def test_a_session_is_read_from_redis_and_is_there_when_redis_is_empty(client: Client) -> None:
    client.force_login(make_user(Role.OFFICE))
    client.get("/jobs/")
    with CaptureQueriesContext(connection) as warm:
        assert client.get("/jobs/").status_code == 200
    assert not [one for one in warm.captured_queries if "django_session" in one["sql"]]
    caches["sessions"].clear()
    with CaptureQueriesContext(connection) as cold:
        assert client.get("/jobs/").status_code == 200
    assert len([one for one in cold.captured_queries if "django_session" in one["sql"]]) == 1


@pytest.mark.services
@pytest.mark.django_db
def test_a_session_that_ended_while_redis_was_away_is_good_for_a_minute_at_most() -> None:
    session = SessionStore()
    session["a"] = 1
    session.save()
    sessions = caches["sessions"]
    assert isinstance(sessions, SessionCache)
    key = sessions.make_and_validate_key(session.cache_key)
    assert 0 < sessions._cache.get_client(None, write=True).ttl(key) <= SESSION_KEPT
    sessions.clear()


@pytest.mark.services
def test_of_two_beats_one_sends(tmp_path: Path) -> None:
    from congress.celery import app  # noqa: PLC0415

    sent: list[str] = []

    class Beat(LeadingScheduler):
        name = ""

        def apply_async(self, entry: Any, *_args: Any, **_more: Any) -> None:
            sent.append(self.name)

    def beat(name: str) -> Beat:
        made = Beat(app, schedule_filename=str(tmp_path / name))
        made.name = name
        return made

    first, second = beat("1"), beat("2")
    assert (first.leads(), second.leads(), first.leads()) == (True, False, True)
    for entry in [*first.schedule.values(), *second.schedule.values()]:
        entry.last_run_at = entry.last_run_at.replace(year=2020)
    for _ in range(3):
        second.tick()
        first.tick()
    assert sent == ["1"] * 3
    first.close()
    assert second.leads()
    second.close()
