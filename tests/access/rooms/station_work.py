"""Addresses of what stations do beside receiving: who may open them, whose record stands in them."""

_DESK = "office deputy_work town station leader committee"
_DISTRICT = "office deputy_work town leader committee"
_STAFF = "office deputy_work town station"

WHO: dict[str, str] = {
    "station_work:adopt_activity": "office deputy_work town",
    "station_work:change_work": _STAFF,
    "station_work:change_turn": "office deputy_work town",
    "station_work:detail": _DESK,
    "station_work:exchanges": _DISTRICT,
    "station_work:functions": _DESK,
    "station_work:hold_turn": "office deputy_work town",
    "station_work:index": _DESK,
    "station_work:member": _DISTRICT,
    "station_work:members": _DISTRICT,
    "station_work:part_with_activity": "office deputy_work town",
    "station_work:photo": _DESK,
    "station_work:plan_round": "office deputy_work",
    "station_work:record_work": _STAFF,
    "station_work:report": _DESK,
    "station_work:report_pdf": _DESK,
    "station_work:set_feature": "office deputy_work town",
    "station_work:show_rounds": _DISTRICT,
    "station_work:town_features": _DISTRICT,
    "station_work:visits": _DESK,
    "station_work:write_exchange": "office deputy_work",
}

RECORD_OF: dict[str, str] = {
    "station_work": "liaison_stations.StationActivity",
    "station_work:adopt_activity": "liaison_stations.Station",
    "station_work:change_turn": "liaison_stations.ShowTurn",
    "station_work:hold_turn": "liaison_stations.ShowTurn",
    "station_work:member": "deputies.Person",
    "station_work:photo": "activities.ActivityPhoto",
    "station_work:record_work": "liaison_stations.Station",
    "station_work:report": "liaison_stations.Station",
    "station_work:report_pdf": "liaison_stations.Station",
    "station_work:set_feature": "organs.Area",
}
