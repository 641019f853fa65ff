"""The log of what happened: who, when, where, with whom. Entered once; everything else follows from it."""

from activities.models.attendance import Attendance, AttendanceQuerySet
from activities.models.files import ActivityPhoto, ActivityPhotoQuerySet, Attachment, AttachmentQuerySet
from activities.models.kinds import ActivityKind, Campaign
from activities.models.log import Activity, ActivityQuerySet
from activities.models.parts import ActivityGroup, ActivityUnit, AgendaItem, CountedThing, Participation

__all__ = [
    "Activity",
    "ActivityGroup",
    "ActivityKind",
    "ActivityPhoto",
    "ActivityPhotoQuerySet",
    "ActivityQuerySet",
    "ActivityUnit",
    "AgendaItem",
    "Attachment",
    "AttachmentQuerySet",
    "Attendance",
    "AttendanceQuerySet",
    "Campaign",
    "CountedThing",
    "Participation",
]
