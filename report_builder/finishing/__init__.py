"""The Word file as it was edited and signed → everything that leaves the house."""
