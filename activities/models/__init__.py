"""The log of what happened: who, when, where, with whom. Entered once; everything else follows from it."""

from activities.models.kinds import ActivityKind
from activities.models.log import Activity, ActivityQuerySet
from activities.models.parts import ActivityGroup, ActivityUnit, Participation
from activities.models.photos import ActivityPhoto, ActivityPhotoQuerySet

__all__ = [
    "Activity",
    "ActivityGroup",
    "ActivityKind",
    "ActivityPhoto",
    "ActivityPhotoQuerySet",
    "ActivityQuerySet",
    "ActivityUnit",
    "Participation",
]
