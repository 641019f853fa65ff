"""Suggestions of a session as an office receives them from the government office, in a spreadsheet."""
