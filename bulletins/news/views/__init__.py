"""The news as everybody reads it, and the desk behind it."""
