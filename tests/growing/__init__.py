"""More than one machine: what they share, and how one after the other is started anew."""
