"""The desk of a handling unit: what waits for it, and what it can do with its parts."""
