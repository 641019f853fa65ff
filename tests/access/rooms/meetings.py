"""Addresses of meetings: who may open them, whose record stands in them."""

_DESK = "office deputy_work committee leader"
_INVITED = "office deputy_work committee leader town station group_leader deputy unit government"

WHO = {
    "meetings:index": _DESK,
    "meetings:detail": _DESK,
    "meetings:choose_kind": "office",
    "meetings:plan_meeting": "office",
    "meetings:change_meeting": "office",
    "meetings:set_attendees": "office",
    "meetings:add_item": "office",
    "meetings:change_item": "office",
    "meetings:drop_item": "office",
    "meetings:add_materials": "office",
    "meetings:drop_material": "office",
    "meetings:call_meeting": "office",
    "meetings:hold_meeting": "office",
    "meetings:cancel_meeting": "office",
    "meetings:write_minutes": "office",
    "meetings:paper": _INVITED,
    "meetings:file": _INVITED,
    "meetings:mine": _INVITED,
    "meetings:invitation": _INVITED,
    "meetings:sign_in": _INVITED,
    "meetings:ask_leave": _INVITED,
    "meetings:settings": "office",
    "meetings:add_line": "office",
    "meetings:change_line": "office",
}

RECORD_OF: dict[str, str] = {
    "meetings": "oversight.Meeting",
    "meetings:plan_meeting": "oversight.MeetingKind",
    "meetings:change_line": "oversight.MeetingKind",
    "meetings:change_item": "oversight.AgendaItem",
    "meetings:drop_item": "oversight.AgendaItem",
    "meetings:file": "oversight.MeetingFile",
    "meetings:drop_material": "oversight.MeetingFile",
}
