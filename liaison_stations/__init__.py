"""Liaison stations: the room for stations and points, reception days, matters and ledgers."""
