"""The public page of a deputy: opened, closed, given a new code."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from congress.accounts.models import User
from congress.audit import operations as audit
from congress.documents.uploads import Photo, saving
from deputies.models import Deputyship
from liaison_stations import rules
from liaison_stations.models import DeputyPage, StationDeputy
from liaison_stations.models.stations import new_token


@transaction.atomic
def open_page(*, deputyship: Deputyship, actor: User) -> DeputyPage:
    """Open the page of a deputy who belongs to a station the actor keeps; a page there was opens as it was (R025)."""
    _require(deputyship, actor)
    row, is_new = DeputyPage.objects.select_for_update().get_or_create(deputyship=deputyship)
    if not is_new and not row.is_open:
        row.is_open = True
        row.version += 1
        row.save()
    audit.record(actor=actor, verb="liaison_stations:open_page", obj=deputyship)
    return row


@transaction.atomic
def close_page(*, deputyship: Deputyship, actor: User) -> DeputyPage:
    """Show the page to nobody; what was printed leads nowhere until it opens again."""
    row = _locked(deputyship, actor)
    row.is_open = False
    row.version += 1
    row.save()
    audit.record(actor=actor, verb="liaison_stations:close_page", obj=deputyship)
    return row


@transaction.atomic
def reset_page(*, deputyship: Deputyship, actor: User) -> DeputyPage:
    """Give the page a new token: what was printed before leads nowhere for ever."""
    row = _locked(deputyship, actor)
    row.token, row.printed_from = new_token(), timezone.localdate()
    row.version += 1
    row.save()
    audit.record(actor=actor, verb="liaison_stations:reset_page", obj=deputyship)
    return row


@transaction.atomic
def set_portrait(*, deputyship: Deputyship, actor: User, photo: Photo) -> DeputyPage:
    """Show this portrait on the page; the one before stays on disk. Raises ``StorageFailed`` when it cannot be kept."""
    row = _locked(deputyship, actor)
    with saving() as saver, transaction.atomic():
        row.portrait = saver.save("portraits", photo.small, ".jpg")
        row.version += 1
        row.save()
    audit.record(actor=actor, verb="liaison_stations:set_portrait", obj=deputyship)
    return row


def _locked(deputyship: Deputyship, actor: User) -> DeputyPage:
    _require(deputyship, actor)
    return DeputyPage.objects.select_for_update().get(deputyship=deputyship)


def _require(deputyship: Deputyship, actor: User) -> None:
    members = StationDeputy.objects.filter(rules.held_on(timezone.localdate()), deputyship=deputyship)
    if not members.filter(rules.keep_day.as_q(actor)).exists():
        raise PermissionDenied
