"""What is doubtful or wrong in the statistics and in the text, told as findings."""
