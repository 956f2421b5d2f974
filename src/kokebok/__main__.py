"""`python -m kokebok`: what ./kokebok hands over to when the environment is ready."""

import sys

from kokebok.cli.commands import main

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
