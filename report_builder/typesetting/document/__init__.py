"""A Word file's parts → ``Document``: every style resolved, nothing placed yet."""
