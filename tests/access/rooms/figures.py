"""Addresses of figures: who may open them, whose record stands in them."""

WHO = {
    "figures:index": "office deputy_work committee leader town",
    "figures:history": "office deputy_work",
    "figures:add_history": "office deputy_work",
    "figures:change_history": "office deputy_work",
    "figures:withdraw_history": "office deputy_work",
}

RECORD_OF: dict[str, str] = {"figures": "figures.HistoricFigure"}
