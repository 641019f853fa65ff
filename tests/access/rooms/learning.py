"""Addresses of learning: who may open them, whose record stands in them."""

_READERS = "office deputy_work committee leader town"
_KEEPERS = "office deputy_work town"
_DISTRICT = "office deputy_work"
_STUDY_READERS = "office deputy_work committee leader town group_leader deputy"
_STUDY_KEEPERS = "office deputy_work group_leader"
_CALLERS = "office deputy_work committee town"

WHO = {
    "learning:index": _READERS,
    "learning:detail": _READERS,
    "learning:create_class": _KEEPERS,
    "learning:change_class": _KEEPERS,
    "learning:open_enrolment": _KEEPERS,
    "learning:start_class": _KEEPERS,
    "learning:finish_class": _KEEPERS,
    "learning:cancel_class": _KEEPERS,
    "learning:link_activity": _KEEPERS,
    "learning:enrol_many": _KEEPERS,
    "learning:add_guests": _KEEPERS,
    "learning:mark_guests": _KEEPERS,
    "learning:add_lecture": _KEEPERS,
    "learning:drop_trainee": _KEEPERS,
    "learning:drop_lecture": _KEEPERS,
    "learning:halls": _READERS,
    "learning:create_hall": _KEEPERS,
    "learning:plans": _READERS,
    "learning:create_plan": _DISTRICT,
    "learning:change_plan": _DISTRICT,
    "learning:report": _READERS,
    "learning:learners": _READERS,
    "learning:usage": _READERS,
    "learning:usage_towns": _READERS,
    "learning:settings": _DISTRICT,
    "learning:add_line": _DISTRICT,
    "learning:change_line": _DISTRICT,
    "learning:studies": _STUDY_READERS,
    "learning:study": _STUDY_READERS,
    "learning:record_study": _STUDY_KEEPERS,
    "learning:change_study": _STUDY_KEEPERS,
    "learning:withdraw_study": _STUDY_KEEPERS,
    "learning:write_speech": _STUDY_KEEPERS,
    "learning:drop_speech": _STUDY_KEEPERS,
    "learning:add_reading": _CALLERS,
    "learning:drop_reading": _CALLERS,
    "learning:mine": "every role",
    "learning:enrol": "every role",
    "learning:leave": "every role",
    "learning:reading": "every role",
    "learning:reading_file": "every role",
}

RECORD_OF = {
    "learning": "activities.TrainingClass",
    "learning:drop_trainee": "activities.Trainee",
    "learning:drop_lecture": "activities.Lecture",
    "learning:change_plan": "activities.TrainingPlan",
    "learning:study": "activities.GroupStudy",
    "learning:change_study": "activities.GroupStudy",
    "learning:withdraw_study": "activities.GroupStudy",
    "learning:write_speech": "activities.GroupStudy",
    "learning:drop_speech": "activities.StudySpeech",
    "learning:add_reading": "activities.Convocation",
    "learning:drop_reading": "activities.Reading",
    "learning:reading": "activities.Reading",
    "learning:reading_file": "activities.Reading",
    "learning:change_line": "activities.TrainingType",
}
