"""Pages of the register of people, of the roster and of the groups."""
