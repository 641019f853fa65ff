"""Standards of stations: what they ask, what was found station by station, the stars of a year, works at sites."""
