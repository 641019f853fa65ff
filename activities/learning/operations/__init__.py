"""What can be done with classes, study and reading."""

from activities.learning.operations.classes import (
    ClassFacts,
    cancel_class,
    change_class,
    create_class,
    finish_class,
    link_activity,
    open_enrolment,
    start_class,
)
from activities.learning.operations.lectures import add_lecture, drop_lecture
from activities.learning.operations.people import (
    add_guests,
    drop_trainee,
    enrol,
    enrol_many,
    leave,
    mark_guests,
)
from activities.learning.operations.plans import change_plan, create_plan
from activities.learning.operations.readings import add_reading, drop_reading, open_reading
from activities.learning.operations.studies import (
    StudyFacts,
    change_study,
    drop_speech,
    record_study,
    withdraw_study,
    write_speech,
)

__all__ = [
    "ClassFacts",
    "StudyFacts",
    "add_guests",
    "add_lecture",
    "add_reading",
    "cancel_class",
    "change_class",
    "change_plan",
    "change_study",
    "create_class",
    "create_plan",
    "drop_lecture",
    "drop_reading",
    "drop_speech",
    "drop_trainee",
    "enrol",
    "enrol_many",
    "finish_class",
    "leave",
    "link_activity",
    "mark_guests",
    "open_enrolment",
    "open_reading",
    "record_study",
    "start_class",
    "withdraw_study",
    "write_speech",
]
