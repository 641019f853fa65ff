"""Records of the room."""

from oversight.models.meetings import AgendaItem, Attendee, Meeting, MeetingFile, MeetingKind

__all__ = ["AgendaItem", "Attendee", "Meeting", "MeetingFile", "MeetingKind"]
