"""The window: the only package that imports Qt."""

from reader.ui import enumerations, features, overrides

enumerations.install()
overrides.install()
features.ask_for_none()
