"""``narrative.docx``, however it looks → the same elements that ``narrative.md`` gives."""
