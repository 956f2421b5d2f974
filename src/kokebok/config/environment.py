"""The environment that settings are read from, one for all the modules that read some."""

import os

from kokebok.lib.env import Env

env = Env(prefix="KOKEBOK_", variables=os.environ)
