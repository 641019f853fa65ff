"""The rooms of the house, from the kernel up."""

ROOMS = (
    "congress",
    "deputies",
    "activities",
    "liaison_stations",
    "suggestions",
    "oversight",
    "livelihood_projects",
    "bulletins",
)
