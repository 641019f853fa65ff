"""Reads of stations, their staff and deputies, and of what they cover."""
