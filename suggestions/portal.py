"""What this app plugs into the portal."""
