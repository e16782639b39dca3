"""The JSON interface, by what it is about; each module has a `router` that app/main.py includes."""
