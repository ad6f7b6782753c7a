"""One module for each command: its help, and a function that Typer calls."""
