"""Faults on demand: what a real network and a real Slack do now and then."""

from dataclasses import dataclass

METHOD = "method"
"""A Web API method (or `response_url`) answers slowly, with an error, or with a status."""
DUPLICATES = "duplicate_events"
"""The next event comes `times` more, without retry headers."""
NO_ACK = "no_ack_retry"
"""An acknowledgement is lost on the way: the event comes again, with retry headers."""
DROP_SOCKET = "drop_socket"
"""The connection breaks just before the next event."""
REFRESH_SOCKET = "refresh_socket"
"""Slack asks for a new connection just before the next event, as it does every few hours."""
_TOO_MANY = 429
_NUMBERS = {"status": (200, 599), "retry_after": (0, 3_600), "delay": (0, 60), "times": (1, 1_000)}
"""What a fault's numbers may be: a mistake is told where it is made, not when it happens."""


@dataclass(slots=True)
class Fault:
    """One fault, `times` over. `method`: a Web API method, or * for any; delays in seconds."""

    kind: str = METHOD
    method: str = "*"
    status: int = 200
    error: str = ""
    retry_after: int = 0
    delay: float = 0.0
    times: int = 1

    def __post_init__(self) -> None:
        """Fill in what Slack itself would. Raises ValueError: no such kind, no such number."""
        if self.kind not in (METHOD, DUPLICATES, NO_ACK, DROP_SOCKET, REFRESH_SOCKET):
            raise ValueError(f"no such kind of fault: {self.kind}")
        for name, (least, most) in _NUMBERS.items():
            value, kind = getattr(self, name), (int, float) if name == "delay" else int
            if not isinstance(value, kind) or not least <= value <= most:
                raise ValueError(f"a fault's {name} is a number from {least} to {most}: {value!r}")
        if self.status == _TOO_MANY:
            self.error, self.retry_after = self.error or "ratelimited", self.retry_after or 1


class Faults:
    """The faults that wait to happen."""

    def __init__(self) -> None:
        self._waiting: list[Fault] = []

    def add(self, fault: Fault) -> None:
        """Have a fault happen."""
        self._waiting.append(fault)

    def take(self, kind: str, method: str = "*") -> Fault | None:
        """The next fault of this kind, used up once."""
        for fault in self._waiting:
            if fault.kind == kind and fault.method in ("*", method):
                fault.times -= 1
                if fault.times <= 0:
                    self._waiting.remove(fault)
                return fault
        return None
