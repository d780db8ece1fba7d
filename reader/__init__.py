"""Lesesal: a desktop reading room for articles in several languages."""

__version__ = "0.1.0"
