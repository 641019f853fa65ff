"""Appointments and removals, and what is overseen after them (任免、任后监督, R262, R263)."""
