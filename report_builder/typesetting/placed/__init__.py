"""What is set and placed, as values that every later room of the typesetter speaks of."""
