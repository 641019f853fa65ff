"""The overview of leaders: what needs a decision, then the district in figures, on one page."""
