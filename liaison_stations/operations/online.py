"""What citizens do without an account, and what a station releases of it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from activities.recognition.words import COMPOUND_SURNAMES, SURNAMES, any_of
from congress.access.exceptions import Conflict
from congress.access.rules import require_rule
from congress.accounts.models import User
from congress.audit import operations as audit
from congress.documents.uploads import Photo
from congress.web.masking import Hidden, Secret, found, leaks, pieces, public
from deputies.models import Deputyship
from liaison_stations import rules
from liaison_stations.enums import Origin
from liaison_stations.models import NOBODY, Citizen, Matter, PublicMatter, Station
from liaison_stations.operations.matters import receive
from liaison_stations.operations.shared import locked_matter
from liaison_stations.operations.telling import deputy_of, tell_of

_LONGEST_TITLE = 60
_SURNAME = any_of(SURNAMES | COMPOUND_SURNAMES)
#: 我叫秦素云: somebody gives a name in the text. What begins with no surname names nobody: 我叫物业来修.
_NAMED = re.compile(
    rf"(?:我叫|我的名字是|本人叫|姓名[:：是]?)\s*((?:{_SURNAME})[\u4e00-\u9fff·]{{1,3}}?)(?=[，。,.；;、\s住是]|$)"
)


@transaction.atomic
def submit(
    *,
    station: Station,
    title: str,
    account: str,
    name: str = "",
    phone: str = "",
    consents: bool = False,
    to: Deputyship | None = None,
    origin: str = Origin.ONLINE,
    photos: Sequence[Photo] = (),
    token: UUID | None = None,
    at: datetime | None = None,
) -> Matter:
    """Take what a citizen sent (R026, R177): telephone and identity numbers and the name go out of the text first.

    What was written stays in ``original``, read by the station alone. With ``to`` the deputy is told as well. Raises
    ``ValidationError`` by field, ``StorageFailed`` when a photo cannot be kept.
    """
    earlier = Matter.objects.filter(token=token).first() if token else None
    if earlier is not None:
        return earlier
    citizen = Citizen(name=name.strip(), phone=phone.strip(), consents=consents) if name or phone else None
    row = receive(
        actor=None,
        station=station,
        title=without_secrets(title, name)[:_LONGEST_TITLE],
        account=without_secrets(account, name),
        original=f"{title.strip()}\n{account.strip()}",
        citizen=citizen,
        heard_by=to,
        origin=origin,
        photos=photos,
        token=token,
        at=at,
    )
    if to is not None:
        url = reverse("matters:heard", args=[row.pk])
        tell_of(row, deputy_of(row), "群众给您留言", station.name, url=url)
    return row


def without_secrets(text: str, name: str = "") -> str:
    """The text without telephone, identity, card numbers and the like, and without the writer's name.

    Numbers of buildings stay: whoever handles the matter needs the place.
    """
    names = {name.strip(), *_NAMED.findall(text)} - {""}
    places = [old for old, secret in found(text) if secret == Secret.HOME]
    hidden = [Hidden(one, NOBODY) for one in names if len(one) > 1]
    return public(pieces(text.strip(), hidden, places))


@transaction.atomic
def publish(
    *,
    matter: Matter,
    actor: User,
    title: str,
    account: str,
    answer: str = "",
    at: datetime | None = None,
) -> PublicMatter:
    """Show a matter to everybody in the words the station checked; again, the words are changed.

    Raises ``ValidationError`` by field while a telephone or identity number is left, or the citizen's name.
    """
    row = locked_matter(matter)
    require_rule(actor, rules.keep_matter, row)
    texts = {"title": title.strip(), "account": account.strip(), "answer": answer.strip()}
    _check_public(row, texts)
    shown, _is_new = PublicMatter.objects.update_or_create(
        matter=row,
        defaults={**texts, "released_at": at or timezone.now(), "released_by": actor, "withdrawn_at": None},
    )
    _changed(row)
    audit.record(actor=actor, verb="liaison_stations:publish", obj=row, after=texts)
    return shown


@transaction.atomic
def withdraw(*, matter: Matter, actor: User, at: datetime | None = None) -> Matter:
    """Show it no longer. Raises ``Conflict`` when it is not shown."""
    row = locked_matter(matter)
    require_rule(actor, rules.keep_matter, row)
    if not PublicMatter.objects.filter(matter=row, withdrawn_at=None).update(
        withdrawn_at=at or timezone.now()
    ):
        raise Conflict("这件事项没有公开")
    _changed(row)
    audit.record(actor=actor, verb="liaison_stations:withdraw", obj=row)
    return row


def _changed(row: Matter) -> None:
    """What everybody reads of it is part of the record: who has it open is told."""
    row.version += 1
    row.save(update_fields=["version"])


def _check_public(row: Matter, texts: dict[str, str]) -> None:
    wrong: dict[str, str] = {}
    name = row.citizen.name if row.citizen else ""
    for field, text in texts.items():
        if left := leaks(text):
            wrong[field] = "还有不能公开的号码，请去掉：" + "；".join(left)
        elif len(name) > 1 and name in text:
            wrong[field] = "还有群众的姓名，请去掉"
    for field, message in (("title", "还没有写事项"), ("account", "还没有写情况")):
        if not texts[field]:
            wrong[field] = message
    if wrong:
        raise ValidationError(wrong)
