"""The door of the desk's own pages."""

from __future__ import annotations

from functools import partial

from kokebok.desk.rules import MAY
from kokebok.people.entrance import entrance, person_of, show

__all__ = ["desk_page", "person_of", "show"]

desk_page = partial(entrance, MAY)
"""A view for those who may do an act of the desk (see rules.MAY)."""
