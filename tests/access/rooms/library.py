"""Addresses of the library and of the log of guidance: who may open them, whose record stands in them."""

_WRITERS = "office deputy_work"
_GUIDED = "office deputy_work leader town"

WHO = {
    "library:index": "every role",
    "library:text": "every role",
    "library:public_index": "public",
    "library:public_text": "public",
    "library:add_text": _WRITERS,
    "library:change_text": _WRITERS,
    "library:issue_edition": _WRITERS,
    "library:change_edition": _WRITERS,
    "library:confirm_edition": _WRITERS,
    "library:repeal_edition": _WRITERS,
    "guidance:index": _GUIDED,
    "guidance:gaps": _GUIDED,
    "guidance:detail": _GUIDED,
    "guidance:record_guidance": _WRITERS,
    "guidance:change_guidance": _WRITERS,
    "guidance:withdraw_guidance": _WRITERS,
}

RECORD_OF: dict[str, str] = {
    "library": "deputies.LibraryText",
    "library:change_edition": "deputies.LibraryEdition",
    "library:confirm_edition": "deputies.LibraryEdition",
    "library:repeal_edition": "deputies.LibraryEdition",
    "guidance": "deputies.Guidance",
}
