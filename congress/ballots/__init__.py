"""Secret ballots: prepared, cast by phone or on paper, counted by rules that are data, published (R230, R255–R258)."""
