"""The long reliability suite: `python -m tests.torture [CASE] [--rounds N]`."""
