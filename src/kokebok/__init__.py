"""Kokebok: a public body makes a cookbook with those who will use it, and keeps it alive."""
