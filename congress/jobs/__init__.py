"""Jobs: one row per long task; the row is the truth, the broker message only a wake-up call."""
