"""The commands of ./kokebok, one module each. Nothing here needs Django before a command runs."""
