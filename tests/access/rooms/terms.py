"""Addresses of the rollover: who may open them, whose record stands in them."""

WHO = {
    "terms:index": "office deputy_work leader",
    "terms:rollover": "office deputy_work leader",
    "terms:open_term": "office deputy_work",
    "terms:close_groups": "office deputy_work",
    "terms:copy_groups": "office deputy_work",
}

RECORD_OF: dict[str, str] = {"terms": "organs.Term"}
