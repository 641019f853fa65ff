"""Honours of deputies and groups, and the selections that give them (R053, R078, R079, R081)."""
