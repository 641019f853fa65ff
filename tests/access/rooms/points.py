"""Addresses of points: who may open them, whose record stands in them."""

_RANKERS = "office deputy_work committee leader town group_leader"
_READERS = f"{_RANKERS} deputy"
_MAKERS = "office deputy_work town"
_KEEPERS = "office deputy_work"

WHO = {
    "points:index": _RANKERS,
    "points:mine": "deputy group_leader",
    "points:account": _READERS,
    "points:appraise": _MAKERS,
    "points:object_to": "deputy group_leader",
    "points:schemes": _RANKERS,
    "points:propose": _MAKERS,
    "points:scheme": _READERS,
    "points:change_scheme": _MAKERS,
    "points:copy_scheme": _MAKERS,
    "points:put_in_force": _MAKERS,
    "points:what_if": _MAKERS,
    "points:replay_scheme": _MAKERS,
    "points:add_line": _MAKERS,
    "points:change_line": _MAKERS,
    "points:remove_line": _MAKERS,
    "points:publications": _RANKERS,
    "points:publish": _MAKERS,
    "points:publication": _RANKERS,
    "points:objections": _RANKERS,
    "points:objection": _RANKERS,
    "points:answer_objection": _MAKERS,
    "points:take_back_objection": "deputy group_leader",
    "points:years": _RANKERS,
    "points:year": _RANKERS,
    "points:freeze_year": _KEEPERS,
    "points:recompute": _KEEPERS,
    "points:appraise_group": _KEEPERS,
    "points:issue_notice": _KEEPERS,
    "points:notice_pdf": _RANKERS,
}

RECORD_OF: dict[str, str] = {
    "points": "deputies.PointsAccount",
    "points:publication": "deputies.PointsPublication",
    "points:objection": "deputies.Objection",
    "points:answer_objection": "deputies.Objection",
    "points:take_back_objection": "deputies.Objection",
    **dict.fromkeys(
        (
            "points:scheme",
            "points:change_scheme",
            "points:copy_scheme",
            "points:put_in_force",
            "points:what_if",
            "points:replay_scheme",
            "points:add_line",
            "points:change_line",
            "points:remove_line",
        ),
        "deputies.PointsScheme",
    ),
}
