"""Addresses of what stations do beside receiving: who may open them, whose record stands in them."""

_DESK = "office deputy_work town station leader committee"
_DISTRICT = "office deputy_work town leader committee"
_STAFF = "office deputy_work town station"

WHO: dict[str, str] = {
    "station_work:adopt_activity": "office deputy_work town",
    "station_work:change_work": _STAFF,
    "station_work:detail": _DESK,
    "station_work:functions": _DESK,
    "station_work:index": _DESK,
    "station_work:member": _DISTRICT,
    "station_work:members": _DISTRICT,
    "station_work:part_with_activity": "office deputy_work town",
    "station_work:photo": _DESK,
    "station_work:record_work": _STAFF,
    "station_work:visits": _DESK,
}

RECORD_OF: dict[str, str] = {
    "station_work": "liaison_stations.StationActivity",
    "station_work:adopt_activity": "liaison_stations.Station",
    "station_work:member": "deputies.Person",
    "station_work:photo": "activities.ActivityPhoto",
    "station_work:record_work": "liaison_stations.Station",
}
