"""Reminders of time limits: who is told, grouped into one notice for each person, and who is told next."""
