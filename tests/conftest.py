"""What every test may lean on."""

import os

from hypothesis import settings

import rules

# How long a machine takes says nothing about the code. The same cases each time, so that a change
# is judged by what it changed; `HYPOTHESIS_PROFILE=search` looks for new ones.
settings.register_profile("steady", deadline=None, derandomize=True)
settings.register_profile("search", deadline=None)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "steady"))

# Made once and before any test: a property that is tried a hundred times should not wait for it.
RULESET = rules.load_defaults()
RULESET.prefilter.may_ask("")
RULESET.follow_ups.may_ask("")
