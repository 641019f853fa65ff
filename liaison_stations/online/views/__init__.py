"""Public pages, and the desk of those who look after them."""
