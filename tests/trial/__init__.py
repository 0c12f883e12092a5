"""Word files by other writers, made from a seed with every pair of features, to try the typesetter on."""
