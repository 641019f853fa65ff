"""What can be done with a suggestion: one function for each verb."""

from suggestions.operations.assigning import (
    UnitPart,
    assign,
    check_shape,
    reassign,
    refuse_return,
    release,
)
from suggestions.operations.batch import Item, assign_all
from suggestions.operations.closing import reopen, strike_off
from suggestions.operations.evaluating import (
    Verdict,
    check_commitment,
    conclude_study,
    evaluate,
    give_up_commitment,
    rate_commitment,
    redo_after_study,
    report_commitment,
    waive,
)
from suggestions.operations.files import attach
from suggestions.operations.following import add_note, ask_after
from suggestions.operations.gate import (
    divert,
    merge,
    register,
    report_up,
    send_back,
    send_down,
)
from suggestions.operations.handling import (
    accept,
    ask_return,
    confirm_contact,
    give_opinion,
    missing_contacts,
    record_contact,
    reply,
)
from suggestions.operations.pacing import ask_extension, decide_extension, urge
from suggestions.operations.writing import cosign, draft, invite, save_draft, submit, withdraw

__all__ = [
    "Item",
    "UnitPart",
    "Verdict",
    "accept",
    "add_note",
    "ask_after",
    "ask_extension",
    "ask_return",
    "assign",
    "assign_all",
    "attach",
    "check_commitment",
    "check_shape",
    "conclude_study",
    "confirm_contact",
    "cosign",
    "decide_extension",
    "divert",
    "draft",
    "evaluate",
    "give_opinion",
    "give_up_commitment",
    "invite",
    "merge",
    "missing_contacts",
    "rate_commitment",
    "reassign",
    "record_contact",
    "redo_after_study",
    "refuse_return",
    "register",
    "release",
    "reopen",
    "reply",
    "report_commitment",
    "report_up",
    "save_draft",
    "send_back",
    "send_down",
    "strike_off",
    "submit",
    "urge",
    "waive",
    "withdraw",
]
