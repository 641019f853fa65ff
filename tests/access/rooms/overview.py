"""Addresses of the overview, and of the borders its map is drawn from."""

WHO = {
    "dashboard:overview": "leader office deputy_work committee",
    "dashboard:renew_overview": "leader office deputy_work committee",
    "dashboard:screen": "leader office deputy_work committee",
    "dashboard:menu_counts": "every role",
    "dashboard:waiting": "every role",
    "organs:import_outlines": "office deputy_work admin",
}

RECORD_OF: dict[str, str] = {}
