"""The thirteen books of a station and year (两本台账), read from live records; nothing is entered twice for them."""
