"""Set blocks → sheets, and the ``Pages`` they become."""
