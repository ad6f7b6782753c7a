"""summit: a command-line reference to the meetings of Donald Trump and Vladimir Putin."""
