"""A Word file → ``Pages``: every glyph, rule and picture placed."""
