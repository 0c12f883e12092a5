"""Many agencies: their folders → each one's report, made by worker processes, and what became of all."""
