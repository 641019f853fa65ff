"""Suggestions that began as a matter a citizen brought to a station."""
