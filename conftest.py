"""Every test of the tree sees the fixtures of tests/plugin.py."""

pytest_plugins = ["tests.plugin"]
