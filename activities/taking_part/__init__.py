"""How deputies take part: sitting in, hearings, meetings with officials, consultations, and how much there was."""
