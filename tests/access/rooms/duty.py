"""Addresses of the register of duties: who may open them, whose record stands in them."""

_LISTS = "office deputy_work committee leader town group_leader"
_READERS = f"{_LISTS} deputy"
_CONFIRMERS = "office deputy_work group_leader"
_KEEPERS = "office deputy_work"
_DEPUTIES = "deputy group_leader"

WHO = {
    "duty:index": _LISTS,
    "duty:detail": _READERS,
    "duty:confirm": _CONFIRMERS,
    "duty:review": _KEEPERS,
    "duty:to_confirm": _CONFIRMERS,
    "duty:send_back": _CONFIRMERS,
    "duty:strike_out": _KEEPERS,
    "duty:report": _LISTS,
    "duty:photo": _READERS,
    "duty:declare": _DEPUTIES,
    "duty:declare_again": _DEPUTIES,
    "duty:take_back": _DEPUTIES,
    "duty:mine": _DEPUTIES,
    "duty:registers": _LISTS,
    "duty:lock_registers": _CONFIRMERS,
    "duty:file": _READERS,
    "duty:lock_register": _CONFIRMERS,
    "duty:unlock_register": _CONFIRMERS,
    "duty:book_pdf": _READERS,
    "duty:archive_pdf": _READERS,
    "duty:settings": _KEEPERS,
    "duty:add_line": _KEEPERS,
    "duty:change_line": _KEEPERS,
}

RECORD_OF: dict[str, str] = {
    "duty": "deputies.DutyRecord",
    "duty:file": "deputies.Deputyship",
    "duty:lock_register": "deputies.Deputyship",
    "duty:unlock_register": "deputies.Deputyship",
    "duty:book_pdf": "deputies.Deputyship",
    "duty:archive_pdf": "deputies.Deputyship",
    "duty:photo": "deputies.DutyPhoto",
    "duty:change_line": "deputies.DutyKind",
}
