"""One cell of a ledger mended from the page: the cell's own bytes change, and nothing else in the file."""
