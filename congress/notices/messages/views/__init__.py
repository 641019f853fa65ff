"""Pages of messages: kept at the desk, read by whom they were sent to; reminders; the hours of sending."""
