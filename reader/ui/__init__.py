"""The window: the only package that imports Qt."""

from reader.ui import features, overrides

features.ask_for_none()
overrides.install()
