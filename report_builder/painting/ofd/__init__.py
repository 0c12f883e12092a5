"""``Pages`` → OFD (GB/T 33190-2016): the same pages as the PDF's, in the country's own format."""
