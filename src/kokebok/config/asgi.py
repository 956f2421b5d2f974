"""The server in one process: pages are made in threads, and later work is done, beside the event loop.

For systems where a process cannot be forked, and for whoever brings an ASGI server of their own. `./kokebok serve`
has pages made in processes beside the one that answers (cli/processes.py).
"""

from kokebok.config.wsgi import application as django

# isort: split
# These need Django, which the import above has set up.
from kokebok.config.front import Front
from kokebok.config.later import start_consumer
from kokebok.config.maker import THREADS
from kokebok.web.in_threads import Maker, Threads

application = Front(Threads(Maker(django), workers=THREADS), beside=lambda: start_consumer().stop)
