"""`python -m cashkit`: the command line."""

from cashkit.cli import main

if __name__ == "__main__":
    main()
