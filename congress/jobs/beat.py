"""Beat, of which any number may run: one sends what is due, the others wait to take its place."""

from __future__ import annotations

import logging
import uuid
from typing import Any

import redis
from celery.beat import PersistentScheduler
from django.conf import settings

log = logging.getLogger(__name__)

#: Seconds without a sign of life after which another beat takes over.
LEAD_SECONDS = 30
#: Seconds between two looks at who leads.
LOOK_SECONDS = 5
#: Whoever holds the key renews it; it is taken when nobody holds it.
_LEAD = """
local holder = redis.call('get', KEYS[1])
if holder and holder ~= ARGV[1] then return 0 end
redis.call('set', KEYS[1], ARGV[1], 'EX', ARGV[2])
return 1
"""


class LeadingScheduler(PersistentScheduler):
    """Sends tasks only while it holds the lead in Redis."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        self._own = uuid.uuid4().hex
        self._leads: bool | None = None
        self._redis = redis.Redis.from_url(settings.REDIS_URL, socket_connect_timeout=2, socket_timeout=2)
        super().__init__(*args, **kwargs)

    def tick(self, *args: Any, **kwargs: Any) -> float:
        """Seconds until something is due; nothing is sent by who does not lead."""
        if not self.leads():
            return float(LOOK_SECONDS)
        return float(min(super().tick(*args, **kwargs), LOOK_SECONDS))

    def leads(self) -> bool:
        """Take or renew the lead, if nobody else has it. Without Redis nobody leads: nothing could be sent."""
        try:
            holds = bool(self._redis.eval(_LEAD, 1, self._key, self._own, LEAD_SECONDS))
        except redis.RedisError as error:
            log.warning("Beat does not know whether it leads: %s", error)
            holds = False
        if holds != self._leads:
            log.info("Beat %s", "leads" if holds else "stands by")
            self._leads = holds
        return holds

    def close(self) -> None:
        """Give the lead away at once."""
        if self._leads:
            try:
                self._redis.delete(self._key)
            except redis.RedisError as error:
                log.warning("The lead was not given away: %s", error)
        super().close()

    @property
    def _key(self) -> str:
        return f"{settings.REDIS_PREFIX}:beat"
