"""Pages of tests of satisfaction."""
