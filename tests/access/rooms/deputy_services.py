"""Addresses of services for deputies: who may open them, whose record stands in them.

That a deputy finds nothing but the own lines is for the tests of the room.
"""

_READERS = "office deputy_work leader"
_WRITERS = "office deputy_work"

WHO = {
    "deputy_services:index": _READERS,
    "deputy_services:mine": "deputy group_leader",
    "deputy_services:certificates": _READERS,
    "deputy_services:certificate": _READERS,
    "deputy_services:certificates_pdf": _READERS,
    "deputy_services:issue_certificate": _WRITERS,
    "deputy_services:issue_many": _WRITERS,
    "deputy_services:return_certificate": _WRITERS,
    "deputy_services:void_certificate": _WRITERS,
    "deputy_services:stipends": _READERS,
    "deputy_services:stipend_list": _READERS,
    "deputy_services:stipend_pdf": _READERS,
    "deputy_services:draw_list": _WRITERS,
    "deputy_services:redraw_list": _WRITERS,
    "deputy_services:review_list": _WRITERS,
    "deputy_services:send_back_list": _WRITERS,
    "deputy_services:pay_list": _WRITERS,
    "deputy_services:sign_line": f"{_WRITERS} deputy group_leader",
    "deputy_services:subscriptions": _READERS,
    "deputy_services:undelivered_pdf": _READERS,
    "deputy_services:subscribe": _WRITERS,
    "deputy_services:mark_posted": _WRITERS,
    "deputy_services:mark_received": _WRITERS,
    "deputy_services:funds": _READERS,
    "deputy_services:fund": _READERS,
    "deputy_services:apply_fund": _WRITERS,
    "deputy_services:change_fund": _WRITERS,
    "deputy_services:grant_fund": _WRITERS,
    "deputy_services:spend": _WRITERS,
    "deputy_services:link_spending": _WRITERS,
    "deputy_services:withdraw_spending": _WRITERS,
    "deputy_services:settings": _WRITERS,
    "deputy_services:add_line": _WRITERS,
    "deputy_services:change_line": _WRITERS,
}

RECORD_OF: dict[str, str] = {
    "deputy_services": "deputies.Certificate",
    "deputy_services:stipend_list": "deputies.StipendList",
    "deputy_services:stipend_pdf": "deputies.StipendList",
    "deputy_services:redraw_list": "deputies.StipendList",
    "deputy_services:review_list": "deputies.StipendList",
    "deputy_services:send_back_list": "deputies.StipendList",
    "deputy_services:pay_list": "deputies.StipendList",
    "deputy_services:sign_line": "deputies.StipendLine",
    "deputy_services:fund": "deputies.Fund",
    "deputy_services:change_fund": "deputies.Fund",
    "deputy_services:grant_fund": "deputies.Fund",
    "deputy_services:spend": "deputies.Fund",
    "deputy_services:link_spending": "deputies.FundSpending",
    "deputy_services:withdraw_spending": "deputies.FundSpending",
    "deputy_services:change_line": "deputies.Publication",
}
