"""The cache while Redis is away."""

import socket
import time

import pytest
from django.conf import settings

from congress.web.cache import ForgivingRedisCache

OPTIONS = {"OPTIONS": {"socket_connect_timeout": 0.2, "socket_timeout": 0.2}}


@pytest.fixture
def away() -> ForgivingRedisCache:
    """A cache at an address where nothing listens."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    return ForgivingRedisCache(f"redis://127.0.0.1:{port}/0", OPTIONS)


def test_it_behaves_as_an_empty_cache(away: ForgivingRedisCache, caplog: pytest.LogCaptureFixture) -> None:
    away.set("a", 1)
    assert away.get("a") is None
    assert away.get("a", "instead") == "instead"
    assert away.get_or_set("a", lambda: "made") == "made"
    assert away.get_many(["a"]) == {}
    assert not away.add("a", 1)
    assert not away.touch("a")
    assert not away.delete("a")
    assert "a" not in away
    assert "Cache away" in caplog.text


def test_a_server_that_hangs_holds_a_page_up_for_a_moment_only() -> None:
    with socket.socket() as deaf:
        deaf.bind(("127.0.0.1", 0))
        deaf.listen()
        began = time.monotonic()
        cache = ForgivingRedisCache(f"redis://127.0.0.1:{deaf.getsockname()[1]}/0", OPTIONS)
        assert cache.get("a") is None
        assert time.monotonic() - began < 1


@pytest.mark.services
def test_it_keeps_what_it_is_given_while_redis_is_there() -> None:
    cache = ForgivingRedisCache(settings.REDIS_URL, OPTIONS)
    cache.set("tests.kept", {"安澜": 1}, 5)
    assert cache.get("tests.kept") == {"安澜": 1}
