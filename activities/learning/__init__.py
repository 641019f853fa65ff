"""Learning: training classes, the deputies' lecture hall, study in groups, reading before an inspection (R085–R102)."""
