"""The figures, declared once each: a module for every table that they come together in."""
