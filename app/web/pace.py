"""How often something may be asked: counts in memory, of this process alone."""

from collections import OrderedDict, deque
from threading import Lock
from time import monotonic

_KEYS = 20_000  # of which counts are kept; the one asked longest ago goes first


class Pace:
    """At most `most` times within `within_s` seconds, for each key by itself."""

    def __init__(self, *, most: int, within_s: float) -> None:
        self._most = most
        self._within_s = within_s
        self._times: OrderedDict[str, deque[float]] = OrderedDict()
        self._lock = Lock()

    def takes(self, key: str) -> bool:
        """Whether one more is within the pace; if so, it is counted."""
        moment = monotonic()
        with self._lock:
            times = self._times.setdefault(key, deque())
            self._times.move_to_end(key)
            while times and times[0] <= moment - self._within_s:
                times.popleft()
            if len(self._times) > _KEYS:
                self._times.popitem(last=False)
            if len(times) >= self._most:
                return False
            times.append(moment)
            return True
