"""Services, records and bookings at the desk."""
