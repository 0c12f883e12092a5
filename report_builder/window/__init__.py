"""The window: the whole year in the browser of the same machine, by the code that the commands call."""
