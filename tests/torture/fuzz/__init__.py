"""Fuzzing: what is fuzzed, how inputs are made, and the cases of the long run."""
