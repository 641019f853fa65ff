"""Activities: the log of what happened: who, when, where, with whom."""
