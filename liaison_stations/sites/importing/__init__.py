"""Stations and points from a spreadsheet, and back into one."""
