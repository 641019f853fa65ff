"""Chat groups on record; no chat is stored (R039)."""

from __future__ import annotations

from typing import TypedDict, Unpack

from django.db import transaction

from congress.access.rules import require_rule
from congress.access.versions import check_version
from congress.accounts.models import User
from congress.audit import operations as audit
from congress.documents.kept import add_photos
from congress.documents.uploads import Photo, saving
from congress.organs.models import Area
from deputies.links import rules
from deputies.models import ChatGroup, DeputyGroup
from deputies.operations.facts import facts

_FACTS = ("area_id", "group_id", "station", "platform", "name", "keeper", "members", "is_active")


class ChatFacts(TypedDict):
    """What is known of a chat group; ``picture`` replaces the one shown."""

    area: Area
    group: DeputyGroup | None
    station: str
    platform: str
    name: str
    keeper: str
    members: int | None
    picture: Photo | None


def _fill(row: ChatGroup, told: ChatFacts) -> None:
    row.area, row.group, row.station = told["area"], told["group"], told["station"].strip()
    row.platform, row.name = told["platform"], told["name"].strip()
    row.keeper, row.members = told["keeper"].strip(), told["members"]
    row.full_clean()
    row.save()


def _show(row: ChatGroup, picture: Photo | None, actor: User) -> None:
    if picture is not None:
        with saving() as saver:
            row.pictures.update(dropped=True)
            add_photos(row.pictures, [picture], actor, saver.save, folder="chats")


@transaction.atomic
def add_chat(*, actor: User, **told: Unpack[ChatFacts]) -> ChatGroup:
    """Put a chat group on record. Raises ``ValidationError`` when it is there already."""
    row = ChatGroup()
    _fill(row, told)
    require_rule(actor, rules.keep_chat, row)
    _show(row, told["picture"], actor)
    audit.record(actor=actor, verb="links:add_chat", obj=row, after=facts(row, _FACTS))
    return row


@transaction.atomic
def change_chat(
    *, chat: ChatGroup, actor: User, version: int, is_active: bool, **told: Unpack[ChatFacts]
) -> ChatGroup:
    """Change what is known of a chat group; one that is not used any more counts nowhere."""
    row = ChatGroup.objects.select_for_update(of=("self",)).get(pk=chat.pk)
    require_rule(actor, rules.keep_chat, row)
    before = facts(row, _FACTS)
    check_version(row, version, before)
    row.is_active = is_active
    row.version += 1
    _fill(row, told)
    require_rule(actor, rules.keep_chat, row)
    _show(row, told["picture"], actor)
    old, new = audit.changed(before, facts(row, _FACTS))
    audit.record(actor=actor, verb="links:change_chat", obj=row, before=old, after=new)
    return row
