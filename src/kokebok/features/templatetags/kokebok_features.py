"""In a template: `{% if "word"|switched_on %}`. Each takes one question to the database."""

from __future__ import annotations

from django import template

from kokebok.features.queries import is_on

register = template.Library()
register.filter("switched_on", is_on)
