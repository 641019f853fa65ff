"""The log of what happened: who, when, where, with whom. Entered once; everything else follows from it."""

from activities.models.attendance import Attendance, AttendanceQuerySet
from activities.models.convocation import (
    Callee,
    CalleeQuerySet,
    Convocation,
    ConvocationFile,
    ConvocationQuerySet,
)
from activities.models.files import ActivityPhoto, Attachment
from activities.models.kinds import ActivityKind, Campaign
from activities.models.learning import (
    Lecture,
    Trainee,
    TraineeKind,
    TraineeQuerySet,
    TrainingClass,
    TrainingClassQuerySet,
    TrainingPlan,
    TrainingType,
)
from activities.models.log import Activity, ActivityQuerySet
from activities.models.parts import ActivityGroup, ActivityUnit, AgendaItem, CountedThing, Participation
from activities.models.paste import PastedCard, PasteDraft, PastedState
from activities.models.plan import GroupPlan, GroupPlanQuerySet, PlanItem, PlanItemQuerySet
from activities.models.study import (
    GroupStudy,
    GroupStudyQuerySet,
    Reading,
    ReadingMark,
    SignInDay,
    StudySpeech,
)

__all__ = [
    "Activity",
    "ActivityGroup",
    "ActivityKind",
    "ActivityPhoto",
    "ActivityQuerySet",
    "ActivityUnit",
    "AgendaItem",
    "Attachment",
    "Attendance",
    "AttendanceQuerySet",
    "Callee",
    "CalleeQuerySet",
    "Campaign",
    "Convocation",
    "ConvocationFile",
    "ConvocationQuerySet",
    "CountedThing",
    "GroupPlan",
    "GroupPlanQuerySet",
    "GroupStudy",
    "GroupStudyQuerySet",
    "Lecture",
    "Participation",
    "PasteDraft",
    "PastedCard",
    "PastedState",
    "PlanItem",
    "PlanItemQuerySet",
    "Reading",
    "ReadingMark",
    "SignInDay",
    "StudySpeech",
    "Trainee",
    "TraineeKind",
    "TraineeQuerySet",
    "TrainingClass",
    "TrainingClassQuerySet",
    "TrainingPlan",
    "TrainingType",
]
