"""Addresses of the interface for other systems. Who reads a kind of record is who finds it on the pages."""

_HOLDERS = "office deputy_work committee leader town unit government admin"
_REGISTER = "office deputy_work committee leader town station government admin"
_ROSTER = "office deputy_work committee leader town group_leader deputy admin"
_DUTIES = "office deputy_work committee leader town group_leader deputy"
_LOG = "office deputy_work committee leader town"
_STATIONS = "office deputy_work committee leader town station"
_MATTERS = "office deputy_work leader town station unit group_leader deputy"
_SUGGESTIONS = "office deputy_work committee leader town unit government group_leader deputy"

_WHO_READS = {
    "areas": _REGISTER,
    "organs": _REGISTER,
    "people": _ROSTER,
    "deputyships": _ROSTER,
    "groups": _ROSTER,
    "duties": _DUTIES,
    "activities": _LOG,
    "stations": _STATIONS,
    "matters": _MATTERS,
    "suggestions": _SUGGESTIONS,
    "issues": "every role",
    "entries": "every role",
    "figures": "every role",
}

WHO = {
    "api:docs": _HOLDERS,
    "api:tokens": _HOLDERS,
    "api:create_token": _HOLDERS,
    "api:revoke_token": _HOLDERS,
    "api:schema": "every role",
    **{f"api:{name}": who for name, who in _WHO_READS.items()},
    **{f"api:{name}_detail": who for name, who in _WHO_READS.items()},
}

RECORD_OF = {
    "api:revoke_token": "api.ApiToken",
    "api:areas_detail": "organs.Area",
    "api:organs_detail": "organs.Organ",
    "api:people_detail": "deputies.Person",
    "api:deputyships_detail": "deputies.Deputyship",
    "api:groups_detail": "deputies.DeputyGroup",
    "api:duties_detail": "deputies.DutyRecord",
    "api:activities_detail": "activities.Activity",
    "api:stations_detail": "liaison_stations.Station",
    "api:matters_detail": "liaison_stations.Matter",
    "api:suggestions_detail": "suggestions.Suggestion",
    "api:issues_detail": "bulletins.Issue",
    "api:entries_detail": "bulletins.Entry",
}
