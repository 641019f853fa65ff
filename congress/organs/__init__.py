"""Organs: the area tree, constituencies, the organ register with its names, terms and sessions."""
