"""Template filters of the log."""
