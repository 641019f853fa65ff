"""What everybody may open without an account: station pages, deputies' pages, bringing a matter, asking by code."""
