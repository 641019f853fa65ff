"""Photos and documents that go with a suggestion while it is written."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from django.core.exceptions import ValidationError
from django.db import transaction

from congress.access.exceptions import Conflict
from congress.accounts.models import User
from congress.audit import operations as audit
from congress.documents.kept import add_documents, add_photos
from congress.documents.uploads import Document, Photo, saving
from suggestions.enums import State
from suggestions.models import Suggestion
from suggestions.operations.shared import locked
from suggestions.operations.writing import require_author

#: As many as one suggestion carries; a phone's whole album is no evidence.
PHOTO_LIMIT = 9
FILE_LIMIT = 5


@transaction.atomic
def attach(
    *,
    suggestion: Suggestion,
    actor: User,
    photos: Sequence[Photo] = (),
    documents: Sequence[Document] = (),
    drop_photos: Collection[int] = (),
    drop_files: Collection[int] = (),
) -> Suggestion:
    """Add photos and documents to a draft, and take others out; what was taken out is only hidden.

    Raises ``ValidationError`` by field when there would be too many, ``Conflict`` once it is submitted,
    ``StorageFailed`` when a file cannot be kept.
    """
    row = locked(suggestion)
    require_author(actor, row)
    if row.state not in {State.DRAFT, State.RETURNED}:
        raise Conflict(f"建议{row.get_state_display()}，不能再加照片和附件")
    dropped = row.photos.shown().filter(pk__in=list(drop_photos)).update(dropped=True)
    dropped += row.files.shown().filter(pk__in=list(drop_files)).update(dropped=True)
    _check_room("photos", "照片", "张", row.photos.shown().count(), len(photos), PHOTO_LIMIT)
    _check_room("documents", "附件", "个", row.files.shown().count(), len(documents), FILE_LIMIT)
    with saving() as saver, transaction.atomic():
        add_photos(row.photos, photos, actor, saver.save, folder="suggestions")
        add_documents(row.files, documents, actor, saver.save, folder="suggestions")
    if photos or documents or dropped:
        after = {"photos": row.photos.shown().count(), "files": row.files.shown().count()}
        audit.record(actor=actor, verb="suggestions:attach", obj=row, after=after)
    return row


def _check_room(field: str, what: str, unit: str, have: int, more: int, limit: int) -> None:
    over = have + more - limit
    if more and over > 0:
        already = f"已有 {have} {unit}，" if have else ""
        message = f"{what}最多 {limit} {unit}，{already}这次选了 {more} {unit}，请去掉 {over} {unit}"
        raise ValidationError({field: message})
