"""Activities that follow from a record of a higher room: their numbers and their roll are brought up to date."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.db import transaction

from activities.enums import ActivityState
from activities.models import Activity, ActivityKind
from activities.operations.attendance import set_deputies
from activities.operations.recording import note_change
from activities.operations.rows import set_counted
from activities.parts import CountedPart
from activities.queries.log import facts_of
from congress.access.exceptions import Conflict
from congress.accounts.models import User
from congress.documents.kept import add_photos
from congress.documents.uploads import Photo, saving
from deputies.models import Deputyship


@transaction.atomic
def follow(
    *,
    activity: Activity,
    actor: User,
    text: str,
    counted: Sequence[CountedPart],
    deputies: Sequence[Deputyship],
) -> Activity:
    """Bring text, numbers and roll of an activity in line with the record it follows from; all else stays.

    Raises ``Conflict`` when the activity was withdrawn.
    """
    row = Activity.objects.select_for_update().get(pk=activity.pk)
    if row.state != ActivityState.RECORDED:
        raise Conflict("这条工作记录已撤回，请办公室先恢复")
    before = facts_of(row)
    row.text = text
    set_counted(row, counted)
    set_deputies(row, deputies, actor)
    return note_change(row, before, actor)


@transaction.atomic
def restate(
    *,
    activity: Activity,
    actor: User,
    days: tuple[date, date],
    kind: ActivityKind,
    headline: str,
    place: str,
    text: str,
    deputies: Sequence[Deputyship] | None = None,
    photos: Sequence[Photo] = (),
) -> Activity:
    """Correct what a record of a higher room tells of an activity; photos are added, all else stays.

    Without ``deputies`` the roll stays, too.

    Raises ``Conflict`` when the activity was withdrawn, ``ValidationError`` for a value the model refuses,
    ``StorageFailed`` when a photo cannot be saved; then nothing at all is saved.
    """
    row = Activity.objects.select_for_update().get(pk=activity.pk)
    if row.state != ActivityState.RECORDED:
        raise Conflict("这条工作记录已撤回，请办公室先恢复")
    before = facts_of(row)
    row.start_on, row.end_on = days
    row.kind, row.headline, row.place, row.text = kind, headline.strip(), place, text
    row.derive()
    row.full_clean(exclude=["recorded_by"], validate_unique=False)
    if deputies is not None:
        set_deputies(row, deputies, actor)
    with saving() as saver, transaction.atomic():
        add_photos(row.photos, photos, actor, saver.save, folder="activities")
    return note_change(row, before, actor)
