"""Addresses of standards, checks, stars and works: who may open them, whose record stands in them."""

_READERS = "office deputy_work town station leader committee"
_KEEPERS = "office deputy_work town"
_STAFF = "office deputy_work town station"
_OFFICE = "office deputy_work"

WHO = {
    "station_standards:index": _READERS,
    "station_standards:standard": _READERS,
    "station_standards:station": _READERS,
    "station_standards:check": _READERS,
    "station_standards:self_check": _STAFF,
    "station_standards:district_check": _OFFICE,
    "station_standards:take_back_check": _STAFF,
    "station_standards:photo": _READERS,
    "station_standards:stars": _READERS,
    "station_standards:pick_candidates": _OFFICE,
    "station_standards:award": _OFFICE,
    "station_standards:publish_stars": _OFFICE,
    "station_standards:unpublish_stars": _OFFICE,
    "station_standards:works": _READERS,
    "station_standards:record_work": _KEEPERS,
    "station_standards:change_work": _KEEPERS,
    "station_standards:withdraw_work": _KEEPERS,
    "station_standards:settings": _OFFICE,
    "station_standards:add_standard": _OFFICE,
    "station_standards:change_standard": _OFFICE,
    "station_standards:issue_edition": _OFFICE,
    "station_standards:change_edition": _OFFICE,
}

RECORD_OF = {
    "station_standards": "liaison_stations.Station",
    "station_standards:standard": "liaison_stations.Standard",
    "station_standards:take_back_check": "liaison_stations.StandardCheck",
    "station_standards:photo": "liaison_stations.CheckPhoto",
    "station_standards:award": "liaison_stations.StarCandidate",
    "station_standards:publish_stars": "liaison_stations.StarRound",
    "station_standards:unpublish_stars": "liaison_stations.StarRound",
    "station_standards:change_work": "liaison_stations.SiteWork",
    "station_standards:withdraw_work": "liaison_stations.SiteWork",
    "station_standards:change_standard": "liaison_stations.Standard",
    "station_standards:issue_edition": "liaison_stations.Standard",
    "station_standards:change_edition": "liaison_stations.StandardEdition",
}
