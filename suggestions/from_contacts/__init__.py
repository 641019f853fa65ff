"""Suggestions that began as an opinion a deputy heard at a contact."""
