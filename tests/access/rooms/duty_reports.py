"""Addresses of duty reports: who may open them, whose record stands in them."""

_READERS = "office deputy_work committee leader town group_leader deputy"
_OVERSEERS = "office deputy_work committee leader town group_leader"
_KEEPERS = "office deputy_work town"

WHO = {
    "duty_reports:index": _READERS,
    "duty_reports:detail": _READERS,
    "duty_reports:mine": "deputy group_leader",
    "duty_reports:arrange_report": _KEEPERS,
    "duty_reports:change_report": _KEEPERS,
    "duty_reports:hold_report": _KEEPERS,
    "duty_reports:prepare_ballot": _KEEPERS,
    "duty_reports:withdraw_report": _KEEPERS,
    "duty_reports:add_question": _KEEPERS,
    "duty_reports:change_question": _KEEPERS,
    "duty_reports:write_text": _READERS,
    "duty_reports:file": _READERS,
    "duty_reports:plans": _OVERSEERS,
    "duty_reports:plan_group": "office deputy_work town group_leader",
    "duty_reports:owing": _OVERSEERS,
    "duty_reports:settings": "office deputy_work",
    "duty_reports:add_line": "office deputy_work",
    "duty_reports:change_line": "office deputy_work",
}

RECORD_OF: dict[str, str] = {
    "duty_reports": "deputies.DutyReport",
    "duty_reports:plan_group": "deputies.DeputyGroup",
    "duty_reports:change_question": "deputies.ReportQuestion",
    "duty_reports:file": "deputies.ReportFile",
    "duty_reports:change_line": "deputies.ReportOpinion",
}
