"""Pages of taking part: the desk's in one file for each kind of record, the phone's in ``own``."""
