"""What is live: event streams and receiving, outside Django's request handling. The database is asked in threads."""
