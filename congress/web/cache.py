"""A cache that may be away."""

import logging
from collections.abc import Iterator
from typing import Any

from django.core.cache.backends.base import DEFAULT_TIMEOUT
from django.core.cache.backends.redis import RedisCache, RedisCacheClient
from redis.backoff import NoBackoff
from redis.exceptions import ConnectionError as RedisConnectionError
from redis.exceptions import TimeoutError as RedisTimeoutError
from redis.retry import Retry

log = logging.getLogger(__name__)

AWAY = (RedisConnectionError, RedisTimeoutError)
#: Seconds for which a session is not read from the database again.
SESSION_KEPT = 60


class _Client(RedisCacheClient):
    """Tries once: the library's own patience of several seconds is for callers that need an answer."""

    def __init__(self, servers: Any, **options: Any) -> None:
        super().__init__(servers, retry=Retry(NoBackoff(), 0), **options)

    def keys(self, pattern: str) -> Iterator[bytes]:
        """Keys of this kind, some at a time."""
        found: Iterator[bytes] = self.get_client(None, write=True).scan_iter(match=pattern, count=1000)
        return found


class ForgivingRedisCache(RedisCache):
    """Behaves as an empty cache while Redis is away, so that pages are slower then, not broken."""

    def __init__(self, server: Any, params: dict[str, Any]) -> None:
        super().__init__(server, params)
        self._class = _Client

    def add(self, *args: Any, **kwargs: Any) -> Any:
        return self._or(False, super().add, *args, **kwargs)

    def get(self, key: Any, default: Any = None, version: int | None = None) -> Any:
        return self._or(default, super().get, key, default, version)

    def set(self, *args: Any, **kwargs: Any) -> None:
        self._or(None, super().set, *args, **kwargs)

    def incr(self, *args: Any, **kwargs: Any) -> Any:
        return self._or(0, super().incr, *args, **kwargs)

    def touch(self, *args: Any, **kwargs: Any) -> Any:
        return self._or(False, super().touch, *args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> Any:
        return self._or(False, super().delete, *args, **kwargs)

    def get_many(self, *args: Any, **kwargs: Any) -> Any:
        return self._or({}, super().get_many, *args, **kwargs)

    def has_key(self, *args: Any, **kwargs: Any) -> Any:
        return self._or(False, super().has_key, *args, **kwargs)

    def set_many(self, *args: Any, **kwargs: Any) -> Any:
        return self._or([], super().set_many, *args, **kwargs)

    def delete_many(self, *args: Any, **kwargs: Any) -> None:
        self._or(None, super().delete_many, *args, **kwargs)

    def clear(self) -> None:
        """Forget what this cache holds, and nothing else that lies in the same Redis."""
        self._or(None, self._clear)

    def _clear(self) -> None:
        client: Any = self._cache  # of ``_class``, which the library does not say
        keys = list(client.keys(f"{self.key_prefix}:*"))
        if keys:
            client.delete_many(keys)

    @staticmethod
    def _or(instead: Any, call: Any, *args: Any, **kwargs: Any) -> Any:
        try:
            return call(*args, **kwargs)
        except AWAY as error:
            log.warning("Cache away: %s", error)
            return instead


class SessionCache(ForgivingRedisCache):
    """Sessions in front of the database.

    Each is read anew within a minute, so that one that ended while Redis was away is not good for longer than that.
    """

    def set(self, key: Any, value: Any, timeout: Any = DEFAULT_TIMEOUT, version: int | None = None) -> None:
        kept = SESSION_KEPT if timeout is None or timeout is DEFAULT_TIMEOUT else min(timeout, SESSION_KEPT)
        super().set(key, value, kept, version)
