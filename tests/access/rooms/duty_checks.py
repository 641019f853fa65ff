"""Addresses of checks: who may open them, whose record stands in them."""

_READERS = "office deputy_work committee leader town group_leader"
_CHECKERS = "office deputy_work town"
_OFFICE = "office deputy_work"

WHO = {
    "duty_checks:index": _READERS,
    "duty_checks:checks": _READERS,
    "duty_checks:findings": _READERS,
    "duty_checks:detail": _READERS,
    "duty_checks:notice_pdf": _READERS,
    "duty_checks:start_quarter": _CHECKERS,
    "duty_checks:write_findings": _CHECKERS,
    "duty_checks:finish_check": _CHECKERS,
    "duty_checks:reopen_check": _CHECKERS,
    "duty_checks:mark_corrected": _CHECKERS,
    "duty_checks:draw_sample": _OFFICE,
    "duty_checks:start_groups": _OFFICE,
    "duty_checks:issue_check": _OFFICE,
}

RECORD_OF: dict[str, str] = {
    "duty_checks": "deputies.DutyCheck",
    "duty_checks:mark_corrected": "deputies.CheckFinding",
}
