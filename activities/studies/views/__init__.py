"""Pages of studies: topics, reports, and a leader's phone."""
