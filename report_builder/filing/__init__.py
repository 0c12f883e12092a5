"""Outputs → ``out/<year>/``, all of them or none."""
