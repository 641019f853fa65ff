"""The yearly selection of stations, and what deputies did at theirs."""
