"""Pages of reception days."""
