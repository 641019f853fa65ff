"""Accounts of those who run the stations."""
