"""Things joined in pairs, and the groups that come of it."""


class Groups:
    """Numbers from 0 below `count`, each a group of its own until joined (disjoint sets)."""

    def __init__(self, count: int) -> None:
        self._parent = list(range(count))

    def root(self, n: int) -> int:
        """The number that stands for the group of `n`."""
        parent = self._parent
        while parent[n] != n:
            parent[n] = parent[parent[n]]
            n = parent[n]
        return n

    def join(self, one: int, other: int) -> None:
        """Make one group of the groups of both."""
        self._parent[self.root(one)] = self.root(other)
