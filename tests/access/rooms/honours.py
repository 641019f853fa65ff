"""Addresses of honours and selections: who may open them, whose record stands in them.

That others than the district's offices find released and published ones only is for the tests of the room.
"""

_READERS = "office deputy_work leader committee town group_leader deputy"
_WRITERS = "office deputy_work"

WHO = {
    "honours:index": _READERS,
    "honours:honour": _READERS,
    "honours:record_honour": _WRITERS,
    "honours:change_honour": _WRITERS,
    "honours:release_honour": _WRITERS,
    "honours:hide_honour": _WRITERS,
    "honours:withdraw_honour": _WRITERS,
    "honours:selections": _READERS,
    "honours:selection": _READERS,
    "honours:open_selection": _WRITERS,
    "honours:nominate": _WRITERS,
    "honours:begin_review": _WRITERS,
    "honours:prepare_ballots": _WRITERS,
    "honours:decide": _WRITERS,
    "honours:publish": _WRITERS,
    "honours:commend": _WRITERS,
    "honours:revoke": _WRITERS,
    "honours:drop_candidate": _WRITERS,
    "honours:review_candidate": _WRITERS,
    "honours:settings": _WRITERS,
    "honours:add_line": _WRITERS,
    "honours:change_line": _WRITERS,
}

RECORD_OF: dict[str, str] = {
    "honours": "deputies.Honour",
    "honours:selection": "deputies.Selection",
    "honours:nominate": "deputies.Selection",
    "honours:begin_review": "deputies.Selection",
    "honours:prepare_ballots": "deputies.Selection",
    "honours:decide": "deputies.Selection",
    "honours:publish": "deputies.Selection",
    "honours:commend": "deputies.Selection",
    "honours:revoke": "deputies.Selection",
    "honours:drop_candidate": "deputies.Candidate",
    "honours:review_candidate": "deputies.Candidate",
    "honours:change_line": "deputies.SelectionCategory",
}
