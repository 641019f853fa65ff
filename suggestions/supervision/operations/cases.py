"""Typical cases (R236–R239)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from congress.access.exceptions import Conflict
from congress.access.rules import require_rule
from congress.access.versions import check_version
from congress.accounts.models import User
from congress.documents.kept import Save
from congress.documents.uploads import Photo, saving
from congress.figures.numbers import Count
from suggestions.enums import State
from suggestions.models import CaseAmount, CasePhoto, Suggestion, TypicalCase
from suggestions.operations.shared import locked, signatories_of, tell, write_step
from suggestions.supervision import rules
from suggestions.supervision.enums import AmountKind, PhotoMoment


@dataclass(frozen=True)
class Amount:
    """One number of a case; ``goal`` belongs to a progress and has the same unit."""

    kind: AmountKind
    count: Count
    what: str = ""
    goal: int | None = None


@transaction.atomic
def write_case(
    *,
    suggestion: Suggestion,
    actor: User,
    title: str,
    handed_by: str,
    story: str,
    result: str,
    amounts: Sequence[Amount] = (),
    before: Sequence[Photo] = (),
    after: Sequence[Photo] = (),
    version: int = 0,
    at: datetime | None = None,
) -> TypicalCase:
    """Tell a suggestion that was struck off as an example, or correct what was told; photos are added to those there.

    Raises ``Conflict`` while it is not struck off, ``StaleVersion``, ``StorageFailed``.
    """
    row = locked(suggestion)
    require_rule(actor, rules.write_case, row)
    if row.state != State.CLOSED:
        raise Conflict("销号之后才能整理成典型案例")
    case = TypicalCase.objects.filter(suggestion=row).first()
    if case is None:
        case = TypicalCase(suggestion=row, written_by=actor, written_at=at or timezone.now())
        case.version = 0
    else:
        check_version(case, version, {"title": case.title})
    wrong = [one for one in amounts if (one.kind == AmountKind.PROGRESS) != (one.goal is not None)]
    if wrong:
        raise ValidationError({"progress": "进展须写现在的数和目标，如 130座／200座"})
    case.title, case.handed_by = title.strip(), handed_by.strip()
    case.story, case.result = story.strip(), result.strip()
    case.version += 1
    case.save()
    case.amounts.all().delete()
    for one in amounts:
        CaseAmount.objects.create(
            case=case,
            kind=one.kind,
            value=one.count.value,
            about=one.count.about,
            unit=one.count.unit,
            what=one.what.strip(),
            goal=one.goal,
        )
    with saving() as saver, transaction.atomic():
        for moment, photos in ((PhotoMoment.BEFORE, before), (PhotoMoment.AFTER, after)):
            _add_photos(case, moment, photos, actor, saver.save)
    write_step(row, "write_case", row.state, row.state, actor=actor, at=at, case=case.pk, title=case.title)
    tell(row, signatories_of(row), f"整理成典型案例：{row.title}", case.title, f"case{case.pk}")
    return case


def _add_photos(
    case: TypicalCase, moment: PhotoMoment, photos: Sequence[Photo], actor: User, save: Save
) -> None:
    last = case.photos.filter(moment=moment).order_by("order").last()
    for order, photo in enumerate(photos, last.order + 1 if last else 1):
        CasePhoto.objects.create(
            case=case,
            moment=moment,
            order=order,
            name=photo.name[-120:],
            full=save("cases", photo.full, ".jpg"),
            small=save("cases", photo.small, ".jpg"),
            width=photo.width,
            height=photo.height,
            added_by=actor,
        )
