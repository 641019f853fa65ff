"""Checks of the registers of duty: each quarter by towns, by sample and of all groups each half-year."""
