"""Pages for whoever looks after the portal."""
