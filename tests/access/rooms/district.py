"""Addresses of the settings and of the set-up: who may open them."""

WHO = {
    "district:change_profile": "office admin",
    "district:finish_setup": "office admin",
    "district:paste_areas": "office admin",
    "district:reopen_setup": "office admin",
    "district:resume_step": "office admin",
    "district:settings": "office deputy_work admin",
    "district:setup": "office admin",
    "district:skip_step": "office admin",
}

RECORD_OF: dict[str, str] = {}
