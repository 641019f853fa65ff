"""Addresses of exit cases: who may open them, whose record stands in them."""

WHO = {
    "exits:index": "office deputy_work leader",
    "exits:detail": "office deputy_work leader",
    "exits:open_case": "office deputy_work",
    "exits:change_case": "office deputy_work",
    "exits:remind": "office deputy_work",
    "exits:find_corrected": "office deputy_work",
    "exits:find_uncorrected": "office deputy_work",
    "exits:order_resignation": "office deputy_work",
    "exits:end_by_exit": "office deputy_work",
    "exits:drop_case": "office deputy_work",
    "exits:settings": "office deputy_work",
    "exits:add_line": "office deputy_work",
    "exits:change_line": "office deputy_work",
}

RECORD_OF: dict[str, str] = {
    "exits": "deputies.ExitCase",
    "exits:change_line": "deputies.ExitGround",
}
