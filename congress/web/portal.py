"""Keeps the counts in the menu true: whoever writes something sees their own counts afresh."""

from typing import Any

from django.core.cache import cache
from django.db import transaction
from django.db.models.signals import post_save
from django.dispatch import receiver

from congress.audit.models import AuditEvent
from congress.web.shell import counts_key


@receiver(post_save, sender=AuditEvent)
def forget_counts(instance: AuditEvent, **_kwargs: Any) -> None:
    """Every write is audited, so every write passes here; the counts of other users catch up within a minute."""
    if instance.actor_id is not None:
        key = counts_key(instance.actor_id)
        transaction.on_commit(lambda: cache.delete(key))
