"""Writes of the room, one module for each kind of record."""
