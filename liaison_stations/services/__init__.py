"""Services of a station beside the reception, who booked them, and what was done each time."""
