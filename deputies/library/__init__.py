"""The library of laws and rules: editions, clauses, where they apply, and citing them (R011, R012, R246)."""
