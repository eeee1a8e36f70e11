"""Every table: importing this registers them all."""

from importlib import import_module
from pkgutil import walk_packages

from training import records

# Found, not listed: rows name each other by words, and one forgotten here would be missed much later.
for each in walk_packages(records.__path__, f"{records.__name__}."):
    if each.name != __name__:
        import_module(each.name)
