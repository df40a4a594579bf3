"""A pretend Slack workspace on loopback: for the demo, the tests and the benchmarks."""

from sandbox.delivery import Delivery
from sandbox.facade import Sandbox
from sandbox.manifest import EVERYTHING
from sandbox.seed import SEEDS
from sandbox.web_api import Call
from sandbox.workspace import Refusal

__all__ = ["EVERYTHING", "SEEDS", "Call", "Delivery", "Refusal", "Sandbox"]
