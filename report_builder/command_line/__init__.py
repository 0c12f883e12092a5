"""Words typed after ``report-builder`` → requests; results and findings → lines of the screen, or JSON."""
