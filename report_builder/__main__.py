"""``python -m report_builder`` → the command line."""

from report_builder.cli import main

if __name__ == "__main__":
    main()
