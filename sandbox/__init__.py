"""A pretend Slack workspace on loopback: for the demo, the tests and the benchmarks."""

from sandbox.facade import Sandbox
from sandbox.workspace import Refusal

__all__ = ["Refusal", "Sandbox"]
