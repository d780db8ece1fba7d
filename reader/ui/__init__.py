"""The window: the only package that imports Qt."""

from reader.ui import overrides

overrides.install()
