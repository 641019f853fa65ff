"""Addresses of rounds of ratings: who may open them, whose record stands in them."""

_READERS = "office deputy_work committee leader unit"
_OFFICE = "office deputy_work"

WHO = {
    "ratings:index": _READERS,
    "ratings:detail": _READERS,
    "ratings:prepare_round": _OFFICE,
    "ratings:change_round": _OFFICE,
    "ratings:open_round": _OFFICE,
    "ratings:close_round": _OFFICE,
    "ratings:publish_round": _OFFICE,
    "ratings:rate": "deputy group_leader",
}

RECORD_OF: dict[str, str] = {"ratings": "deputies.RatingRound"}
