"""Attendance at the door: by list, by the deputy's own code, or by a code at the door."""
