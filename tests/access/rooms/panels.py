"""Addresses of tests of satisfaction: who may open them, whose record stands in them."""

_DESK = "office deputy_work committee leader"
_OFFICE = "office deputy_work"
_DECIDERS = "office deputy_work leader"
_DEPUTIES = "deputy group_leader"

WHO = {
    "panels:index": _DESK,
    "panels:prepare_round": _OFFICE,
    "panels:results": f"{_DESK} unit",
    "panels:mine": _DEPUTIES,
    "panels:kinds": _OFFICE,
    "panels:add_kind": _OFFICE,
    "panels:change_kind": _OFFICE,
    "panels:detail": _DESK,
    "panels:change_round": _OFFICE,
    "panels:recommend": "office deputy_work committee",
    "panels:fix_list": _DECIDERS,
    "panels:add_panel": _OFFICE,
    "panels:start_round": _OFFICE,
    "panels:record_event": _OFFICE,
    "panels:give_feedback": _OFFICE,
    "panels:close_round": _OFFICE,
    "panels:change_panel": _OFFICE,
    "panels:prepare_ballot": _OFFICE,
    "panels:item": f"{_DESK} unit {_DEPUTIES}",
    "panels:talk": _DECIDERS,
    "panels:report_mending": "unit",
    "panels:prepare_retest": _OFFICE,
}

RECORD_OF: dict[str, str] = {
    "panels": "suggestions.PanelRound",
    "panels:change_kind": "suggestions.PanelMemberKind",
    "panels:change_panel": "suggestions.Panel",
    "panels:prepare_ballot": "suggestions.Panel",
    "panels:item": "suggestions.PanelCandidate",
    "panels:talk": "suggestions.PanelCandidate",
    "panels:report_mending": "suggestions.PanelCandidate",
    "panels:prepare_retest": "suggestions.PanelCandidate",
}
