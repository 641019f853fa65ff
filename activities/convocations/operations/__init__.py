"""What can be done with a convocation: write it, choose who is called, send, move, cancel, answer, remind, hold."""

from activities.convocations.operations.answering import read, reply
from activities.convocations.operations.calling import add_callees, release
from activities.convocations.operations.holding import draft_text, hold
from activities.convocations.operations.sending import announce_tomorrow, remind, send
from activities.convocations.operations.writing import Facts, cancel, change, create

__all__ = [
    "Facts",
    "add_callees",
    "announce_tomorrow",
    "cancel",
    "change",
    "create",
    "draft_text",
    "hold",
    "read",
    "release",
    "remind",
    "reply",
    "send",
]
