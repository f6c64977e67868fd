"""The plugin under test is tested with pytest's own."""

pytest_plugins = ["pytester"]
