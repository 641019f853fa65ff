"""Addresses of campaigns: who may open them, whose record stands in them."""

_DESK = "office deputy_work committee leader town"
_KEEPERS = "office deputy_work"

WHO = {
    "campaigns:index": _DESK,
    "campaigns:groups": _DESK,
    "campaigns:own": "deputy group_leader",
    "campaigns:detail": _DESK,
    "campaigns:deputies": _DESK,
    "campaigns:add_measure": _KEEPERS,
    "campaigns:change_measure": _KEEPERS,
    "campaigns:drop_measure": _KEEPERS,
    "campaigns:link_activities": _KEEPERS,
    "campaigns:members": _DESK,
    "campaigns:remove_member": _KEEPERS,
    "campaigns:set_tags": _KEEPERS,
}
RECORD_OF = {
    "campaigns": "activities.Campaign",
    "campaigns:change_measure": "activities.Measure",
    "campaigns:drop_measure": "activities.Measure",
    "campaigns:link_activities": "activities.Measure",
    "campaigns:remove_member": "activities.CampaignMember",
}
