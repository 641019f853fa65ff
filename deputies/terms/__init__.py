"""From one term to the next (换届): what is done, what is missing, and the steps themselves."""
