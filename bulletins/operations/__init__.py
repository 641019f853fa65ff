"""One function per verb on bulletins. Every one is atomic, locked, audited."""
