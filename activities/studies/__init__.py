"""Topics to study, study reports and what became of their recommendations."""
