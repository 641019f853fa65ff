"""What can be done: one file for each of sittings, talks, hearings, officials and consultations."""
