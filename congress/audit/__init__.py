"""Audit: an append-only, hash-chained record of every write (R315)."""
