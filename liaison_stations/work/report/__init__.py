"""The year report of a station under four heads, in two forms (“1234” R168, “建管用融” R188), from its records."""
