"""Messages of the office: to whom, who has read them, reminders that come back (R040, R041, R123)."""
