"""The standing committee's meetings, and what it oversees: opinions, appointments, major matters, documents, laws."""
