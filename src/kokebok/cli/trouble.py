"""How a command ends when it cannot go on."""


class Trouble(Exception):
    """What went wrong and what to do about it, in one line for the person at the keyboard."""
