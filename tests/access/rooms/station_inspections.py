"""Addresses of inspections, problems, supervision meetings, the ranking: who may open them, whose record they show.

What is hidden of an unannounced inspection is for the tests of the room.
"""

WHO = {
    "station_inspections:index": "office deputy_work town station leader committee",
    "station_inspections:plan_inspection": "office deputy_work",
    "station_inspections:detail": "office deputy_work town station leader committee",
    "station_inspections:change_inspection": "office deputy_work",
    "station_inspections:record_inspection": "office deputy_work",
    "station_inspections:release_inspection": "office deputy_work",
    "station_inspections:recall_inspection": "office deputy_work",
    "station_inspections:cancel_inspection": "office deputy_work",
    "station_inspections:find_problem": "office deputy_work",
    "station_inspections:photo": "office deputy_work town station leader committee",
    "station_inspections:problems": "office deputy_work town station leader committee",
    "station_inspections:problem": "office deputy_work town station leader committee",
    "station_inspections:change_problem": "office deputy_work town",
    "station_inspections:mend_problem": "office deputy_work town station",
    "station_inspections:send_back_problem": "office deputy_work town",
    "station_inspections:close_problem": "office deputy_work town",
    "station_inspections:reopen_problem": "office deputy_work town",
    "station_inspections:meetings": "office deputy_work town leader committee",
    "station_inspections:record_meeting": "office deputy_work town",
    "station_inspections:meeting": "office deputy_work town leader committee",
    "station_inspections:change_meeting": "office deputy_work town",
    "station_inspections:find_at_meeting": "office deputy_work town",
    "station_inspections:settings": "office deputy_work",
    "station_inspections:add_line": "office deputy_work",
    "station_inspections:change_line": "office deputy_work",
    "station_ranking:index": "office deputy_work town leader committee",
    "station_ranking:ranking_pdf": "office deputy_work town leader committee",
    "station_ranking:set_weights": "office deputy_work",
    "station_ranking:freeze_ranking": "office deputy_work",
    "station_ranking:withdraw_ranking": "office deputy_work",
}

RECORD_OF: dict[str, str] = {
    "station_inspections": "liaison_stations.Inspection",
    "station_inspections:photo": "liaison_stations.InspectionPhoto",
    "station_inspections:problem": "liaison_stations.Problem",
    "station_inspections:change_problem": "liaison_stations.Problem",
    "station_inspections:mend_problem": "liaison_stations.Problem",
    "station_inspections:send_back_problem": "liaison_stations.Problem",
    "station_inspections:close_problem": "liaison_stations.Problem",
    "station_inspections:reopen_problem": "liaison_stations.Problem",
    "station_inspections:meeting": "liaison_stations.SupervisionMeeting",
    "station_inspections:change_meeting": "liaison_stations.SupervisionMeeting",
    "station_inspections:find_at_meeting": "liaison_stations.SupervisionMeeting",
    "station_inspections:change_line": "liaison_stations.InspectionPoint",
    "station_ranking": "liaison_stations.Ranking",
}
