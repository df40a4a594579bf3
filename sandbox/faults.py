"""Faults on demand: what a real network and a real Slack do now and then."""

from dataclasses import dataclass

METHOD, DUPLICATES, DROP_SOCKET, NO_ACK = (
    "method",
    "duplicate_events",
    "drop_socket",
    "no_ack_retry",
)


@dataclass(slots=True)
class Fault:
    """One fault, `times` over. `method`: a Web API method, or * for any."""

    kind: str = METHOD
    method: str = "*"
    status: int = 200
    error: str = ""
    retry_after: int = 0
    delay: float = 0.0
    times: int = 1


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
