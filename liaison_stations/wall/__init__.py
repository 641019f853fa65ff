"""The wall of a station: its rules, sheets to put up, notices and the door plate (R155, R175)."""
