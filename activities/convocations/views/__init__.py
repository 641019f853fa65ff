"""Pages of convocations."""
