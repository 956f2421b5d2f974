"""`python -m kokebok`: what ./kokebok hands over to when the environment is ready."""

import gc
import sys

from kokebok.cli.commands import main

OBJECTS_BETWEEN = (50_000, 20, 100)

if __name__ == "__main__":
    # Most of what a start allocates stays. To look through it for garbage at every 700 objects, which is what
    # Python does by itself, takes a quarter of the start.
    gc.set_threshold(*OBJECTS_BETWEEN)
    sys.exit(main(sys.argv[1:]))
