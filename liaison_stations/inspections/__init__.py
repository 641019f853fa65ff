"""Inspections of stations, supervision meetings, and the problems both find."""
