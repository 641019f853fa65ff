"""What citizens bring: the table, where it goes, who answers, how the citizen is told."""
