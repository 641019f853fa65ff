"""Dashboard: the home page of each role, from what the apps plug in."""
